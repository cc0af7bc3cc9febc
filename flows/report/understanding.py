"""What a typed line means for the question that is open: an answer, or those that it may mean.

Nothing is chosen in silence that the line does not say: what it denies, doubts or leaves open is offered.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from zoneinfo import ZoneInfo

from flows.evidence.routing import LONGEST_GREETING
from flows.form import Option, Question, Value, is_valid, pieces, understood_each
from flows.people.organisation import Context
from flows.report.questions import SAFE
from flows.typed.matching import Named, Phrases, named
from flows.typed.phrases import folded
from flows.typed.when import is_unknown, possible_whens, understood_when
from flows.words import LOCALES, N_, Voice

NOTHING = frozenset({"spring over", "skip", "ingen", "intet", "none", "nothing"})

MOST_OFFERED = 3

CALM = frozenset(
    folded("""
    nej ikke lige nu det er der jeg vi ingen tak heldigvis slet overhovedet fare i hjemme sikkerhed alt ok
    okay mere længere endnu har er ikke no not now right at all im i am safe were thanks good home
    """)
)
"""Folded. With any other word after it, a no may be no answer to whether somebody is in danger."""

RELIEVED = frozenset(
    folded("""
    jeg vi er i nu ja jo tak igen hjemme helt alle alt det og heldigvis endelig
    im am we are all now yes thanks again home and
    """)
)
"""Folded. With any other word beside it nobody is taken as safe: the button says it for certain."""

ASKING = re.compile(r"^er (?:jeg|vi|det|alt|ale)\b|^(?:am|are|is)\b|\b(?:am i|are we)\b")
"""In folded words, what is asked and not said."""

MOST_OTHER_WORDS = 4
"""With more words that name nothing, a line tells something that belongs in the account."""

LONGEST_ANSWER = 9
"""Words. A longer line tells something also where most of its words name choices."""

MOST_UNNAMED = 0
"""With more words that name nothing, what the line names is offered and not chosen: it may say more."""


@dataclass(frozen=True)
class Heard:
    """What a line means: the answer `value`, else the answers `offers` of which it may mean one.

    `is_telling` says that it holds more than the answer, so that its words are to be kept.
    """

    value: Value | None = None
    offers: tuple[Value, ...] = ()
    is_telling: bool = False


def zone_of(person: str, ctx: Context) -> ZoneInfo:
    """The zone in which the person reads and writes times."""
    return ctx.calendar_for(person).zone


def heard(asked: Question, text: str, ctx: Context, person: str) -> Heard:
    """What the text means as an answer to the question."""
    match asked.kind:
        case "text":
            return Heard(text)
        case "people":
            return Heard(is_telling=_is_long(text))
        case "when":
            return _when(text, ctx, person)
        case "each":
            value = _each(asked, text, ctx, person)
            return _parts(asked, text) if value is None else Heard(value)
        case _:
            return _danger(asked, text) if asked.key == "danger" else _choice(asked, text)


def understood(asked: Question, text: str, ctx: Context, person: str) -> Value | None:
    """The answer that the text gives, None when it is unclear."""
    return heard(asked, text, ctx, person).value


def is_safe(text: str) -> bool:
    """Whether somebody who was in danger says no more than that they are safe or want to go on."""
    said = named(text, tuple(("safe", phrase) for phrase in SAFE))
    is_asking = "?" in text or ASKING.search(" ".join(folded(text)))
    return bool(said.clear) and not is_asking and RELIEVED.issuperset(said.beside)


def _is_long(text: str) -> bool:
    return len(folded(text)) > MOST_OTHER_WORDS


def _when(text: str, ctx: Context, person: str) -> Heard:
    zone = zone_of(person, ctx)
    if value := understood_when(text, ctx.now, zone):
        return Heard(value)
    offers = possible_whens(text, ctx.now, zone)
    return Heard(offers=offers[:MOST_OFFERED], is_telling=_is_long(text))


def _danger(asked: Question, text: str) -> Heard:
    """Its first word decides: a yes is never missed, and a no with more after it is asked about again."""
    if exact := _by_label(asked, text):
        return Heard(exact)
    first, *rest = folded(text) or ("",)
    value = next((o.key for o in asked.options if first in {"".join(folded(word)) for word in o.typed}), None)
    is_sure = value == "yes" or (len(text) <= LONGEST_GREETING and set(rest) <= CALM)
    return Heard(value if is_sure else None, is_telling=len(text) > LONGEST_GREETING)


def _choice(asked: Question, text: str) -> Heard:
    if exact := _by_label(asked, text):
        return Heard(exact)
    said = named(text, _phrases(asked), _hints(asked))
    is_telling = said.others > MOST_OTHER_WORDS or len(folded(text)) > LONGEST_ANSWER
    is_sure = not said.is_doubtful and not said.unclear and said.others <= MOST_UNNAMED
    is_one = asked.kind != "many"
    if said.clear and is_sure and (not is_one or len(said.clear) == 1):
        return Heard(said.clear[0] if is_one else said.clear, is_telling=is_telling)
    offers = (*said.clear, *said.unclear, *said.hinted) if is_one else _together(said)
    return Heard(offers=tuple(dict.fromkeys(offers))[:MOST_OFFERED], is_telling=is_telling)


def _together(said: Named) -> tuple[Value, ...]:
    """Where several can be chosen: what the line names clearly, with each that it may mean besides."""
    if said.is_doubtful and not said.unclear:
        return tuple((key,) for key in (*said.clear, *said.hinted))
    besides = tuple((*said.clear, key) for key in said.unclear or said.hinted)
    if said.unclear or not said.clear:
        return besides
    return (said.clear, *besides, *((key,) for key in said.clear))


def _by_label(asked: Question, text: str) -> Value | None:
    """What is written as it stands, in either language, or by number; several with commas between."""
    names = _names(asked)
    if whole := names.get(folded(text)):
        return whole if asked.kind != "many" else (whole,)
    if asked.kind != "many":
        return None
    found = [names.get(folded(piece)) for piece in pieces(text) if piece]
    return tuple(dict.fromkeys(key for key in found if key)) if found and all(found) else None


@cache
def _names(asked: Question) -> dict[tuple[str, ...], str]:
    numbered = enumerate(asked.options, 1)
    numbers = {(str(number),): option.key for number, option in numbered}
    return numbers | {folded(label): option.key for option in asked.options for label in _labels(option)}


@cache
def _phrases(asked: Question) -> Phrases:
    own = ((option.key, phrase) for option in asked.options for phrase in (*option.typed, *_labels(option)))
    return (*own, *(("", phrase) for phrase in asked.asides))


@cache
def _hints(asked: Question) -> Phrases:
    return tuple((option.key, phrase) for option in asked.options for phrase in option.hints)


def _labels(option: Option) -> Iterator[str]:
    return (Voice(language)(option.label) for language in LOCALES)


def _each(asked: Question, text: str, ctx: Context, person: str) -> Value | None:
    if text.casefold().strip(" .") in NOTHING:
        return ()

    def day(said: str) -> str | None:
        answer = understood_when(said, ctx.now, zone_of(person, ctx))
        return answer[:10] if answer and answer[:1].isdigit() and "/" not in answer else None

    spoken = [
        {f"{p.key}:{o.key}": Voice(language)(o.label) for p in asked.parts for o in p.options}
        for language in LOCALES
    ]
    return next((v for labels in spoken if (v := understood_each(asked, text, labels, day))), None)


def _parts(asked: Question, text: str) -> Heard:
    """What the text says to the parts, in any words; else what it may say, for the person to choose."""
    said = named(text, _phrases_of_parts(asked), _hints_of_parts(asked))
    is_sure = not said.is_doubtful and not said.unclear and not said.others
    if said.clear and is_sure and is_valid(asked, said.clear):
        return Heard(said.clear)
    offers = ((key,) for key in (*said.clear, *said.unclear, *said.hinted))
    return Heard(offers=tuple(offers)[:MOST_OFFERED], is_telling=_is_long(text))


@cache
def _phrases_of_parts(asked: Question) -> Phrases:
    options = ((f"{part.key}:{option.key}", option) for part in asked.parts for option in part.options)
    return tuple((key, phrase) for key, option in options for phrase in (*option.typed, *_labels(option)))


@cache
def _hints_of_parts(asked: Question) -> Phrases:
    options = ((f"{part.key}:{option.key}", option) for part in asked.parts for option in part.options)
    return tuple((key, phrase) for key, option in options for phrase in option.hints)


def asks_again(asked: Question, text: str = "") -> str:
    """The kind sentence for an answer that was not understood."""
    if asked.kind == "when":
        if is_unknown(text):
            return N_("That is all right. Then write when you found it, for example: found yesterday.")
        return N_("I did not understand the time. Write for example 3 November at 14.30, or use the buttons.")
    if asked.kind == "evidence":
        return N_("Send a file here, or choose one of the buttons.")
    if asked.kind == "people":
        return N_("Please use the buttons above. What you have written is not part of the report.")
    if asked.key == "danger":
        return N_("If you are in danger, call 112 now. Otherwise choose Yes or No.")
    return N_("I did not catch that. Say it in other words, or use the buttons.")
