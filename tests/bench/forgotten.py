"""What has been overdue for long and nobody has heard of."""

from __future__ import annotations

from collections.abc import Iterable

from flows.case.case import Case
from flows.case.reminder_key import FOLLOW_UPS
from flows.people.organisation import Context
from flows.procedure.step_state import StepState, begun_at, step_states

LATE_DAYS = 5
"""Working days."""


def forgotten(found: Iterable[Case], ctx: Context) -> set[str]:
    """Steps overdue by more than five working days of which nobody was reminded and nobody asked."""
    calendar = ctx.organisation.calendar
    return {
        f"{case.number} {item.step.key}"
        for case in found
        for item in step_states(case, calendar, ctx.now)
        if item.state == "overdue"
        and calendar.add_working_days(max(item.due, begun_at(case, item.step)), LATE_DAYS) < ctx.now
        and not _is_said(item)
    }


def _is_said(item: StepState) -> bool:
    begun = begun_at(item.case, item.step)
    said = (n for n in item.case.claimed_reminders if n.key.step == item.step.key and n.at >= begun)
    return any(n.key.kind not in FOLLOW_UPS for n in said)
