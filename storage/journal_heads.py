"""Heads over the journal: each covers the ends of all chains that have grown, and the head before it.

A seal tells that the end of its chain is cut off, and nothing in the database that all of it was put back to
what it was earlier. A head that is kept elsewhere does: operators and dossiers are told of some. Heads are
written outside the turns of people, which never wait for them.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import bindparam, update
from sqlmodel import col, select

from storage import seals
from storage.database import Transaction
from storage.database_key import DatabaseKey
from storage.journal import moment
from storage.rows import PlainRow
from storage.seals import HEADS, Link, Seal
from storage.tables import JournalHeadRow, JournalRow

MOST_LINES = 500
"""Of one head, so that it is written and checked in a short transaction."""

_TOLD = select(JournalHeadRow.number).where(col(JournalHeadRow.told_at) >= bindparam("since")).limit(1)
_TELL = (
    update(JournalHeadRow)
    .where(col(JournalHeadRow.number) == bindparam("newest"), col(JournalHeadRow.told_at).is_(None))
    .values(told_at=bindparam("now"))
)

_WITHOUT_HEAD = (
    select(JournalRow.seq, JournalRow.subject, JournalRow.number, JournalRow.hash)
    .where(col(JournalRow.head).is_(None))
    .order_by(col(JournalRow.seq))
    .limit(MOST_LINES)
)

End = tuple[str, int, str]
"""The subject of a chain, and the number and hash of its last line."""


def write(tx: Transaction, now: datetime) -> Link | None:
    """A head over the lines that have none yet, the oldest first; None when there is no such line.

    Of two processes that write the same head its number lets one through; the other begins again.
    """
    # The last head first: one that is written between the two looks takes the number, or has its lines.
    before = seals.before_head(tx)
    rows = tx.execute(_WITHOUT_HEAD).all()
    if not rows:
        return None
    row = JournalHeadRow(number=before.end.number + 1, at=now, hash="")
    ends = [(line.subject, line.number, line.hash) for line in rows]
    row.hash = hash_of(row, before.end.hash, ends, tx.database_key)
    tx.session.add(row)
    tx.session.flush()
    covered = col(JournalRow.seq).in_([line.seq for line in rows])
    tx.session.execute(
        update(JournalRow).where(covered).values(head=row.number),
        execution_options={"synchronize_session": False},
    )
    if before.is_whole:
        seals.put_all(tx, [(HEADS, Seal(Link(row.number, row.hash)))])
    return Link(row.number, row.hash)


def last(tx: Transaction) -> Link:
    """The newest head; number 0 when there is none yet."""
    query = select(JournalHeadRow.number, JournalHeadRow.hash).order_by(col(JournalHeadRow.number).desc())
    found = tx.session.exec(query.limit(1)).first()
    return Link(*found) if found else Link()


def to_be_told(tx: Transaction, since: datetime, now: datetime) -> Link | None:
    """The newest head, noted as told now; None when it was told, or another one since then.

    Of two processes at once one gets it.
    """
    if tx.execute(_TOLD, {"since": since}).first() is not None:
        return None
    head = last(tx)
    return head if tx.execute(_TELL, {"newest": head.number, "now": now}).rowcount else None


def hash_of(row: JournalHeadRow | PlainRow, before: str, lines: Iterable[End], key: DatabaseKey) -> str:
    """The keyed hash of a head over the ends of these chains and the hash of the head before it."""
    return key.mac(("head", *fields_of(row, before, lines)))


def fields_of(row: JournalHeadRow | PlainRow, before: str, lines: Iterable[End]) -> tuple[object, ...]:
    """What the hash of a head is over: of several lines of a chain the last."""
    ends = {subject: (number, line_hash) for subject, number, line_hash in sorted(lines)}
    fields = (field for subject, end in sorted(ends.items()) for field in (subject, *end))
    return (before, row.number, moment(row.at), *fields)


def followed(tx: Transaction, link: Link, most: int) -> tuple[Link, int | None]:
    """Follows that many heads: how far they hold, and the number of the one that does not.

    All of them in one transaction would keep everybody waiting who writes.
    """
    query = select(JournalHeadRow).order_by(col(JournalHeadRow.number)).limit(most)
    if link != Link():  # Else a head that was put before the first one would be passed over.
        query = query.where(JournalHeadRow.number > link.number)
    rows = tx.session.exec(query).all()
    ends = lines_of(tx, [row.number for row in rows])
    for row in rows:
        hashed = hash_of(row, link.hash, ends.get(row.number, ()), tx.database_key)
        if row.number != link.number + 1 or row.hash != hashed:
            return link, row.number
        link = Link(row.number, row.hash)
    return link, None if rows else _lost(tx, link)


def find(tx: Transaction, number: int) -> Link | None:
    """The head of that number."""
    row = tx.session.get(JournalHeadRow, number)
    return Link(row.number, row.hash) if row else None


def lines_of(tx: Transaction, heads: list[int]) -> dict[int, list[End]]:
    """The lines that each of these heads covers."""
    query = select(JournalRow.head, JournalRow.subject, JournalRow.number, JournalRow.hash)
    found: dict[int, list[End]] = {number: [] for number in heads}
    for head, subject, number, line_hash in tx.session.exec(query.where(col(JournalRow.head).in_(heads))):
        found[head or 0].append((subject, number, line_hash))
    return found


def _lost(tx: Transaction, link: Link) -> int | None:
    """The number of the head after the last one, when the seal or lines say that there was one."""
    seal = seals.of(tx, HEADS)
    if (seal.end if seal else Link()) != link:
        return link.number + 1
    query = select(JournalRow.head).where(col(JournalRow.head) > link.number)
    return tx.session.exec(query.order_by(col(JournalRow.head)).limit(1)).first()
