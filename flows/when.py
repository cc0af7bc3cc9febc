"""Dates and times as people write them, in Danish and English, read strictly.

A wrong date is worse than another question: the 72 hours of the police report count from it. So a text
is understood as a whole or not at all (docs/decisions/2026-11-22-own-date-grammar.md says why this is
not a library). An answer is "2026-11-21T14:30" or "2026-11-21" in the employee's zone, or "unknown".
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

UNKNOWN = "unknown"

LONGEST = 60
"""Characters. More is a story and not a date, and searching it for a clock would take time in its square."""

FIRST_YEAR = 1990
"""What seems earlier is a slip of the keys."""

_RELATIVE = {
    "i dag": 0,
    "idag": 0,
    "today": 0,
    "i morges": 0,
    "this morning": 0,
    "i går": 1,
    "igår": 1,
    "yesterday": 1,
    "i går aftes": 1,
    "i forgårs": 2,
    "forgårs": 2,
    "the day before yesterday": 2,
}
_WEEKDAYS = (
    ("mandag", "monday"),
    ("tirsdag", "tuesday"),
    ("onsdag", "wednesday"),
    ("torsdag", "thursday"),
    ("fredag", "friday"),
    ("lørdag", "saturday"),
    ("søndag", "sunday"),
)
_MONTHS = (
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
_UNKNOWN_WORDS = {"ved ikke", "det ved jeg ikke", "unknown", "i don't know", "don't know", "?"}
_CLOCK = re.compile(
    r"^(?P<rest>.*?)[ ,]*\b(?:kl|at|klokken|ca)?\.? ?"
    r"(?P<hour>\d{1,2})(?:[.:](?P<minute>\d{2}))? ?(?P<half>am|pm)?$"
)
_NUMERIC = re.compile(r"^(\d{1,2})[./-] ?(\d{1,2})\.?(?:[./-] ?(\d{2}|\d{4}))?$")
_FORM = re.compile(r"^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2})?\Z", re.ASCII)
_ISO = re.compile(r"^(\d{4})-(\d{2})-(\d{2})$")
_NAMED = re.compile(r"^(\d{1,2})(?:\.|st|nd|rd|th)? (?:of )?([a-zæøå]+)\.?,?(?: (\d{4}))?$")
_NAMED_ENGLISH = re.compile(r"^([a-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?,?(?: (\d{4}))?$")
_AGO = re.compile(
    r"^(?:for )?(\d{1,2}|en|et|to|tre|one|two|three|a) (dage?|days?|uger?|weeks?) (?:siden|ago)$"
)
_COUNT = {"en": 1, "et": 1, "a": 1, "one": 1, "to": 2, "two": 2, "tre": 3, "three": 3}


def understood_when(text: str, now: datetime, zone: ZoneInfo) -> str | None:
    """What the text says as an answer, None when it is not wholly understood or lies in the future."""
    if len(text) > LONGEST:
        return None
    said = " ".join(text.casefold().strip(" .!").split())
    if said in _UNKNOWN_WORDS:
        return UNKNOWN
    found = _moment(said, now.astimezone(zone).date())
    if found is None:
        return None
    day, clock = found
    answer = f"{day.isoformat()}T{clock:%H:%M}" if clock else day.isoformat()
    return answer if is_answer(answer, now, zone) else None


def is_answer(answer: str, now: datetime, zone: ZoneInfo) -> bool:
    """Whether a button's value is an answer: "unknown", or a time that has been, in the form above."""
    if answer == UNKNOWN:
        return True
    if not _FORM.match(answer):
        return False
    try:
        moment = datetime.fromisoformat(answer).replace(tzinfo=zone)
    except ValueError:
        return False
    return moment.year >= FIRST_YEAR and moment.astimezone(UTC) <= now


def _moment(said: str, today: date) -> tuple[date, time | None] | None:
    day = _day(said, today)
    if day:
        return day, None
    match = _CLOCK.match(said)
    clock = _clock(match) if match else None
    if match is None or clock is None:
        return None
    rest = match["rest"].strip(" ,")
    is_marked = any(mark in said for mark in ("kl", "at ", ":", "am", "pm"))
    if not is_marked and (not rest or _weekday(rest, today)):
        return None  # "14.30" may be a date, and "friday 13" the thirteenth
    day = _day(rest, today) if rest else today
    return (day, clock) if day else None


def _clock(match: re.Match[str]) -> time | None:
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    if match["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if match["half"] == "pm" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _day(said: str, today: date) -> date | None:
    said = said.removesuffix(" kl").removesuffix(" at").strip(" ,")
    if said in _RELATIVE:
        return today - timedelta(days=_RELATIVE[said])
    return _weekday(said, today) or _ago(said, today) or _calendar_day(said, today)


def _weekday(said: str, today: date) -> date | None:
    name = re.sub(r"^(?:i|sidste|last|on|this) ", "", said)
    is_past = name.endswith("s") or said.startswith(("sidste", "last"))
    for number, names in enumerate(_WEEKDAYS):
        if name.removesuffix("s") in names:
            back = (today.weekday() - number) % 7
            return today - timedelta(days=back or (7 if is_past else 0))
    return None


def _ago(said: str, today: date) -> date | None:
    match = _AGO.match(said)
    if not match:
        return None
    count = _COUNT.get(match[1]) or int(match[1])
    return today - timedelta(days=count * (7 if match[2].startswith(("ug", "week")) else 1))


def _calendar_day(said: str, today: date) -> date | None:
    said = re.sub(r"^(?:den|d\.|the|on) ", "", said)
    if match := _ISO.match(said):
        return _date(int(match[1]), int(match[2]), int(match[3]))
    if match := _NUMERIC.match(said):
        return _latest(int(match[1]), int(match[2]), match[3], today)
    if match := _NAMED.match(said):
        return _latest(int(match[1]), _month(match[2]), match[3], today)
    if match := _NAMED_ENGLISH.match(said):
        return _latest(int(match[2]), _month(match[1]), match[3], today)
    return None


def _month(name: str) -> int:
    return next((n for n, names in enumerate(_MONTHS, 1) if name in names), 0)


def _latest(day: int, month: int, year: str | None, today: date) -> date | None:
    if year:
        return _date(int(year) + (2000 if len(year) == 2 else 0), month, day)
    this_year = _date(today.year, month, day)
    if this_year and this_year > today:
        return _date(today.year - 1, month, day)
    return this_year


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def earliest_moment(answer: str, zone: ZoneInfo) -> datetime | None:
    """The first instant the answer can mean, None for "unknown".

    A day without a clock counts from its first minute: deadlines are never shown later than they may be.
    """
    if answer == UNKNOWN:
        return None
    moment = datetime.fromisoformat(answer)
    return moment.replace(tzinfo=zone) if moment.tzinfo is None else moment
