"""The times at which a step's owner is reminded of it, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import get_args

from flows.calendar.working_time import Calendar
from flows.case.case import Case
from flows.case.reminder_key import OF_STEP, OfStep, ReminderKey, ReminderKind
from flows.procedure.step_state import begun_at, due_of
from flows.procedure.steps import Step
from flows.reminders.postponing import snoozes
from flows.reminders.reminder import Reason, claimed_of, reason_of, round_of
from flows.reminders.succession import declined_at
from flows.words import N_

LATE = (0.5, 0.75)
"""How much of the time from sending to due has passed at the reminders of a late report."""

IS_LATE = N_("The deadline by law is near.")
AS_ASKED = N_("It was put off until now.")
CANNOT = N_("Whoever was asked first cannot.")
WITH_OTHERS = N_("Planned for later that day, it comes with the message of the day.")


@dataclass(frozen=True)
class StepTime:
    """A time at which a step's owner is reminded. `number` is its place among those of its kind, from 1."""

    kind: OfStep
    number: int
    at: datetime
    reason: Reason


def planned(case: Case, step: Step, calendar: Calendar) -> tuple[StepTime, ...]:
    """The times of this round of the step, the earliest first; those of a time that is none are left out.

    Besides those of the procedure they are: of a report so late that a deadline by law has none left; of what
    was snoozed; and of what goes on to the next after a no.
    """
    due, begun = due_of(case, step, calendar), begun_at(case, step)
    times = ((moment.at(case, due, calendar), reason_of(moment)) for moment in step.reminder_times)
    numbered = ((number, at, why) for number, (at, why) in enumerate(times, 1))
    found = [StepTime("scheduled", n, at, why) for n, at, why in numbered if at is not None and at > begun]
    if step.deadline.limit(case, calendar) and not any(time.at < due for time in found):
        shares = [begun + (due - begun) * share for share in LATE]
        found += _numbered("late", [at for at in shares if at > begun], IS_LATE)
    found += _numbered("snoozed", snoozes(case, step.key, begun), AS_ASKED)
    found += _numbered("declined", _declined(case, step, begun), CANNOT)
    order: tuple[OfStep, ...] = get_args(OfStep)
    return tuple(sorted(found, key=lambda time: (time.at, order.index(time.kind), time.number)))


def _numbered(kind: OfStep, times: Iterable[datetime], reason: str) -> list[StepTime]:
    return [StepTime(kind, number, at, Reason(reason)) for number, at in enumerate(times, 1)]


def _declined(case: Case, step: Step, begun: datetime) -> list[datetime]:
    """When those said no who were asked while the owner is away; the next one is asked then."""
    asked = [item for item in claimed_of(case, step.key, OF_STEP) if item.at >= begun]
    found = {item.to: at for item in asked if (at := declined_at(case, item)) is not None}
    return sorted(found.values())


_WHY: Mapping[ReminderKind, str] = {"snoozed": AS_ASKED, "declined": CANNOT}


def why_of(case: Case, step: Step, key: ReminderKey, calendar: Calendar) -> Reason:
    """Why that reminder of the step was said when it was: at its time, or early with others."""
    if key.kind in {"scheduled", "late"} and _was_early(case, step, key, calendar):
        return Reason(WITH_OTHERS)
    if key.kind == "scheduled":
        return reason_of(step.reminder_times[key.number - 1])
    return Reason(_WHY.get(key.kind, IS_LATE))


def _was_early(case: Case, step: Step, key: ReminderKey, calendar: Calendar) -> bool:
    if step.deadline.limit(case, calendar) is not None or key.round != round_of(case, step.key):
        return False
    mine = (key.kind, key.number)
    said = next((n.at for n in case.claimed_reminders if n.key == key), None)
    at = next((time.at for time in planned(case, step, calendar) if (time.kind, time.number) == mine), None)
    return said is not None and at is not None and said < at
