"""The small form in which somebody tells about a piece of evidence what only they can know."""

from __future__ import annotations

from flows.case import Evidence
from flows.evidence import DETAILS
from flows.intake import CHANNELS
from flows.screen import Choice, FormScreen, Input, Note, Part, Text
from flows.screens.answers import detail_text, evidence_name
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
    parts += [_field(key, item.details.get(key, ""), view) for key in DETAILS]
    return FormScreen(
        say(N_("About this item")),
        tuple(parts),
        say(N_("Cancel")),
        act=ACT,
        submit=say(N_("Save")),
        about=f"{subject}|{item.id}",
    )


def _field(key: str, value: str, view: View) -> Input:
    say, label, hint = view.say, view.say(DETAILS[key]), view.say(HINTS.get(key, ""))
    if key == "platform":
        choices = tuple(Choice(option.key, say(option.label)) for option in CHANNELS)
        return Input(key, label, hint, choices, True, "list", (value,) if value else ())
    shown = detail_text(key, value, view) if value else ""
    filled = (shown,) if shown else ()
    return Input(key, label, hint, is_optional=True, kind="" if key in LONG else "line", filled=filled)
