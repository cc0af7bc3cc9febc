"""When a duty is reminded of: a pure function of facts, procedure and calendar."""

from __future__ import annotations

from datetime import datetime

from flows.case import Case, Nudge
from flows.clocks import Calendar
from flows.duties import Duty, duties
from flows.organisation import Context
from flows.procedure import Step, police_deadline

LATE = (0.5, 0.9)
"""How much of the time from sending to due has passed at the reminders of a late report."""


def planned(case: Case, step: Step, owner: Calendar, calendar: Calendar) -> tuple[datetime, ...]:
    """The moments of the step's reminders, in order.

    Moved into the owner's own hours: a legal one earlier where it can be, the others later.
    """
    return tuple(sorted(_moved(case, step, at, owner) for at in _moments(case, step, calendar)))


def _moments(case: Case, step: Step, calendar: Calendar) -> list[datetime]:
    """The step's own moments; after them those of a report so late that a legal deadline has none left.

    Only facts that never change decide on the latter: the number of a reminder tells which has been sent.
    """
    due = step.due(case, calendar)
    found = [moment(case, due, calendar) for moment in step.nudges]
    if step.is_legal and not any(case.sent_at < at < due for at in found):
        found += [case.sent_at + (due - case.sent_at) * share for share in LATE]
    return found


def _moved(case: Case, step: Step, at: datetime, owner: Calendar) -> datetime:
    if step.is_legal and not _is_at_any_hour(case, step):
        earlier = owner.last_working_time_before(at)
        if earlier > case.sent_at:
            return earlier
    return _from(case, step, at, owner)


def _from(case: Case, step: Step, at: datetime, owner: Calendar) -> datetime:
    """The first moment from `at` on in which the owner may be disturbed.

    Outside their hours only when the 72 hours would otherwise end unreminded.
    """
    later = owner.next_working_time(at)
    is_last_chance = step.is_legal and at < police_deadline(case) <= later
    return at if is_last_chance or _is_at_any_hour(case, step) else later


def _is_at_any_hour(case: Case, step: Step) -> bool:
    """A RED case does not wait for working hours, except with what the employee is to do."""
    return case.severity == "RED" and "employee" not in step.owners


def _open(case: Case, ctx: Context) -> list[Duty]:
    found = duties(case, ctx.organisation.calendar, ctx.now)
    return [d for d in found if d.state in {"open", "overdue"} and d.owner]


def _waiting(case: Case, item: Duty, ctx: Context) -> list[tuple[int, datetime]]:
    """The reminders of a step that are still to come or due, by number, at `now` or later.

    What was due before the report was sent needs no reminder: sending it told the owner already. One that
    was missed, in an outage or behind a gate, waits for the owner's hours like any other.
    """
    owner = ctx.calendar_for(item.owner)
    plan = planned(case, item.step, owner, ctx.organisation.calendar)
    sent = max((n.number for n in case.nudges if n.step == item.step.key), default=0)
    left = [(n, at) for n, at in enumerate(plan, 1) if n > sent and at > case.sent_at]
    return [(n, _from(case, item.step, max(at, ctx.now), owner)) for n, at in left]


def due_nudges(case: Case, ctx: Context) -> tuple[Nudge, ...]:
    """The reminders to send now: of each open step only the newest that is due, so an outage repeats none."""
    found = []
    for item in _open(case, ctx):
        numbers = [n for n, at in _waiting(case, item, ctx) if at <= ctx.now]
        if numbers:
            found.append(Nudge(item.step.key, max(numbers), item.owner, ctx.now))
    return tuple(found)


def next_nudge_at(case: Case, ctx: Context) -> datetime | None:
    """When the case next needs the clock; None when no reminder is left."""
    moments = [at for item in _open(case, ctx) for _, at in _waiting(case, item, ctx)]
    return min(moments, default=None)
