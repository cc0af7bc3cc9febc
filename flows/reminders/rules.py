"""The rules of reminding, each a function of its own: docs/reminders.md tells them in words.

Rule 1, that a reminder says which case, which step, why now and by when, and can be answered, is how it is
drawn: flows/screens/reminders/reminder.py. Rule 4, escalation, is flows/reminders/escalation.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import cache

from flows.calendar.working_time import Calendar
from flows.case.case import Case
from flows.people.organisation import Context
from flows.procedure.step_state import StepState
from flows.reminders.reminder import Reason, Reminder
from flows.reminders.succession import stand_in
from flows.words import N_

MONDAY_CLOCK = time(8, 30)
EMPLOYEE_OPENS, EMPLOYEE_CLOSES = time(7), time(17)
"""Employees never hear from the clock between 17 and 07 (docs/procedure.md)."""
AT_ANY_HOUR = frozenset({"contact", "support", "legal", "removal"})
"""The steps of the first days, which do not wait for the morning in a RED case."""
DAY = timedelta(days=1)
SWEEP = timedelta(minutes=1)
"""More than the time between two looks of the clock."""
AHEAD = timedelta(minutes=30)

IN_HOURS = N_("Moved into the working hours of {who}.")
EARLIER = N_("Earlier, since a deadline by law must not pass in the night.")
LAST_CHANCE = N_("Outside working hours, since the deadline by law would pass before them.")
RED = N_("At any hour, since the case is RED.")
QUIET = N_("After Do Not Disturb in Slack, which is on until {when}.")
AWAY = N_("To {who}, because the one who has it is away.")
UNTIL_BACK = N_("When {who} is back.")
TOMORROW = N_("The next working day, since {who} has had the message of the day.")
WITH_MONDAY = N_("With Monday's summary.")


def hours_of(person: str, case: Case | None, ctx: Context) -> Calendar:
    """When the person may hear from the clock: their working hours, in their own zone.

    The employee of the case only between 07 and 17, whatever the organisation's hours are; so without a
    case, since Monday's summary may tell of one's own. For somebody whose zone is not known here the
    organisation's own count.
    """
    found = _calendar(person, ctx)
    if case is not None and case.role_of(person) != "employee":
        return found
    opens, closes = max(found.opens, EMPLOYEE_OPENS), min(found.closes, EMPLOYEE_CLOSES)
    if opens >= closes:
        opens, closes = EMPLOYEE_OPENS, EMPLOYEE_CLOSES
    return found.between(opens, closes)


def _calendar(person: str, ctx: Context) -> Calendar:
    try:
        return ctx.calendar_for(person)
    except (KeyError, ValueError):
        return ctx.organisation.calendar


def in_their_hours(item: Reminder, hours: Calendar, ctx: Context) -> Reminder:
    """Rule 2: in the recipient's own hours, after Do Not Disturb and when they are back."""
    back = _back_at(item, hours, ctx)
    item = item.not_before(back, UNTIL_BACK, who=item.to)
    quiet = ctx.quiet_until(item.to)
    item = item.not_before(quiet, QUIET, when=quiet)
    at = hours.next_working_time(item.at)
    # Nothing is begun as they close: when the sweep comes, they would be over.
    at = at if hours.is_working_time(at + SWEEP) else hours.next_working_time(at + SWEEP)
    return item.moved(at, IN_HOURS, who=item.to)


def _back_at(item: Reminder, hours: Calendar, ctx: Context) -> datetime | None:
    """When somebody who is away can be told; without an end known, they are looked for each morning."""
    if not ctx.is_away(item.to, item.at):
        return None
    return ctx.presence[item.to].away_until or next_day(max(item.at, ctx.now), hours)


def earlier(at: datetime, hours: Calendar) -> datetime:
    """`at` in opening hours, else half an hour before they end, so that the sweep still finds them.

    What were planned for closing time itself would be looked at when the hours are over.
    """
    before = hours.last_working_time_before(at)
    if hours.is_working_time(before + SWEEP):
        return before
    return before - AHEAD if hours.is_working_time(before - AHEAD) else before


def before_the_law(
    item: Reminder, begun: datetime, limit: datetime, hours: Calendar, ctx: Context
) -> Reminder:
    """Rule 2 for a deadline by law: earlier where that can be, and outside hours as the last chance."""
    before = earlier(item.at, hours)
    if begun < before and item.at <= limit:
        item = item.moved(before, EARLIER)
    item = now_or_later(item, ctx)
    later = in_their_hours(item, hours, ctx)
    if item.at < limit <= later.at:
        return replace(item, reasons=(*item.reasons, Reason(LAST_CHANCE)))
    return later


