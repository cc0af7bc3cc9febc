"""Whether drafts and cases are as they were sealed."""

from __future__ import annotations

from uuid import uuid4

from flows import events as ev
from flows.access.rules import VAERN
from storage import case_turns, cases, drafts, facts, journal, journal_heads
from storage.database import Storage
from storage.seals import Link
from tests.storage.stories import LARS, at


def found(storage: Storage, subject: str) -> tuple[int | None, tuple[str, ...]]:
    """Where its chain is broken, and which facts are changed."""
    with storage.reading() as tx:
        chain = journal.followed(tx, subject)
        try:
            it = drafts.get(tx, subject) or cases.get(tx, subject, as_=VAERN)
        except cases.NoSuchCase:
            it = None
        return chain.broken, facts.changed(chain.facts, facts.of(it, tx.database_key))


WHOLE = (None, ())


def broken_head(storage: Storage) -> int | None:
    """The first head that does not hold."""
    with storage.reading() as tx:
        link, first = journal_heads.followed(tx, Link(), 100)
        return first if first is not None else journal_heads.followed(tx, link, 100)[1]


def decides(storage: Storage, case: str, outcome: str = "later", why: str = "Hun er hjemme.") -> None:
    """Lars decides about the talk, and may do so again."""
    event = ev.StepDecided(LARS, "support", outcome, why)
    case_turns.on_case(storage, case, event, at(), as_=LARS, arrival=uuid4().hex)
