"""What nobody looks at any more is dropped a piece at a time, so that no transaction takes long."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, inspect, select, tuple_
from sqlmodel import SQLModel, col

from storage.database import Transaction
from storage.people_tables import MessageDayRow
from storage.surfaces import SAID
from storage.tables import CallBudgetRow, InboxRow, OutboxRow, SummaryRow, SurfaceRow

KEYS = timedelta(days=3)
"""Slack does not repeat an event so old any more."""
DELIVERED = timedelta(days=7)
"""Only an alert is looked for among what is delivered, for a day; an operator may look for errors."""
CALLED = timedelta(hours=1)
"""Of a minute that is over nothing more is drawn, also where the clocks of two machines differ."""
PIECE = 500


def forget(tx: Transaction, now: datetime) -> bool:
    """Drops the next piece; False when nothing is left to be dropped."""
    return any(_drop(tx, table, is_old) for table, is_old in _old(now))


def _old(now: datetime) -> tuple[tuple[type[SQLModel], ColumnElement[bool]], ...]:
    said = now - SAID
    is_handled = col(InboxRow.done_at).is_not(None)
    return (
        (InboxRow, is_handled & (col(InboxRow.arrived_at) < now - KEYS)),
        (OutboxRow, col(OutboxRow.done_at) < now - DELIVERED),
        (SurfaceRow, col(SurfaceRow.expires_at) < now),
        (MessageDayRow, col(MessageDayRow.day) < said.date().isoformat()),
        (CallBudgetRow, col(CallBudgetRow.minute) < now - CALLED),
        (SummaryRow, col(SummaryRow.monday) < said.date().isoformat()),
    )


def _drop(tx: Transaction, table: type[SQLModel], is_old: ColumnElement[bool]) -> bool:
    key = inspect(table).primary_key
    piece = select(*key).where(is_old).limit(PIECE)
    gone = tx.session.execute(
        delete(table).where(tuple_(*key).in_(piece)), execution_options={"synchronize_session": False}
    )
    return bool(gone.rowcount)  # type: ignore[attr-defined]
