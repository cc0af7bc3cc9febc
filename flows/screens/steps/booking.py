"""Booking the meeting of a step: times that suit both, or a time of one's own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from flows.case.case import Case
from flows.procedure.steps import Step
from flows.screens.elements import Button, Buttons, FormScreen, Input, Note, Part, Text
from flows.screens.steps.row import BOOK
from flows.screens.view import View
from flows.words import N_


def slots_screen(
    case: Case, step: Step, slots: Sequence[datetime], unknown: Sequence[str], view: View
) -> FormScreen:
    """Up to three free times, and always another one. `unknown` are people whose calendar was not seen."""
    view, say = view.just_opened(), view.say
    about = f"{case.id}|{step.key}"
    parts: list[Part] = [Text(f"*{say(BOOK[step.key])}*")]
    if slots:
        parts.append(Text(say(N_("These times are free. One press books it, as private."))))
        parts += [Buttons((Button(view.moment(at), "slot", f"{about}|{at.isoformat()}"),)) for at in slots]
    else:
        parts.append(Text(say(N_("I see no free times. Choose one yourself."))))
    if unknown:
        text = N_("I cannot see the calendar of {people}. Ask whether the time suits.")
        parts.append(Note(say(text, people=view.names(unknown))))
    if step.key == "support":
        parts.append(Note(say(N_("The talk is best held one to three days after, not on the same day."))))
    parts.append(Buttons((Button(say(N_("Another time")), "other_time", about),)))
    return FormScreen(say(N_("Step {step}"), step=step.number), tuple(parts), say(N_("Close")))


def time_form(case: Case, step: Step, view: View) -> FormScreen:
    """A day and a time of one's own choice, on one's own clock."""
    say = view.say
    return FormScreen(
        say(N_("Step {step}"), step=step.number),
        (
            Text(f"*{say(BOOK[step.key])}*"),
            Input("day", say(N_("On which day?")), kind="day"),
            Input("time", say(N_("At what time?")), kind="time"),
        ),
        say(N_("Cancel")),
        act="book",
        submit=say(N_("Book")),
        about=f"{case.id}|{step.key}",
    )
