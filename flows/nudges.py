"""When a duty is reminded of: a pure function of facts, procedure and calendar."""

from __future__ import annotations

from datetime import datetime

from flows.case import Case, Nudge
from flows.clocks import Calendar
from flows.duties import Duty, duties
from flows.organisation import Context
from flows.procedure import Step, police_deadline


def planned(case: Case, step: Step, owner: Calendar, calendar: Calendar) -> tuple[datetime, ...]:
    """The moments of the step's reminders, in order.

    Moved into the owner's own hours; a RED case keeps its moments at any hour (procedure.md, rule 2).
    """
    due = step.due(case, calendar)
    raw = (moment(case, due, calendar) for moment in step.nudges)
    return tuple(sorted(_moved(case, step, at, owner) for at in raw))


def _moved(case: Case, step: Step, at: datetime, owner: Calendar) -> datetime:
    if case.severity == "RED":
        return at
    if not step.is_legal:
        return owner.next_working_time(at)
    earlier = owner.last_working_time_before(at)
    if earlier > case.sent_at:
        return earlier
    later = owner.next_working_time(at)
    return later if later < police_deadline(case) else at


def _open(case: Case, ctx: Context) -> list[Duty]:
    found = duties(case, ctx.organisation.calendar, ctx.now)
    return [d for d in found if d.state in {"open", "overdue"} and d.owner]


def _waiting(case: Case, item: Duty, ctx: Context) -> list[tuple[int, datetime]]:
    """The reminders of a step that are still to come or due, by number.

    What was due before the report was sent needs no reminder: sending it told the owner already.
    """
    plan = planned(case, item.step, ctx.calendar_for(item.owner), ctx.organisation.calendar)
    sent = max((n.number for n in case.nudges if n.step == item.step.key), default=0)
    return [(n, at) for n, at in enumerate(plan, 1) if n > sent and at > case.sent_at]


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
