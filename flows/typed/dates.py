"""One moment as people write it, in Danish and English: a day, a clock or both, understood wholly or not.

docs/decisions/2026-11-22-own-date-grammar.md says why this is not a library. Texts come in lower case and
with single spaces. What has two meanings is not understood: a wrong date is worse than another question.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from typing import Literal

from flows.typed.numbers import COUNTS, any_of, number


@dataclass(frozen=True)
class Spoken:
    """What was said of a moment, `kind` telling how its day was named; a clock alone names no day.

    `is_either` says that the clock may be before or after noon.
    """

    day: date | None
    clock: time | None = None
    kind: Literal["near", "weekday", "named", "numeric", "clock"] = "near"
    is_either: bool = False

    def on_the_other_side_of_noon(self) -> Spoken:
        """The same clock twelve hours on, or before, where it can be that."""
        assert self.clock is not None  # noqa: S101 - only asked of a clock
        return replace(self, clock=self.clock.replace(hour=(self.clock.hour + 12) % 24), is_either=False)


_NEAR = {
    "nu": 0,
    "now": 0,
    "i dag": 0,
    "idag": 0,
    "today": 0,
    "lige nu": 0,
    "lige før": 0,
    "lige": 0,
    "for lidt siden": 0,
    "for et øjeblik siden": 0,
    "tidligere i dag": 0,
    "right now": 0,
    "just now": 0,
    "earlier today": 0,
    "i morges": 0,
    "her til morgen": 0,
    "til morgen": 0,
    "til formiddag": 0,
    "til middag": 0,
    "til eftermiddag": 0,
    "this morning": 0,
    "i formiddag": 0,
    "i formiddags": 0,
    "i eftermiddag": 0,
    "i eftermiddags": 0,
    "this afternoon": 0,
    "i aften": 0,
    "this evening": 0,
    "tonight": 0,
    "i aftes": 1,
    "last evening": 1,
    "i går": 1,
    "igår": 1,
    "yesterday": 1,
    "i forgårs": 2,
    "forgårs": 2,
    "the day before yesterday": 2,
}
_DANISH_DAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
_ENGLISH_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
DAY_NAME = "|".join((*_DANISH_DAYS, *_ENGLISH_DAYS))
MONTHS = (
    ("januar", "jan", "january"),
    ("februar", "feb", "february"),
    ("marts", "mar", "march"),
    ("april", "apr"),
    ("maj", "may"),
    ("juni", "jun", "june"),
    ("juli", "jul", "july"),
    ("august", "aug"),
    ("september", "sep", "sept"),
    ("oktober", "okt", "october", "oct"),
    ("november", "nov"),
    ("december", "dec"),
)

EITHER = "kl? "
"""Before a clock of which it is not said whether it is before or after noon."""

UNCLEAR_HOURS = range(1, 7)
"""Of "i går kl. 3" it is asked which; seven to twelve are the morning, as on a clock of 24 hours."""

_AFTER_MIDNIGHT = (12, 0, 1, 2, 3)
"""Hours that somebody calls evening who has not slept yet."""

_AT = r"(?:kl\? ?|kl\.? ?|klokken |at )"
_MORNING = ("morgen", "morges", "morgenen", "formiddag", "formiddags", "formiddagen", "morning")
_AFTERNOON = ("eftermiddag", "eftermiddags", "eftermiddagen", "afternoon")
_EVENING = ("aften", "aftes", "aftenen", "evening", "tonight")
_PART = re.compile(
    rf"(?P<day>.+?)(?: om| in the|(?P<past>s))? (?:{'|'.join((*_MORNING, *_AFTERNOON, *_EVENING))})"
)
_HOUR = r"(?P<hour>[0-9]{1,2})(?:[.:](?P<minute>[0-9]{2}))? ?(?P<half>[ap]\.?m\.?)?"
_DAY_THEN_CLOCK = re.compile(rf"(?P<rest>.*?)[ ,]*\b(?:ca\.? ?)?(?P<at>{_AT})?{_HOUR}")
_CLOCK_THEN_DAY = re.compile(rf"(?:ca\.? ?)?(?P<at>{_AT})?{_HOUR},? (?P<rest>.+)")
_BARE_CLOCK = re.compile(_HOUR)
_BARE_DAY = re.compile(r"(?:(?:den|the|d\.?) )?([0-9]{1,2})(?:\.|st|nd|rd|th)?")
_WEEKDAY = re.compile(rf"(?:(?P<lead>i|sidste|last|on|this) )?(?P<name>{DAY_NAME})(?P<past>s)?")
_WEEKDAY_THEN_DAY = re.compile(rf"(?:on )?(?P<name>{DAY_NAME}),? (?P<rest>.+)")
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
# A year of two digits follows the same sign or a hyphen: "3/11-25" has one, "3-10/11" is eight days.
_NUMERIC = re.compile(
    r"([0-9]{1,2})([./-]) ?([0-9]{1,2})\.?(?:[./-] ?(?P<long>[0-9]{4})|(?:\2|-) ?(?P<short>[0-9]{2}))?"
)
_NAMED = re.compile(
    r"(?P<day>[0-9]{1,2})(?:\.|st|nd|rd|th)? ?(?:of )?(?P<month>[a-zæøå]+)\.?,?(?: (?P<year>[0-9]{4}))?"
)
_NAMED_ENGLISH = re.compile(
    r"(?P<month>[a-z]+)\.? (?P<day>[0-9]{1,2})(?:st|nd|rd|th)?,?(?: (?P<year>[0-9]{4}))?"
)
_AGO = re.compile(
    rf"(?:for )?(?:en |ca\.? |cirka )?({any_of(COUNTS)}) "
    r"(dage?s?|days?|uge[rs]?|weeks?)(?: tid)? (?:siden|ago)"
)


def moment(said: str, today: date, year: int | None = None) -> Spoken | None:
    """What the text says of one moment; `year` is that of a date which names none, else its latest."""
    day = _day(said, today, year)
    if day:
        return day
    for pattern in (_DAY_THEN_CLOCK, _CLOCK_THEN_DAY):
        match = pattern.fullmatch(said)
        found = _with_clock(match, today, year) if match else None
        if found:
            return found
    return None


def bare_day(said: str) -> int | None:
    """The number of a day whose month is said elsewhere, as of the third in "3. til 10. november"."""
    match = _BARE_DAY.fullmatch(said)
    return int(match[1]) if match else None


def bare_clock(said: str) -> time | None:
    """A clock that needs no "at", as after "yesterday at 9 to"."""
    match = _BARE_CLOCK.fullmatch(said)
    return _clock(match) if match else None


def real_date(year: int, month: int, day: int) -> date | None:
    """That day, None when the calendar has none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _with_clock(match: re.Match[str], today: date, year: int | None) -> Spoken | None:
    clock = _clock(match)
    if clock is None:
        return None
    rest = match["rest"].strip(" ,")
    if not rest:
        is_either = _is_either(match, clock, "")
        # Without a mark, "14.30" may be a date.
        return Spoken(None, clock, "clock", is_either) if _is_marked(match) else None
    day = _day(rest, today, year)
    is_first = match.start("hour") < match.start("rest")
    is_clear = _is_clear_before if is_first else _is_clear_after
    if day is None or not is_clear(match, day):
        return None
    if rest.endswith(_EVENING) and clock.hour in _AFTER_MIDNIGHT and not match["half"]:
        return replace(day, day=_day_after(day), clock=clock.replace(hour=clock.hour % 12))
    return replace(day, clock=_after_noon(clock, rest), is_either=_is_either(match, clock, rest))


