"""The question where something belongs that was dropped or saved without a place."""

from __future__ import annotations

from flows.case.case import Case
from flows.evidence.routing import DEALT_WITH, DRAFT, NEW
from flows.screens.elements import Button, Buttons, Note, Screen, Text
from flows.screens.view import View
from flows.words import N_

NOWHERE = "nowhere"
"""The choice to do nothing with it."""


PLACED = {
    DRAFT: N_("It is in your report."),
    NEW: N_("Your report has begun with it."),
    NOWHERE: N_("It is not kept."),
}


def routed(where: str, view: View) -> Screen:
    """The question once it is answered: what became of it. `where` is a case by its number.

    "" for what nobody chose a place for in time, or of which it is not known.
    """
    text = PLACED.get(where, N_("It is in case {number}.") if where else DEALT_WITH)
    return Screen(view.say(N_("Værn has a message for you.")), (Text(view.say(text, number=where)),))


def where_to(arrival: str, has_draft: bool, cases: tuple[Case, ...], view: View) -> Screen:
    """A button for every place where what waits can go. `arrival` is what waits."""
    say = view.say
    notice = say(N_("Værn has a message for you."))
    label = N_("Put it in case {number}")
    buttons = [Button(say(label, number=c.number), "place", f"{arrival}|{c.id}") for c in cases]
    if has_draft:
        buttons.append(Button(say(N_("Put it in my report")), "place", f"{arrival}|{DRAFT}"))
    else:
        buttons.append(Button(say(N_("Start a report with it")), "place", f"{arrival}|{NEW}", "primary"))
    buttons.append(Button(say(N_("Nowhere, let it go")), "place", f"{arrival}|{NOWHERE}"))
    question = N_("Where does what you have just sent belong?")
    if not cases and not has_draft:
        question = N_("Shall I start a report with what you have just sent?")
    waits = N_("It waits here, encrypted, for seven days. After that it is gone.")
    return Screen(notice, (Text(f"*{say(question)}*"), Note(say(waits)), Buttons(tuple(buttons))))
