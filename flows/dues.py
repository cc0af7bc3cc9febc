"""When each step is due and reminded of, as functions of a case. The times are in docs/procedure.md."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from flows.case import Case
from flows.clocks import COPENHAGEN, Calendar, hours_after
from flows.form import answered_part
from flows.intake import PUBLIC_CHANNELS
from flows.registering import DAYS_FOR_EASY, Circumstances, easy_deadline
from flows.severity import chosen
from flows.steps import Due, Moment

MORNING = time(9)


def police_deadline(case: Case) -> datetime:
    """72 elapsed hours after the content was posted or received.

    The municipality's published policy; state compensation normally needs a police report by then
    (civilstyrelsen.dk and anklagemyndigheden.dk, see docs/procedure.md).
    """
    return hours_after(case.content_at, 72)


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
    said = answered_part(case.answers, "wishes", "absence")
    if said in {"", "no", "yes"}:
        return said, None
    return "yes", date.fromisoformat(said)


def _yes(answer: str) -> bool | None:
    return {"yes": True, "no": False}.get(answer)


def easy_limit(case: Case, calendar: Calendar) -> datetime | None:
    """The end of the 14 days of EASY by the law of work accidents, None while EASY is not the way.

    Source: at.dk and aes.dk, see docs/procedure.md.
    """
    happened = case.content_at.astimezone(COPENHAGEN).date()
    return easy_deadline(circumstances(case), happened, calendar)


def register_due(case: Case, calendar: Calendar) -> datetime:
    """An incident within three working days; the 14 days of EASY when that is the way."""
    return easy_limit(case, calendar) or calendar.add_working_days(case.sent_at, 3)


def same_day(case: Case, calendar: Calendar) -> datetime:
    """The end of the working day of the report."""
    return calendar.end_of_working_day(case.sent_at)


def answer_by_severity(case: Case, calendar: Calendar) -> datetime:
    """RED an hour at any hour, ORANGE two working hours, YELLOW four; anew when it was passed on."""
    begun = passed_on_at(case) or case.sent_at
    if case.severity == "RED":
        return hours_after(begun, 1)
    return calendar.add_working_hours(begun, 2 if case.severity == "ORANGE" else 4)


def passed_on_at(case: Case) -> datetime | None:
    """When somebody else was to answer the employee; None while it is with whom it began."""
    said = case.last_word("contact")
    return said.at if said and (said.is_waiting or not said.outcome) else None


def within_a_day(case: Case, _: Calendar) -> datetime:
    """24 elapsed hours; a RED case within the hour, at any hour."""
    return hours_after(case.sent_at, 1 if case.severity == "RED" else 24)


def police(case: Case, _: Calendar) -> datetime:
    """48 hours after the report, and never after the 72 hours while those still run.

    A leader who waits with a reason has until the 72 hours end.
    """
    decided_by, limit = hours_after(case.sent_at, 48), police_deadline(case)
    said = case.last_word("legal")
    if said and said.is_waiting:
        return limit
    return min(decided_by, limit) if limit > case.sent_at else decided_by


def removal(case: Case, calendar: Calendar) -> datetime:
    """What everybody can see within a day, the rest within three working days."""
    if is_public(case):
        return hours_after(case.sent_at, 24)
    return calendar.add_working_days(case.sent_at, 3)


def is_public(case: Case) -> bool:
    """Others than the employee can see it: said so, or it stands where anybody can look."""
    return "public" in chosen(case.answers, "circumstances") or bool(
        chosen(case.answers, "where") & PUBLIC_CHANNELS
    )


def days(count: int) -> Due:
    """The end of that many days after the report."""
    return lambda case, calendar: calendar.add_calendar_days(
        case.sent_at.astimezone(calendar.zone).date(), count
    )


def meeting_due(case: Case, calendar: Calendar) -> datetime:
    """14 days after the report, or after it was opened again; else the day on which you agreed to meet."""
    said = case.last_word("meeting")
    day = said.details.get("next", "") if said else ""
    if day:
        return calendar.add_calendar_days(date.fromisoformat(day), 0)
    begun = said.at if said and (said.is_waiting or not said.outcome) else case.sent_at
    return calendar.add_calendar_days(begun.astimezone(calendar.zone).date(), 14)


def meeting_start(case: Case, step: str) -> datetime | None:
    """When the meeting of a step is booked to begin; None when it is not booked, or was cancelled.

    A meeting that was held is none any more when the step goes on after it, or is opened again.
    """
    text, said = case.value(step, "meeting", "start"), case.last_word(step)
    start = datetime.fromisoformat(text) if text else None
    goes_on = said is not None and (said.is_waiting or not said.outcome)
    return None if start and goes_on and said and start <= said.at else start


def part_of_time(share: float) -> Moment:
    """That share of the time from the report to the deadline."""

    def moment(case: Case, due: datetime, _: Calendar) -> datetime:
        begun = passed_on_at(case) or case.sent_at
        return begun + (due - begun) * share

    return moment


def hours(count: float) -> Moment:
    """Elapsed hours after the report."""
    return lambda case, _, __: hours_after(case.sent_at, count)


def hours_of_content(count: float) -> Moment:
    """Elapsed hours after the content came; of the report when the 72 hours were over by then."""
    # The police report can still be made.
    return lambda c, _, __: hours_after(c.content_at if police_deadline(c) > c.sent_at else c.sent_at, count)


def on_working_day(count: int, clock: time | None = None) -> Moment:
    """The working day that many after the report."""
    return lambda case, _, calendar: calendar.add_working_days(case.sent_at, count, clock)


def on_day(count: int) -> Moment:
    """That many times 24 hours after the report."""
    return lambda case, _, __: case.sent_at + timedelta(days=count)


def unbooked(step: str, count: int) -> Moment:
    """That many working days after the step began, or goes on, while its meeting is not booked."""

    def moment(case: Case, _: datetime, calendar: Calendar) -> datetime | None:
        said = case.last_word(step)
        begun = said.at if said else case.sent_at
        return None if meeting_start(case, step) else calendar.add_working_days(begun, count)

    return moment


def around_meeting(step: str, count: int) -> Moment:
    """That many days from the meeting where it is booked, else from the deadline."""
    return lambda case, due, _: (meeting_start(case, step) or due) + timedelta(days=count)


def without_easy(count: int) -> Moment:
    """A day after the report, while nothing says that EASY is the way."""
    return lambda case, _, calendar: (
        None if easy_limit(case, calendar) else case.sent_at + timedelta(days=count)
    )


def of_easy(count: int) -> Moment:
    """The morning of a day of the 14 days of EASY."""

    def moment(case: Case, _: datetime, calendar: Calendar) -> datetime | None:
        limit = easy_limit(case, calendar)
        if limit is None:
            return None
        # The limit is the midnight that ends the last day.
        last = (limit - timedelta(seconds=1)).astimezone(calendar.zone).date()
        day = last - timedelta(days=DAYS_FOR_EASY - count)
        return datetime.combine(day, MORNING, calendar.zone)

    return moment


def easy_is_over(case: Case, _: datetime, calendar: Calendar) -> datetime | None:
    """At once, when the absence is first told of after its 14 days: a late report is still made."""
    record, limit = case.record("register", "absence"), easy_limit(case, calendar)
    return record.at if record and limit and limit < record.at else None
