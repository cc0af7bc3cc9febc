"""Spans of time that have a name: a night, a weekend, a week, a month, and hours ago.

A night begins on the day before it, and everything is taken from its beginning: the 72 hours of the police
report count from there, and a deadline shown too late is worse than one shown too early.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from flows.typed.dates import Spoken, bare_clock, moment
from flows.typed.numbers import COUNTS, HOURS, any_of, number

Reading = tuple[Spoken, Spoken]

_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)
_DUSK, _DAWN = 5, 9
"""Hours of a clock of twelve: between them "last night at 8" may be either side of the night."""
_LAST_NIGHT = re.compile(
    r"(?:midt )?(?:i|om) (?:nat|natten)|natten til i dag|i løbet af natten|last night|during the night|"
    r"in the middle of the night"
)
_NIGHT_CLOCK = re.compile(
    r"(?:i nat|last night),? (?:kl[.?]? ?|klokken |at )?(?P<clock>[0-9].*)|"
    r"(?:kl[.?]? ?|klokken |at )?(?P<first>[0-9][0-9.:]*) (?:i nat|om natten|last night|at night)"
)
_NIGHT_TO = re.compile(r"(?:om )?natten til (?P<day>.+)|the night before (?P<after>.+)")
_NIGHT_OF = re.compile(
    r"(?P<day>.+?)(?: om)? (?:nat|natten|night)(?: (?:kl[.?]? ?|klokken |at )(?P<clock>[0-9][0-9.:]*))?"
)
_WEEKEND = re.compile(r"(?:her )?(?:i |this |over the |at the |during the )?(?:weekenden|the weekenden)")
_LAST_WEEKEND = re.compile(r"(?:i )?(?:sidste|last) weekenden")
_WEEKEND_BEFORE = re.compile(
    r"(?:i )?(?P<either>forrige weekenden|the previous weekenden)|weekenden (?:før|for) sidste|"
    r"the weekenden before last"
)
_THIS_WEEK = re.compile(r"i denne uge|denne uge|her i ugen|this week")
_LAST_WEEK = re.compile(r"(?:i )?sidste uge|last week")
_WEEK_BEFORE = re.compile(r"(?:i )?forrige uge|the week before last")
_WEEK_NUMBER = re.compile(r"(?:i )?uge ([0-9]{1,2})|week ([0-9]{1,2})")
_FORMER = re.compile(r"(?:i )?forrige (?P<name>[a-zæøå]+)")
_COUPLE = re.compile(r"(?:for )?(?:et )?par (dage|uger) siden|(?:a )?couple (?:of )?(days|weeks) ago")
_WEEKS_BEFORE = re.compile(
    rf"(?P<day>i [a-zæøå]+s|[a-zæøå]+dag|[a-z]+day) for (?P<count>{any_of(HOURS)}) uger? siden"
)
_FIRST_AND_LAST = re.compile(
    r"(?:første gang|first time|først|first)(?: var)?,? (?P<first>.+?),? (?:og |and )?"
    r"(?:senest|sidst|sidste gang|latest|last time|most recently|last)(?: nu)? (?P<last>.+)"
)
_FIRST = re.compile(r"(?:første gang|first time)(?: var)?,? (?P<first>.+)")
_UNTIL_NOW = re.compile(
    r"(?:fra |from )?(?P<first>.+?) (?:til|indtil|frem til|until|till|to) (?:nu|now|i dag|today)"
)
_HOURS_AND_A_HALF = re.compile(
    rf"(?:for )?(?:ca\.? |cirka |about )?(?:(?P<count>{any_of(COUNTS)})(?:[.,]5|½| ½| en halv| and a half)|"
    r"(?P<one>halvanden)) (?:times?|timer|hours?) (?:siden|ago)"
)
_HOURS_AGO = re.compile(
    rf"(?:for )?(?:ca\.? |cirka |about )?(?P<count>{any_of(COUNTS)}|(?:en )?halv|half an|et kvarter) ?"
    r"(?P<unit>times? tid|timer?|t|min(?:utter|utes|uter)?|hours?|kvarter)?\.? "
    r"(?:siden|ago)(?: ca)?"
)


def spans(said: str, today: date) -> Iterator[Reading]:
    """What the text names as a span, in every way that it may be meant."""
    yield from _nights(said, today)
    yield from _weeks(said, today)
    yield from _months_and_counts(said, today)
    if match := _FIRST_AND_LAST.fullmatch(said):
        first, last = moment(match["first"], today), moment(match["last"], today)
        if first and last:
            yield first, last
    elif (match := _FIRST.fullmatch(said)) and (first := moment(match["first"], today)):
        yield first, first
    begun = moment(match["first"], today) if (match := _UNTIL_NOW.fullmatch(said)) else None
    if begun and begun.day and begun.day < today:
        yield begun, Spoken(today)


def _nights(said: str, today: date) -> Iterator[Reading]:
    if _LAST_NIGHT.fullmatch(said):
        yield Spoken(today - _DAY), Spoken(today)
    if (match := _NIGHT_CLOCK.fullmatch(said)) and (clock := bare_clock(match["clock"] or match["first"])):
        yield from ((night, night) for night in _in_the_night(clock, today))
    if match := _NIGHT_TO.fullmatch(said):
        day = moment(match["day"] or match["after"], today)
        if day and day.day:
            yield Spoken(day.day - _DAY), replace(day, clock=None)
    if (match := _NIGHT_OF.fullmatch(said)) and (day := moment(match["day"], today)) and day.day:
        clock = bare_clock(match["clock"]) if match["clock"] else day.clock
        if clock is None:
            yield Spoken(day.day), Spoken(min(day.day + _DAY, today))
        else:
            nights = (night for after in (day.day, day.day + _DAY) for night in _in_the_night(clock, after))
            yield from ((night, night) for night in nights)


def _in_the_night(clock: time, today: date) -> Iterator[Spoken]:
    """By a clock of twelve hours a night begins about six, and "last night at 12" is midnight."""
    if clock.hour > 12:
        yield Spoken(today - _DAY, clock)
    elif clock.hour == 12:
        yield Spoken(today, clock.replace(hour=0))
    else:
        if clock.hour < _DAWN:
            yield Spoken(today, clock)
        if clock.hour >= _DUSK:
            yield Spoken(today - _DAY, clock.replace(hour=clock.hour + 12))


def _weeks(said: str, today: date) -> Iterator[Reading]:
    monday = today - timedelta(days=today.weekday())
    saturday = today - timedelta(days=(today.weekday() - 5) % 7)
    if _WEEKEND.fullmatch(said) or _LAST_WEEKEND.fullmatch(said):
        yield _between(saturday, saturday + _DAY, today)
    if _LAST_WEEKEND.fullmatch(said):
        yield _between(saturday - _WEEK, saturday - _WEEK + _DAY, today)
    if match := _WEEKEND_BEFORE.fullmatch(said):
        yield _between(saturday - _WEEK, saturday - _WEEK + _DAY, today)
        if match["either"]:
            yield _between(saturday, saturday + _DAY, today)
    if _THIS_WEEK.fullmatch(said):
        yield _between(monday, today, today)
    if _LAST_WEEK.fullmatch(said) or _WEEK_BEFORE.fullmatch(said):
        yield _between(monday - _WEEK, monday - _DAY, today)
    if _WEEK_BEFORE.fullmatch(said):
        yield _between(monday - 2 * _WEEK, monday - _WEEK - _DAY, today)
    if match := _WEEK_NUMBER.fullmatch(said):
        yield from _numbered(int(match[1] or match[2]), today)


def _numbered(number: int, today: date) -> Iterator[Reading]:
    """The latest week of that number."""
    for year in (today.isocalendar().year, today.isocalendar().year - 1):
        try:
            monday = date.fromisocalendar(year, number, 1)
        except ValueError:
            continue
        if monday <= today:
            yield _between(monday, monday + 6 * _DAY, today)
            return


def _months_and_counts(said: str, today: date) -> Iterator[Reading]:
    """ "Et par" may be two or three, and "forrige" the last one or the one before."""
    if match := _COUPLE.fullmatch(said):
        length = _WEEK if (match[1] or match[2]).startswith(("uge", "week")) else _DAY
        for count in (3, 2):
            yield Spoken(today - count * length), Spoken(today - count * length)
    if (match := _WEEKS_BEFORE.fullmatch(said)) and (day := moment(match["day"], today)) and day.day:
        before = Spoken(day.day - _WEEK * number(match["count"]), kind="weekday")
        yield before, before
    if (match := _FORMER.fullmatch(said)) and (day := moment(f"i {match['name']}s", today)) and day.day:
        for earlier in (day.day - _WEEK, day.day):
            yield Spoken(earlier, kind="weekday"), Spoken(earlier, kind="weekday")


def _between(first: date, last: date, today: date) -> Reading:
    return Spoken(first), Spoken(min(last, today))


def hours_ago(said: str, here: datetime) -> Iterator[Reading]:
    """Hours and minutes ago, on the clock of the person; `here` is their time now."""
    if match := _HOURS_AND_A_HALF.fullmatch(said):
        passed: timedelta | None = timedelta(hours=(number(match["count"]) if match["count"] else 1) + 0.5)
    else:
        match = _HOURS_AGO.fullmatch(said)
        passed = _passed(match) if match else None
    if passed is None:
        return
    at = here - passed
    then = Spoken(at.date(), at.time().replace(second=0, microsecond=0, tzinfo=None))
    yield then, then


def _passed(match: re.Match[str]) -> timedelta | None:
    count, unit = match["count"], match["unit"] or ""
    if count in {"en halv", "halv", "half an"}:
        return timedelta(minutes=30) if unit.startswith(("time", "hour")) else None
    if count == "et kvarter":
        return timedelta(minutes=15)
    if unit == "kvarter":
        return timedelta(minutes=15 * number(count))
    if not unit:
        return None
    passed = number(count)
    return timedelta(minutes=passed) if unit.startswith("min") else timedelta(hours=passed)
