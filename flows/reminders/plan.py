"""What a case has to say by itself, to whom and when: pure functions of facts, procedure and calendar."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from flows.calendar.working_time import Calendar
from flows.case.case import Case, ClaimedReminder
from flows.people.organisation import Context
from flows.procedure.gates import prepared_at
from flows.procedure.step_state import StepState, begun_at, due_of, is_to_book, step_states
from flows.procedure.steps import Step
from flows.reminders.escalation import rises
from flows.reminders.follow_up_questions import APART, Ask, asks
from flows.reminders.postponing import paused_until, snoozed_until, snoozes
from flows.reminders.reminder import ASK, ROUND, Reason, Reminder, reason_of, round_of
from flows.reminders.rules import (
    AHEAD,
    at_any_hour,
    before_the_law,
    earlier,
    end_of_day,
    hours_of,
    in_their_hours,
    is_at_any_hour,
    is_urgent,
    legal_first,
    newest_of_each,
    now_or_later,
    one_a_day,
    to_whom,
)
from flows.reminders.succession import declined_at
from flows.words import N_

LATE = (0.5, 0.75)
"""How much of the time from sending to due has passed at the reminders of a late report."""

SNOOZED = 50
"""The first number in a round of a reminder that somebody asked for."""
DECLINED = 500
"""The first number in a round of one that goes on to the next, since whoever was asked cannot."""

IS_LATE = N_("The deadline by law is near.")
AS_ASKED = N_("It was put off until now.")
CANNOT = N_("Whoever was asked first cannot.")
SNOOZE = N_("It is put off until {when}.")
PAUSE = N_("The employee has paused reminders until {when}.")
WITH_OTHERS = N_("Planned for later that day, it comes with the message of the day.")
TAKEN_OVER = N_("Again, since it was taken over.")
ASKED_AGAIN = N_("It is asked again after some days.")


def planned(case: Case, step: Step, calendar: Calendar) -> tuple[tuple[int, datetime, Reason], ...]:
    """The step's own moments by number, the earliest first; those without a reason are left out.

    The place in the procedure is the number of a reminder, which tells which has been sent. A step that is
    open again, or was passed on, begins a round of its own. After them come those of a report so late that
    a legal deadline has none left, what was snoozed, and what goes on to the next after a no.
    """
    due, begun = due_of(case, step, calendar), begun_at(case, step)
    base = round_of(case, step.key)
    moments = [(moment.at(case, due, calendar), reason_of(moment)) for moment in step.reminder_times]
    numbered = enumerate(moments, base + 1)
    found = [(number, at, why) for number, (at, why) in numbered if at is not None and at > begun]
    if step.limit(case, calendar) and not any(at < due for _, at, _ in found):
        shares = [begun + (due - begun) * share for share in LATE]
        late = [at for at in shares if at > begun]
        found += [(n, at, Reason(IS_LATE)) for n, at in enumerate(late, base + len(moments) + 1)]
    found += [
        (base + SNOOZED + place, until, Reason(AS_ASKED))
        for place, until in enumerate(snoozes(case, step.key, begun))
    ]
    found += [
        (base + DECLINED + place, at, Reason(CANNOT)) for place, at in enumerate(_declined(case, step, begun))
    ]
    return tuple(sorted(found, key=lambda entry: (entry[1], entry[0])))


def _declined(case: Case, step: Step, begun: datetime) -> list[datetime]:
    """When those said no who were asked while the owner is away; the next one is asked then."""
    asked = (
        claimed_reminder
        for claimed_reminder in case.claimed_reminders
        if claimed_reminder.step == step.key and claimed_reminder.at >= begun
    )
    found = {
        claimed_reminder.to: at
        for claimed_reminder in asked
        if (at := declined_at(case, claimed_reminder)) is not None
    }
    return sorted(found.values())


def why_of(case: Case, step: Step, number: int, calendar: Calendar) -> Reason:
    """Why the reminder of that number was said when it was: at its moment, or early with others."""
    place = number % ROUND
    if place >= SNOOZED:
        return Reason(CANNOT if place >= DECLINED else AS_ASKED)
    said = next((n.at for n in case.claimed_reminders if (n.step, n.number) == (step.key, number)), None)
    at = {number: at for number, at, _ in planned(case, step, calendar)}.get(number)
    if said and at and said < at and step.limit(case, calendar) is None:
        return Reason(WITH_OTHERS)
    return (
        reason_of(step.reminder_times[place - 1])
        if 0 < place <= len(step.reminder_times)
        else Reason(IS_LATE)
    )


def reminders(case: Case, ctx: Context) -> tuple[Reminder, ...]:
    """All that the case still has to say, each at `now` or later, the earliest first.

    What was due before a step began needs no reminder: its owner was told then. It is computed once for a
    case as it is and a context.
    """
    return ctx.once(case, partial(_reminders, ctx=ctx))


def _reminders(case: Case, ctx: Context) -> tuple[Reminder, ...]:
    found = step_states(case, ctx.organisation.calendar, ctx.now)
    coming = (*_of_steps(case, found, ctx), *_of_asks(case, ctx), *_of_rises(case, found, ctx))
    return tuple(sorted(coming, key=lambda item: (item.at, item.key, item.number)))


def _of_steps(case: Case, found: tuple[StepState, ...], ctx: Context) -> Iterator[Reminder]:
    for item in found:
        if item.owner and (item.state in {"open", "overdue"} or is_to_book(item)):
            yield from _of_step(case, item, ctx)


def _of_step(case: Case, item: StepState, ctx: Context) -> Iterator[Reminder]:
    """Of those that are due to a person now only the newest by its moment: numbers do not follow the time."""
    found = tuple(_of_plan(case, item, ctx))
    due = {reminder.to: reminder for reminder in found if reminder.at <= ctx.now}
    yield from (reminder for reminder in found if reminder.at > ctx.now or due[reminder.to] is reminder)


def _of_plan(case: Case, item: StepState, ctx: Context) -> Iterator[Reminder]:
    """In the order of their moments. Those before one that the same person was sent, or somebody with a part,
    are merged with it."""
    calendar = ctx.organisation.calendar
    plan = planned(case, item.step, calendar)
    sent = {n.number: n.to for n in case.claimed_reminders if n.step == item.step.key}
    since = next((p.since for p in case.participants if p.person == item.owner), case.sent_at)
    is_apart = is_urgent(case, item)
    is_law = is_apart and item.limit is not None
    for place, (number, at, why) in enumerate(plan):
        if number in sent:
            continue
        # One that says that the deadline has passed would not be true before, and RED never waits.
        may_be_early = at < item.due and not (is_apart and case.severity == "RED")
        natural = Reminder(item.step.key, number, item.owner, at, is_apart, may_be_early, (why,), is_law)
        if at <= since:
            natural = natural.moved(_taken_over(since, item, calendar), Reason(TAKEN_OVER))
        found = timed(natural, case, item, ctx)
        # What was said to somebody who has no part, or none any more, spares nobody but themselves.
        later = (sent.get(number, "") for number, _, _ in plan[place + 1 :])
        if not any(person == found.to or case.role_of(person) for person in later):
            yield found


def _taken_over(since: datetime, item: StepState, calendar: Calendar) -> datetime:
    """When whoever took the step over, and heard of it then, is reminded: before a deadline by law passes."""
    after = calendar.add_working_days(since, 1)
    return min(after, item.limit - AHEAD) if item.limit and since < item.limit - AHEAD else after


def timed(item: Reminder, case: Case, step_state: StepState, ctx: Context) -> Reminder:
    """The reminder by the rules: to whom, and when."""
    found = _at(to_whom(item, step_state, ctx), case, step_state, ctx)
    # Moved, it may fall when somebody else is away.
    then = to_whom(replace(item, at=found.at), step_state, ctx)
    if then.to == found.to:
        return found
    return _at(replace(then, at=item.at), case, step_state, ctx)


def _at(item: Reminder, case: Case, step_state: StepState, ctx: Context) -> Reminder:
    hours = hours_of(item.to, case, ctx)
    if item.is_apart and step_state.limit is not None and not is_at_any_hour(case, step_state):
        return before_the_law(item, begun_at(case, step_state.step), step_state.limit, hours, ctx)
    if item.is_apart and is_at_any_hour(case, step_state):
        return at_any_hour(item, ctx)
    until = snoozed_until(case, step_state.step.key) if item.key == step_state.step.key else None
    return quietly(item.not_before(until, Reason(SNOOZE, when=until)), case, ctx)


def quietly(item: Reminder, case: Case, ctx: Context) -> Reminder:
    """One that waits for the person's hours, and for their one message of the day unless it is apart."""
    hours = hours_of(item.to, case, ctx)
    item = now_or_later(item, ctx)
    if item.to == case.employee and not item.is_apart:
        until = paused_until(case)
        item = item.not_before(until, Reason(PAUSE, when=until))
    item = in_their_hours(item, hours, ctx)
    return item if item.is_apart else one_a_day(item, hours, ctx)


