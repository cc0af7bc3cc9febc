"""What a text may mean that names no exact time: "i starten af oktober", "siden efterårsferien", "den 13.".

Nothing of this is ever taken for an answer: it is offered, and the person chooses. The words may stand
anywhere in a text. Where a time has no sharp edge the earliest is taken: the 72 hours count from there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from itertools import islice

from flows.typed.dates import DAY_NAME, MONTHS, Spoken, real_date, weekday_number
from flows.typed.dates_with_months import InMonth, days_in_months, without
from flows.typed.numbers import COUNTS, any_of, number
from flows.typed.recent_times import recently

Reading = tuple[Spoken, Spoken]
Days = tuple[date, date]

_DAY = timedelta(days=1)
_WEEK = 7 * _DAY

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
_SHORT_NAMES = "|".join(name for name in _MONTH_NAMES if len(name) == 3)
_BEFORE_SHORT = "|".join(
    rf"(?<=\b{word} )"
    for word in (
        *("i", "siden", "fra", "af", "in", "since", "from", "of"),
        *("start", "slut", "primo", "medio", "ultimo", "early", "mid", "late"),
    )
)
"""A short name may be another word: "they may", "Jan"."""
_MONTH = re.compile(
    rf"(?:{_PART})?(?:(?P<name>{_LONG_NAMES}|(?:{_BEFORE_SHORT})(?:{_SHORT_NAMES}))|{_LAST} (?:måned|month)"
    r"|(?:måneden|denne måned|this month|the month))\b"
)
_WEEK_OF = re.compile(rf"(?:{_PART})?(?:{_LAST} (?:uge|week)|(?:ugen|denne uge|this week|the week))\b")
_DAY_OF_WEEK = re.compile(
    rf"\b(?P<name>{DAY_NAME})s?(?: ?(?:til|-|to) ?(?P<until>{DAY_NAME}))?\b.*\b{_LAST} (?:uge|week)\b"
)
_COUNT = rf"(?P<count>{any_of(COUNTS)}|et par|par|couple of|few|nogle|flere|mange|several|many)"
_UNIT = r"(?P<unit>dage?|days?|døgn|uger?|weeks?|måneder|måned|months?|mdr?|år|years?)"
_COUNTED = re.compile(rf"\b{_COUNT} (?:sidste |seneste |last |past )?{_UNIT}(?:s? ?tid)?\b")
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
_SINCE = re.compile(
    r"\b(?:siden|sien|since|fra|from|hele|gennem|løbende|stadig|still|startede|begyndte|started|began|kørt|"
    r"stået på|hver|every|the last|the past|sidste|seneste|på|i (?=(?:dage|uge|måneds)vis))\b"
)
_THIS_NIGHT = re.compile(r"\b(?:this night|i nat|om natten|the night)\b")
_SEASONS = (
    (re.compile(r"\b(?:for ?året|i foråret|i forårs|spring)\b"), (3, 1), (5, 31)),
    (re.compile(r"\b(?:sommeren|i sommer|i sommers|summer)\b(?! ?(?:ferie|holiday))"), (6, 1), (8, 31)),
    (re.compile(r"\b(?:efteråret|i efterårs|autumn)\b"), (9, 1), (11, 30)),
    (re.compile(r"\b(?:i vinter|vinteren|i vinters|winter)\b"), (12, 1), (2, 28)),
    (re.compile(r"\b(?:siden nytår|efter nytår|siden årsskiftet|new year)\b"), (1, 1), (1, 1)),
    (re.compile(r"\b(?:mortensaften|mortens aften)\b"), (11, 10), (11, 10)),
    (re.compile(r"\bhall?o?ween\b"), (10, 31), (10, 31)),
    (re.compile(r"\b(?:alle ?helgen(?:s? ?dag)?|all saints)\b"), (11, 1), (11, 1)),
    (re.compile(r"\b(?:bonfire night|guy fawkes)\b"), (11, 5), (11, 5)),
    (re.compile(r"\b(?:sankt ?hans(?:aften)?|skt\.? ?hans)\b"), (6, 23), (6, 23)),
    (re.compile(r"\bgrundlovsdag\b"), (6, 5), (6, 5)),
    (re.compile(r"\b(?:juleaften|siden jul|i julen|juledagene|christmas)\b"), (12, 24), (12, 26)),
    (re.compile(r"\b(?:mellem jul og nytår|between christmas and new year)\b"), (12, 27), (12, 30)),
    (re.compile(r"\bjuleferien?\b"), (12, 20), (1, 3)),
    (re.compile(r"\bnytårsaften\b"), (12, 31), (12, 31)),
    (re.compile(r"\b(?:som?merferien?|(?:summer )holidays?)\b"), (6, 27), (8, 9)),
    (
        re.compile(r"\b(?:skolestart|skoleåret|start of term|som?merferien?)\b"),
        (8, 10),
        (8, 10),
    ),
)
"""Days and times of the year, by their first and last day; those of school holidays differ by place."""

_JUST_BEFORE = re.compile(r"\b(?:før|inden|op til|before)(?: the)? $")
_JUST_AFTER = re.compile(r"\b(?:efter|after)(?: the)? $")

_FEASTS = (
    (re.compile(r"\b(?:fastelavn|shrovetide)\b"), -49, -49),
    (re.compile(r"\b(?:påsken?|påskeferien?|påskedagene|easter)\b"), -7, 1),
    (re.compile(r"\b(?:skærtorsdag|maundy thursday)\b"), -3, -3),
    (re.compile(r"\b(?:langfredag|good friday)\b"), -2, -2),
    (re.compile(r"\b(?:kristi himm?elfart(?:sdag|sferien?)?|ascension day)\b"), 39, 42),
    (re.compile(r"\b(?:pinsen?|pinsedag|whitsun|pentecost)\b"), 48, 50),
)
"""By the days from Easter Sunday to their first and their last day."""

_SCHOOL_WEEKS = (
    (re.compile(r"\b(?:efterårsferien?|kartoffelferien?|half[ -]term)\b"), 42),
    (re.compile(r"\bvinterferien?\b"), 7),
)


def guesses(said: str, today: date) -> Iterator[Reading]:
    """What the text may mean, the likeliest first; with "siden", also from then until today."""
    is_since = bool(_SINCE.search(said))
    for first, last in _days(said, today):
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
    yield from _in_months(said, today)
    yield from _of_the_year(said, today)
    yield from islice(_feast_days(said, today), 1)
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


def _feast_days(said: str, today: date) -> Iterator[Days]:
    for pattern, before, after in _FEASTS:
        if pattern.search(said):
            easters = (_easter(year) for year in (today.year, today.year - 1))
            yield from (
                (sunday + before * _DAY, sunday + after * _DAY)
                for sunday in easters
                if sunday + before * _DAY <= today
            )


@cache
def _easter(year: int) -> date:
    from holidays import country_holidays

    days = country_holidays("DK", years=year, language="en_US")
    return next(day for day, name in days.items() if name == "Easter Sunday")


def _of_the_year(said: str, today: date) -> Iterator[Days]:
    for pattern, first, last in _SEASONS:
        if match := pattern.search(said):
            year = today.year if date(today.year, *first) <= today else today.year - 1
            named = date(year, *first), date(year + (last < first), *last)
            yield from _beside(said[: match.start()], named)
            yield named
    for pattern, week in _SCHOOL_WEEKS:
        if match := pattern.search(said):
            this_year = date.fromisocalendar(today.year, week, 1)
            monday = this_year if this_year <= today else date.fromisocalendar(today.year - 1, week, 1)
            yield from _beside(said[: match.start()], (monday, monday + 6 * _DAY))
            yield monday, monday + 6 * _DAY


def _beside(before: str, named: Days) -> Iterator[Days]:
    """The week before it, or after it, where the words in front of its name say so."""
    if _JUST_BEFORE.search(before):
        yield named[0] - _WEEK, named[0] - _DAY
    elif _JUST_AFTER.search(before):
        yield named[1] + _DAY, named[1] + _WEEK


def _counted(said: str, today: date) -> Iterator[Days]:
    """So many days, weeks, months or years back: that day, and all the time since."""
    for match in _COUNTED.finditer(said):
        said_count = match["count"]
        exact = (number(said_count),) if said_count.isdigit() or said_count in COUNTS else _SOME
        for count in _COUNTS_OF.get(said_count, exact):
            day = _back(today, count, match["unit"])
            yield day, day
    for match in _FOR_UNITS.finditer(said):
        for count in _SOME:
            day = _back(today, count, match["unit"])
            yield day, day


def _back(today: date, count: int, unit: str) -> date:
    if unit.startswith(("m", "å", "y")):
        return _months_on(today, -count * (1 if unit.startswith("m") else 12))
    return today - count * (_WEEK if unit.startswith(("uge", "week")) else _DAY)


def _months_on(day: date, count: int) -> date:
    months = day.year * 12 + day.month - 1 + count
    days = (real_date(months // 12, months % 12 + 1, day.day - less) for less in range(4))
    return next(found for found in days if found)
