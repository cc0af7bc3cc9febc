"""What has been overdue for long and nobody has heard of."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from flows.case.case import Case
from flows.case.reminder_key import FOLLOW_UPS
from flows.people.organisation import Context
from flows.procedure.due_times import meeting_start
from flows.procedure.step_state import StepState, begun_at, step_states

LATE_DAYS = 5
"""Working days."""
HELD_FIRST = frozenset({"meeting", "analyse"})
"""Steps whose meeting is waited for, also one that is booked for after the deadline (docs/procedure.md)."""


def forgotten(found: Iterable[Case], ctx: Context) -> set[str]:
    """Steps overdue by more than five working days of which nobody was reminded and nobody asked."""
    calendar = ctx.organisation.calendar
    return {
        f"{case.number} {item.step.key}"
        for case in found
        for item in step_states(case, calendar, ctx.now)
        if item.state == "overdue"
        and calendar.add_working_days(_waits_since(item), LATE_DAYS) < ctx.now
        and not _is_said(item)
    }


def _waits_since(item: StepState) -> datetime:
    """Since when somebody is to hear that it is late."""
    since = max(item.due, begun_at(item.case, item.step))
    start = meeting_start(item.case, item.step.key) if item.step.key in HELD_FIRST else None
    return max(since, start) if start else since


def _is_said(item: StepState) -> bool:
    begun = begun_at(item.case, item.step)
    said = (n for n in item.case.claimed_reminders if n.key.step == item.step.key and n.at >= begun)
    return any(n.key.kind not in FOLLOW_UPS for n in said)