def _day_after(day: Spoken) -> date | None:
    return day.day and day.day + timedelta(days=1)


def _after_noon(clock: time, rest: str) -> time:
    """The clock in the afternoon or evening where the words say so."""
    is_evening = rest.endswith(_EVENING) and 1 <= clock.hour <= 11
    is_afternoon = rest.endswith(_AFTERNOON) and 1 <= clock.hour <= 7
    return clock.replace(hour=clock.hour + 12) if is_evening or is_afternoon else clock


def _is_either(match: re.Match[str], clock: time, rest: str) -> bool:
    if match["half"] or rest.endswith((*_MORNING, *_AFTERNOON, *_EVENING)):
        return False
    if match["at"] == EITHER:
        return 1 <= clock.hour <= 12
    return bool(match["at"]) and match["minute"] is None and clock.hour in UNCLEAR_HOURS


def _is_marked(match: re.Match[str]) -> bool:
    return bool(match["at"] or match["half"] or ":" in match[0])


def _is_clear_after(match: re.Match[str], day: Spoken) -> bool:
    """Without "at", the 13 of "friday 13" is a date, and the 20 of "3 november 20" may be a year."""
    is_exact = match["minute"] is not None and day.kind != "weekday"
    return _is_marked(match) or day.kind == "near" or is_exact