def _of_asks(case: Case, ctx: Context) -> Iterator[Reminder]:
    """What is still to be asked, in the hours of whom it is asked.

    The summary before the meeting asks nothing: it is what the employee has a right to, and so it is apart.
    So is their own police report, which has a deadline.
    """
    sent: dict[str, int] = {}
    for claimed_reminder in case.claimed_reminders:
        sent[claimed_reminder.step] = max(claimed_reminder.number, sent.get(claimed_reminder.step, 0))
    for ask in asks(case, ctx.organisation.calendar):
        if ask.number > sent.get(f"{ASK}{ask.key}", 0):
            found = quietly(_asked(ask, case, ctx), case, ctx)
            if ask.until is None or found.at < ask.until:
                yield found


def _asked(ask: Ask, case: Case, ctx: Context) -> Reminder:
    hours = hours_of(ask.to, case, ctx)
    at = earlier(ask.at, hours) if ask.is_earlier else ask.at
    if ask.since and ask.until and at <= ask.since:
        at = ask.since + (ask.until - ask.since) / 2
    is_apart = ask.key in APART
    return Reminder(f"{ASK}{ask.key}", ask.number, ask.to, at, is_apart, not is_apart, (Reason(ASKED_AGAIN),))


def _of_rises(case: Case, found: tuple[StepState, ...], ctx: Context) -> Iterator[Reminder]:
    by_step = {item.step.key: item for item in found}
    for key, item in rises(case, by_step, ctx):
        step_state = by_step.get(key)
        yield quietly(item, case, ctx) if step_state is None else _at(item, case, step_state, ctx)


