"""What a typed answer means for the question that is open, or the sentence that asks for it again."""

from __future__ import annotations

import re
from zoneinfo import ZoneInfo

from flows.form import Question, Value, understood_choice, understood_each
from flows.organisation import Context
from flows.when import is_unknown, understood_when
from flows.words import N_, Language, Voice

LANGUAGES: tuple[Language, ...] = ("da", "en")
NOTHING = frozenset({"spring over", "skip", "ingen", "intet", "none", "nothing"})


def zone_of(person: str, ctx: Context) -> ZoneInfo:
    """The zone in which the person reads and writes times."""
    return ctx.calendar_for(person).zone


def understood(asked: Question, text: str, ctx: Context, person: str) -> Value | None:
    """The answer that the text gives, None when it is unclear."""
    match asked.kind:
        case "text":
            return text
        case "people":
            return None
        case "when":
            return understood_when(text, ctx.now, zone_of(person, ctx))
        case "each":
            return _each(asked, text, ctx, person)
        case _:
            return _choice(asked, text)


def _choice(asked: Question, text: str) -> Value | None:
    if asked.key == "danger":
        text = re.split(r"[\s,.!]", text.strip(), maxsplit=1)[0]
    spoken = [{o.key: Voice(language)(o.label) for o in asked.options} for language in LANGUAGES]
    one = Question(asked.key, "one", "", "", options=asked.options) if asked.kind == "evidence" else asked
    return next((v for labels in spoken if (v := understood_choice(one, text, labels))), None)


def _each(asked: Question, text: str, ctx: Context, person: str) -> Value | None:
    if text.casefold().strip(" .") in NOTHING:
        return ()

    def day(said: str) -> str | None:
        answer = understood_when(said, ctx.now, zone_of(person, ctx))
        return answer[:10] if answer and answer[:1].isdigit() and "/" not in answer else None

    spoken = [
        {f"{p.key}:{o.key}": Voice(language)(o.label) for p in asked.parts for o in p.options}
        for language in LANGUAGES
    ]
    return next((v for labels in spoken if (v := understood_each(asked, text, labels, day))), None)


def asks_again(asked: Question, text: str = "") -> str:
    """The kind sentence for an answer that was not understood."""
    if asked.kind == "when":
        if is_unknown(text):
            return N_("That is all right. Then write when you found it, for example: found yesterday.")
        return N_("I did not understand the time. Write for example 3 November at 14.30, or use the buttons.")
    if asked.kind == "evidence":
        return N_("Drop a file here, or choose one of the buttons.")
    if asked.kind == "people":
        return N_("Please use the buttons above. What you have written is not part of the report.")
    if asked.key == "danger":
        return N_("If you are in danger, call 112 now. Otherwise choose Yes or No.")
    return N_("I am not sure which one you mean. Write it as it stands, or use the buttons.")
