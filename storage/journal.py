"""Who did what, when: a chain of hashes a case, without content, so a removed or changed line shows."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any

from sqlalchemy import CompoundSelect, bindparam, insert, select, union_all
from sqlmodel import col

from storage.database import PlainRow, Transaction
from storage.tables import CaseRow, JournalRow

_WRITE = insert(JournalRow)
_CHAIN = (
    select(JournalRow).where(col(JournalRow.subject) == bindparam("about")).order_by(col(JournalRow.number))
)
PIECE = 500
"""Lines or subjects that are read at once."""
# Without a lower bound, so that a line that was put before the first one is not passed over.
_FIRST_PIECE = _CHAIN.limit(PIECE)
_NEXT_PIECE = _CHAIN.where(col(JournalRow.number) > bindparam("reached")).limit(PIECE)
_OTHERS = (
    select(col(JournalRow.subject))
    .where(
        col(JournalRow.subject) > bindparam("after"), col(JournalRow.subject).not_in(select(col(CaseRow.id)))
    )
    .distinct()
    .order_by(col(JournalRow.subject))
    .limit(PIECE)
)
SHA256 = r"[0-9a-f]{64}"


@dataclass(frozen=True)
class Line:
    """One act. `detail` is a key of the procedure, or an item's id and its fingerprint when it came.

    It is never something that a person wrote.
    """

    at: datetime
    person: str
    act: str
    detail: str

    @property
    def about(self) -> str:
        """The key or id alone."""
        return self.detail.partition(" ")[0]

    @property
    def fingerprint(self) -> str:
        """The item's SHA-256 as it came, "" where the act brought none."""
        return self.detail.partition(" ")[2]


@dataclass(frozen=True)
class Link:
    """The number and the hash of the last link of a chain that holds."""

    number: int = 0
    hash: str = ""


@dataclass(frozen=True)
class Chain:
    """A chain that was followed to its end.

    `end` is its last line that holds, `broken` the number of its first that does not. `fingerprints` are
    those with which items came, by item.
    """

    end: Link
    broken: int | None
    fingerprints: Mapping[str, Collection[str]]


def write(tx: Transaction, subject: str, line: Line) -> None:
    """Adds a line to the chain of a draft or case."""
    write_all(tx, [(subject, line)])


def write_all(tx: Transaction, lines: Sequence[tuple[str, Line]]) -> None:
    """Adds lines to the chains of drafts and cases, in this order.

    Nobody waits for the other chains. Of two that follow the same line the unique number lets one through:
    the other ends in an IntegrityError, after which Storage.run begins it again.
    """
    ends = _ends(tx, {subject for subject, _ in lines}) if lines else {}
    rows: list[dict[str, object]] = []
    for subject, line in lines:
        before = ends.get(subject, Link())
        row = JournalRow(
            subject=subject,
            number=before.number + 1,
            at=line.at,
            person=line.person,
            act=line.act,
            detail=line.detail,
            hash="",
        )
        row.hash = _hash(row, before.hash)
        ends[subject] = Link(row.number, row.hash)
        rows.append(row.model_dump(exclude={"seq"}))
    if rows:
        tx.execute(_WRITE, rows)


def _ends(tx: Transaction, subjects: Collection[str]) -> dict[str, Link]:
    """The last link of each of these chains that there are, however long they are."""
    given = {f"subject_{number}": subject for number, subject in enumerate(subjects)}
    return {subject: Link(number, end) for subject, number, end in tx.execute(_ends_of(len(given)), given)}


@cache
def _ends_of(count: int) -> CompoundSelect[Any]:
    """A query for the last links of so many chains: each is found at the end of its index."""
    lasts = [
        select(col(JournalRow.subject), col(JournalRow.number), col(JournalRow.hash))
        .where(col(JournalRow.subject) == bindparam(f"subject_{place}"))
        .order_by(col(JournalRow.number).desc())
        .limit(1)
        .subquery()
        for place in range(count)
    ]
    return union_all(*(select(last) for last in lasts))


def _hash(row: JournalRow | PlainRow, before: str) -> str:
    return digest((before, row.number, moment(row.at), row.subject, row.person, row.act, row.detail))


def digest(fields: Iterable[object]) -> str:
    """The hash of a link over these fields."""
    return hashlib.sha256("\x1f".join(map(str, fields)).encode()).hexdigest()


def moment(at: datetime) -> str:
    """A moment as it is hashed: the same whatever zone it was told in."""
    return at.astimezone(UTC).isoformat()


def lines(tx: Transaction, subject: str) -> list[Line]:
    """What happened in a case, oldest first."""
    return [Line(row.at, row.person, row.act, row.detail) for row in _chain(tx, subject)]


def _chain(tx: Transaction, subject: str) -> Iterable[PlainRow]:
    return tx.execute(_CHAIN, {"about": subject})


def first_broken(tx: Transaction, subject: str) -> int | None:
    """The number of the chain's first line that does not follow from the one before; None when all hold.

    Whether its end is cut off, the heads know.
    """
    return followed(tx, subject).broken


def followed(tx: Transaction, subject: str) -> Chain:
    """The chain from its first line to its last, read a piece at a time; of a broken one too."""
    link, broken = Link(), None
    fingerprints: dict[str, set[str]] = {}
    for row in _pieces(tx, subject):
        if broken is None and row.number == link.number + 1 and row.hash == _hash(row, link.hash):
            link = Link(row.number, row.hash)
        elif broken is None:
            broken = int(row.number)
        line = Line(row.at, row.person, row.act, row.detail)
        if re.fullmatch(SHA256, line.fingerprint):
            fingerprints.setdefault(line.about, set()).add(line.fingerprint)
    return Chain(link, broken, fingerprints)


def _pieces(tx: Transaction, subject: str) -> Iterator[PlainRow]:
    rows = tx.execute(_FIRST_PIECE, {"about": subject}).all()
    yield from rows
    while len(rows) == PIECE:
        rows = tx.execute(_NEXT_PIECE, {"about": subject, "reached": rows[-1].number}).all()
        yield from rows


def other_subjects(tx: Transaction, after: str) -> list[str]:
    """The next subjects that have a chain and are no case: reports under way, and those that were erased."""
    return list(tx.execute(_OTHERS, {"after": after}).scalars())
