"""Who did what, when: a chain of keyed hashes a case, without content, so a removed or changed line shows.

Where the chain ends is held by a seal (storage/seals.py).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import bindparam, insert, select, union
from sqlmodel import col

from storage import facts, seals
from storage.database import Transaction
from storage.database_key import DatabaseKey
from storage.rows import PlainRow
from storage.seals import Link, Seal
from storage.tables import CaseRow, DraftRow, JournalRow, SealRow

_WRITE = insert(JournalRow)
_CHAIN = (
    select(JournalRow).where(col(JournalRow.subject) == bindparam("about")).order_by(col(JournalRow.number))
)
PIECE = 500
"""Lines or subjects that are read at once."""
# Without a lower bound, so that a line that was put before the first one is not passed over.
_FIRST_PIECE = _CHAIN.limit(PIECE)
_NEXT_PIECE = _CHAIN.where(col(JournalRow.number) > bindparam("reached")).limit(PIECE)
_SUBJECTS = union(
    select(col(JournalRow.subject)), select(col(SealRow.subject)), select(col(DraftRow.id))
).subquery()
_OTHERS = (
    select(_SUBJECTS.c.subject)
    .where(
        _SUBJECTS.c.subject > bindparam("after"),
        _SUBJECTS.c.subject.not_in(select(col(CaseRow.id))),
        _SUBJECTS.c.subject != seals.HEADS,
    )
    .order_by(_SUBJECTS.c.subject)
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
class Chain:
    """A chain that was followed to its end.

    `end` is its last line that holds, `broken` the number of its first that does not, or is missing.
    `fingerprints` are those with which items came, by item. `facts` are those that its seal tells of.
    """

    end: Link
    broken: int | None
    fingerprints: Mapping[str, Collection[str]]
    facts: str = facts.NONE


def write(tx: Transaction, subject: str, line: Line) -> None:
    """Adds a line to the chain of a draft or case."""
    write_all(tx, [(subject, line)])


def write_all(tx: Transaction, lines: Sequence[tuple[str, Line]]) -> None:
    """Adds lines to the chains of drafts and cases, in this order.

    Nobody waits for the other chains. Of two that follow the same line the unique number lets one through:
    the other ends in an IntegrityError, after which Storage.run begins it again.
    """
    before = seals.before(tx, {subject for subject, _ in lines}) if lines else {}
    ends = {subject: known.end for subject, known in before.items()}
    rows: list[dict[str, object]] = []
    for subject, line in lines:
        link = ends[subject]
        row = JournalRow(subject=subject, number=link.number + 1, **vars(line), hash="")
        row.hash = hash_of(row, link.hash, tx.database_key)
        ends[subject] = Link(row.number, row.hash)
        rows.append(row.model_dump(exclude={"seq"}))
    if rows:
        tx.execute(_WRITE, rows)
        seals.put(tx, [(subject, known, ends[subject]) for subject, known in before.items()])


def hash_of(row: JournalRow | PlainRow, before: str, key: DatabaseKey) -> str:
    """The keyed hash of a line over its fields and the hash of the line before it."""
    fields = (before, row.number, moment(row.at), row.subject, row.person, row.act, row.detail)
    return key.mac(("line", *fields))


def moment(at: datetime) -> str:
    """A moment as it is hashed: the same whatever zone it was told in."""
    return at.astimezone(UTC).isoformat()


def lines(tx: Transaction, subject: str) -> list[Line]:
    """What happened in a case, oldest first."""
    return [Line(row.at, row.person, row.act, row.detail) for row in _chain(tx, subject)]


def _chain(tx: Transaction, subject: str) -> Iterable[PlainRow]:
    return tx.execute(_CHAIN, {"about": subject})


def first_broken(tx: Transaction, subject: str) -> int | None:
    """The number of the chain's first line that does not hold or is missing; None when all are there."""
    return followed(tx, subject).broken


def followed(tx: Transaction, subject: str) -> Chain:
    """The chain from its first line to its last, read a piece at a time; of a broken one too."""
    link, broken = Link(), None
    fingerprints: dict[str, set[str]] = {}
    for row in pieces(tx, subject):
        if broken is None and follows(row, link, hash_of(row, link.hash, tx.database_key)):
            link = Link(row.number, row.hash)
        elif broken is None:
            broken = int(row.number)
        line = Line(row.at, row.person, row.act, row.detail)
        if re.fullmatch(SHA256, line.fingerprint):
            fingerprints.setdefault(line.about, set()).add(line.fingerprint)
    seal = seals.of(tx, subject) or Seal(Link())
    return Chain(link, _unsealed(seal.end, link) if broken is None else broken, fingerprints, seal.facts)


def follows(row: PlainRow, link: Link, hashed: str) -> bool:
    """Whether a line with that hash is the next one of a chain that ends so."""
    return bool(row.number == link.number + 1 and row.hash == hashed)


def _unsealed(sealed: Link, end: Link) -> int | None:
    """The first line of a chain that holds of which its seal does not know, or that it knows and is gone."""
    if sealed == end:
        return None
    return end.number if sealed.number == end.number else min(sealed.number, end.number) + 1


def pieces(tx: Transaction, subject: str) -> Iterator[PlainRow]:
    """The lines of a chain in the order of their numbers, read a piece at a time."""
    rows = tx.execute(_FIRST_PIECE, {"about": subject}).all()
    yield from rows
    while len(rows) == PIECE:
        rows = tx.execute(_NEXT_PIECE, {"about": subject, "reached": rows[-1].number}).all()
        yield from rows


def other_subjects(tx: Transaction, after: str) -> list[str]:
    """The next subjects of a chain, a seal or a report that are no case: not sent, erased, or gone."""
    return list(tx.execute(_OTHERS, {"after": after}).scalars())
