"""When several people can meet: the earliest times at which all are free and at work."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from flows.calendar.working_time import Calendar

FREE = frozenset("04")
"""Graph's `availabilityView`: free, and working elsewhere. Tentative is 1, busy 2, out of office 3."""

MOST_A_DAY = 2
HALF_HOUR = timedelta(minutes=30)
HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Availability:
    """Who is free: by person a character for every so many `minutes` from `begins`.

    An empty view is unknown and blocks nothing; one that ends blocks what comes after it.
    """

    begins: datetime
    views: Mapping[str, str]
    minutes: int = 30


@dataclass(frozen=True)
class MeetingWanted:
    """A meeting of that length, which begins no earlier than `not_before` and ends by `until`."""

    not_before: datetime
    until: datetime
    length: timedelta


def free_slots(
    seen: Availability, calendars: Mapping[str, Calendar], wanted: MeetingWanted, most: int = 3
) -> tuple[datetime, ...]:
    """The earliest starts of such a meeting, in order and in UTC; `most` of them at most.

    Each slot starts at a full or half hour of the first calendar's clock, lies inside the working hours of
    every calendar, and begins no earlier than what is seen. No two overlap and no day of the first calendar
    has more than two, so that they are real choices.

    Raises ValueError without a calendar, and for a `length` or `minutes` that is not above zero.
    """
    length = wanted.length
    if not calendars or length <= timedelta() or seen.minutes <= 0:
        raise ValueError("a meeting needs somebody's hours, a length and views in minutes")
    zone = next(iter(calendars.values())).zone
    cell = timedelta(minutes=seen.minutes)
    chosen: list[datetime] = []
    on_day: Counter[date] = Counter()
    for start in _half_hours(max(seen.begins, wanted.not_before), wanted.until - length, zone):
        if len(chosen) == most:
            break
        day = start.astimezone(zone).date()
        if on_day[day] == MOST_A_DAY or (chosen and start < chosen[-1] + length):
            continue
        offset = start - seen.begins
        everybody_is_free = all(_is_free(view, offset, length, cell) for view in seen.views.values())
        if everybody_is_free and all(_is_at_work(person, start, length) for person in calendars.values()):
            chosen.append(start)
            on_day[day] += 1
    return tuple(chosen)


def _half_hours(first: datetime, last: datetime, zone: ZoneInfo) -> Iterator[datetime]:
    """Every full and half hour of that zone's clock between the two, both included.

    Rounded each time, because a zone may lie 15 minutes off the others'.
    """
    at = _rounded_up(first, zone)
    while at <= last:
        yield at
        at = _rounded_up(at + HALF_HOUR, zone)


def _rounded_up(at: datetime, zone: ZoneInfo) -> datetime:
    shown = at.astimezone(zone)
    past = timedelta(minutes=shown.minute % 30, seconds=shown.second, microseconds=shown.microsecond)
    return at.astimezone(UTC) + (HALF_HOUR - past if past else timedelta())


def _is_free(view: str, offset: timedelta, length: timedelta, cell: timedelta) -> bool:
    """Every cell that the time touches is there and free."""
    first, after = offset // cell, -(-(offset + length) // cell)
    return not view or (after <= len(view) and FREE.issuperset(view[first:after]))


def _is_at_work(calendar: Calendar, start: datetime, length: timedelta) -> bool:
    """The whole length passes inside one opening: as long by working hours as by the clock."""
    return calendar.add_working_hours(start, length / HOUR) == start + length
