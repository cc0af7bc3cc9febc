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
    """One act. `detail` is a key of the procedure or an id, never something a person wrote."""

    at: datetime
    person: str
    act: str
    detail: str


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


def first_broken(tx: Transaction) -> int | None:
    """The number of the first line that does not follow from the one before; None when all hold."""
    before, expected = "", 1
    for row in tx.session.exec(select(JournalRow).order_by(col(JournalRow.seq))):
        if row.seq != expected or row.hash != _hash(row, before):
            return row.seq
        before, expected = row.hash, expected + 1
    return None
