"""Whether drafts and cases are as they were sealed, and a database as it was before there were seals."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from sqlalchemy import delete
from sqlmodel import col, select

from flows import events as ev
from flows.access.rules import VAERN
from storage import case_turns, cases, drafts, facts, journal, journal_heads
from storage.database import Storage
from storage.journal_heads import fields_of, lines_of
from storage.seals import Link
from storage.tables import JournalHeadRow, JournalRow, SealRow
from tests.storage.stories import LARS, at


def found(storage: Storage, subject: str) -> tuple[int | None, tuple[str, ...]]:
    """Where its chain is broken, and which facts are changed."""
    with storage.reading() as tx:
        chain = journal.followed(tx, subject)
        try:
            it = drafts.get(tx, subject) or cases.get(tx, subject, as_=VAERN)
        except cases.NoSuchCase:
            it = None
        return chain.broken, facts.changed(chain.facts, facts.of(it, tx.journal_key))


WHOLE = (None, ())


def broken_head(storage: Storage) -> int | None:
    """The first head that does not hold."""
    with storage.reading() as tx:
        link, first = journal_heads.followed(tx, Link(), 100)
        return first if first is not None else journal_heads.followed(tx, link, 100)[1]


def plain(given: Iterable[object]) -> str:
    """The hash of the version before seals."""
    return hashlib.sha256("\x1f".join(map(str, given)).encode()).hexdigest()


def as_before_seals(storage: Storage) -> None:
    """The database as that version left it: plain hashes, no seals, no key of the journal."""
    with storage.transaction() as tx:
        before: dict[str, str] = {}
        for row in tx.session.exec(select(JournalRow).order_by(col(JournalRow.number))):
            told = (row.number, journal.moment(row.at), row.subject, row.person, row.act, row.detail)
            row.hash = before[row.subject] = plain((before.get(row.subject, ""), *told))
        tx.session.flush()
        head = ""
        for found_head in tx.session.exec(select(JournalHeadRow).order_by(col(JournalHeadRow.number))):
            lines = lines_of(tx, [found_head.number])[found_head.number]
            found_head.hash = head = plain(fields_of(found_head, head, lines))
        tx.session.flush()
        tx.execute(delete(SealRow))
    (storage.keys.folder / "journal.key").unlink()


def decides(storage: Storage, case: str, outcome: str = "later", why: str = "Hun er hjemme.") -> None:
    """Lars decides about the talk, and may do so again."""
    event = ev.StepDecided(LARS, "support", outcome, why)
    case_turns.on_case(storage, case, event, at(), as_=LARS, arrival="")
