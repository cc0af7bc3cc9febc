"""Days and times of the year that have a name: feasts, seasons, school holidays, "Black Friday".

They are only ever offered: a name may mean the day or the days around it, and schools differ by place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from itertools import islice

Days = tuple[date, date]

_DAY = timedelta(days=1)
_WEEK = 7 * _DAY

_SEASONS = (
    (re.compile(r"\b(?:for ?året|(?:i|sidste|forrige) forår|i foråret|i forårs|spring)\b"), (3, 1), (5, 31)),
    (
        re.compile(r"\b(?:sommeren|(?:i|sidste|forrige) sommer|i sommers|summer)\b(?! ?(?:ferie|holiday))"),
        (6, 1),
        (8, 31),
    ),
    (re.compile(r"\b(?:efteråret|(?:i|sidste|forrige) efterår|i efterårs|autumn)\b"), (9, 1), (11, 30)),
    (re.compile(r"\b(?:(?:i|sidste|forrige) vinter|vinteren|i vinters|winter)\b"), (12, 1), (2, 28)),
    (
        re.compile(r"\b(?<!jul og )(?<!christmas and )(?:nytår|årsskiftet|new year)(?!'?s? (?:eve|day))\b"),
        (1, 1),
        (1, 1),
    ),
    (re.compile(r"\b(?:mortensaften|mortens aften)\b"), (11, 10), (11, 10)),
    (re.compile(r"\bhall?o?ween\b"), (10, 31), (10, 31)),
    (re.compile(r"\b(?:alle ?helgen(?:s? ?dag)?|all saints)\b"), (11, 1), (11, 1)),
    (re.compile(r"\b(?:bonfire night|guy fawkes)\b"), (11, 5), (11, 5)),
    (re.compile(r"\b(?:sankt ?hans(?:aften)?|skt\.? ?hans)\b"), (6, 23), (6, 23)),
    (re.compile(r"\bgrundlovsdag\b"), (6, 5), (6, 5)),
    (re.compile(r"\blille ?juleaften\b"), (12, 23), (12, 23)),
    (re.compile(r"\b(?:(?<!lille)(?<!lille )juleaften|christmas eve)\b"), (12, 24), (12, 24)),
    (re.compile(r"\b(?:(?:1\.?|første) juledag|christmas day)\b"), (12, 25), (12, 25)),
    (re.compile(r"\b(?:(?:2\.?|anden) juledag|boxing day)\b"), (12, 26), (12, 26)),
    (
        re.compile(r"\b(?:jul|julen|juledagene|christmas)\b(?! (?:eve|day|og nytår|and new))"),
        (12, 24),
        (12, 26),
    ),
    (re.compile(r"\b(?:mellem jul og nytår|between christmas and new year)\b"), (12, 27), (12, 30)),
    (re.compile(r"\bjuleferien?\b"), (12, 20), (1, 3)),
    (re.compile(r"\b(?:nytårsaften|nytårsnat(?:ten)?|new year'?s eve)\b"), (12, 31), (12, 31)),
    (re.compile(r"\b(?:nytårsdag|new year'?s day)\b"), (1, 1), (1, 1)),
    (re.compile(r"\b(?:hellig ?)?(?:tre|3) ?konger(?:s dag)?\b"), (1, 6), (1, 6)),
    (re.compile(r"\bvalentine?'?s?(?: ?day| ?dag)?\b"), (2, 14), (2, 14)),
    (re.compile(r"\b(?:kvindernes (?:internationale )?kampdag|women'?s day)\b"), (3, 8), (3, 8)),
    (re.compile(r"\b(?:aprilsnar|april fools?)\b"), (4, 1), (4, 1)),
    (re.compile(r"\b(?:arbejdernes kampdag|labou?r day)\b"), (5, 1), (5, 1)),
    (re.compile(r"\b(?:lucia(?:dag)?|santa lucia)\b"), (12, 13), (12, 13)),
    (re.compile(r"\b(?:som?merferien?|(?:summer )holidays?)\b"), (6, 27), (8, 9)),
    (
        re.compile(r"\b(?:skolestart|skoleåret|start of term|som?merferien?)\b"),
        (8, 10),
        (8, 10),
    ),
)
"""Days and times of the year, by their first and last day; those of school holidays differ by place."""

_DAY_BEFORE = re.compile(r"\b(?:dagen (?:før|inden)|the day before)(?: the)? $")
_DAY_AFTER = re.compile(r"\b(?:dagen efter|the day after)(?: the)? $")
_JUST_BEFORE = re.compile(r"\b(?:før|inden|op til|before)(?: the)? $")
_JUST_AFTER = re.compile(r"\b(?:efter|after)(?: the)? $")
_ITS_YEAR = re.compile(r" (?:i )?(?:20|')?(?P<year>[12][0-9])\b(?![.:/-])")
_BLACK_FRIDAY = re.compile(r"\bblack (?:friday|week)\b")
_CYBER_MONDAY = re.compile(r"\bcyber monday\b")

_FEASTS = (
    (re.compile(r"\b(?:fastelavn(?:ssøndag)?|shrovetide)\b"), -49, -49),
    (re.compile(r"\bfastelavnsmandag\b"), -48, -48),
    (re.compile(r"\bpalmesøndag\b"), -7, -7),
    (re.compile(r"\b(?:2\.?|anden) påskedag\b|\beaster monday\b"), 1, 1),
    (re.compile(r"\b(?:1\.? |første )?påskedag\b|\beaster sunday\b"), 0, 0),
    (re.compile(r"\b(?:påsken?|påskeferien?|påskedagene|easter)\b"), -7, 1),
    (re.compile(r"\b(?:skærtorsdag|maundy thursday)\b"), -3, -3),
    (re.compile(r"\b(?:langfredag|good friday)\b"), -2, -2),
    (re.compile(r"\b(?:store ?)?bededag\b"), 26, 26),
    (re.compile(r"\b(?:2\.?|anden) pinsedag\b|\bwhit monday\b"), 50, 50),
    (re.compile(r"\b(?:kristi himm?elfart(?:sdag|sferien?)?|ascension day)\b"), 39, 42),
    (re.compile(r"\b(?:pinsen?|pinsedag|whitsun|pentecost)\b"), 48, 50),
)
"""By the days from Easter Sunday to their first and their last day."""

_SCHOOL_WEEKS = (
    (re.compile(r"\b(?:efterårsferien?|kartoffelferien?|half[ -]term)\b"), 42),
    (re.compile(r"\bvinterferien?\b"), 7),
)


def named_days(said: str, today: date) -> Iterator[Days]:
    """The first and the last day of each name in the text, the latest that has been."""
    yield from _of_the_year(said, today)
    yield from islice(_feast_days(said, today), 2)
    yield from islice(_sales(said, today), 1)


def _feast_days(said: str, today: date) -> Iterator[Days]:
    for pattern, before, after in _FEASTS:
        if match := pattern.search(said):
            years = (_year(said[match.end() :], year) for year in (today.year, today.year - 1))
            named = ((_easter(year) + before * _DAY, _easter(year) + after * _DAY) for year in years)
            latest = next((days for days in named if days[0] <= today), None)
            if latest is None:
                continue
            yield from _beside(said[: match.start()], latest)
            yield latest


def _sales(said: str, today: date) -> Iterator[Days]:
    """The Friday after the fourth Thursday of November, and the Monday after it."""
    for pattern, after in ((_BLACK_FRIDAY, 0), (_CYBER_MONDAY, 3)):
        for year in (today.year, today.year - 1):
            first = date(year, 11, 1)
            friday = first + _DAY * ((3 - first.weekday()) % 7 + 22 + after)
            if pattern.search(said) and friday <= today:
                yield friday, friday


@cache
def _easter(year: int) -> date:
    from holidays import country_holidays

    days = country_holidays("DK", years=year, language="en_US")
    return next(day for day, name in days.items() if name == "Easter Sunday")


def _of_the_year(said: str, today: date) -> Iterator[Days]:
    for pattern, first, last in _SEASONS:
        if match := pattern.search(said):
            year = _year(
                said[match.end() :], today.year if date(today.year, *first) <= today else today.year - 1
            )
            named = date(year, *first), date(year + (last < first), *last)
            yield from _beside(said[: match.start()], named)
            yield named
    for pattern, week in _SCHOOL_WEEKS:
        if match := pattern.search(said):
            this_year = date.fromisocalendar(today.year, week, 1)
            monday = this_year if this_year <= today else date.fromisocalendar(today.year - 1, week, 1)
            yield from _beside(said[: match.start()], (monday, monday + 6 * _DAY))
            yield monday, monday + 6 * _DAY


def _year(after: str, latest: int) -> int:
    """The year that stands after a name, with two digits or four; else the latest in which it has been."""
    match = _ITS_YEAR.match(after)
    return 2000 + int(match["year"]) if match else latest


def _beside(before: str, named: Days) -> Iterator[Days]:
    """The day or the week before it, or after it, where the words in front of its name say so."""
    if _DAY_BEFORE.search(before):
        yield named[0] - _DAY, named[0] - _DAY
    elif _DAY_AFTER.search(before):
        yield named[1] + _DAY, named[1] + _DAY
    elif _JUST_BEFORE.search(before):
        yield named[0] - _WEEK, named[0] - _DAY
    elif _JUST_AFTER.search(before):
        yield named[1] + _DAY, named[1] + _WEEK
