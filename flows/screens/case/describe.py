"""The small form in which somebody tells about a piece of evidence what only they can know."""

from __future__ import annotations

import hashlib

from flows.case.case import Evidence
from flows.evidence.items import DETAILS
from flows.report.places import CHANNELS
from flows.screens.answers import detail_text, evidence_name
from flows.screens.elements import Choice, FormScreen, Input, Note, Part, Text
from flows.screens.view import View
from flows.words import N_

ACT = "describe"
LONG = frozenset({"quote", "witnesses"})
HINTS = {
    "place": N_("For example the name of the page, and whether the group is closed."),
    "sender": N_("As it stands there. Write anonymous if there is no name."),
    "posted": N_("For example 3 November at 14.30. Leave it empty if you do not know."),
    "quote": N_("Then the words can be found again, not only seen in the picture."),
    "witnesses": N_("For example colleagues who saw it."),
}


def describe(item: Evidence, subject: str, view: View) -> FormScreen:
    """Every field may be left empty. `subject` is the report or case that the item belongs to."""
    say = view.say
    intro = N_("Tell what you know. You can leave any of it empty, and come back to it.")
    parts: list[Part] = [Text(f"*{evidence_name(item, view)}*"), Note(say(intro))]
    fields = (_field(key, item.details.get(key, ""), view) for key in DETAILS)
    # What a field cannot hold is left out of the form, since it would come back empty.
    parts += [field for field in fields if field.is_fitting]
    return FormScreen(
        say(N_("About this item")),
        tuple(parts),
        say(N_("Cancel")),
        act=ACT,
        submit=say(N_("Save")),
        about="|".join((subject, item.id, *(f"{key}:{mark(item, key, view)}" for key in DETAILS))),
        is_look=True,
    )


def mark(item: Evidence, key: str, view: View) -> str:
    """What a field held at first, as a short hash: only what somebody changed is taken from the form."""
    return mark_of(_shown(key, item.details.get(key, ""), view))


def mark_of(value: str) -> str:
    """The hash of what a field holds."""
    return hashlib.sha256(value.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def _shown(key: str, value: str, view: View) -> str:
    return detail_text(key, value, view) if value and key != "platform" else value


def _field(key: str, value: str, view: View) -> Input:
    say, label, hint = view.say, view.say(DETAILS[key]), view.say(HINTS.get(key, ""))
    if key == "platform":
        choices = tuple(Choice(option.key, say(option.label)) for option in CHANNELS)
        return Input(key, label, hint, choices, True, "list", (value,) if value else ())
    shown = _shown(key, value, view)
    filled = (shown,) if shown else ()
    return Input(key, label, hint, is_optional=True, kind="" if key in LONG else "line", filled=filled)
