"""Times in shorthand, written out so that the date grammar reads them: "lør kl 23", "0930", "24-nov".

Much of it may mean something else ("man", "sun", "2411"), so what it is written out to is only offered.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from flows.typed.dates import MONTHS

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


_OF_AMERICA = re.compile(r"\b(?P<month>0?[1-9]|1[0-2])/(?P<day>1[3-9]|2[0-9]|3[01])\b")
"""The month first, where no month has so many days."""


def written_out(said: str) -> Iterator[str]:
    """The texts that this one may stand for."""
    for pattern, written in _WRITTEN_OUT:
        if match := pattern.fullmatch(said):
            yield match.expand(written)
    if _OF_AMERICA.search(said):
        yield _OF_AMERICA.sub(r"\g<day>/\g<month>", said)
    if len(said.split()) <= _MOST_WORDS and (full := _with_full_days(said)) != said:
        yield full


def _with_full_days(said: str) -> str:
    for short, day in _SHORT_DAYS:
        said = short.sub(day, said)
    return _BETWEEN_NAMES.sub(" og ", said)
