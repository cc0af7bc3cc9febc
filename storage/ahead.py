"""What was written by a clock that was ahead, put right when the time is known again.

What people did then keeps its time: nobody can tell what it would have been.
"""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta

from sqlalchemy import bindparam, delete, select, update
from sqlmodel import col

from flows.effects import Tell
from flows.reminders.claimed_ahead import APART
from storage import plan
from storage.claiming import LEASE
from storage.database import Transaction
from storage.outbox import OVER_ALL_CASES
from storage.people_tables import MessageDayRow, PersonRow, PresenceRow
from storage.tables import InboxRow, OutboxRow, SummaryRow

FURTHEST_EAST = timedelta(hours=14)
"""Of all zones: no day has begun anywhere that has not begun there."""
LONG_AGO = timedelta(days=1)
"""What was seen then is asked for again."""

_IS_OWED = col(OutboxRow.done_at).is_(None)
_SAID = select(col(OutboxRow.id), col(OutboxRow.kind), col(OutboxRow.args)).where(
    _IS_OWED, col(OutboxRow.owed_at) > bindparam("limit")
)
_UNSAY = delete(OutboxRow).where(col(OutboxRow.id).in_(bindparam("items", expanding=True)))
_PUT_RIGHT = (
    # What has to wait, such as for somebody's hours, is put off again by whoever delivers it.
    update(OutboxRow)
    .where(_IS_OWED, col(OutboxRow.due_at) > bindparam("limit"))
    .values(due_at=bindparam("now")),
    update(OutboxRow)
    .where(_IS_OWED, col(OutboxRow.claimed_until) > bindparam("longest"))
    .values(claimed_until=None),
    update(InboxRow)
    .where(col(InboxRow.done_at).is_(None), col(InboxRow.arrived_at) > bindparam("limit"))
    .values(arrived_at=bindparam("now")),
    update(PersonRow)
    .where(col(PersonRow.seen_at) > bindparam("limit"))
    .values(seen_at=bindparam("long_ago")),
    update(PresenceRow)
    .where(col(PresenceRow.seen_at) > bindparam("limit"))
    .values(seen_at=bindparam("long_ago")),
    delete(MessageDayRow).where(col(MessageDayRow.day) > bindparam("today")),
    delete(SummaryRow).where(col(SummaryRow.monday) > bindparam("today")),
)


def put_right(tx: Transaction, now: datetime) -> list[str]:
    """Lets nothing wait for a time that was wrong; gives the cases that have claimed something ahead of time.

    The messages of those claims that nobody has had are dropped, since each claim is planned anew.
    """
    limit = now + APART
    said = tx.rows_that_open(_SAID, {"limit": limit})
    ahead = [
        item
        for item, kind, args in said
        if kind == Tell.__name__ and json.loads(args).get("message") in OVER_ALL_CASES
    ]
    if ahead:
        tx.execute(_UNSAY, {"items": ahead})
    times = {"now": now, "limit": limit, "longest": limit + LEASE, "long_ago": now - LONG_AGO}
    given = times | {"today": _latest_day(now).isoformat()}
    for statement in _PUT_RIGHT:
        tx.execute(statement, given)
    tx.owes()
    return plan.claimed_since(tx, limit)


def _latest_day(now: datetime) -> date:
    return (now + FURTHEST_EAST).date()
