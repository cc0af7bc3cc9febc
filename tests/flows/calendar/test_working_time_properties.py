"""What holds for every moment, zone and set of closed days."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import example, given
from hypothesis import strategies as st

from flows.calendar.working_time import COPENHAGEN, Calendar, hours_after

START = datetime(2024, 1, 1, tzinfo=UTC)
DAY, TICK = timedelta(days=1), timedelta(microseconds=1)
ZONES = [
    "Europe/Copenhagen",
    "America/Nuuk",
    "America/New_York",
    "Asia/Kolkata",
    "Australia/Lord_Howe",
    "Pacific/Auckland",
]

moments = st.integers(0, 6 * 365 * 24 * 60 * 60).map(lambda second: START + timedelta(seconds=second))
quarters = st.integers(0, 60 * 4).map(lambda quarter: quarter / 4)
days = st.integers(0, 6 * 365).map(lambda n: date(2024, 1, 1) + n * DAY)
opening_hours = st.sampled_from([(time(8), time(16)), (time(7, 30), time(15)), (time(0), time(23, 59))])
calendars = st.builds(
    lambda zone, hours, closed: Calendar(ZoneInfo(zone), hours[0], hours[1], closed),
    st.sampled_from(ZONES),
    opening_hours,
    st.frozensets(days, max_size=20),
)


def worked(calendar: Calendar, start: datetime, end: datetime) -> timedelta:
    """Opening time between two moments, added up day by day: a second way to the same sum."""
    total = timedelta()
    day = start.astimezone(calendar.zone).date()
    while day <= end.astimezone(calendar.zone).date():
        opening = datetime.combine(day, calendar.opens, calendar.zone).astimezone(UTC)
        closing = datetime.combine(day, calendar.closes, calendar.zone).astimezone(UTC)
        if calendar.is_working_day(day):
            total += max(min(end, closing) - max(start, opening), timedelta())
        day += DAY
    return total


@given(calendars, moments, quarters)
def test_added_working_hours_are_the_hours_worked_and_end_inside_them(
    calendar: Calendar, at: datetime, hours: float
) -> None:
    due = calendar.add_working_hours(at, hours)
    assert worked(calendar, at, due) == timedelta(hours=hours)
    assert calendar.is_working_time(due)


@given(calendars, moments, moments, quarters, quarters)
def test_working_hours_are_monotone(
    calendar: Calendar, one: datetime, other: datetime, few: float, more: float
) -> None:
    early, late = sorted((one, other))
    fewer, most = sorted((few, more))
    assert calendar.add_working_hours(early, fewer) <= calendar.add_working_hours(late, most)


@given(calendars, moments, quarters, quarters)
def test_working_hours_are_additive(calendar: Calendar, at: datetime, first: float, then: float) -> None:
    in_two = calendar.add_working_hours(calendar.add_working_hours(at, first), then)
    assert in_two == calendar.add_working_hours(at, first + then)


@given(calendars, moments)
def test_a_reminder_moves_back_to_the_latest_working_time(calendar: Calendar, at: datetime) -> None:
    reminder = calendar.last_working_time_before(at)
    assert reminder <= at
    assert calendar.is_working_time(reminder)
    assert reminder == at or worked(calendar, reminder, at) == timedelta()
    assert reminder == at or calendar.next_working_time(reminder + TICK) > at


@given(calendars, moments)
def test_the_next_working_time_is_the_first_one(calendar: Calendar, at: datetime) -> None:
    following = calendar.next_working_time(at)
    assert following >= at
    assert calendar.is_working_time(following)
    assert following == at or calendar.last_working_time_before(following - TICK) < at
    assert calendar.is_working_time(at) == (following == at)


@given(calendars, moments)
def test_the_end_of_a_working_day_lies_ahead_at_closing_time(calendar: Calendar, at: datetime) -> None:
    end = calendar.end_of_working_day(at)
    shown = end.astimezone(calendar.zone)
    opening = datetime.combine(shown.date(), calendar.opens, calendar.zone).astimezone(UTC)
    assert end > at
    assert shown.time() == calendar.closes
    assert worked(calendar, at, end) <= end - opening
    assert calendar.end_of_working_day(end - TICK) == end


@given(calendars, moments, st.integers(1, 40), st.none() | st.times())
def test_added_working_days_are_so_many_working_days_later(
    calendar: Calendar, at: datetime, count: int, clock: time | None
) -> None:
    due = calendar.add_working_days(at, count, clock)
    today, last = at.astimezone(calendar.zone).date(), due.astimezone(calendar.zone).date()
    passed = [today + n * DAY for n in range(1, (last - today).days + 1)]
    assert sum(calendar.is_working_day(day) for day in passed) == count
    assert calendar.is_working_day(last)
    assert calendar.is_working_time(due)


@given(calendars, days, st.integers(0, 400))
def test_calendar_days_end_with_the_last_instant_of_the_last_day(
    calendar: Calendar, day: date, count: int
) -> None:
    end = calendar.add_calendar_days(day, count)
    assert (end - TICK).astimezone(calendar.zone).date() == day + count * DAY
    assert end.astimezone(calendar.zone).date() == day + (count + 1) * DAY


@given(calendars, moments, st.times(min_value=time(6), max_value=time(20)))
def test_the_monday_is_the_first_at_or_after(calendar: Calendar, at: datetime, clock: time) -> None:
    monday = calendar.monday_at(at, clock)
    shown = monday.astimezone(calendar.zone)
    assert (shown.weekday(), shown.time()) == (0, clock)
    assert timedelta() <= monday - at <= timedelta(days=7, hours=1)


@given(moments, st.sampled_from(ZONES), st.integers(0, 400))
@example(datetime(2026, 3, 28, 12, tzinfo=UTC), "Europe/Copenhagen", 72)
@example(datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "Europe/Copenhagen", 1)
def test_elapsed_hours_are_real_hours_in_every_zone(at: datetime, zone: str, hours: int) -> None:
    due = hours_after(at.astimezone(ZoneInfo(zone)), hours)
    assert due.timestamp() - at.timestamp() == hours * 3600


@given(calendars, moments, quarters)
def test_answers_are_utc_and_do_not_depend_on_how_the_moment_is_written(
    calendar: Calendar, at: datetime, hours: float
) -> None:
    for written in (at, at.astimezone(COPENHAGEN), at.astimezone(calendar.zone)):
        due = calendar.add_working_hours(written, hours)
        assert due == calendar.add_working_hours(at, hours)
        assert due.tzinfo is UTC
        assert calendar.is_working_time(written) == calendar.is_working_time(at)


@given(calendars, st.sampled_from(ZONES), days)
def test_a_person_abroad_shares_the_days_off(calendar: Calendar, zone: str, day: date) -> None:
    theirs = calendar.in_zone(ZoneInfo(zone))
    assert theirs.zone.key == zone
    assert theirs.is_working_day(day) == calendar.is_working_day(day)
    assert theirs.in_zone(calendar.zone) == calendar
