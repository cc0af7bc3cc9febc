"""Deadlines: working hours, working days, calendar days and elapsed hours.

Every function takes the moment it counts from; none reads the present time. Moments are aware datetimes
(a naive one raises ValueError) and come back in UTC. A local clock time is turned into UTC day by day, so a
span that crosses a clock change is neither an hour short nor an hour long.

Opening hours include both ends: closing time itself still counts as working time. A deadline of "two working
hours" set at 14:00 therefore falls at 16:00 today and not at 08:00 on the next working day.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
_MONDAY = 0
_SATURDAY = 5
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Calendar:
    """The hours in which an organisation, or one of its people, can be expected to act.

    Public holidays are the Danish ones in every zone: a person abroad still works for a Danish authority.
    `closed` holds the organisation's own closed days. 24 December, 31 December, 1 May and 5 June are off only
    when listed there, because they are not public holidays by law.
    """

    zone: ZoneInfo = COPENHAGEN
    opens: time = time(8)
    closes: time = time(16)
    closed: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        if self.opens >= self.closes:
            raise ValueError("opening time must come before closing time")
        _require_dates(self.closed)

    def in_zone(self, zone: ZoneInfo) -> "Calendar":
        """The same local hours and days off, lived in another time zone."""
        return _in_zone(self, zone)

    def between(self, opens: time, closes: time) -> "Calendar":
        """The same days and zone, with other hours."""
        return _between(self, opens, closes)

    def is_working_day(self, day: date) -> bool:
        _require_dates([day])
        return _is_working_day(self.closed, day)

    def is_working_time(self, at: datetime) -> bool:
        return self.next_working_time(at) == _utc(at)

    def next_working_time(self, at: datetime) -> datetime:
        """`at` itself when inside opening hours, else the next opening."""
        moment = _utc(at)
        day = self._working_day_from(self._local_day(moment))
        if moment > self._closing(day):
            day = self._working_day_from(day + _DAY)
        return max(moment, self._opening(day))

    def last_working_time_before(self, at: datetime) -> datetime:
        """`at` itself when inside opening hours, else the latest closing before it.

        For reminders: one that belongs to a closed day comes earlier, never later.
        """
        moment = _utc(at)
        day = self._working_day_until(self._local_day(moment))
        if moment < self._opening(day):
            day = self._working_day_until(day - _DAY)
        return min(moment, self._closing(day))

    def end_of_working_day(self, at: datetime) -> datetime:
        """Closing time of the day of `at`, or of the next working day when that is closed or already over."""
        moment = _utc(at)
        day = self._working_day_from(self._local_day(moment))
        if moment >= self._closing(day):
            day = self._working_day_from(day + _DAY)
        return self._closing(day)

    def add_working_hours(self, at: datetime, hours: float) -> datetime:
        """The moment when `hours` of opening time have passed, counted from the next working time.

        A sum that is used up exactly at closing ends there. No hours at all give the next working time.
        Raises ValueError for a negative or infinite number of hours.
        """
        if hours < 0 or not math.isfinite(hours):
            raise ValueError("working hours are a finite number from 0 up")
        left = timedelta(hours=hours)
        moment = self.next_working_time(at)
        day = self._local_day(moment)
        while (room := self._closing(day) - moment) < left:
            left -= room
            day = self._working_day_from(day + _DAY)
            moment = self._opening(day)
        return moment + left

    def add_working_days(self, at: datetime, days: int, clock: time | None = None) -> datetime:
        """The same clock time, or `clock`, on the `days`-th working day after the local date of `at`.

        The day of `at` never counts, working day or not. One rule keeps the result inside opening hours, for
        `clock` too: a time before opening becomes opening time, one after closing becomes closing time.
        Raises ValueError below one day; "the same day" is `end_of_working_day`.
        """
        if days < 1:
            raise ValueError("working days are counted from 1")
        local = _utc(at).astimezone(self.zone)
        day = local.date()
        for _ in range(days):
            day = self._working_day_from(day + _DAY)
        wanted = local.time() if clock is None else clock
        return self._moment(day, min(max(wanted, self.opens), self.closes))

    def add_calendar_days(self, day: date, days: int) -> datetime:
        """The end of the last of `days` days after `day`, weekends and holidays included: 24:00 local time.

        24:00 is 00:00 of the day after: a text that names the last day must name the day before this moment.
        The first day is not counted: absence from 1 June gives 14 days until 15 June 24:00.
        """
        _require_dates([day])
        return self._moment(day + days * _DAY + _DAY, time.min)

    def monday_at(self, at: datetime, clock: time) -> datetime:
        """The first Monday `clock` at or after `at`, also when that Monday is a holiday."""
        moment = _utc(at)
        today = self._local_day(moment)
        monday = today + (_MONDAY - today.weekday()) % 7 * _DAY
        first = self._moment(monday, clock)
        return first if first >= moment else self._moment(monday + 7 * _DAY, clock)

    def _working_day_from(self, day: date) -> date:
        return _nearest_working_day(self.closed, day, _DAY)

    def _working_day_until(self, day: date) -> date:
        return _nearest_working_day(self.closed, day, -_DAY)

    def _local_day(self, moment: datetime) -> date:
        return moment.astimezone(self.zone).date()

    def _opening(self, day: date) -> datetime:
        return _moment_of_hours(self.zone, day, self.opens)

    def _closing(self, day: date) -> datetime:
        return _moment_of_hours(self.zone, day, self.closes)

    def _moment(self, day: date, clock: time) -> datetime:
        return datetime.combine(day, clock, self.zone).astimezone(UTC)


def hours_after(at: datetime, hours: float) -> datetime:
    """`hours` of elapsed time after `at`, nights and holidays included: the 72 hours, duties at any hour."""
    return _utc(at) + timedelta(hours=hours)


def _utc(at: datetime) -> datetime:
    if at.tzinfo is UTC:
        return at
    if at.utcoffset() is None:
        raise ValueError("a moment needs a time zone")
    return at.astimezone(UTC)


def _require_dates(days: Iterable[date]) -> None:
    # A datetime passes for a date, yet equals none: it would miss every holiday without a word.
    if any(isinstance(day, datetime) for day in days):
        raise TypeError("a day is a date; which day a moment falls on depends on the zone")


def _is_working_day(closed: frozenset[date], day: date) -> bool:
    return day.weekday() < _SATURDAY and day not in _public_holidays(day.year) and day not in closed


# The plan of a case's reminders asks for the same days, hours and zones a hundred times.
@cache
def _nearest_working_day(closed: frozenset[date], day: date, step: timedelta) -> date:
    while not _is_working_day(closed, day):
        day += step
    return day


@cache
def _moment_of_hours(zone: ZoneInfo, day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, zone).astimezone(UTC)


@cache
def _between(calendar: Calendar, opens: time, closes: time) -> Calendar:
    return replace(calendar, opens=opens, closes=closes)


@cache
def _in_zone(calendar: Calendar, zone: ZoneInfo) -> Calendar:
    return replace(calendar, zone=zone)


@cache
def _public_holidays(year: int) -> frozenset[date]:
    # Only the category "public": the library's "optional" adds 1 May, 5 June, 24 and 31 December.
    from holidays import PUBLIC, country_holidays

    return frozenset(country_holidays("DK", years=year, categories=PUBLIC))
