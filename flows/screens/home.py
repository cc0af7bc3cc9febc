"""The Home tab: a report, one's own case, one's duties."""

from __future__ import annotations

from flows.case import Case
from flows.report import Draft
from flows.screen import Button, Buttons, Heading, Note, Part, Row, Rule, Screen, Text
from flows.screens.case import decide_button, state_text
from flows.screens.messages import open_duties, standing
from flows.screens.view import View
from flows.words import N_


def home(draft: Draft | None, cases: tuple[Case, ...], view: View) -> Screen:
    """What the person may see of the product at this moment: only cases they have a part in."""
    say = view.say
    intro = N_(
        "Have you been exposed to digital harassment at work? I help you to get it documented and acted on."
    )
    label = N_("Go on with the report") if draft else N_("Report digital harassment")
    start = Button(say(label), "start_report", "", "primary")
    parts = [
        Heading("Værn"),
        Text(say(intro)),
        Buttons((start,)),
        Note(say(N_("In danger now? Call 112. Not urgent: the police on 114."))),
        *_own(cases, view),
        *_duties(cases, view),
    ]
    return Screen("Værn", tuple(parts))


def _own(cases: tuple[Case, ...], view: View) -> tuple[Part, ...]:
    found = standing(cases, view)
    if not found:
        return ()
    parts: list[Part] = [Rule(), Heading(view.say(N_("Your case")))]
    for case, first in found:
        text = f"*{view.say(N_('Case {number}'), number=case.number)}*"
        if first:
            text += f"\n{first.step.number}. {view.say(first.step.title)}\n{state_text(first, view)}"
        parts.append(Row(text, view.open_case(case.id)))
    return tuple(parts)


def _duties(cases: tuple[Case, ...], view: View) -> tuple[Part, ...]:
    found = open_duties(cases, view)
    if not found:
        return ()
    parts: list[Part] = [Rule(), Heading(view.say(N_("Your open steps")))]
    for item in found:
        number = view.say(N_("Case {number}"), number=item.case.number)
        text = f"*{number}*: {view.say(item.step.title)}\n{state_text(item, view)}"
        parts.append(Row(text, decide_button(item, view) if item.state in {"open", "overdue"} else None))
    return tuple(parts)
