"""What a case has to say by itself, to whom and when.

Nothing that is still to come is remembered. The plan is computed from the facts of the case, the procedure,
the calendar and who can be reached, whenever it is wanted, so that a decision, a booking, a pause or a
holiday changes it without a word about reminders. Only what was claimed is a fact: a key that was said
never comes again. The database holds the next of each thing as a row, so that a sweep finds what is due
without computing anything (`storage.plan`).

Each reminder begins with its natural time, which is one of four sources, and is then moved by the rules
(`flows.reminders.rules`), each of which leaves a reason that people can read:

    source                          natural time                             module
    a step that waits               its times in the procedure, round by     step_times
                                    round; when it was put off; after a no
    a step that nobody answers      its escalation levels                    escalation
    a follow-up question            so many days after the report, the       follow_up_questions
                                    decision or the date in question
    the employee, of an escalation  when somebody was asked                  escalation

An example. A YELLOW report is sent on Monday 23 November 2026 at 09.00, and step 2 is due after four
working hours, at 13.00. Its times are half of that, 11.00, and 13.00. Lars hears of it at 11.00. At 13.00
he has had his message of the day, so the second waits for Tuesday at 08.00, when his hours begin, and comes
together with what else is due then. Had the case been RED, both would have come at their time, at any hour.
Had Lars been away, both would have gone to whoever stands in for him. Had he decided at 12.00, the second
would never have been planned, though nobody took it back.

Of several times of one step that have passed, as after an outage, only the newest is said. One that was
missed because somebody else was asked in the owner's place is said to the owner who is back.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from functools import partial

from flows.calendar.working_time import Calendar
from flows.case.case import Case
from flows.case.reminder_key import OF_STEP, ReminderKey
from flows.people.organisation import Context
from flows.procedure.gates import prepared_at
from flows.procedure.step_state import StepState, begun_at, is_to_book, step_states
from flows.reminders.escalation import escalations
from flows.reminders.follow_up_questions import APART, FollowUpQuestion, follow_up_questions
from flows.reminders.postponing import paused_until, snoozed_until
from flows.reminders.reminder import Reason, Reminder, claimed_of, round_of
from flows.reminders.rules import (
    AHEAD,
    at_any_hour,
    before_the_law,
    earlier,
    hours_of,
    in_their_hours,
    is_at_any_hour,
    is_urgent,
    now_or_later,
    one_a_day,
    to_whom,
)
from flows.reminders.step_times import planned
from flows.words import N_

SNOOZE = N_("It is put off until {when}.")
PAUSE = N_("The employee has paused reminders until {when}.")
TAKEN_OVER = N_("Again, since it was taken over.")
ASKED_AGAIN = N_("It is asked again after some days.")


def reminders(case: Case, ctx: Context) -> tuple[Reminder, ...]:
    """All that the case still has to say, each at `now` or later, the earliest first.

    What was due before a step began needs no reminder: its owner was told then. It is computed once for a
    case as it is and a context.
    """
    return ctx.once(case, partial(_reminders, ctx=ctx))


def _reminders(case: Case, ctx: Context) -> tuple[Reminder, ...]:
    found = step_states(case, ctx.organisation.calendar, ctx.now)
    coming = (*_of_steps(case, found, ctx), *_of_follow_ups(case, ctx), *_of_escalations(case, found, ctx))
    return tuple(sorted(coming, key=lambda item: (item.at, item.key.order)))


def _of_steps(case: Case, found: tuple[StepState, ...], ctx: Context) -> Iterator[Reminder]:
    for item in found:
        if item.owner and (item.state in {"open", "overdue"} or is_to_book(item)):
            yield from _of_step(case, item, ctx)


def _of_step(case: Case, item: StepState, ctx: Context) -> Iterator[Reminder]:
    """Of those that are due to a person now only the newest by its time: numbers do not follow the time."""
    found = tuple(_of_plan(case, item, ctx))
    due = {reminder.to: reminder for reminder in found if reminder.at <= ctx.now}
    yield from (reminder for reminder in found if reminder.at > ctx.now or due[reminder.to] is reminder)


def _of_plan(case: Case, item: StepState, ctx: Context) -> Iterator[Reminder]:
    """In the order of their moments. Those before one that the same person was sent, or somebody with a part,
    are merged with it."""
    calendar, begun = ctx.organisation.calendar, round_of(case, item.step.key)
    plan = planned(case, item.step, calendar)
    claimed_here = (n for n in claimed_of(case, item.step.key, OF_STEP) if n.key.round == begun)
    sent = {(n.key.kind, n.key.number): n.to for n in claimed_here}
    since = next((p.since for p in case.people.participants if p.person == item.owner), case.report.sent_at)
    is_apart = is_urgent(case, item)
    is_law = is_apart and item.limit is not None
    for place, time in enumerate(plan):
        if (time.kind, time.number) in sent:
            continue
        # One that says that the deadline has passed would not be true before, and RED never waits.
        may_be_early = time.at < item.due and not (is_apart and case.report.severity == "RED")
        key = ReminderKey(time.kind, item.step.key, begun, time.number, item.owner)
        natural = Reminder(key, time.at, is_apart, may_be_early, (time.reason,), is_law)
        if time.at <= since:
            natural = natural.moved(_taken_over(since, item, calendar), TAKEN_OVER)
        found = timed(natural, case, item, ctx)
        # What was said to somebody who has no part, or none any more, spares nobody but themselves.
        later = (sent.get((after.kind, after.number), "") for after in plan[place + 1 :])
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
    until = snoozed_until(case, step_state.step.key) if item.key.kind in OF_STEP else None
    return quietly(item.not_before(until, SNOOZE, when=until), case, ctx)


def quietly(item: Reminder, case: Case, ctx: Context) -> Reminder:
    """One that waits for the person's hours, and for their one message of the day unless it is apart."""
    hours = hours_of(item.to, case, ctx)
    item = now_or_later(item, ctx)
    if item.to == case.employee and not item.is_apart:
        until = paused_until(case)
        item = item.not_before(until, PAUSE, when=until)
    item = in_their_hours(item, hours, ctx)
    return item if item.is_apart else one_a_day(item, hours, ctx)


