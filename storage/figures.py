"""How much there is of what a monitor watches: counts alone, in one statement."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlmodel import col

from storage.database import Transaction
from storage.tables import CaseRow, InboxRow, OutboxRow

_OWED = select(func.count()).select_from(OutboxRow).where(col(OutboxRow.done_at).is_(None))
_OPEN = (
    select(func.count())
    .select_from(CaseRow)
    .where(col(CaseRow.withdrawn_at).is_(None), col(CaseRow.archived_at).is_(None))
)
_ARRIVED = select(func.count()).select_from(InboxRow).where(col(InboxRow.done_at).is_(None))
_ALL = select(
    _OPEN.scalar_subquery(),
    _OWED.scalar_subquery(),
    _OWED.where(col(OutboxRow.attempts) > 0).scalar_subquery(),
    _ARRIVED.scalar_subquery(),
)


@dataclass(frozen=True)
class Figures:
    """Open cases, what is owed, what of that has failed before, and what has arrived and waits."""

    open_cases: int
    outbox: int
    failing: int
    inbox: int


def of(tx: Transaction) -> Figures:
    """The figures as of this transaction."""
    return Figures(*tx.execute(_ALL).one())
