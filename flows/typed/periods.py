"""Periods and findings as people write them: "3.-10. november", "since Monday", "jeg fandt det i går".

A period may be read in more ways than one, as with a year that only one of its ends names. All ways are
given here, and a text is understood when a single one of them can be true (flows/typed/when.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, time

from flows.typed.dates import Spoken, bare_clock, bare_day, moment, real_date
from flows.typed.dates_with_months import month_first
from flows.typed.spans import spans

Reading = tuple[Spoken, Spoken]
"""The first and the last moment; the same one twice when no period was said."""

_UNKNOWN = (
    "ved ikke",
    "ved det ikke",
    "det ved jeg ikke",
    "jeg ved ikke",
    "jeg ved det ikke",
    "det husker jeg ikke",
    "jeg kan ikke huske det",
    "det kan jeg ikke huske",
    "kan ikke huske det",
    "husker ikke",
    "aner det ikke",
    "ingen anelse",
    "ikke sikker",
    "ukendt",
    "unknown",
    "i don't know",
    "i dont know",
    "i do not know",
    "don't know",
    "dont know",
    "do not know",
    "i don't remember",
    "i can't remember",
    "no idea",
    "not sure",
)
_IS_UNKNOWN = re.compile(rf"(?:{'|'.join(map(re.escape, _UNKNOWN))})(?:\ hvornår|\ when)?")
_OBJECT = r"(?:det|den|dem|opslaget|beskeden|it|this|that|them|the\ post|the\ message)"
_FINDING = re.compile(
    rf"""(?:{_IS_UNKNOWN.pattern}[,.;:]?\ (?:(?:men|but)\ )?)?
    (?: (?:(?:jeg|vi|i|we)\ )?(?:har\ )?(?:først\ |only\ |first\ )?
        (?: (?:fandt|fundet|opdagede|opdaget|set|found|discovered|noticed|saw|seen)
            (?:\ (?:jeg|vi))?(?:\ (?:ud\ af|out\ about))?(?:\ {_OBJECT})?
          | så\ (?:(?:jeg|vi)\ )?(?:først\ )?{_OBJECT}
          | blev\ (?:først\ )?opmærksom\ på\ {_OBJECT} )
      | (?:det|den)\ (?:fandt|opdagede|så)\ (?:jeg|vi)
      | (?:det|den|it)\ (?:blev|er|was)\ (?:først\ |first\ )?(?:fundet|opdaget|set|found|discovered|seen) )
    (?:\ først|\ first)?:?\ (?P<when>.+)""",
    re.VERBOSE,
)
_SINCE = re.compile(r"(?:(?:lige|ever) )?(?:siden|since) (.+)")
_BETWEEN = re.compile(r"(?:mellem|between) (.+)")
_FROM = re.compile(r"(?:(?:fra|from) )?(.+)")
_AND = re.compile(r" (?:og|and) ")
_TO = re.compile(r" ?- ?| (?:til|indtil|frem til|og til|to|until|till) ")


def is_not_known(said: str) -> bool:
    """Whether the text says that the person does not know."""
    return _IS_UNKNOWN.fullmatch(said) is not None


def finding(said: str) -> str | None:
    """When it was found, in the words of a text that says so."""
    match = _FINDING.fullmatch(said)
    return match["when"] if match else None


def readings(said: str, today: date) -> Iterator[Reading]:
    """Every way to read the text. Those which lie in the future or end before they begin are among them."""
    alone = moment(said, today)
    if alone:
        yield alone, alone
    if alone and alone.is_either:
        yield alone.on_the_other_side_of_noon(), alone.on_the_other_side_of_noon()
    if (swapped := month_first(said, today)) is not None:
        yield swapped, swapped
    yield from spans(said, today)
    since = _SINCE.fullmatch(said)
    begun = moment(since[1], today) if since else None
    if begun:
        yield begun, Spoken(today)
    for first, last in _halves(said):
        yield from (pair for pair in _pairs(first, last, today) if _is_period(*pair))


def _halves(said: str) -> Iterator[tuple[str, str]]:
    for words, joint in ((_BETWEEN, _AND), (_FROM, _TO)):
        match = words.fullmatch(said)
        both = match[1] if match else ""
        for cut in joint.finditer(both):
            yield both[: cut.start()], both[cut.end() :]


def _pairs(first: str, last: str, today: date) -> Iterator[Reading]:
    begin, end = moment(first, today), moment(last, today)
    if end and end.day:
        yield from ((other, end) for other in _beginnings(first, begin, end, today) if other)
    if begin:
        yield from ((begin, other) for other in _ends(last, begin, end, today) if other)


def _beginnings(first: str, begin: Spoken | None, end: Spoken, today: date) -> Iterator[Spoken | None]:
    """The beginning by itself, and what it takes from the end: its year, its month, its week."""
    day = end.day or today
    yield begin
    yield moment(first, today, day.year)
    number = bare_day(first)
    if number and end.kind in {"named", "numeric"}:
        yield _day_of(number, day)
    before = moment(first, day)
    if before and before.kind == end.kind == "weekday":
        yield before


def _ends(last: str, begin: Spoken, end: Spoken | None, today: date) -> Iterator[Spoken | None]:
    """What the end takes from the beginning: its day, its month, its year."""
    clock = bare_clock(last)
    if begin.clock and clock:
        yield _clock_of(begin, clock)
    if begin.clock and end and end.clock and end.day is None:
        yield _clock_of(begin, end.clock)
    if begin.day is None:
        return
    yield moment(last, today, begin.day.year)
    number = bare_day(last)
    if number and begin.kind == "named" and begin.clock is None:
        yield _day_of(number, begin.day)


def _day_of(number: int, month: date) -> Spoken | None:
    day = real_date(month.year, month.month, number)
    return Spoken(day, kind="named") if day else None


def _clock_of(begin: Spoken, clock: time) -> Spoken:
    return Spoken(begin.day, clock, "clock")


def _is_period(begin: Spoken, end: Spoken) -> bool:
    """Two moments, on days that are both said or both today's. "Monday to Monday" may be a week."""
    if begin.day != end.day:
        return begin.day is not None and end.day is not None
    is_one_day = end.kind == "clock" or "weekday" not in {begin.kind, end.kind}
    return is_one_day and begin.clock != end.clock