def due_reminders(case: Case, to: str, ctx: Context, until: datetime | None) -> tuple[Reminder, ...]:
    """What to say to the person now, RED and legal first, and of each thing the newest.

    With `until` it is the message of the day: what would fall in it later joins it, also a deadline by law.
    Without, only what is apart. While the time is not known, only what is law: that must not be missed.
    """
    # A message that somebody has in another case may come before the employee's own hours.
    if until is not None and not hours_of(to, case, ctx).is_working_time(ctx.now):
        until = ctx.now
    mine = [item for item in reminders(case, ctx) if item.to == to]
    found = [item for item in mine if _is_due(item, ctx.now, until) and not _is_said_today(item, case, ctx)]
    found = [item for item in found if item.is_law or ctx.is_time_known]
    said = newest_of_each(found, ctx.now)
    return legal_first([r if r.at <= ctx.now else replace(r, reasons=(Reason(WITH_OTHERS),)) for r in said])


def _is_said_today(item: Reminder, case: Case, ctx: Context) -> bool:
    """Of what the person has heard of already that day, nothing more joins before its own time."""
    if not item.is_apart or item.at <= ctx.now:
        return False
    begun = end_of_day(ctx.now, hours_of(item.to, case, ctx)) - timedelta(days=1)
    return any(n.step == item.key and n.to == item.to and n.at >= begun for n in case.claimed_reminders)


def _is_due(item: Reminder, now: datetime, until: datetime | None) -> bool:
    if until is None:
        return item.is_apart and item.at <= now
    return item.at <= (until if item.may_be_early else now)


def next_reminders(case: Case, ctx: Context) -> tuple[Reminder, ...]:
    """The next of each thing to each person, which is what the plan in the database holds."""
    found: dict[tuple[str, str], Reminder] = {}
    for item in (*reminders(case, ctx), *_of_prepared(case, ctx)):
        first = found.get((item.key, item.to))
        if first is None or (item.at == first.at and item.number > first.number):
            found[item.key, item.to] = item
    return tuple(found.values())


def _of_prepared(case: Case, ctx: Context) -> Iterator[Reminder]:
    """Those of the meeting once the employee has had the summary for a day.

    Nothing happens in the case then that would plan them.
    """
    ready = prepared_at(case)
    if ready and ready > ctx.now:
        known = {item.key for item in reminders(case, ctx)}
        then = reminders(case, replace(ctx, now=ready))
        yield from (item for item in then if item.key not in known)


def claimed(case: Case, items: tuple[Reminder, ...], now: datetime) -> Case:
    """The case that knows of them: each is said once, whatever happens afterwards."""
    new = tuple(ClaimedReminder(item.key, item.number, item.to, now) for item in items)
    return replace(case, claimed_reminders=(*case.claimed_reminders, *new))