def _of_follow_ups(case: Case, ctx: Context) -> Iterator[Reminder]:
    """What is still to be asked, in the hours of whom it is asked.

    The summary before the meeting asks nothing: it is what the employee has a right to, and so it is apart.
    So is their own police report, which has a deadline.
    """
    sent: dict[tuple[str, int], int] = {}
    for key in (claimed_reminder.key for claimed_reminder in case.claimed_reminders):
        sent[key.thing] = max(key.number, sent.get(key.thing, 0))
    for question in follow_up_questions(case, ctx.organisation.calendar):
        if question.key.number > sent.get(question.key.thing, 0):
            found = quietly(_asked(question, case, ctx), case, ctx)
            if question.until is None or found.at < question.until:
                yield found


def _asked(question: FollowUpQuestion, case: Case, ctx: Context) -> Reminder:
    at = (
        earlier(question.at, hours_of(question.key.person, case, ctx)) if question.is_earlier else question.at
    )
    if question.since and question.until and at <= question.since:
        at = question.since + (question.until - question.since) / 2
    is_apart = question.key.kind in APART
    return Reminder(question.key, at, is_apart, not is_apart, (Reason(ASKED_AGAIN),))


def _of_escalations(case: Case, found: tuple[StepState, ...], ctx: Context) -> Iterator[Reminder]:
    by_step = {item.step.key: item for item in found}
    for item in escalations(case, by_step, ctx):
        step_state = by_step.get(item.key.step)
        yield quietly(item, case, ctx) if step_state is None else _at(item, case, step_state, ctx)


def next_reminders(case: Case, ctx: Context) -> tuple[Reminder, ...]:
    """The next of each thing to each person, which is what the plan in the database holds."""
    found: dict[tuple[tuple[str, int], str], Reminder] = {}
    for item in (*reminders(case, ctx), *_of_prepared(case, ctx)):
        first = found.get((item.key.thing, item.to))
        if first is None or (item.at == first.at and item.key.order > first.key.order):
            found[item.key.thing, item.to] = item
    return tuple(found.values())


def _of_prepared(case: Case, ctx: Context) -> Iterator[Reminder]:
    """Those of the meeting once the employee has had the summary for a day.

    Nothing happens in the case then that would plan them.
    """
    ready = prepared_at(case)
    if ready and ready > ctx.now:
        known = {item.key.thing for item in reminders(case, ctx)}
        then = reminders(case, replace(ctx, now=ready))
        yield from (item for item in then if item.key.thing not in known)
