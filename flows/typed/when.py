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
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from flows.typed.colloquial_times import plainly, tells_time
from flows.typed.dates import UNCLEAR_HOURS, Spoken, moment
from flows.typed.dates_with_months import spoken_in_months, without_names
from flows.typed.periods import finding, is_not_known, readings
from flows.typed.shorthand import written_out
from flows.typed.spans import hours_ago
from flows.typed.vague_times import guesses

LONGEST = 120
"""Characters. More is a story and not a date."""

LONGEST_STORY = 600
"""Characters in which a date is looked for, to be offered."""

LONGEST_PIECE = 8
"""Words. No time in the midst of others takes more."""

FIRST_YEAR = 1990
"""What seems earlier is a slip of the keys."""

FOUND = "found:"

_DAY_AND_CLOCK = r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9]{2}:[0-9]{2})?"
_FORM = re.compile(rf"({FOUND})?({_DAY_AND_CLOCK})(?:/({_DAY_AND_CLOCK}))?")
_IS_FOUND = re.compile(
    r"\b(?:viste?|fortalte?|hørte?|at vide|opmærksom|opdaget?|opdagede|fandt|fundet|så (?:det|den)|"
    r"showed|told me|heard|noticed|saw|seen|found|dunno|ved (?:det )?ikk?e?)\b"
)
"""In a text that tells when somebody came to know of it."""

_BARE_CLOCK = re.compile(r"[0-9]{1,2}(?:\.[0-9]{2})?")
"""It may be a date too, so it is only offered."""

_CLOCK_TO_COME = re.compile(
    r"(?:(?:ved|omkring|ca\.?|about|around|at) )*"
    r"(?:kl[.?]? ?|klokken |at |(?=[0-9]+(?::| ?pm)))"
    r"(?P<clock>[0-9]{1,2}(?:[.:][0-9]{2})?(?: ?[ap]\.?m\b\.?)?)(?![0-9/-])"
)

_SIGNS = str.maketrans("–—‑’", "---'")


@dataclass(frozen=True)
class DayAndClock:
    """A day on the employee's calendar, with a clock where that is known."""

    day: date
    clock: time | None = None

    def __str__(self) -> str:
        return f"{self.day}T{self.clock:%H:%M}" if self.clock else str(self.day)


@dataclass(frozen=True)
class Span:
    """What an answer says; `first` and `last` are one and the same when it is no period."""

    first: DayAndClock
    last: DayAndClock
    is_found: bool = False

    def __str__(self) -> str:
        period = str(self.first) if self.first == self.last else f"{self.first}/{self.last}"
        return f"{FOUND}{period}" if self.is_found else period


def understood_when(text: str, now: datetime, zone: ZoneInfo) -> str | None:
    """What the text says as an answer, None unless exactly one thing that has been can be meant."""
    possible = _readings(_said(text), now, zone)
    return possible[0] if len(possible) == 1 else None


def possible_whens(text: str, now: datetime, zone: ZoneInfo) -> tuple[str, ...]:
    """What a text may mean that is not understood, the likeliest first."""
    said = _said(text, LONGEST_STORY)
    if possible := _readings(said, now, zone):
        return possible
    # What is left out as telling of no time may tell the only one: "opdagede det da jeg mødte ind kl. 7".
    found = _guessed(plainly(said), now, zone) or _guessed(said, now, zone)
    if _IS_FOUND.search(said):
        found = tuple(new for old in found for new in (old, f"{FOUND}{old.removeprefix(FOUND)}"))
    return tuple(dict.fromkeys(answer for answer in found if is_answer(answer, now, zone)))


def _readings(said: str, now: datetime, zone: ZoneInfo) -> tuple[str, ...]:
    """What the whole text can mean; "10.03" is a date and a clock, "kl. 3" may be yesterday's."""
    found = _meant(said, now, zone) or _meant(plainly(said), now, zone)
    if not found:
        return ()
    if _BARE_CLOCK.fullmatch(said):
        return (*_meant(f"kl. {said}", now, zone), *_last_evening(f"kl. {said}", now, zone), *found)
    return (*found, *_yesterday_afternoon(plainly(said), found, now, zone))


def _yesterday_afternoon(said: str, found: tuple[str, ...], now: datetime, zone: ZoneInfo) -> tuple[str, ...]:
    """Of a clock alone that may be after noon, and that this afternoon has not seen yet."""
    today = now.astimezone(zone).date()
    alone = moment(said, today)
    is_unclear = alone and alone.clock and alone.is_either and alone.clock.hour in UNCLEAR_HOURS
    if len(found) != 1 or not alone or alone.day or not is_unclear:
        return ()
    return _answers([(_other_side(alone, today), _other_side(alone, today))], now, zone)


def _other_side(alone: Spoken, today: date) -> Spoken:
    return replace(alone.on_the_other_side_of_noon(), day=today - timedelta(days=1))


