"""Heads over the journal: each covers the ends of all chains that have grown, and the head before it.

A chain alone cannot tell that its end is cut off, nor can anything tell that a whole chain is gone. A head is
written outside the turns of people, which never wait for it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import update
from sqlmodel import col, select

from storage.database import Transaction
from storage.journal import Link, digest, moment
from storage.tables import JournalHeadRow, JournalRow

MOST_LINES = 500
"""Of one head, so that it is written and checked in a short transaction."""

End = tuple[str, int, str]
"""The subject of a chain, and the number and hash of its last line."""


def write(tx: Transaction, now: datetime) -> Link | None:
    """A head over the lines that have none yet, the oldest first; None when there is no such line.

    Of two processes that write the same head its number lets one through; the other begins again.
    """
    # The last head first: one that is written between the two looks takes the number, or has its lines.
    last = _last(tx)
    query = select(JournalRow).where(col(JournalRow.head).is_(None))
    rows = tx.session.exec(query.order_by(col(JournalRow.seq)).limit(MOST_LINES)).all()
    if not rows:
        return None
    row = JournalHeadRow(number=last.number + 1, at=now, hash="")
    row.hash = _hash(row, last.hash, ((line.subject, line.number, line.hash) for line in rows))
    tx.session.add(row)
    tx.session.flush()
    covered = col(JournalRow.seq).in_([line.seq for line in rows])
    tx.session.execute(
        update(JournalRow).where(covered).values(head=row.number),
        execution_options={"synchronize_session": False},
    )
    return Link(row.number, row.hash)


def _last(tx: Transaction) -> Link:
    query = select(JournalHeadRow.number, JournalHeadRow.hash).order_by(col(JournalHeadRow.number).desc())
    last = tx.session.exec(query.limit(1)).first()
    return Link(*last) if last else Link()


def _hash(row: JournalHeadRow, before: str, lines: Iterable[End]) -> str:
    ends = {subject: (number, line_hash) for subject, number, line_hash in sorted(lines)}
    fields = (field for subject, end in sorted(ends.items()) for field in (subject, *end))
    return digest((before, row.number, moment(row.at), *fields))


def followed(tx: Transaction, link: Link, most: int) -> tuple[Link, int | None]:
    """Follows that many heads: how far they hold, and the number of the one that does not.

    All of them in one transaction would keep everybody waiting who writes.
    """
    query = select(JournalHeadRow).order_by(col(JournalHeadRow.number)).limit(most)
    if link != Link():  # Else a head that was put before the first one would be passed over.
        query = query.where(JournalHeadRow.number > link.number)
    rows = tx.session.exec(query).all()
    ends = _lines_of(tx, [row.number for row in rows])
    for row in rows:
        if row.number != link.number + 1 or row.hash != _hash(row, link.hash, ends.get(row.number, ())):
            return link, row.number
        link = Link(row.number, row.hash)
    return link, None if rows else _lost(tx, link)


def _lines_of(tx: Transaction, heads: list[int]) -> dict[int, list[End]]:
    query = select(JournalRow.head, JournalRow.subject, JournalRow.number, JournalRow.hash)
    found: dict[int, list[End]] = {number: [] for number in heads}
    for head, subject, number, line_hash in tx.session.exec(query.where(col(JournalRow.head).in_(heads))):
        found[head or 0].append((subject, number, line_hash))
    return found


def _lost(tx: Transaction, link: Link) -> int | None:
    """The number of a head after the last one, when lines say that there was one."""
    query = select(JournalRow.head).where(col(JournalRow.head) > link.number)
    return tx.session.exec(query.order_by(col(JournalRow.head)).limit(1)).first()
