"""Days whose month is said, anywhere in a text: "den 3. oktober", "den 3. og 4. oktober", "october the 3rd".

Their numbers mean no other month, and the months no more than those days.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from flows.typed.dates import DAY_NAME, MONTHS, Spoken, latest_on

_MONTH_OF = {name: month for month, names in enumerate(MONTHS, 1) for name in names}
_LONG_NAMES = "|".join(name for name in _MONTH_OF if len(name) > 3)
_NAME = rf"(?:(?:{_LONG_NAMES})|(?:{'|'.join(_MONTH_OF)})\b\.?)"
_FIND_NAME = re.compile(_NAME)
_NUMBER = r"[0-9]{1,2}+(?![0-9])(?:\.|st|nd|rd|th)?+"
_THE = r"(?:\bden |\bthe |\bd\.? ?)"
_AND = (
    r"(?: ?[,&-]| (?:og|eller|til|and|or|to|until)\b)"
    rf"(?: (?:igen|måske|vist|med|again|maybe|perhaps|on)\b)* ?{_THE}?"
)
_YEAR = r"(?:,? ?[-/.]? ?20(?P<year>[0-9]{2})\b|(?<=[0-9])[-/.](?P<short>[0-9]{2})\b(?![.:][0-9]))?"
# In this order: one or more days before the name or number of the month, and one after its name, with or
# without "the". Numbers of a clock ("14.30 3. oktober") are not days, and "i oktober 3 gange" names none.
_OF_A_MONTH = re.compile(
    rf"(?:{_THE}?(?<![0-9])(?<![0-9][.:])(?:{_NUMBER}{_AND})*{_NUMBER}(?:"
    rf"(?: day)?,? ?(?:(?:i|in|of|ds\.?) )?{_NAME}| ?/ ?[01]?[0-9]\b"
    rf"| ?(?:i )?[01]?[0-9](?:\.(?! ?{_NAME})|$))"
    rf"|(?<!\bi )(?<!\bin )\b{_NAME},? {_NUMBER}(?![:.]?[0-9])"
    rf"|\b{_NAME},? (?:{_THE}{_NUMBER}|[0-9]{{1,2}}(?:st|nd|rd|th))){_YEAR}"
)
_ITS_NAME = re.compile(rf"\b(?:{DAY_NAME})s?,? (?={_OF_A_MONTH.pattern})")

_DAY_AND_MONTH = re.compile(r"([0-9]{1,2})/([0-9]{1,2})")
_LONG_AGO, _LATELY = timedelta(days=90), timedelta(days=30)


@dataclass(frozen=True)
class InMonth:
    """Where in a text days of a month are said, and those of them that the calendar has."""

    start: int
    end: int
    days: tuple[date, ...]


def days_in_months(said: str, today: date) -> tuple[InMonth, ...]:
    """The days whose month is said, in the order of the text; without a year the latest that has been."""
    matches = _OF_A_MONTH.finditer(said)
    return tuple(InMonth(match.start(), match.end(), tuple(_days(match, today))) for match in matches)


def spoken_in_months(said: str, today: date) -> Iterator[Spoken]:
    """Each of those days."""
    return (Spoken(day) for one in days_in_months(said, today) for day in one.days)


def without_names(said: str) -> str:
    """The text without the names of those days: where name and number differ, the number is the day."""
    return _ITS_NAME.sub("", said)


def without(said: str, found: tuple[InMonth, ...]) -> str:
    """The text with a sign for every letter of those days, so that the rest stays in its place."""
    for one in found:
        said = said[: one.start] + "…" * (one.end - one.start) + said[one.end :]
    return said


def month_first(said: str, today: date) -> Spoken | None:
    """The day that "3/11" is in American English, where that is lately and the Danish one is long ago.

    A Dane who works in English may write it so; then it is asked which.
    """
    match = _DAY_AND_MONTH.fullmatch(said)
    danish = latest_on(int(match[1]), int(match[2]), None, today) if match else None
    american = latest_on(int(match[2]), int(match[1]), None, today) if match else None
    if not danish or not american or today - danish < _LONG_AGO or today - american > _LATELY:
        return None
    return Spoken(american, kind="numeric")


def _days(match: re.Match[str], today: date) -> Iterator[date]:
    short = match["year"] or match["short"]
    year = f"20{short}" if short else None
    ends = match.start("year") - 2 if match["year"] else match.start("short") if short else match.end()
    said = match.string[match.start() : ends]
    numbers = [int(number) for number in re.findall("[0-9]{1,2}", said)]
    name = _FIND_NAME.search(said)
    month = _MONTH_OF[name[0].rstrip(".")] if name else numbers.pop()
    days = (latest_on(number, month, year, today) for number in numbers)
    yield from (day for day in days if day)
