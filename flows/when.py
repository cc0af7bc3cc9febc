"""When it happened, as an answer: a moment, a period, or only when it was found.

    2026-11-20                     a day
    2026-11-20T14:30               a day and a clock
    2026-11-01/2026-11-20          a period, its first and its last day, each with a clock or without
    found:2026-11-20T09:00         nobody knows when it happened, it was found then

All are read on the clock of the employee's zone. The 72 hours of the police report count from the first
instant that the answer can mean: a deadline shown too late is worse than another question.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from flows.spoken_dates import Spoken
from flows.spoken_periods import finding, is_not_known, readings
from flows.spoken_spans import hours_ago
from flows.spoken_words import plainly

LONGEST = 120
"""Characters. More is a story and not a date."""

FIRST_YEAR = 1990
"""What seems earlier is a slip of the keys."""

FOUND = "found:"

_MOMENT = r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9]{2}:[0-9]{2})?"
_FORM = re.compile(rf"({FOUND})?({_MOMENT})(?:/({_MOMENT}))?")
_SIGNS = str.maketrans("–—‑’", "---'")


@dataclass(frozen=True)
class Moment:
    """A day on the employee's calendar, with a clock where that is known."""

    day: date
    clock: time | None = None

    def __str__(self) -> str:
        return f"{self.day}T{self.clock:%H:%M}" if self.clock else str(self.day)


@dataclass(frozen=True)
class Span:
    """What an answer says; `first` and `last` are one and the same when it is no period."""

    first: Moment
    last: Moment
    is_found: bool = False

    def __str__(self) -> str:
        period = str(self.first) if self.first == self.last else f"{self.first}/{self.last}"
        return f"{FOUND}{period}" if self.is_found else period


def understood_when(text: str, now: datetime, zone: ZoneInfo) -> str | None:
    """What the text says as an answer, None unless exactly one thing that has been can be meant."""
    said = _said(text)
    possible = _meant(said, now, zone) or _meant(plainly(said), now, zone)
    return possible[0] if len(possible) == 1 else None


def possible_whens(text: str, now: datetime, zone: ZoneInfo) -> tuple[str, ...]:
    """What a text may mean that is not understood: all that it can, or what the most of its words say."""
    said = _said(text)
    if possible := _meant(said, now, zone) or _meant(plainly(said), now, zone):
        return possible
    words = plainly(said).split()
    for length in range(len(words) - 1, 0, -1):
        pieces = [" ".join(words[start : start + length]) for start in range(len(words) - length + 1)]
        found = [answer for piece in pieces for answer in _meant(piece.strip(",."), now, zone)]
        if found:
            return tuple(dict.fromkeys(found))
    return ()


def _meant(said: str, now: datetime, zone: ZoneInfo) -> tuple[str, ...]:
    """Everything that has been and that the text can mean, the earliest first."""
    found = finding(said)
    here = now.astimezone(zone)
    told = said if found is None else found
    pairs = (*readings(told, here.date()), *hours_ago(told, here))
    answers = {
        str(Span(_moment(first, here.date()), _moment(last, here.date()), found is not None))
        for first, last in pairs
    }
    return tuple(sorted(answer for answer in answers if is_answer(answer, now, zone)))


def is_unknown(text: str) -> bool:
    """Whether the text says no more than that the person does not know: ask when they found it."""
    said = _said(text)
    return is_not_known(said.rstrip("? ")) or (bool(said) and not said.strip("? "))


def is_answer(answer: str, now: datetime, zone: ZoneInfo) -> bool:
    """Whether it is an answer, of a time that has been. Anything may come back from a button."""
    try:
        said = span(answer)
    except ValueError:
        return False
    if not said.first.day.year >= FIRST_YEAR or not _is_in_order(said):
        return False
    return all(_has_been(moment, now, zone) for moment in (said.first, said.last))


def span(answer: str) -> Span:
    """The answer taken apart. Raises ValueError when it has none of the forms."""
    match = _FORM.fullmatch(answer)
    if not match:
        raise ValueError("not an answer to when")
    first = _parsed(match[2])
    return Span(first, _parsed(match[3]) if match[3] else first, match[1] is not None)


def has_form(answer: str) -> bool:
    """Whether it is an answer at all, of whatever time."""
    return _FORM.fullmatch(answer) is not None


def is_found(answer: str) -> bool:
    """Whether only the moment of finding is known."""
    return answer.startswith(FOUND)


def earliest_moment(answer: str, zone: ZoneInfo) -> datetime:
    """The first instant the answer can mean, in UTC: of a period its beginning, of a day its first minute.

    Raises ValueError when it is no answer. An hour that the clock has twice is the first of the two, and
    one that it leaps over counts from the hour before.
    """
    at = _at(span(answer).first, zone)
    return min(at.replace(fold=fold).astimezone(UTC) for fold in (0, 1))


def _said(text: str) -> str:
    if len(text) > LONGEST:
        return ""
    plain = unicodedata.normalize("NFC", text.casefold()).translate(_SIGNS)
    return " ".join(plain.split()).strip(" .!")


def _moment(spoken: Spoken, today: date) -> Moment:
    return Moment(spoken.day or today, spoken.clock)


def _parsed(text: str) -> Moment:
    day, _, clock = text.partition("T")
    return Moment(date.fromisoformat(day), time.fromisoformat(clock) if clock else None)


def _at(moment: Moment, zone: ZoneInfo) -> datetime:
    return datetime.combine(moment.day, moment.clock or time(), zone)


def _is_in_order(said: Span) -> bool:
    begin = (said.first.day, said.first.clock or time.min)
    return begin <= (said.last.day, said.last.clock or time.max)


def _has_been(moment: Moment, now: datetime, zone: ZoneInfo) -> bool:
    # The day first: no instant can be computed for some of the days that a year of four digits can name.
    return moment.day <= now.astimezone(zone).date() and _at(moment, zone).astimezone(UTC) <= now
