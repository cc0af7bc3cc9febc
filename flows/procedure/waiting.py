"""Moments that are left out while something is waited for: who has done their part hears no more of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from flows.calendar.working_time import Calendar
from flows.case.case import Case
from flows.procedure.done_parts import is_contacted, is_letter_with_hr, letter_came_back_at
from flows.procedure.due_times import meeting_start, talk_in_time
from flows.procedure.reminder_times import morning
from flows.procedure.steps import ReminderTime
from flows.words import N_


def after_booked(step: str) -> ReminderTime:
    """The morning after the meeting; None while none is booked."""

    def at(case: Case, _: datetime, calendar: Calendar) -> datetime | None:
        start = meeting_start(case, step)
        return start and morning(start, 1, calendar)

    return ReminderTime(at, N_("The meeting was to be held. Note how it went."))


def unless_booked(moment: ReminderTime, step: str) -> ReminderTime:
    """That moment, but for one that falls before a meeting which is booked has been held."""

    def at(case: Case, due: datetime, calendar: Calendar) -> datetime | None:
        found, start = moment.at(case, due, calendar), meeting_start(case, step)
        return None if found and start and found < morning(start, 1, calendar) else found

    return replace(moment, at=at)


def until_contacted(moment: ReminderTime) -> ReminderTime:
    """That moment, while nobody has been with the employee and offered crisis help."""
    return replace(
        moment, at=lambda case, due, calendar: None if is_contacted(case) else moment.at(case, due, calendar)
    )


def until_talk_is_booked(moment: ReminderTime) -> ReminderTime:
    """That moment, unless help is offered and the talk is booked in time: then it is waited for."""

    def at(case: Case, due: datetime, calendar: Calendar) -> datetime | None:
        is_waited_for = is_contacted(case) and talk_in_time(case, calendar)
        return None if is_waited_for else moment.at(case, due, calendar)

    return replace(moment, at=at)


def unless_hr_reads(moment: ReminderTime) -> ReminderTime:
    """That moment, but not while HR has the letter: then it is not the leader who is waited for."""
    return replace(
        moment,
        at=lambda case, due, calendar: None if is_letter_with_hr(case) else moment.at(case, due, calendar),
    )


def after_letter(moment: ReminderTime) -> ReminderTime:
    """That moment, or a working day after HR gave the letter back where that is later."""

    def at(case: Case, due: datetime, calendar: Calendar) -> datetime | None:
        found, back = moment.at(case, due, calendar), letter_came_back_at(case)
        return max(found, calendar.add_working_days(back, 1)) if found and back else found

    return replace(moment, at=at)
