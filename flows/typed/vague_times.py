"""What a text may mean that names no exact time: "i starten af oktober", "siden efterårsferien", "den 13.".

Nothing of this is ever taken for an answer: it is offered, and the person chooses. The words may stand
anywhere in a text. Where a time has no sharp edge the earliest is taken: the 72 hours count from there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from flows.typed.dates import DAY_NAME, MONTHS, Spoken, moment, real_date, weekday_number
from flows.typed.dates_with_months import InMonth, days_in_months, without
from flows.typed.named_days import named_days
from flows.typed.numbers import COUNTS, any_of, number
from flows.typed.recent_times import recently

Reading = tuple[Spoken, Spoken]
Days = tuple[date, date]

_DAY = timedelta(days=1)
_WEEK = 7 * _DAY
_MONTH_LENGTH = 31 * _DAY

_BEGINNING = (
    r"starten af|start(?:en)?|begyndelsen af|først på|primo|early in|early|the beginning of|beginning of|"
    r"the start of"
)
_MIDDLE = r"midten af|midt i|medio|the middle of|middle of|mid"
_END = r"slutningen af|slut(?: på)?|sidste? i|sidste? på|ultimo|the end of|end of|late in|late"
_PART = rf"(?:(?P<beginning>{_BEGINNING}|først i)|(?P<middle>{_MIDDLE})|(?P<end>{_END}))[ -]"
_LAST = r"(?P<last>sidste|forrige|last|previous)"

_MONTH_NAMES = {name: month for month, names in enumerate(MONTHS, 1) for name in names}
_LONG_NAMES = "|".join(name for name in _MONTH_NAMES if len(name) > 3)
_SHORT_NAMES = "|".join(name for name in _MONTH_NAMES if len(name) == 3 and name != "jul")
_BEFORE_SHORT = "|".join(
    rf"(?<=\b{word} )"
    for word in (
        *("i", "siden", "fra", "af", "in", "since", "from", "of"),
        *("start", "slut", "primo", "medio", "ultimo", "early", "mid", "late"),
    )
)
"""A short name may be another word: "they may", "Jan"; and "jul" is Christmas."""
_MONTH = re.compile(
    rf"(?:{_PART})?(?:(?P<name>{_LONG_NAMES}|(?:{_BEFORE_SHORT})(?:{_SHORT_NAMES}))|{_LAST} (?:måned|month)"
    r"|(?:måneden|denne måned|this month|the month))\b"
)
_WEEK_OF = re.compile(rf"(?:{_PART})?(?:{_LAST} (?:uge|week)|(?:ugen|denne uge|this week|the week))\b")
_DAY_OF_WEEK = re.compile(
    rf"\b(?P<name>{DAY_NAME})s?(?: ?(?:til|-|to) ?(?P<until>{DAY_NAME}))?\b.*\b{_LAST} (?:uge|week)\b"
)
_COUNT = rf"(?P<count>{any_of(COUNTS)}|et par|par|couple of|few|nogle|flere|mange|several|many)"
_UNIT = r"(?P<unit>dage?|days?|døgn|nætter|nights|uger?|weeks?|måneder|måned|months?|mdr?|år|years?)"
_COUNTED = re.compile(rf"(?<![.,/½])\b{_COUNT} (?:sidste |seneste |last |past )?{_UNIT}(?:s? ?tid)?\b")
_FOR_UNITS = re.compile(r"\b(?P<unit>dage|uge|måneds|days|weeks|months)(?:vis| on end)\b")
_COUNTS_OF = {"et par": (2, 3), "par": (2, 3), "couple of": (2, 3)}
_SOME = (2, 3, 4)
_NUMBERED = re.compile(
    rf"(?:\b(?P<name>{DAY_NAME})s? )?(?:\bden |\bd\.? ?|\bthe )(?P<day>[0-9]{{1,2}})(?:\.|st|nd|rd|th)?+"
    r"(?![0-9/:.-]*[0-9])"
)
_UNTIL = re.compile(
    rf"^,? ?(?:til|og til|-|to|until) (?:og med )?(?:{_NUMBERED.pattern}|(?P<weekday>{DAY_NAME}))"
)
_NTH = {"første": 0, "first": 0, "anden": 1, "second": 1, "tredje": 2, "third": 2, "sidste": -1, "last": -1}
_WEEKDAY_OF_MONTH = re.compile(
    rf"\b(?P<nth>{'|'.join(_NTH)}) (?P<day>{DAY_NAME}) (?:i|in|of) (?P<month>{'|'.join(_MONTH_NAMES)})\b"
)
_WEEKS_AGO = re.compile(
    rf"\b{_COUNT} (?:uger?|weeks?) (?:siden|ago) (?:på |i |om |on )?(?P<day>{DAY_NAME})|"
    rf"\b(?P<other>{DAY_NAME})(?:en|s)? {_COUNT.replace('count', 'number')} (?:weeks?|uger?) (?:ago|siden)"
)
_DAYS_BESIDE = re.compile(
    rf"\b(?:dagen|the day|(?P<count>{any_of(COUNTS)}|et par) (?:dage|days)) "
    r"(?:(?P<before>før|inden|before)|efter|after) (?P<rest>.+)"
)
_A_WEEKDAY = re.compile(rf"\b({DAY_NAME})")
_NIGHT_BETWEEN = re.compile(
    rf"\bnat(?:ten)? (?:mellem|fra) (?:{DAY_NAME})(?: og| til) (?P<last>{DAY_NAME})|"
    rf"\b(?:{DAY_NAME})s? ?(?:/|-|til) ?(?P<second>{DAY_NAME})s? nat"
)
_THE_ONE_BEFORE = re.compile(rf"\b(?P<day>{DAY_NAME})en før\b|\bthe (?P<other>{DAY_NAME}) before\b")
_DAY_OF_NUMBERED_WEEK = re.compile(
    rf"\b(?P<day>{DAY_NAME}) (?:i |of )?(?:uge|week) (?P<week>[0-9]{{1,2}})\b|"
    rf"\buge (?P<number>[0-9]{{1,2}}) (?:om |på )?(?P<then>{DAY_NAME})"
)
_SINCE = re.compile(
    r"\b(?:siden|sien|since|fra|from|hele|gennem|løbende|stadig|still|startede|begyndte|started|began|kørt|"
    r"stået på|hver|every|the last|the past|sidste|seneste|på|i (?=(?:dage|uge|måneds)vis))\b"
)
_THIS_NIGHT = re.compile(r"\b(?:this night|i nat|om natten|the night)\b")


def guesses(said: str, today: date) -> Iterator[Reading]:
    """What the text may mean, the likeliest first; with "siden", also from then until today."""
    is_since = bool(_SINCE.search(said))
    for first, last in (*_days_beside(said, today), *_days(said, today)):
        if first > today:
            continue
        end = min(last, today)
        if is_since and first < today and end != today:
            yield Spoken(first), Spoken(today)
        yield Spoken(first), Spoken(end)


def _days(said: str, today: date) -> Iterator[Days]:
    found = days_in_months(said, today)
    said = without(said, found)
    yield from _numbered(said, found, today)
    yield from _in_weeks(said, today)
    yield from _weekdays_of_months(said, today)
    yield from _in_months(said, today)
    yield from _with_weekday(said, named_days(said, today))
    yield from _weekdays_weeks_ago(said, today)
    yield from _nights(said, today)
    yield from _days_of_numbered_weeks(said, today)
    yield from _counted(said, today)
    if _THIS_NIGHT.search(said):
        yield today - _DAY, today
    yield from recently(said, today)


def _numbered(said: str, in_months: tuple[InMonth, ...], today: date) -> Iterator[Days]:
    """ "Den 13." is the latest that has been, "fredag den 13." the latest that was a Friday."""
    until_here = 0
    for match in _NUMBERED.finditer(said):
        if match.start() < until_here:
            continue
        first = _nearest(match, in_months, today)
        if first is None:
            continue
        until = _UNTIL.match(said[match.end() :])
        last = _end(until, first) if until else None
        until_here = match.end() + (until.end() if until else 0)
        yield first, last or first
        if match["name"] and first < today - _MONTH_LENGTH:
            yield from _unless_both(match, today)


def _unless_both(match: re.Match[str], today: date) -> Iterator[Days]:
    """The latest of that number and the latest of that name: one of the two may be a mistake."""
    for day in (
        _in_months_from(today, -1, int(match["day"]), None),
        _latest(match["name"], today),
    ):
        if day:
            yield day, day


def _with_weekday(said: str, periods: Iterator[Days]) -> Iterator[Days]:
    """ "I efterårsferien, torsdagen": that day of a short period, and the period."""
    name = _A_WEEKDAY.search(said)
    for first, last in periods:
        if name and first < last < first + 2 * _WEEK:
            on = first + _DAY * ((weekday_number(name[1]) - first.weekday()) % 7)
            yield on, on
        yield first, last


def _nights(said: str, today: date) -> Iterator[Days]:
    """The night between two named days, and the day a week before the last of that name."""
    for match in _NIGHT_BETWEEN.finditer(said):
        last = _latest(match["last"] or match["second"], today)
        yield last, last
        yield last - _DAY, last
    for match in _THE_ONE_BEFORE.finditer(said):
        before = _latest(match["day"] or match["other"], today) - _WEEK
        yield before, before


def _latest(name: str, today: date) -> date:
    return today - _DAY * ((today.weekday() - weekday_number(name)) % 7)


def _days_beside(said: str, today: date) -> Iterator[Days]:
    """ "Dagen efter 10. marts", "to dage før i går"."""
    for match in _DAYS_BESIDE.finditer(said):
        alone, in_months = moment(match["rest"], today), days_in_months(match["rest"], today)
        named = (alone and alone.day) or (in_months[0].days[:1] or (None,))[0] if alone or in_months else None
        if named:
            step = -_DAY if match["before"] else _DAY
            beside = (named + count * step for count in _counts(match["count"] or "en"))
            yield from ((day, day) for day in beside)


def _days_of_numbered_weeks(said: str, today: date) -> Iterator[Days]:
    for match in _DAY_OF_NUMBERED_WEEK.finditer(said):
        week, weekday = int(match["week"] or match["number"]), weekday_number(match["day"] or match["then"])
        for year in (today.year, today.year - 1):
            if 1 <= week <= 52 and (day := date.fromisocalendar(year, week, weekday + 1)) <= today:
                yield day, day
                break


def _weekdays_of_months(said: str, today: date) -> Iterator[Days]:
    """ "Første mandag i februar"."""
    for match in _WEEKDAY_OF_MONTH.finditer(said):
        month = _MONTH_NAMES[match["month"]]
        first = date(today.year - (month > today.month), month, 1)
        length = (_months_on(first, 1) - first).days
        days = (first + off * _DAY for off in range(length))
        named = [day for day in days if day.weekday() == weekday_number(match["day"])]
        yield named[_NTH[match["nth"]]], named[_NTH[match["nth"]]]


def _weekdays_weeks_ago(said: str, today: date) -> Iterator[Days]:
    """ "To uger siden på fredag": so many weeks before the next one, or before the last one."""
    for match in _WEEKS_AGO.finditer(said):
        back = (today.weekday() - weekday_number(match["day"] or match["other"])) % 7
        for count in _counts(match["count"] or match["number"]):
            for day in (today - back * _DAY - (count - 1) * _WEEK, today - back * _DAY - count * _WEEK):
                yield day, day


def _nearest(match: re.Match[str], in_months: tuple[InMonth, ...], today: date) -> date | None:
    """That day: the latest before the next day with a month in the text, else the first after the last."""
    number_, name = int(match["day"]), match["name"]
    following = [day for one in in_months if one.start > match.start() for day in one.days]
    before = [day for one in in_months if one.start < match.start() for day in one.days]
    if following or not before:
        return _in_months_from(following[0] if following else today, -1, number_, name)
    return _in_months_from(before[-1], 1, number_, name)


def _in_months_from(day: date, step: int, number_: int, name: str | None) -> date | None:
    """The nearest such day on that side, with that name, in the twelve months from there."""
    months = (day.year * 12 + day.month - 1 + step * off for off in range(12))
    days = (real_date(month // 12, month % 12 + 1, number_) for month in months)
    on_that_side = (found for found in days if found and (found - day).days * step >= 0)
    return next((one for one in on_that_side if not name or one.weekday() == weekday_number(name)), None)


def _end(until: re.Match[str], first: date) -> date | None:
    if until["weekday"]:
        return first + _DAY * ((weekday_number(until["weekday"]) - first.weekday()) % 7)
    return real_date(first.year, first.month, int(until["day"]))


def _in_weeks(said: str, today: date) -> Iterator[Days]:
    monday = today - _DAY * today.weekday()
    for match in _DAY_OF_WEEK.finditer(said):
        first = monday - _WEEK + _DAY * weekday_number(match["name"])
        last = monday - _WEEK + _DAY * weekday_number(match["until"] or match["name"])
        yield first, last
    for match in _WEEK_OF.finditer(said):
        start = monday - _WEEK if match["last"] else monday
        begins, ends = _part(match, ((0, 1), (1, 3), (3, 6), (0, 6)))
        yield start + begins * _DAY, start + ends * _DAY
    if re.search(r"\b(?:hele ugen|all week)\b", said):
        yield today - _WEEK, today


def _in_months(said: str, today: date) -> Iterator[Days]:
    for match in _MONTH.finditer(said):
        year, month = today.year, today.month
        if match["name"]:
            month = _MONTH_NAMES[match["name"]]
            year -= month > today.month
        elif match["last"]:
            year, month = (year, month - 1) if month > 1 else (year - 1, 12)
        first = date(year, month, 1)
        length = (_months_on(first, 1) - first).days
        begins, ends = _part(match, ((0, 6), (11, 17), (24, length - 1), (0, length - 1)))
        yield first + begins * _DAY, first + ends * _DAY


def _part(match: re.Match[str], ends: tuple[tuple[int, int], ...]) -> tuple[int, int]:
    named = (match["beginning"], match["middle"], match["end"], "all")
    return next(both for name, both in zip(named, ends, strict=True) if name)


def _counted(said: str, today: date) -> Iterator[Days]:
    """So many days, weeks, months or years back: that day, and all the time since."""
    for match in _COUNTED.finditer(said):
        for count in _counts(match["count"]):
            day = _back(today, count, match["unit"])
            yield day, day
    for match in _FOR_UNITS.finditer(said):
        for count in _SOME:
            day = _back(today, count, match["unit"])
            yield day, day


def _counts(said: str) -> tuple[int, ...]:
    exact = (number(said),) if said.isdigit() or said in COUNTS else _SOME
    return _COUNTS_OF.get(said, exact)


def _back(today: date, count: int, unit: str) -> date:
    if unit.startswith(("m", "å", "y")):
        return _months_on(today, -count * (1 if unit.startswith("m") else 12))
    return today - count * (_WEEK if unit.startswith(("uge", "week")) else _DAY)


def _months_on(day: date, count: int) -> date:
    months = day.year * 12 + day.month - 1 + count
    days = (real_date(months // 12, months % 12 + 1, day.day - less) for less in range(4))
    return next(found for found in days if found)
