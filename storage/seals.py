"""A seal over each draft and case: how its chain ends, and what its facts were then, under a key.

A chain alone cannot tell that its end is cut off, nor what was decided. So each line is written together
with a seal over both. Whoever changes the database without its key can make no seal that fits. One that does
not fit what is found is left as it is: no act of a person makes a change from outside right.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    CompoundSelect,
    Select,
    bindparam,
    literal,
    select,
    union_all,
)
from sqlmodel import col

from storage import facts
from storage.database import Transaction
from storage.database_key import DatabaseKey
from storage.opened import OpenedCase, OpenedDraft
from storage.rows import PlainRow
from storage.tables import JournalHeadRow, JournalRow, SealRow

log = logging.getLogger(__name__)

HEADS = "heads"
"""The subject of the seal over the last head, which is of no draft or case."""
_COLUMNS = tuple(SealRow.model_fields)
_SEAL = select(*(getattr(SealRow, name) for name in _COLUMNS))
_ONE = _SEAL.where(col(SealRow.subject) == bindparam("about"))


@dataclass(frozen=True)
class Link:
    """The number and the hash of the last link of a chain that holds."""

    number: int = 0
    hash: str = ""

    def __str__(self) -> str:
        """As a head is written where it is kept outside of the database, "" when there is none."""
        return f"{self.number}:{self.hash}" if self.number else ""


@dataclass(frozen=True)
class Seal:
    """The end of a chain, and the facts of its draft or case as digests (storage/facts.py)."""

    end: Link
    facts: str = facts.NONE


@dataclass(frozen=True)
class Before:
    """A chain before lines are added to it, and whether its end is as it was sealed."""

    end: Link
    facts: str
    is_whole: bool


def of(tx: Transaction, subject: str) -> Seal | None:
    """The seal of a draft or case; None when there is none, or one that was not made with the key."""
    return _read(tx.execute(_ONE, {"about": subject}).first(), tx.database_key)


def _read(row: PlainRow | None, key: DatabaseKey) -> Seal | None:
    if row is None:
        return None
    seal = Seal(Link(row.number, row.hash), row.facts)
    return seal if row.mac == _mac(row.subject, seal, key) else None


def _mac(subject: str, seal: Seal, key: DatabaseKey) -> str:
    return key.mac(("seal", subject, seal.end.number, seal.end.hash, seal.facts))


def before(tx: Transaction, subjects: Collection[str]) -> dict[str, Before]:
    """How these chains end and are sealed, however long they are, in one statement."""
    given = {f"subject_{place}": subject for place, subject in enumerate(subjects)}
    ends: dict[str, Link] = {}
    sealed: dict[str, PlainRow] = {}
    for row in tx.execute(_ends_and_seals(len(given)), given):
        if row.is_seal:
            sealed[row.subject] = row
        else:
            ends[row.subject] = Link(row.number, row.hash)
    return {subject: _before(tx, sealed.get(subject), ends.get(subject, Link())) for subject in subjects}


def before_head(tx: Transaction) -> Before:
    """How the chain of heads ends and is sealed, in one statement."""
    rows = {row.is_seal: row for row in tx.execute(_LAST_HEAD_AND_SEAL)}
    end = Link(rows[0].number, rows[0].hash) if 0 in rows else Link()
    return _before(tx, rows.get(1), end)


def _before(tx: Transaction, sealed: PlainRow | None, end: Link) -> Before:
    """Goes on after the higher number: where the end was cut off, the gap stays to be seen."""
    seal = _read(sealed, tx.database_key)
    known = seal or Seal(Link())
    is_whole = known.end == end and (seal is not None or sealed is None)
    return Before(max(known.end, end, key=lambda link: link.number), known.facts, is_whole)


def _last(of: type[JournalRow | JournalHeadRow], subject: Any) -> Select[Any]:
    """The last link of a chain, in the columns of a seal."""
    link: list[Any] = [subject.label("subject"), col(of.number), col(of.hash)]
    empty = (literal("").label(name) for name in ("facts", "mac"))
    return select(*link, *empty, literal(0).label("is_seal")).order_by(col(of.number).desc()).limit(1)


def _seal_of(subject: ColumnElement[str]) -> Select[Any]:
    return _SEAL.add_columns(literal(1).label("is_seal")).where(col(SealRow.subject) == subject)


_LAST_HEAD_AND_SEAL = union_all(
    select(_last(JournalHeadRow, literal(HEADS)).subquery()), _seal_of(literal(HEADS))
)


@cache
def _ends_and_seals(count: int) -> CompoundSelect[Any]:
    """A query for so many seals, and for the last lines, each of which is found at the end of its index."""
    given: list[BindParameter[str]] = [bindparam(f"subject_{place}") for place in range(count)]
    subject = col(JournalRow.subject)
    lasts = (_last(JournalRow, subject).where(subject == one).subquery() for one in given)
    return union_all(*map(select, lasts), *map(_seal_of, given))


def put(tx: Transaction, chains: Iterable[tuple[str, Before, Link]]) -> None:
    """Seals these chains at their new ends, with the facts as this transaction leaves them."""
    wanted = ((subject, _sealed(tx, subject, known, end)) for subject, known, end in chains)
    put_all(tx, [(subject, seal) for subject, seal in wanted if seal is not None])


def put_all(tx: Transaction, seals: Iterable[tuple[str, Seal]]) -> None:
    """Writes these seals, in one statement."""
    rows = [
        {
            "subject": subject,
            "number": seal.end.number,
            "hash": seal.end.hash,
            "facts": seal.facts,
            "mac": _mac(subject, seal, tx.database_key),
        }
        for subject, seal in seals
    ]
    if rows:
        tx.execute(tx.insert_or_change(SealRow, "subject", _COLUMNS[1:]), rows)


def take_as_erased(tx: Transaction, subjects: Iterable[str]) -> None:
    """Seals drafts and cases that are erased as such, without a line of their own."""
    known = ((subject, of(tx, subject)) for subject in subjects)
    put_all(tx, [(subject, Seal(seal.end)) for subject, seal in known if seal is not None])


def _sealed(tx: Transaction, subject: str, known: Before, end: Link) -> Seal | None:
    """The seal that follows; None where what was found is other than what was sealed."""
    opened = tx.opened.get(subject)
    if not known.is_whole or not _is_as_sealed(tx, opened, known.facts):
        log.error("the database was changed from outside: %s. Run vaern audit verify", subject)
        return None
    return Seal(end, _facts(tx, subject, opened, known.facts))


def _is_as_sealed(tx: Transaction, opened: OpenedDraft | OpenedCase | None, sealed: str) -> bool:
    """Looked at where the facts change: whoever changes them holds the version of the row that was read."""
    if opened is None or opened.facts is opened.sealed:
        return True
    return facts.of(opened.sealed, tx.database_key) == sealed


def _facts(tx: Transaction, subject: str, opened: OpenedDraft | OpenedCase | None, sealed: str) -> str:
    if subject in tx.erased:
        return facts.NONE
    if opened is None or opened.facts is opened.sealed:
        return sealed
    found = facts.of(opened.facts, tx.database_key)
    opened.take_as_sealed()
    return found