def at_any_hour(item: Reminder, ctx: Context) -> Reminder:
    """Rule 2 for the first days of a RED case."""
    found = now_or_later(item, ctx)
    return replace(found, reasons=(*found.reasons, Reason(RED)))


def now_or_later(item: Reminder, ctx: Context) -> Reminder:
    """What is overdue is said now: a reminder that was missed waits for the hours like any other."""
    return item if item.at >= ctx.now else replace(item, at=ctx.now)


def one_a_day(item: Reminder, hours: Calendar, ctx: Context) -> Reminder:
    """Rule 3: one message a person a day over all cases, and on Monday that is the summary."""
    told = ctx.message_days.get(item.to)
    if told is not None and item.at.astimezone(hours.zone).date() <= told:
        after = datetime.combine(told, time(), hours.zone) + DAY
        item = item.moved(hours.next_working_time(after), TOMORROW, who=item.to)
    monday = monday_of(hours, item.at)
    is_same_day = monday.astimezone(hours.zone).date() == item.at.astimezone(hours.zone).date()
    return item.not_before(monday if is_same_day else None, WITH_MONDAY)


def monday_of(hours: Calendar, at: datetime) -> datetime:
    """Rule 5: when the summary of that week comes; after a holiday, when the hours that follow begin."""
    day = at.astimezone(hours.zone).date()
    return _of_week(hours, day - timedelta(days=day.weekday()))


@cache
def _of_week(hours: Calendar, monday: date) -> datetime:
    begins = datetime.combine(monday, time(), hours.zone)
    return hours.next_working_time(hours.monday_at(begins, MONDAY_CLOCK))


def next_day(at: datetime, hours: Calendar) -> datetime:
    """When the hours of the next working day begin."""
    local = at.astimezone(hours.zone).date()
    return hours.next_working_time(datetime.combine(local, time(), hours.zone) + DAY)


def end_of_day(at: datetime, hours: Calendar) -> datetime:
    """The midnight that ends the person's day."""
    local = at.astimezone(hours.zone).date()
    return datetime.combine(local + DAY, time(), hours.zone)


def waits_until(person: str, step_states: Sequence[StepState], ctx: Context) -> datetime | None:
    """Rule 2 checked again just before sending: until when to wait for their hours; None to say it now.

    RED and deadlines by law do not wait, but for the employee.
    """
    hours = hours_of(person, None, ctx)
    is_now = any(is_urgent(item.case, item) and item.case.employee != person for item in step_states)
    return None if is_now or hours.is_working_time(ctx.now) else hours.next_working_time(ctx.now)


def newest_of_each(items: Iterable[Reminder], now: datetime) -> tuple[Reminder, ...]:
    """Rule 6: of what is due of one thing only the newest is said; the earlier ones are merged with it.

    Of a thing of which nothing is due yet, the next joins.
    """
    found: dict[tuple[str, int], Reminder] = {}
    for item in sorted(items, key=lambda entry: entry.key.order):
        if item.key.thing not in found or item.at <= now:
            found[item.key.thing] = item
    return tuple(found.values())


def legal_first(items: Sequence[Reminder]) -> tuple[Reminder, ...]:
    """Rule 6: after an outage, what is RED or a deadline by law is said first."""
    return tuple(sorted(items, key=lambda item: not item.is_apart))


def to_whom(item: Reminder, step_state: StepState, ctx: Context) -> Reminder:
    """Rule 2: while the one who has it is away, whoever can stand in is asked; back when they are back."""
    at = max(item.at, ctx.now)
    if not ctx.is_away(item.to, at):
        return item
    other = stand_in(step_state.case, step_state.step, item.to, at, ctx)
    if not other:
        return item
    return replace(item.to_person(other), reasons=(*item.reasons, Reason(AWAY, who=other)))


def is_acute(case: Case, item: StepState) -> bool:
    """Rule 3's exceptions: a RED case, and a deadline that is law or published policy.

    What is acute cannot be snoozed either.
    """
    return case.report.severity == "RED" or item.limit is not None


def is_urgent(case: Case, item: StepState) -> bool:
    """Whether it does not wait for the message of the day; what is the employee's always does."""
    return is_acute(case, item) and item.owner != case.employee


def is_at_any_hour(case: Case, item: StepState) -> bool:
    """Rule 2's exception: the first days of a RED case do not wait for the morning."""
    return case.report.severity == "RED" and item.step.key in AT_ANY_HOUR
