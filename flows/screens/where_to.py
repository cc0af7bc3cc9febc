"""The question where something belongs that was dropped or saved without a place."""

from __future__ import annotations

from flows.case import Case
from flows.placing import DEALT_WITH, DRAFT, NEW
from flows.screen import Button, Buttons, Note, Screen, Text
from flows.screens.view import View
from flows.words import N_

NOWHERE = "nowhere"
"""The choice to do nothing with it."""


def where_to(arrival: str, has_draft: bool, cases: tuple[Case, ...], view: View) -> Screen:
    """A button for every place. `arrival` is what waits, "" when it has been dealt with."""
    say = view.say
    notice = say(N_("Værn has a message for you."))
    if not arrival:
        return Screen(
            notice,
            (Text(say(DEALT_WITH)),),
        )
    label = N_("Case {number}")
    buttons = [Button(say(label, number=c.number), "place", f"{arrival}|{c.id}") for c in cases]
    if has_draft:
        buttons.append(Button(say(N_("My report under way")), "place", f"{arrival}|{DRAFT}"))
    else:
        buttons.append(Button(say(N_("Start a report with it")), "place", f"{arrival}|{NEW}", "primary"))
    buttons.append(Button(say(N_("Nowhere, let it go")), "place", f"{arrival}|{NOWHERE}"))
    question = N_("Where does it belong, what you have just given me?")
    if not cases and not has_draft:
        question = N_("Shall I start a report with what you have just given me?")
    waits = N_("It waits here, encrypted, for seven days. After that it is gone.")
    return Screen(notice, (Text(f"*{say(question)}*"), Note(say(waits)), Buttons(tuple(buttons))))
