"""When each step is reminded of and escalated, as functions of a case, and why.

How many hours or days each counts, says whoever makes it: flows/procedure/eight_steps.py.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, time, timedelta

from flows.calendar.working_time import Calendar, hours_after
from flows.case.case import Case
from flows.procedure.done_parts import is_waiting_for_absence
from flows.procedure.due_times import easy_limit, meeting_start, passed_on_at, police_deadline
from flows.procedure.steps import ReminderTime
from flows.times.limits import DAYS_FOR_EASY
from flows.words import N_

MORNING = time(9)
ON_DAY = N_("Day {count} after the report has come.")
EASY_IS_OVER = N_("The 14 days for EASY are over. It is still to be reported.")

PASSED: Mapping[float, str] = {
    0.5: N_("Half of the time has passed."),
    1: N_("The deadline has passed."),
}
"""What is said when that share of the time to a deadline is gone."""


def part_of_time(share: float) -> ReminderTime:
    """That share of the time from the report to the deadline; one of those in `PASSED`."""

    def at(case: Case, due: datetime, _: Calendar) -> datetime:
        begun = passed_on_at(case) or case.report.sent_at
        return begun + (due - begun) * share

    return ReminderTime(at, PASSED[share])


def hours(count: int) -> ReminderTime:
    """Elapsed hours after the report."""
    return _counted(
        lambda case, _, __: hours_after(case.report.sent_at, count),
        N_("{count} hours have passed since the report."),
        count,
    )


def hours_of_content(count: int) -> ReminderTime:
    """Elapsed hours after the content came; of the report when the 72 hours were over by then.

    The words fit both, and a reminder that comes early because the day itself is closed.
    """
    # The police report can still be made.
    return _counted(
        lambda c, _, __: hours_after(
            c.report.content_at if police_deadline(c) > c.report.sent_at else c.report.sent_at, count
        ),
        N_("The decision about the police is urgent. I remind of it at hour {count}."),
        count,
    )


def on_working_day(count: int, clock: time | None = None) -> ReminderTime:
    """The working day that many after the report."""
    return _counted(
        lambda case, _, calendar: calendar.add_working_days(case.report.sent_at, count, clock),
        N_("Working day {count} after the report has come."),
        count,
    )


def on_day(count: int) -> ReminderTime:
    """That many times 24 hours after the report."""
    return _counted(lambda case, _, __: case.report.sent_at + timedelta(days=count), ON_DAY, count)


def unbooked(step: str, count: int) -> ReminderTime:
    """That many working days after the step began, or goes on, while its meeting is not booked."""

    def at(case: Case, _: datetime, calendar: Calendar) -> datetime | None:
        said = case.last_word(step)
        begun = said.at if said else case.report.sent_at
        return None if meeting_start(case, step) else calendar.add_working_days(begun, count)

    return ReminderTime(at, N_("The meeting is not booked."))


def before_meeting(step: str) -> ReminderTime:
    """24 hours before the meeting where it is booked, else before the deadline."""
    return ReminderTime(
        lambda case, due, _: (meeting_start(case, step) or due) - timedelta(days=1),
        N_("The meeting, or the deadline for it, is a day away or less."),
    )


def after_meeting(step: str) -> ReminderTime:
    """The morning after the meeting where it is booked, else after the deadline."""
    return ReminderTime(
        lambda case, due, calendar: morning(meeting_start(case, step) or due, 1, calendar),
        N_("The time of the meeting, or the deadline for it, has passed."),
    )


def without_easy(count: int) -> ReminderTime:
    """A day after the report, while nothing says that EASY is the way; the last ones while it waits for
    absence."""

    def at(case: Case, _: datetime, calendar: Calendar) -> datetime | None:
        is_waiting = is_waiting_for_absence(case) and count < case.report.times.register.waiting_days
        return (
            None if is_waiting or easy_limit(case, calendar) else case.report.sent_at + timedelta(days=count)
        )

    return _counted(at, ON_DAY, count)


def of_easy(count: int) -> ReminderTime:
    """The morning of a day of the 14 days of EASY."""
    return _counted(
        lambda case, _, calendar: _easy_morning(case, calendar, count),
        N_("I remind of the 14 days for EASY on day {count}."),
        count,
    )


def _easy_morning(case: Case, calendar: Calendar, count: int) -> datetime | None:
    limit = easy_limit(case, calendar)
    return limit and morning(limit, count - DAYS_FOR_EASY, calendar)


def morning(midnight: datetime, count: int, calendar: Calendar) -> datetime:
    """The morning that many days after the day which ends at that midnight."""
    last = (midnight - timedelta(seconds=1)).astimezone(calendar.zone).date()
    return datetime.combine(last + timedelta(days=count), MORNING, calendar.zone)


def _easy_is_over(case: Case, _: datetime, calendar: Calendar) -> datetime | None:
    record, limit = case.record("register", "absence"), easy_limit(case, calendar)
    if record:
        return record.at if limit and limit < record.at else None
    return (
        calendar.add_working_days(case.report.sent_at, 1) if limit and limit <= case.report.sent_at else None
    )


easy_is_over = ReminderTime(_easy_is_over, EASY_IS_OVER)
"""When the absence is told of after its 14 days, at once; the day after a report that tells it: its owner is
told then."""


def at_due(first: int = 0) -> ReminderTime:
    """When the step is due, and not before the first reminder, that many hours after the report.

    A RED case is due within the hour: nobody is asked to step in for somebody who was not yet reminded.
    """
    return ReminderTime(lambda case, due, _: max(due, hours_after(case.report.sent_at, first)), PASSED[1])


def after_due(count: int) -> ReminderTime:
    """That many times what lies between the levels of step 2, after the step is due."""

    def at(case: Case, due: datetime, calendar: Calendar) -> datetime:
        times = case.report.times.contact
        if case.report.severity == "RED":
            return hours_after(due, count * times.escalation_red_hours)
        return calendar.add_working_hours(due, count * times.escalation_working_hours)

    return ReminderTime(at, N_("The deadline has passed, and the step still waits.") if count else PASSED[1])


def day_after_due(step: str) -> ReminderTime:
    """The morning after the last day; a working day after the meeting where that is later.

    Who has booked a meeting and waits for it has nothing to be helped with, nor has who held it yesterday.
    """

    def at(case: Case, due: datetime, calendar: Calendar) -> datetime:
        start, last = meeting_start(case, step), morning(due, 1, calendar)
        return max(last, calendar.add_working_days(start, 1)) if start else last

    return ReminderTime(at, PASSED[1])


def from_due(moment: ReminderTime) -> ReminderTime:
    """That time, and not before the deadline: until then the step is not late."""

    def at(case: Case, due: datetime, calendar: Calendar) -> datetime | None:
        found = moment.at(case, due, calendar)
        return found and max(found, due)

    return replace(moment, at=at)


def before_police_deadline(count: int) -> ReminderTime:
    """That many hours before the 72 hours end, for one who waits with a reason or was asked earlier.

    None when the 72 hours ended before the report, when the wait began later, and when the deadline of one
    who does not wait is not earlier: that escalates by itself.
    """

    def at(case: Case, due: datetime, _: Calendar) -> datetime | None:
        said, found = case.last_word("legal"), police_deadline(case) - timedelta(hours=count)
        earlier = said.at if said and said.is_waiting else due
        return found if found > earlier else None

    return ReminderTime(at, N_("The 72 hours end soon."))


def easy_ends_soon(count: int) -> ReminderTime:
    """The morning of a day of the 14 days, when EASY was known by then to be the way.

    An absence that is told of late leaves the days that are to come, and its owner the time to act.
    """

    def at(case: Case, _: datetime, calendar: Calendar) -> datetime | None:
        found = _easy_morning(case, calendar, count)
        return found if found and found > _told_at(case) else None

    return ReminderTime(at, N_("The 14 days for EASY end soon."))


def easy_was_late(count: int) -> ReminderTime:
    """That many working days after EASY was known to be the way, when that was on its last day or later."""

    def at(case: Case, _: datetime, calendar: Calendar) -> datetime | None:
        last, told = _easy_morning(case, calendar, DAYS_FOR_EASY), _told_at(case)
        return calendar.add_working_days(told, count) if last and last <= told else None

    return ReminderTime(at, EASY_IS_OVER)


def _told_at(case: Case) -> datetime:
    """When the newest of what decides about EASY was told."""
    told = (case.record("register", task) for task in ("absence", "route"))
    return max((record.at for record in told if record), default=case.report.sent_at)


def _counted(at: Callable[[Case, datetime, Calendar], datetime | None], why: str, count: int) -> ReminderTime:
    return ReminderTime(at, why, (("count", str(count)),))
