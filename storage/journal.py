"""Who did what, when: a chain of hashes without content, so a removed or changed line shows."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import text
from sqlmodel import col, select

from storage.database import Transaction
from storage.tables import JournalRow

_LOCK = 7_361_001


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


def write(tx: Transaction, subject: str, line: Line) -> None:
    """Adds a line to the chain."""
    if tx.session.get_bind().dialect.name == "postgresql":
        # One writer at a time, or two lines would follow the same one.
        tx.session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
    last = tx.session.exec(select(JournalRow).order_by(col(JournalRow.seq).desc()).limit(1)).first()
    seq = last.seq + 1 if last else 1
    row = JournalRow(
        seq=seq, at=line.at, subject=subject, person=line.person, act=line.act, detail=line.detail, hash=""
    )
    row.hash = _hash(row, last.hash if last else "")
    tx.session.add(row)
    tx.session.flush()


def _hash(row: JournalRow, before: str) -> str:
    at = row.at.astimezone(UTC).isoformat()
    fields = "\x1f".join((before, str(row.seq), at, row.subject, row.person, row.act, row.detail))
    return hashlib.sha256(fields.encode()).hexdigest()


def lines(tx: Transaction, subject: str) -> list[Line]:
    """What happened in a case, oldest first."""
    rows = tx.session.exec(
        select(JournalRow).where(JournalRow.subject == subject).order_by(col(JournalRow.seq))
    )
    return [Line(r.at, r.person, r.act, r.detail) for r in rows]


@dataclass(frozen=True)
class Link:
    """How far the chain has been followed: the number and the hash of the last line that holds."""

    seq: int = 0
    hash: str = ""


def first_broken(tx: Transaction) -> int | None:
    """The number of the first line that does not follow from the one before; None when all hold."""
    return followed(tx, Link())[1]


def followed(tx: Transaction, link: Link, most: int | None = None) -> tuple[Link, int | None]:
    """Follows the chain for that many lines: how far it holds, and the number of the line that does not.

    A whole journal in one transaction would keep everybody waiting who writes.
    """
    query = select(JournalRow).order_by(col(JournalRow.seq)).limit(most)
    if link != Link():  # Else a line that was put before the first one would be passed over.
        query = query.where(JournalRow.seq > link.seq)
    for row in tx.session.exec(query):
        if row.seq != link.seq + 1 or row.hash != _hash(row, link.hash):
            return link, row.seq
        link = Link(row.seq, row.hash)
    return link, None
