"""When each step is due, as functions of a case. The times are in docs/procedure.md."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from flows.calendar.working_time import COPENHAGEN, Calendar, hours_after
from flows.case.case import Case
from flows.case.severity import PUBLIC_PLACES, chosen
from flows.form import answered_part
from flows.procedure.done_parts import acknowledged_at, is_contacted, is_waiting_for_absence
from flows.procedure.registering import Circumstances, easy_deadline
from flows.procedure.steps import Due

DAYS_TO_TALK = 3
DAYS_TO_WAIT = 10
"""For absence that may come, where somebody has said why it waits."""


def police_deadline(case: Case) -> datetime:
    """72 elapsed hours after the content was posted or received.

    The municipality's published policy; state compensation normally needs a police report by then
    (civilstyrelsen.dk and anklagemyndigheden.dk, see docs/procedure.md).
    """
    return hours_after(case.report.content_at, 72)


def circumstances(case: Case) -> Circumstances:
    """What is known about absence and costs: the newest answer, else the wish in the report."""
    said, first_day = _absence(case)
    claim, days = (case.value("register", "route", key) for key in ("claim", "over_days"))
    return Circumstances(_yes(said), first_day, _yes(claim), _yes(days))


def _absence(case: Case) -> tuple[str, date | None]:
    record = case.record("register", "absence")
    if record:
        day = record.values.get("first_day", "")
        return record.values.get("answer", ""), date.fromisoformat(day) if day else None
    said = answered_part(case.report.answers, "wishes", "absence")
    if said in {"", "no", "yes"}:
        return said, None
    return "yes", date.fromisoformat(said)


def _yes(answer: str) -> bool | None:
    return {"yes": True, "no": False}.get(answer)


def easy_limit(case: Case, calendar: Calendar) -> datetime | None:
    """The end of the 14 days of EASY by the law of work accidents, None while EASY is not the way.

    Source: at.dk and aes.dk, see docs/procedure.md.
    """
    happened = case.report.content_at.astimezone(COPENHAGEN).date()
    return easy_deadline(circumstances(case), happened, calendar)


def register_due(case: Case, calendar: Calendar) -> datetime:
    """An incident within three working days; the 14 days of EASY when that is the way.

    Whoever waits with a reason to see whether there is absence has ten days.
    """
    if limit := easy_limit(case, calendar):
        return limit
    if is_waiting_for_absence(case):
        return _end_of_day(case, DAYS_TO_WAIT, calendar)
    return calendar.add_working_days(case.report.sent_at, 3)


def same_day(case: Case, calendar: Calendar) -> datetime:
    """The end of the working day of the report."""
    return calendar.end_of_working_day(case.report.sent_at)


def answer_by_severity(case: Case, calendar: Calendar) -> datetime:
    """RED an hour at any hour, ORANGE two working hours, YELLOW four; anew when it was passed on.

    Once the employee knows that it is seen, the plan is agreed within a working day, RED within four hours.
    """
    begun, seen = passed_on_at(case) or case.report.sent_at, acknowledged_at(case)
    if case.report.severity == "RED":
        return max(hours_after(begun, 1), hours_after(seen, 4) if seen else begun)
    answered = calendar.add_working_hours(begun, 2 if case.report.severity == "ORANGE" else 4)
    return max(answered, calendar.add_working_days(seen, 1) if seen else begun)


def passed_on_at(case: Case) -> datetime | None:
    """When step 2 was passed on or opened again, from which its deadline counts anew; None before that."""
    said = case.last_word("contact")
    return said.at if said and (said.is_waiting or not said.outcome) else None


def contact_then_talk(case: Case, calendar: Calendar) -> datetime:
    """First contact and the offer of crisis help within 24 elapsed hours, RED within one; then the talk.

    A talk that is booked in time is waited for, with a working day to note that it was held.
    """
    if not is_contacted(case):
        return hours_after(case.report.sent_at, 1 if case.report.severity == "RED" else 24)
    last, start = last_of_the_talk(case, calendar), talk_in_time(case, calendar)
    return max(last, calendar.add_working_days(start, 1)) if start else last


def last_of_the_talk(case: Case, calendar: Calendar) -> datetime:
    """The end of day 3, or of the next working day where that one is closed."""
    third = case.report.sent_at.astimezone(calendar.zone).date() + timedelta(days=DAYS_TO_TALK)
    opens = calendar.next_working_time(datetime.combine(third, calendar.opens, calendar.zone))
    return calendar.add_calendar_days(opens.astimezone(calendar.zone).date(), 0)


def talk_in_time(case: Case, calendar: Calendar) -> datetime | None:
    """When the talk is booked to begin, if that is in time; None otherwise."""
    start = meeting_start(case, "support")
    return start if start and start <= last_of_the_talk(case, calendar) else None


def police(case: Case, _: Calendar) -> datetime:
    """48 hours after the report, and never after the 72 hours while those still run.

    A leader who waits with a reason has until the 72 hours end.
    """
    decided_by, limit = hours_after(case.report.sent_at, 48), police_deadline(case)
    said = case.last_word("legal")
    if said and said.is_waiting:
        return limit
    return min(decided_by, limit) if limit > case.report.sent_at else decided_by


def removal(case: Case, calendar: Calendar) -> datetime:
    """What everybody can see within a day, the rest within three working days."""
    if is_public(case):
        return hours_after(case.report.sent_at, 24)
    return calendar.add_working_days(case.report.sent_at, 3)


def is_public(case: Case) -> bool:
    """Others than the employee can see it: said so, or it stands where anybody can look."""
    return "public" in chosen(case.report.answers, "circumstances") or bool(
        chosen(case.report.answers, "where") & PUBLIC_PLACES
    )


def days(count: int) -> Due:
    """The end of that many days after the report."""
    return lambda case, calendar: _end_of_day(case, count, calendar)


def _end_of_day(case: Case, count: int, calendar: Calendar) -> datetime:
    return calendar.add_calendar_days(case.report.sent_at.astimezone(calendar.zone).date(), count)


def meeting_due(case: Case, calendar: Calendar) -> datetime:
    """14 days after the report, or after it was opened again; else the day on which you agreed to meet."""
    said = case.last_word("meeting")
    day = said.details.get("next", "") if said else ""
    if day:
        return calendar.add_calendar_days(date.fromisoformat(day), 0)
    begun = said.at if said and (said.is_waiting or not said.outcome) else case.report.sent_at
    return calendar.add_calendar_days(begun.astimezone(calendar.zone).date(), 14)


def meeting_start(case: Case, step: str) -> datetime | None:
    """When the meeting of a step is booked to begin; None when it is not booked, or was cancelled.

    A meeting that was held is none any more when the step goes on after it, or is opened again.
    """
    text, said = case.value(step, "meeting", "start"), case.last_word(step)
    start = datetime.fromisoformat(text) if text else None
    goes_on = said is not None and (said.is_waiting or not said.outcome)
    return None if start and goes_on and said and start <= said.at else start
