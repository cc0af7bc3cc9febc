"""When a duty is reminded of, and something asked again: pure functions of facts, procedure and calendar."""

from __future__ import annotations

from datetime import datetime

from flows.asks import Ask, asks
from flows.case import Case, Nudge
from flows.clocks import Calendar
from flows.dues import meeting_start
from flows.duties import Duty, duties
from flows.organisation import Context
from flows.steps import Step

LATE = (0.5, 0.9)
"""How much of the time from sending to due has passed at the reminders of a late report."""

ROUND = 100
"""More than the reminders of one round of a step."""

ASK = "ask."
"""Before the key of something that is asked again, where a reminder has the key of its step."""


def planned(case: Case, step: Step, owner: Calendar, calendar: Calendar) -> tuple[tuple[int, datetime], ...]:
    """The step's reminders by number, in the order of their moments; those without a reason are left out.

    Moved into the owner's own hours: a legal one earlier where it can be, the others later.
    """
    found = _moments(case, step, calendar)
    moved = [(number, _moved(case, step, at, owner, calendar)) for number, at in found]
    return tuple(sorted(moved, key=lambda entry: (entry[1], entry[0])))


def _moments(case: Case, step: Step, calendar: Calendar) -> list[tuple[int, datetime]]:
    """The step's own moments; after them those of a report so late that a legal deadline has none left.

    The place in the procedure is the number of a reminder, which tells which has been sent. A step that is
    open again, or was passed on, begins a round of its own.
    """
    due, begun = step.due(case, calendar), begun_at(case, step)
    moments = [moment(case, due, calendar) for moment in step.nudges]
    base = ROUND * sum(d.step == step.key for d in case.decisions)
    found = [(base + place, at) for place, at in enumerate(moments, 1) if at is not None and at > begun]
    if step.limit(case, calendar) and not any(at < due for _, at in found):
        shares = [begun + (due - begun) * share for share in LATE]
        found += list(enumerate((at for at in shares if at > begun), base + len(moments) + 1))
    return found


def begun_at(case: Case, step: Step) -> datetime:
    """Since when the step waits for its owner: the report, or when it was last passed on or reopened."""
    said = case.last_word(step.key)
    return said.at if said else case.sent_at


def _moved(case: Case, step: Step, at: datetime, owner: Calendar, calendar: Calendar) -> datetime:
    if step.limit(case, calendar) and not _is_at_any_hour(case, step):
        earlier = owner.last_working_time_before(at)
        if earlier > begun_at(case, step):
            return earlier
    return _from(case, step, at, owner, calendar)


def _from(case: Case, step: Step, at: datetime, owner: Calendar, calendar: Calendar) -> datetime:
    """The first moment from `at` on in which the owner may be disturbed.

    Outside their hours only when a deadline by law would otherwise end unreminded.
    """
    later, limit = owner.next_working_time(at), step.limit(case, calendar)
    is_last_chance = limit is not None and at < limit <= later
    return at if is_last_chance or _is_at_any_hour(case, step) else later


def _is_at_any_hour(case: Case, step: Step) -> bool:
    """A RED case does not wait for working hours, except with what the employee is to do."""
    return case.severity == "RED" and "employee" not in step.owners


def _open(case: Case, ctx: Context) -> list[Duty]:
    found = duties(case, ctx.organisation.calendar, ctx.now)
    return [d for d in found if d.owner and (d.state in {"open", "overdue"} or is_to_book(d))]


def is_to_book(item: Duty) -> bool:
    """A meeting is booked before its step can be decided: there is something to do behind the gate."""
    is_bookable = item.state == "blocked" and item.step.books is not None
    return is_bookable and meeting_start(item.case, item.step.key) is None


def _waiting(case: Case, item: Duty, ctx: Context) -> list[tuple[int, datetime]]:
    """The reminders of a step that are still to come or due, by number, at `now` or later.

    What was due before the step began needs no reminder: its owner was told then. One that was missed, in
    an outage or behind a gate, waits for the owner's hours like any other. Those before one that was sent
    are merged with it.
    """
    owner, calendar = ctx.calendar_for(item.owner), ctx.organisation.calendar
    plan = planned(case, item.step, owner, calendar)
    sent = {n.number for n in case.nudges if n.step == item.step.key}
    places = [place for place, (number, _) in enumerate(plan, 1) if number in sent]
    left = plan[max(places, default=0) :]
    return [(n, _from(case, item.step, max(at, ctx.now), owner, calendar)) for n, at in left]


def _asked(case: Case, ctx: Context) -> list[tuple[Ask, datetime]]:
    """What is still to be asked, at `now` or later, in the hours of whom it is asked."""
    sent: dict[str, int] = {}
    for nudge in case.nudges:
        sent[nudge.step] = max(nudge.number, sent.get(nudge.step, 0))
    found = []
    for ask in asks(case, ctx.organisation.calendar):
        if ask.number <= sent.get(f"{ASK}{ask.key}", 0):
            continue
        hours = ctx.calendar_for(ask.to)
        at = hours.last_working_time_before(ask.at) if ask.is_earlier else ask.at
        found.append((ask, hours.next_working_time(max(at, ctx.now))))
    return found


def due_nudges(case: Case, ctx: Context) -> tuple[Nudge, ...]:
    """The reminders to send now: of each open step only the newest that is due, so an outage repeats none."""
    found = []
    for item in _open(case, ctx):
        numbers = [n for n, at in _waiting(case, item, ctx) if at <= ctx.now]
        if numbers:
            found.append(Nudge(item.step.key, numbers[-1], item.owner, ctx.now))
    return (*found, *_due_asks(case, ctx))


def _due_asks(case: Case, ctx: Context) -> list[Nudge]:
    """Of each key the newest that is due is asked; the earlier ones with it are past."""
    newest: dict[str, Ask] = {}
    for ask, at in sorted(_asked(case, ctx), key=lambda entry: entry[0].number):
        if at <= ctx.now:
            newest[ask.key] = ask
    return [Nudge(f"{ASK}{key}", ask.number, ask.to, ctx.now) for key, ask in newest.items()]


def next_nudge_at(case: Case, ctx: Context) -> datetime | None:
    """When the case next needs the clock; None when nothing is left to say."""
    moments = [at for item in _open(case, ctx) for _, at in _waiting(case, item, ctx)]
    moments += [at for _, at in _asked(case, ctx)]
    return min(moments, default=None)
