"""What a text may mean that says roughly how long ago: "forleden", "sidste år", "for halvanden uge siden".

Nothing of this is ever taken for an answer: it is offered, and the person chooses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from flows.typed.dates import MONTHS

Days = tuple[date, date]

_DAY = timedelta(days=1)
_TODAY = re.compile(
    r"\b(?:i løbet af dagen|hele dagen|samme dag|midt på dagen|i skrivende stund|sker stadig|"
    r"at lunch(?:time)?|(?:hen på|om) (?:for|efter)middagen|"
    r"(?:til|ved|før|efter|over|omkring) (?:frokost|middag)(?:s?tid|en|spausen)?|"
    r"lige sket|just happened|all day|a minute ago|moments? ago|just now|(?:nogle|et par|few|some) "
    r"(?:timer|minutter|hours|minutes)|[0-9]{1,2} ?(?:h|hrs?|t|timer) (?:ago|siden)|halvanden time|"
    r"da jeg vågnede|when i woke)\b"
)
_NIGHT = re.compile(r"\b(?:hele natten|det meste af natten|small hours|all night)\b")
_LATELY = re.compile(
    r"\b(?:for nylig|for nyligt|forleden|på det seneste|den senere tid|den seneste tid|nogen tid siden|"
    r"i lang tid|(?:godt )?stykke tid|"
    r"de (?:sidste|seneste) (?:uger|måneder)|for a long time|"
    r"stykke tid siden|for længst|recently|lately|the other (?:day|week)|a while (?:ago|back)"
    r"|one of these days|some (?:days|weeks) (?:ago|back))\b"
)
_SPANS_OF_LATELY = (7, 14, 30)
_SINCE_POSTED = re.compile(r"\b(?:står|says|shows|vises)\b.*?\b(?P<count>[0-9]{1,2}) ?(?P<unit>[duw])\b")
"""How old a network says that a post is: "der står 3 d under den"."""

_ONE_AND_A_HALF = r"(?:halvanden|1[.,]5|1 ?½|1 1/2)"
_HALVES = (
    (re.compile(rf"\b(?:{_ONE_AND_A_HALF} (?:uges?|weeks?)|week and a half)\b"), 11),
    (re.compile(rf"\b(?:{_ONE_AND_A_HALF} (?:måneds?|months?)|month and a half)\b"), 46),
    (re.compile(r"\b(?:(?:et )?halvt år|halve år|half a year)\b"), 184),
    (re.compile(r"\b(?:halvandet år|1[.,]5 år|1 ?½ år|year and a half)\b"), 549),
)
_THIS_YEAR = re.compile(r"\b(?:i år|hele året|starten af året|begyndelsen af året|this year)\b")
_LAST_YEAR = re.compile(r"\b(?:sidste år|i fjor|last year)\b")
_YEAR = re.compile(r"\b(?:hele |i |in |siden |since )?(?:år )?(?P<year>20[0-9]{2})\b(?![-/.])")
_NAMES = {name: month for month, names in enumerate(MONTHS, 1) for name in names}
_MONTH_AND_YEAR = re.compile(
    rf"\b(?P<name>{'|'.join(sorted(_NAMES, key=len, reverse=True))})\.? (?P<year>20[0-9]{{2}})\b"
)
_NUMBERS_OF_MONTH = re.compile(r"(?P<name>0?[1-9]|1[0-2])[/.-](?P<year>20[0-9]{2})")


def recently(said: str, today: date) -> Iterator[Days]:
    """The days that may be meant, the likeliest first; none of them ends later than today."""
    if _TODAY.search(said):
        yield today, today
    if _NIGHT.search(said):
        yield today - _DAY, today
    if _LATELY.search(said):
        yield from ((today - days * _DAY, today) for days in _SPANS_OF_LATELY)
    for pattern, days in _HALVES:
        if pattern.search(said):
            yield today - days * _DAY, today - days * _DAY
    for match in _SINCE_POSTED.finditer(said):
        day = today - int(match["count"]) * _DAY * (7 if match["unit"] in "uw" else 1)
        yield day, day
    yield from _years(said, today)


def _years(said: str, today: date) -> Iterator[Days]:
    months = [*_MONTH_AND_YEAR.finditer(said), *filter(None, [_NUMBERS_OF_MONTH.fullmatch(said)])]
    for match in months:
        name = match["name"]
        first = date(int(match["year"]), int(name) if name.isdigit() else _NAMES[name], 1)
        yield first, (first + 31 * _DAY).replace(day=1) - _DAY
    if _THIS_YEAR.search(said):
        yield date(today.year, 1, 1), today
    if _LAST_YEAR.search(said):
        yield date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)
    if not months:
        for match in _YEAR.finditer(said):
            yield date(int(match["year"]), 1, 1), date(int(match["year"]), 12, 31)