def _guessed(said: str, now: datetime, zone: ZoneInfo) -> tuple[str, ...]:
    """What the words of a text may mean, wherever in it they stand."""
    plain, today = without_names(said), now.astimezone(zone).date()
    pieces = _pieces(plain, now, zone)
    guessed = _answers(guesses(plain, today), now, zone)
    days = _answers(((day, day) for day in spoken_in_months(plain, today)), now, zone)
    clock = _meant(f"kl. {plain}", now, zone) if _BARE_CLOCK.fullmatch(plain) else ()
    evening = _last_evening(f"kl. {plain}" if clock or _BARE_CLOCK.fullmatch(plain) else plain, now, zone)
    in_full = tuple(
        answer
        for text in map(plainly, written_out(said))
        for answer in _meant(text, now, zone) or _answers(guesses(text, today), now, zone)
    )
    first_days = (
        str(DayAndClock(span(answer).first.day)) for answer in pieces if not answer.startswith(FOUND)
    )
    last = (*clock, *in_full, *first_days, *days)
    return (*evening, *_together((*pieces, *guessed, *days)), *guessed, *pieces, *last)


def _last_evening(said: str, now: datetime, zone: ZoneInfo) -> tuple[str, ...]:
    """Yesterday at a clock that today has not seen yet, where nothing else tells of a day."""
    match = _CLOCK_TO_COME.match(said)
    words = said[match.end() :].split() if match else []
    if not match or any(tells_time(word) for word in words if word != "lige"):
        return ()
    clock = f"kl. {match['clock']}"
    return () if _meant(f"i dag {clock}", now, zone) else _meant(f"i går {clock}", now, zone)


def _pieces(said: str, now: datetime, zone: ZoneInfo) -> tuple[str, ...]:
    """What pieces of the text mean, the longest first; a clock alone only where no day is named."""
    words = said.split()
    found: dict[int, tuple[str, ...]] = {}
    for length in range(min(len(words), LONGEST_PIECE), 0, -1):
        for start in range(len(words) - length + 1):
            places = range(start, start + length)
            if any(place in found for place in places) or not any(tells_time(words[i]) for i in places):
                continue
            piece = " ".join(words[start : start + length]).strip(",.")
            if answers := _meant(piece, now, zone):
                found |= dict.fromkeys(places, answers)
    today = str(now.astimezone(zone).date())
    every = dict.fromkeys(answer for place in sorted(found) for answer in found[place])
    return tuple(a for a in every if not a.startswith(f"{today}T")) or tuple(every)


def _together(answers: tuple[str, ...]) -> tuple[str, ...]:
    """From the first to the last, where more than one day is named."""
    spans = [span(answer) for answer in answers if not answer.startswith(FOUND)]
    first = min((one.first for one in spans), key=lambda moment: moment.day, default=None)
    last = max((one.last for one in spans), key=lambda moment: moment.day, default=None)
    if not first or not last or first.day == last.day or len(spans) < 2:
        return ()
    return (str(Span(DayAndClock(first.day), DayAndClock(last.day))),)


def _meant(said: str, now: datetime, zone: ZoneInfo) -> tuple[str, ...]:
    """Everything that has been and that the text can mean, the earliest first."""
    found = finding(said)
    here = now.astimezone(zone)
    told = said if found is None else found
    pairs = (*readings(told, here.date()), *hours_ago(told, here))
    return tuple(sorted(_answers(pairs, now, zone, is_found=found is not None)))


def _answers(
    pairs: Iterable[tuple[Spoken, Spoken]], now: datetime, zone: ZoneInfo, *, is_found: bool = False
) -> tuple[str, ...]:
    """Those of the pairs that are answers, each once."""
    today = now.astimezone(zone).date()
    spans = (Span(_moment(first, today), _moment(last, today), is_found) for first, last in pairs)
    return tuple(dict.fromkeys(answer for answer in map(str, spans) if is_answer(answer, now, zone)))


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


def _said(text: str, longest: int = LONGEST) -> str:
    if len(text) > longest:
        return ""
    plain = unicodedata.normalize("NFC", text.casefold()).translate(_SIGNS)
    return " ".join(plain.split()).strip(" .!")


def _moment(spoken: Spoken, today: date) -> DayAndClock:
    return DayAndClock(spoken.day or today, spoken.clock)


def _parsed(text: str) -> DayAndClock:
    day, _, clock = text.partition("T")
    return DayAndClock(date.fromisoformat(day), time.fromisoformat(clock) if clock else None)


def _at(moment: DayAndClock, zone: ZoneInfo) -> datetime:
    return datetime.combine(moment.day, moment.clock or time(), zone)


def _is_in_order(said: Span) -> bool:
    begin = (said.first.day, said.first.clock or time.min)
    return begin <= (said.last.day, said.last.clock or time.max)


def _has_been(moment: DayAndClock, now: datetime, zone: ZoneInfo) -> bool:
    # The day first: no instant can be computed for some of the days that a year of four digits can name.
    return moment.day <= now.astimezone(zone).date() and _at(moment, zone).astimezone(UTC) <= now
