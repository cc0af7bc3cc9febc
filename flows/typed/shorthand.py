"""Times in shorthand, written out so that the date grammar reads them: "lør kl 23", "0930", "24-nov".

Much of it may mean something else ("man", "sun", "2411"), so what it is written out to is only offered.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from flows.typed.dates import MONTHS
from flows.typed.numbers import HOURS, any_of, number

_DAYS = {
    "mandag": "man|mon",
    "tirsdag": "tirsd?|tir|tues?",
    "onsdag": "onsd?|wed|weds|wednes",
    "torsdag": "torsd?|tor|thu|thurs?",
    "fredag": "fre|fri",
    "lørdag": "lørd?|sat",
    "søndag": "sønd?|sun",
}
_SHORT_DAYS = tuple((re.compile(rf"\b(?:{short})\b\.?"), day) for day, short in _DAYS.items())
_SHORT_MONTHS = "|".join(name for names in MONTHS for name in names if len(name) <= 4)
_MOST_WORDS = 5
"""In a longer text a short word is more likely a word of its own: "man ved aldrig"."""

_CLOCK = r"(?P<hour>[01]?[0-9]|2[0-3])"
_WRITTEN_OUT = tuple(
    (re.compile(found), written)
    for found, written in (
        (rf"(?:kl\.? ?|at )?{_CLOCK}(?: |,|h)(?P<minute>[0-5][0-9])", r"kl. \g<hour>.\g<minute>"),
        (r"(?:kl\.? ?|at )?(?P<hour>[01][0-9]|2[0-3])(?P<minute>[0-5][0-9])", r"kl. \g<hour>.\g<minute>"),
        (r"(?:kl\.? ?)?24(?:[.:]00)?", r"kl. 0"),
        (r"([0-3][0-9])([01][0-9])", r"\1/\2"),
        (r"([0-3][0-9])([01][0-9])([0-9]{2})", r"\1/\2-20\3"),
        (r"([0-3][0-9])([01][0-9])(20[0-9]{2})", r"\1/\2-\3"),
        (r"(20[0-9]{2})[/.]?([01][0-9])[/.]?([0-3][0-9])", r"\1-\2-\3"),
        (r"([01]?[0-9])/([12][0-9]|3[01])", r"\2/\1"),
        (r"([01]?[0-9])/([12][0-9]|3[01])/(20[0-9]{2})", r"\2/\1-\3"),
        (rf"([0-3]?[0-9])[- ]({_SHORT_MONTHS})\.?", r"\1. \2"),
        (r"([0-3]?[0-9])(?:st|nd|rd|th)", r"den \1."),
        (r"([0-3]?[0-9][/.][01]?[0-9]) (20[0-9]{2})", r"\1-\2"),
    )
)
_BETWEEN_NAMES = re.compile(r"(?<=dag)/(?=[a-zæøå]+dag)")


_HALF_OF_ENGLAND = re.compile(rf"\bhalf (?P<hour>{any_of(HOURS)})\b")
"""Half past it in England, half to it where a Dane writes English."""

_A_LITTLE_TO = re.compile(rf"\b(?:kl\.? ?|klokken )?(?:lidt|lige|kort) i (?P<hour>{any_of(HOURS)})\b")
_SHORT_DAY_AND_PART = re.compile(
    r"\b(?:mon|tues?|wed|thurs?|thu|fri|sat|sun|man|tirs|ons|tors|fre|lør|søn)\.? "
    r"(?:morning|afternoon|evening|night|morgen|formiddag|eftermiddag|aften|nat)\b"
)

_HOUR = r"(?:[01]?[0-9]|2[0-3])(?:[.:][0-5][0-9])?"
_CLOCK_TO_CLOCK = re.compile(
    rf"(?<![0-9/.:-])(?:(?:mellem|fra|between|from) )?(?:kl\.? ?|klokken )?(?P<first>{_HOUR})"
    rf"(?: ?- ?| (?:og|til|and|to) )(?:kl\.? ?|klokken )?{_HOUR}(?![0-9/.:-])"
)
"""It began with the first."""

_OF_AMERICA = re.compile(r"\b(?P<month>0?[1-9]|1[0-2])/(?P<day>1[3-9]|2[0-9]|3[01])\b")
"""The month first, where no month has so many days."""


def written_out(said: str) -> Iterator[str]:
    """The texts that this one may stand for."""
    for pattern, written in _WRITTEN_OUT:
        if match := pattern.fullmatch(said):
            yield match.expand(written)
    if _OF_AMERICA.search(said):
        yield _OF_AMERICA.sub(r"\g<day>/\g<month>", said)
    for hour in _HALF_OF_ENGLAND.finditer(said):
        for past in (number(hour["hour"]), number(hour["hour"]) - 1 or 12):
            yield f"{said[: hour.start()]}kl? {past}.30{said[hour.end() :]}"
    if match := _A_LITTLE_TO.search(said):
        yield f"{said[: match.start()]}kl? {match['hour']}{said[match.end() :]}"
    if match := _SHORT_DAY_AND_PART.search(said):
        yield _with_full_days(match[0])
    if match := _CLOCK_TO_CLOCK.search(said):
        yield f"{said[: match.start()]}kl. {match['first']}{said[match.end() :]}"
    if len(said.split()) <= _MOST_WORDS and (full := _with_full_days(said)) != said:
        yield full


def _with_full_days(said: str) -> str:
    for short, day in _SHORT_DAYS:
        said = short.sub(day, said)
    return _BETWEEN_NAMES.sub(" og ", said)
