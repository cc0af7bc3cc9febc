"""When each step is due, as functions of a case and of the times that it was sent with."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from flows.calendar.working_time import COPENHAGEN, Calendar, hours_after
from flows.case.case import Case
from flows.case.severity import PUBLIC_PLACES, chosen
from flows.form import answered_part
from flows.procedure.done_parts import acknowledged_at, is_contacted, is_waiting_for_absence
from flows.procedure.registering import Circumstances, easy_deadline
from flows.times.limits import DAYS_FOR_EASY, POLICE_HOURS


def police_deadline(case: Case) -> datetime:
    """72 elapsed hours after the content was posted or received.

    The municipality's published policy; state compensation normally needs a police report by then
    (civilstyrelsen.dk and anklagemyndigheden.dk, see docs/procedure.md).
    """
    return hours_after(case.report.content_at, POLICE_HOURS)


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
    """An incident within some working days; the 14 days of EASY when that is the way.

    Whoever waits with a reason to see whether there is absence has longer. An incident is registered within
    14 days also over holidays: absence may still be told of.
    """
    if limit := easy_limit(case, calendar):
        return limit
    times = case.report.times.register
    if is_waiting_for_absence(case):
        return end_of_day(case, times.waiting_days, calendar)
    registered = calendar.add_working_days(case.report.sent_at, times.incident_working_days)
    return min(registered, end_of_day(case, DAYS_FOR_EASY, calendar))


def same_day(case: Case, calendar: Calendar) -> datetime:
    """The end of the working day of the report."""
    return calendar.end_of_working_day(case.report.sent_at)


def answer_by_severity(case: Case, calendar: Calendar) -> datetime:
    """RED in elapsed hours, at any hour, ORANGE and YELLOW in working hours; anew when it was passed on.

    Once the employee knows that it is seen, the plan is agreed within working days, RED within hours.
    """
    times, begun = case.report.times.contact, passed_on_at(case) or case.report.sent_at
    seen, is_orange = acknowledged_at(case), case.report.severity == "ORANGE"
    if case.report.severity == "RED":
        planned = hours_after(seen, times.plan_red_hours) if seen else begun
        return max(hours_after(begun, times.red_hours), planned)
    hours = times.orange_working_hours if is_orange else times.yellow_working_hours
    planned = calendar.add_working_days(seen, times.plan_working_days) if seen else begun
    return max(calendar.add_working_hours(begun, hours), planned)


def passed_on_at(case: Case) -> datetime | None:
    """When step 2 was passed on or opened again, from which its deadline counts anew; None before that."""
    said = case.last_word("contact")
    return said.at if said and (said.is_waiting or not said.outcome) else None


def contact_then_talk(case: Case, calendar: Calendar) -> datetime:
    """First contact and the offer of crisis help within elapsed hours, RED within fewer; then the talk.

    A talk that is booked in time is waited for, with a working day to note that it was held.
    """
    if not is_contacted(case):
        times = case.report.times.support
        is_red = case.report.severity == "RED"
        return hours_after(case.report.sent_at, times.contact_red_hours if is_red else times.contact_hours)
    last, start = last_of_the_talk(case, calendar), talk_in_time(case, calendar)
    return max(last, calendar.add_working_days(start, 1)) if start else last


def last_of_the_talk(case: Case, calendar: Calendar) -> datetime:
    """The end of the last day for it, or of the next working day where that one is closed."""
    days = timedelta(days=case.report.times.support.talk_days)
    last = case.report.sent_at.astimezone(calendar.zone).date() + days
    opens = calendar.next_working_time(datetime.combine(last, calendar.opens, calendar.zone))
    return calendar.add_calendar_days(opens.astimezone(calendar.zone).date(), 0)


def talk_in_time(case: Case, calendar: Calendar) -> datetime | None:
    """When the talk is booked to begin, if that is in time; None otherwise."""
    start = meeting_start(case, "support")
    return start if start and start <= last_of_the_talk(case, calendar) else None


def police(case: Case, _: Calendar) -> datetime:
    """Some hours after the report, and never after the 72 hours while those still run.

    A leader who waits with a reason has until the 72 hours end.
    """
    decided_by = hours_after(case.report.sent_at, case.report.times.legal.decided_hours)
    limit = police_deadline(case)
    said = case.last_word("legal")
    if said and said.is_waiting:
        return limit
    return min(decided_by, limit) if limit > case.report.sent_at else decided_by


def removal(case: Case, calendar: Calendar) -> datetime:
    """What everybody can see within elapsed hours, the rest within working days."""
    times = case.report.times.removal
    if is_public(case):
        return hours_after(case.report.sent_at, times.public_hours)
    return calendar.add_working_days(case.report.sent_at, times.other_working_days)


def is_public(case: Case) -> bool:
    """Others than the employee can see it: said so, or it stands where anybody can look."""
    return "public" in chosen(case.report.answers, "circumstances") or bool(
        chosen(case.report.answers, "where") & PUBLIC_PLACES
    )


def analysed(case: Case, calendar: Calendar) -> datetime:
    """The end of the day by which the analysis is done."""
    return end_of_day(case, case.report.times.analyse.done_days, calendar)


def end_of_day(case: Case, count: int, calendar: Calendar) -> datetime:
    """The end of that many days after the report."""
    return calendar.add_calendar_days(case.report.sent_at.astimezone(calendar.zone).date(), count)


def meeting_due(case: Case, calendar: Calendar) -> datetime:
    """Some days after the report, or after it was opened again; else the day on which you agreed to meet."""
    said = case.last_word("meeting")
    day = said.details.get("next", "") if said else ""
    if day:
        return calendar.add_calendar_days(date.fromisoformat(day), 0)
    begun = said.at if said and (said.is_waiting or not said.outcome) else case.report.sent_at
    held_days = case.report.times.meeting.held_days
    return calendar.add_calendar_days(begun.astimezone(calendar.zone).date(), held_days)


def meeting_start(case: Case, step: str) -> datetime | None:
    """When the meeting of a step is booked to begin; None when it is not booked, or was cancelled.

    A meeting that was held is none any more when the step goes on after it, or is opened again.
    """
    text, said = case.value(step, "meeting", "start"), case.last_word(step)
    start = datetime.fromisoformat(text) if text else None
    goes_on = said is not None and (said.is_waiting or not said.outcome)
    return None if start and goes_on and said and start <= said.at else start
