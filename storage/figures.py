"""How much there is of what a monitor watches: counts alone, in one statement."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlmodel import col

from storage.configuration_tables import ProcessRow
from storage.database import Transaction
from storage.tables import CaseRow, InboxRow, OutboxRow

_OWED = select(func.count()).select_from(OutboxRow).where(col(OutboxRow.done_at).is_(None))
_OPEN = (
    select(func.count())
    .select_from(CaseRow)
    .where(col(CaseRow.withdrawn_at).is_(None), col(CaseRow.archived_at).is_(None))
)
_ARRIVED = select(func.count()).select_from(InboxRow).where(col(InboxRow.done_at).is_(None))
_CONFIGURATIONS = select(func.count(func.distinct(col(ProcessRow.configuration))))
_ALL = select(
    _OPEN.scalar_subquery(),
    _OWED.scalar_subquery(),
    _OWED.where(col(OutboxRow.attempts) > 0).scalar_subquery(),
    _ARRIVED.scalar_subquery(),
    _CONFIGURATIONS.scalar_subquery(),
)


@dataclass(frozen=True)
class Figures:
    """Open cases, what is owed, what of that has failed before, and what has arrived and waits.

    `configurations` are those of the processes of the last five minutes; none is written down on SQLite.
    """

    open_cases: int
    outbox: int
    failing: int
    inbox: int
    configurations: int


def of(tx: Transaction) -> Figures:
    """The figures as of this transaction."""
    return Figures(*tx.execute(_ALL).one())