def _is_clear_before(match: re.Match[str], day: Spoken) -> bool:
    """In "at 3 november 10" either number may be the day."""
    is_exact = bool(match["minute"] or match["half"])
    return _is_marked(match) and (is_exact or day.kind in {"near", "weekday"})


def _clock(match: re.Match[str]) -> time | None:
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    if match["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if match["half"][0] == "p" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _day(said: str, today: date, year: int | None) -> Spoken | None:
    if said in _NEAR:
        return Spoken(today - timedelta(days=_NEAR[said]))
    if match := _PART.fullmatch(said):
        return _day(match["day"] + (match["past"] or ""), today, year)
    return (
        _ago(said, today)
        or _weekday(said, today)
        or _calendar_day(said, today, year)
        or _dated_weekday(said, today, year)
    )


def _ago(said: str, today: date) -> Spoken | None:
    match = _AGO.fullmatch(said)
    if not match:
        return None
    count = number(match[1])
    return Spoken(today - timedelta(days=count * (7 if match[2].startswith(("ug", "week")) else 1)))


def _weekday(said: str, today: date) -> Spoken | None:
    """The latest one. On a Friday, "friday" alone may be today or a week ago, so it is not understood."""
    match = _WEEKDAY.fullmatch(said)
    if not match or (match["past"] and match["name"] in _ENGLISH_DAYS):
        return None
    back = (today.weekday() - weekday_number(match["name"])) % 7
    if not back and match["lead"] != "this":
        if not match["past"] and match["lead"] not in {"sidste", "last"}:
            return None
        back = 7
    return Spoken(today - timedelta(days=back), kind="weekday")


def weekday_number(name: str) -> int:
    """0 for Monday."""
    return (_DANISH_DAYS if name in _DANISH_DAYS else _ENGLISH_DAYS).index(name)


def _dated_weekday(said: str, today: date, year: int | None) -> Spoken | None:
    """A date with its weekday, which has to be the right one."""
    match = _WEEKDAY_THEN_DAY.fullmatch(said)
    found = _calendar_day(match["rest"], today, year) if match else None
    if not match or not found or not found.day or found.kind != "named":
        return None
    return found if found.day.weekday() == weekday_number(match["name"]) else None


def _calendar_day(said: str, today: date, year: int | None) -> Spoken | None:
    said = re.sub(r"^(?:on )?(?:(?:den|the|d\.?) )?", "", said)
    if match := _ISO.fullmatch(said):
        return _spoken(real_date(int(match[1]), int(match[2]), int(match[3])), "near")
    if match := _NUMERIC.fullmatch(said):
        named = match["long"] or (match["short"] and f"20{match['short']}")
        return _spoken(latest_on(int(match[1]), int(match[3]), named, today, year), "numeric")
    if match := _NAMED.fullmatch(said) or _NAMED_ENGLISH.fullmatch(said):
        month = next((n for n, names in enumerate(MONTHS, 1) if match["month"] in names), 0)
        return _spoken(latest_on(int(match["day"]), month, match["year"], today, year), "named")
    return None


def _spoken(day: date | None, kind: Literal["near", "named", "numeric"]) -> Spoken | None:
    return Spoken(day, kind=kind) if day else None


def latest_on(day: int, month: int, named: str | None, today: date, year: int | None = None) -> date | None:
    """That day of the named year, else of `year`, else of the latest in which it has been."""
    if named or year:
        return real_date(int(named) if named else year or 0, month, day)
    this_year = real_date(today.year, month, day)
    if this_year and this_year > today:
        return real_date(today.year - 1, month, day)
    return this_year
