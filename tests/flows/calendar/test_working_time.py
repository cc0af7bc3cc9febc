"""The table is worked out by hand from a printed calendar; weekdays are written out and checked, so that a
slip in a row shows as such. Local times are Copenhagen's unless a row says otherwise."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from flows.calendar.working_time import COPENHAGEN, Calendar, hours_after

LAW = Calendar()
OWN_CLOSED_DAYS = frozenset({date(2026, 6, 5), date(2026, 12, 24), date(2026, 12, 31), date(2027, 12, 24)})
OWN = Calendar(closed=OWN_CLOSED_DAYS)
NUUK, NEW_YORK, KOLKATA = ZoneInfo("America/Nuuk"), ZoneInfo("America/New_York"), ZoneInfo("Asia/Kolkata")
DAY = timedelta(days=1)


def local(text: str, zone: ZoneInfo = COPENHAGEN) -> datetime:
    """'Fri 2026-04-03 15:00', the weekday checked."""
    weekday, rest = text.split(" ", 1)
    moment = datetime.fromisoformat(rest).replace(tzinfo=zone)
    assert moment.strftime("%a") == weekday, text
    return moment.astimezone(UTC)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


# Monday to Sunday: W works, - is off. 217 dates.
WEEKS = [
    ("2023-05-01", "WWWW---", "Great Prayer Day, Fri 5 May, the last one"),
    ("2024-03-25", "WWW----", "Maundy Thursday 28 March, Good Friday 29 March"),
    ("2024-04-22", "WWWWW--", "Great Prayer Day would have been Fri 26 April: abolished"),
    ("2025-04-14", "WWW----", "Easter is 20 April"),
    ("2025-04-21", "-WWWW--", "Easter Monday 21 April"),
    ("2025-05-12", "WWWWW--", "Great Prayer Day would have been Fri 16 May: abolished"),
    ("2025-12-22", "WWW----", "24 Dec Wednesday open, 25 and 26 Dec off"),
    ("2025-12-29", "WWW-W--", "31 Dec open, 1 Jan 2026 Thursday off, 2 Jan open"),
    ("2026-03-23", "WWWWW--", "the clock goes forward on Sunday 29 March"),
    ("2026-03-30", "WWW----", "Maundy Thursday 2 April, Good Friday 3 April, Easter 5 April"),
    ("2026-04-06", "-WWWW--", "Easter Monday 6 April"),
    (
        "2026-04-27",
        "WWWWW--",
        "1 May is no public holiday, nor Great Prayer Day, once the same date",
    ),
    ("2026-05-11", "WWW-W--", "Ascension Thursday 14 May, the day after is open"),
    ("2026-05-18", "WWWWW--", "Whit Sunday 24 May"),
    ("2026-05-25", "-WWWW--", "Whit Monday 25 May"),
    ("2026-06-01", "WWWWW--", "5 June, a Friday, is open"),
    ("2026-10-19", "WWWWW--", "the clock goes back on Sunday 25 October"),
    ("2026-12-21", "WWWW---", "24 Dec Thursday open, 25 Dec Friday off, 26 Dec a Saturday"),
    ("2026-12-28", "WWWW---", "31 Dec Thursday open, 1 Jan 2027 Friday off"),
    (
        "2027-03-22",
        "WWW----",
        "Maundy Thursday 25 March, Good Friday 26 March, Easter and clock 28 March",
    ),
    ("2027-03-29", "-WWWW--", "Easter Monday 29 March"),
    ("2027-04-19", "WWWWW--", "Great Prayer Day would have been Fri 23 April: abolished"),
    ("2027-05-03", "WWW-W--", "Ascension Thursday 6 May"),
    ("2027-05-17", "-WWWW--", "Whit Monday 17 May"),
    ("2027-05-31", "WWWWW--", "5 June is a Saturday"),
    ("2027-12-20", "WWWWW--", "24 Dec Friday open, 25 and 26 Dec at the weekend"),
    (
        "2027-12-27",
        "WWWWW--",
        "31 Dec Friday open, 1 Jan 2028 a Saturday; no holiday moves to Monday",
    ),
    ("2028-02-28", "WWWWW--", "leap day Tuesday 29 February"),
    ("2028-04-10", "WWW----", "Maundy Thursday 13 April, Good Friday 14 April"),
    ("2028-04-17", "-WWWW--", "Easter Monday 17 April"),
    ("2028-06-05", "-WWWW--", "Whit Monday falls on 5 June"),
]


@pytest.mark.parametrize(("monday", "expected", "why"), WEEKS)
def test_a_week_has_the_working_days_of_the_law(monday: str, expected: str, why: str) -> None:
    first = date.fromisoformat(monday)
    assert first.strftime("%a") == "Mon"
    week = "".join("W" if LAW.is_working_day(first + n * DAY) else "-" for n in range(7))
    assert week == expected, why


@pytest.mark.parametrize("day", sorted(OWN_CLOSED_DAYS))
def test_the_organisation_may_close_a_day_the_law_leaves_open(day: date) -> None:
    assert LAW.is_working_day(day)
    assert not OWN.is_working_day(day)


WORKING_HOURS = [
    (LAW, "Mon 2026-11-02 09:00", 2, "Mon 2026-11-02 11:00"),
    (LAW, "Mon 2026-11-02 14:00", 2, "Mon 2026-11-02 16:00"),
    (LAW, "Mon 2026-11-02 14:01", 2, "Tue 2026-11-03 08:01"),
    (LAW, "Mon 2026-11-02 16:00", 2, "Tue 2026-11-03 10:00"),
    (LAW, "Mon 2026-11-02 16:00", 0, "Mon 2026-11-02 16:00"),
    (LAW, "Mon 2026-11-02 05:12", 4, "Mon 2026-11-02 12:00"),
    (LAW, "Mon 2026-11-02 08:00", 8, "Mon 2026-11-02 16:00"),
    (LAW, "Mon 2026-11-02 08:00", 40, "Fri 2026-11-06 16:00"),
    (LAW, "Mon 2026-11-02 08:00", 40.5, "Mon 2026-11-09 08:30"),
    (LAW, "Fri 2026-11-06 15:00", 2, "Mon 2026-11-09 09:00"),
    (LAW, "Fri 2026-11-06 21:30", 4, "Mon 2026-11-09 12:00"),
    (LAW, "Sat 2026-11-07 11:00", 0, "Mon 2026-11-09 08:00"),
    (LAW, "Sun 2026-11-08 23:59", 2, "Mon 2026-11-09 10:00"),
    (LAW, "Wed 2026-04-01 15:00", 2, "Tue 2026-04-07 09:00"),
    (LAW, "Fri 2026-04-03 10:00", 4, "Tue 2026-04-07 12:00"),
    (LAW, "Wed 2027-03-24 15:30", 4, "Tue 2027-03-30 11:30"),
    (LAW, "Wed 2026-05-13 15:00", 2, "Fri 2026-05-15 09:00"),
    (LAW, "Wed 2027-05-05 13:00", 4, "Fri 2027-05-07 09:00"),
    (LAW, "Fri 2026-05-22 14:00", 4, "Tue 2026-05-26 10:00"),
    (LAW, "Fri 2027-05-14 16:00", 2, "Tue 2027-05-18 10:00"),
    (LAW, "Thu 2026-06-04 15:00", 2, "Fri 2026-06-05 09:00"),
    (OWN, "Thu 2026-06-04 15:00", 2, "Mon 2026-06-08 09:00"),
    (LAW, "Wed 2026-12-23 15:00", 2, "Thu 2026-12-24 09:00"),
    (OWN, "Wed 2026-12-23 15:00", 2, "Mon 2026-12-28 09:00"),
    (LAW, "Thu 2026-12-31 15:00", 4, "Mon 2027-01-04 11:00"),
    (OWN, "Wed 2026-12-30 15:00", 4, "Mon 2027-01-04 11:00"),
    (OWN, "Thu 2027-12-23 15:00", 2, "Mon 2027-12-27 09:00"),
    (LAW, "Fri 2026-03-27 15:00", 2, "Mon 2026-03-30 09:00"),
    (LAW, "Fri 2026-10-23 15:00", 2, "Mon 2026-10-26 09:00"),
    (LAW, "Fri 2027-10-29 12:00", 8, "Mon 2027-11-01 12:00"),
]


@pytest.mark.parametrize(("calendar", "at", "hours", "expected"), WORKING_HOURS)
def test_working_hours_run_only_inside_opening_hours(
    calendar: Calendar, at: str, hours: float, expected: str
) -> None:
    assert calendar.add_working_hours(local(at), hours) == local(expected)


WORKING_DAYS = [
    (LAW, "Mon 2026-11-02 10:15", 1, None, "Tue 2026-11-03 10:15"),
    (LAW, "Mon 2026-11-02 10:15", 3, None, "Thu 2026-11-05 10:15"),
    (LAW, "Mon 2026-11-02 06:00", 1, None, "Tue 2026-11-03 08:00"),
    (LAW, "Mon 2026-11-02 22:00", 1, None, "Tue 2026-11-03 16:00"),
    (LAW, "Mon 2026-11-02 22:00", 1, time(9), "Tue 2026-11-03 09:00"),
    (LAW, "Mon 2026-11-02 10:00", 1, time(23, 59), "Tue 2026-11-03 16:00"),
    (LAW, "Fri 2026-11-06 20:00", 1, time(9), "Mon 2026-11-09 09:00"),
    (LAW, "Sat 2026-11-07 12:00", 1, None, "Mon 2026-11-09 12:00"),
    (LAW, "Sun 2026-11-08 00:30", 3, None, "Wed 2026-11-11 08:00"),
    (LAW, "Mon 2026-11-02 10:00", 10, None, "Mon 2026-11-16 10:00"),
    (LAW, "Wed 2026-04-01 10:00", 1, None, "Tue 2026-04-07 10:00"),
    (LAW, "Tue 2026-03-31 10:00", 3, None, "Wed 2026-04-08 10:00"),
    (LAW, "Wed 2027-03-24 10:00", 2, None, "Wed 2027-03-31 10:00"),
    (LAW, "Wed 2026-05-13 10:00", 2, None, "Mon 2026-05-18 10:00"),
    (LAW, "Mon 2026-05-11 10:00", 10, None, "Wed 2026-05-27 10:00"),
    (LAW, "Wed 2026-12-23 10:00", 2, None, "Mon 2026-12-28 10:00"),
    (OWN, "Wed 2026-12-23 10:00", 2, None, "Tue 2026-12-29 10:00"),
    (LAW, "Thu 2026-12-31 10:00", 1, None, "Mon 2027-01-04 10:00"),
    (OWN, "Mon 2026-12-21 10:00", 10, None, "Fri 2027-01-08 10:00"),
    (LAW, "Fri 2026-03-27 10:00", 1, None, "Mon 2026-03-30 10:00"),
    (LAW, "Fri 2026-10-23 10:00", 1, None, "Mon 2026-10-26 10:00"),
]


@pytest.mark.parametrize(("calendar", "at", "days", "clock", "expected"), WORKING_DAYS)
def test_working_days_keep_the_clock_time_within_opening_hours(
    calendar: Calendar, at: str, days: int, clock: time | None, expected: str
) -> None:
    assert calendar.add_working_days(local(at), days, clock) == local(expected)


AROUND = [  # at, last working time before, next working time, end of working day
    ("Mon 2026-11-02 07:59", "Fri 2026-10-30 16:00", "Mon 2026-11-02 08:00", "Mon 2026-11-02 16:00"),
    ("Mon 2026-11-02 08:00", "Mon 2026-11-02 08:00", "Mon 2026-11-02 08:00", "Mon 2026-11-02 16:00"),
    ("Mon 2026-11-02 12:34", "Mon 2026-11-02 12:34", "Mon 2026-11-02 12:34", "Mon 2026-11-02 16:00"),
    ("Mon 2026-11-02 16:00", "Mon 2026-11-02 16:00", "Mon 2026-11-02 16:00", "Tue 2026-11-03 16:00"),
    ("Mon 2026-11-02 16:01", "Mon 2026-11-02 16:00", "Tue 2026-11-03 08:00", "Tue 2026-11-03 16:00"),
    ("Fri 2026-11-06 19:00", "Fri 2026-11-06 16:00", "Mon 2026-11-09 08:00", "Mon 2026-11-09 16:00"),
    ("Sun 2026-04-05 12:00", "Wed 2026-04-01 16:00", "Tue 2026-04-07 08:00", "Tue 2026-04-07 16:00"),
    ("Mon 2027-03-29 09:00", "Wed 2027-03-24 16:00", "Tue 2027-03-30 08:00", "Tue 2027-03-30 16:00"),
    ("Thu 2026-05-14 10:00", "Wed 2026-05-13 16:00", "Fri 2026-05-15 08:00", "Fri 2026-05-15 16:00"),
    ("Mon 2026-05-25 10:00", "Fri 2026-05-22 16:00", "Tue 2026-05-26 08:00", "Tue 2026-05-26 16:00"),
    ("Fri 2026-06-05 10:00", "Thu 2026-06-04 16:00", "Mon 2026-06-08 08:00", "Mon 2026-06-08 16:00"),
    ("Thu 2026-12-24 10:00", "Wed 2026-12-23 16:00", "Mon 2026-12-28 08:00", "Mon 2026-12-28 16:00"),
    ("Fri 2027-01-01 10:00", "Wed 2026-12-30 16:00", "Mon 2027-01-04 08:00", "Mon 2027-01-04 16:00"),
    ("Sun 2026-03-29 03:00", "Fri 2026-03-27 16:00", "Mon 2026-03-30 08:00", "Mon 2026-03-30 16:00"),
    ("Sun 2026-10-25 02:30", "Fri 2026-10-23 16:00", "Mon 2026-10-26 08:00", "Mon 2026-10-26 16:00"),
]


@pytest.mark.parametrize(("at", "before", "following", "end"), AROUND)
def test_a_moment_lies_between_two_working_times(at: str, before: str, following: str, end: str) -> None:
    moment = local(at)
    assert OWN.last_working_time_before(moment) == local(before)
    assert OWN.next_working_time(moment) == local(following)
    assert OWN.end_of_working_day(moment) == local(end)
    assert OWN.is_working_time(moment) == (before == following)


CALENDAR_DAYS = [
    ("2026-06-01", 14, "2026-06-15T22:00"),
    ("2026-06-01", 0, "2026-06-01T22:00"),
    ("2026-03-20", 14, "2026-04-03T22:00"),
    ("2026-10-20", 14, "2026-11-03T23:00"),
    ("2026-12-20", 14, "2027-01-03T23:00"),
    ("2027-03-14", 14, "2027-03-28T22:00"),
    ("2027-10-17", 14, "2027-10-31T23:00"),
    ("2028-02-20", 14, "2028-03-05T23:00"),
]


@pytest.mark.parametrize(("day", "days", "expected"), CALENDAR_DAYS)
def test_calendar_days_end_at_local_midnight_after_the_last_day(day: str, days: int, expected: str) -> None:
    assert LAW.add_calendar_days(date.fromisoformat(day), days) == utc(expected)


MONDAYS = [
    ("Mon 2026-11-02 08:29", "Mon 2026-11-02 08:30"),
    ("Mon 2026-11-02 08:30", "Mon 2026-11-02 08:30"),
    ("Mon 2026-11-02 08:31", "Mon 2026-11-09 08:30"),
    ("Sun 2026-11-08 23:59", "Mon 2026-11-09 08:30"),
    ("Sat 2026-03-28 12:00", "Mon 2026-03-30 08:30"),
    ("Sat 2026-10-24 12:00", "Mon 2026-10-26 08:30"),
    ("Tue 2026-03-31 12:00", "Mon 2026-04-06 08:30"),
    ("Thu 2026-12-31 23:00", "Mon 2027-01-04 08:30"),
]


@pytest.mark.parametrize(("at", "expected"), MONDAYS)
def test_the_weekly_summary_has_its_monday(at: str, expected: str) -> None:
    assert LAW.monday_at(local(at), time(8, 30)) == local(expected)


ELAPSED = [
    ("Sat 2026-03-28 12:00", 24, "Sun 2026-03-29 13:00"),
    ("Fri 2026-03-27 12:00", 72, "Mon 2026-03-30 13:00"),
    ("Sat 2026-10-24 12:00", 24, "Sun 2026-10-25 11:00"),
    ("Fri 2026-10-23 12:00", 72, "Mon 2026-10-26 11:00"),
    ("Sat 2027-03-27 12:00", 24, "Sun 2027-03-28 13:00"),
    ("Fri 2027-10-29 20:00", 72, "Mon 2027-11-01 19:00"),
    ("Thu 2026-12-31 20:00", 72, "Sun 2027-01-03 20:00"),
    ("Fri 2026-11-06 22:45", 1, "Fri 2026-11-06 23:45"),
]


@pytest.mark.parametrize(("at", "hours", "expected"), ELAPSED)
def test_elapsed_hours_run_through_nights_holidays_and_clock_changes(
    at: str, hours: float, expected: str
) -> None:
    assert hours_after(local(at), hours) == local(expected)


ABROAD = [
    (NUUK, "Fri 2026-11-06 15:00", "Mon 2026-11-09 09:00"),
    (NUUK, "Wed 2026-04-01 15:00", "Tue 2026-04-07 09:00"),
    (
        NEW_YORK,
        "Fri 2026-03-06 15:00",
        "Mon 2026-03-09 09:00",
    ),  # summer time begins three weeks earlier
    (NEW_YORK, "Wed 2026-11-25 15:00", "Thu 2026-11-26 09:00"),  # Thanksgiving is no Danish holiday
    (KOLKATA, "Fri 2026-10-23 15:00", "Mon 2026-10-26 09:00"),
]


@pytest.mark.parametrize(("zone", "at", "expected"), ABROAD)
def test_a_person_abroad_has_danish_holidays_and_local_hours(zone: ZoneInfo, at: str, expected: str) -> None:
    assert LAW.in_zone(zone).add_working_hours(local(at, zone), 2) == local(expected, zone)


NAIVE = utc("2026-11-02T10:00").replace(tzinfo=None)


@pytest.mark.parametrize(
    "ask",
    [
        lambda: LAW.is_working_time(NAIVE),
        lambda: LAW.next_working_time(NAIVE),
        lambda: LAW.last_working_time_before(NAIVE),
        lambda: LAW.end_of_working_day(NAIVE),
        lambda: LAW.add_working_hours(NAIVE, 2),
        lambda: LAW.add_working_days(NAIVE, 1),
        lambda: LAW.monday_at(NAIVE, time(8, 30)),
        lambda: hours_after(NAIVE, 1),
        lambda: LAW.add_working_hours(utc("2026-11-02T10:00"), -1),
        lambda: LAW.add_working_hours(utc("2026-11-02T10:00"), float("inf")),
        lambda: LAW.add_working_hours(utc("2026-11-02T10:00"), float("nan")),
        lambda: LAW.add_working_days(utc("2026-11-02T10:00"), 0),
        lambda: Calendar(opens=time(16), closes=time(8)),
    ],
)
def test_what_has_no_answer_is_refused(ask: Callable[[], object]) -> None:
    with pytest.raises(ValueError):
        ask()


def test_a_moment_is_not_taken_for_a_day() -> None:
    for ask in (LAW.is_working_day, lambda day: LAW.add_calendar_days(day, 14)):
        with pytest.raises(TypeError):
            ask(utc("2026-12-25T10:00"))
