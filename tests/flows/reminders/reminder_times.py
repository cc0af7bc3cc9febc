"""When each reminder of a step comes, and what is due at a time, for the tests of reminders."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flows.calendar.working_time import COPENHAGEN
from flows.case.case import Case
from flows.case.reminder_key import FOLLOW_UPS, OF_STEP
from flows.procedure.procedure import STEPS
from flows.reminders.plan import reminders
from tests.flows.clockwork import due_reminders_of
from tests.flows.given import context, decided, local
from tests.reminder_names import named

FRIDAY = local("Fri 2026-11-20 15:00")
OPEN: dict[str, Any] = {"content_at": local("Fri 2026-11-20 14:00")}


def plan(key: str, found: Case, **ctx: Any) -> list[str]:
    """When each reminder of the step comes, on the clock in Copenhagen, if its owner hears nothing else."""
    others = decided(*(s.key for s in STEPS if s.key != key), at=found.report.sent_at)
    items = reminders(replace(found, decisions=others), context(found.report.sent_at, **ctx))
    moments = [item.at.astimezone(COPENHAGEN) for item in items if named(item) == key]
    return [f"{at:%a %d %b %H:%M}" for at in moments]


def due(found: Case, at: str, **ctx: Any) -> dict[str, int]:
    """The reminders of that time: step and number."""
    sent = due_reminders_of(found, context(local(at), **ctx))
    return {
        named(claimed_reminder): claimed_reminder.key.number
        for claimed_reminder in sent
        if claimed_reminder.key.kind in OF_STEP | FOLLOW_UPS
    }
