"""A case as its members see it: the card, the case behind the access check, the decision."""

from __future__ import annotations

from flows.case.case import Case
from flows.form import path, question
from flows.procedure.step_state import next_deadline, step_states
from flows.report.questions import REPORT
from flows.screens.answers import answer_text
from flows.screens.case.items import documentation
from flows.screens.case.retention import hold_button
from flows.screens.elements import (
    Button,
    Buttons,
    FormScreen,
    Heading,
    Note,
    Part,
    Quote,
    Row,
    Rule,
    Screen,
    Text,
)
from flows.screens.steps.records import said_parts
from flows.screens.steps.row import first_deadline, open_button, state_text
from flows.screens.terms import ROLES, SEVERITIES, ended_text, held_text
from flows.screens.view import View
from flows.words import N_


def card(case: Case, view: View) -> Screen:
    """The case in the channel: number, people and next deadline, nothing of the story."""
    say = view.say
    people = [Text(f"*{say(ROLES[p.role])}*: {view.name(p.person)}") for p in case.people.participants]
    absent = [p.person for p in case.people.participants if p.missing]
    first = next_deadline(case, view.ctx.organisation.calendar, view.ctx.now)
    parts: list[Part] = [
        Heading(say(N_("Case {number}"), number=case.number)),
        Text(say(SEVERITIES[case.report.severity])),
        *people,
    ]
    if ended := ended_text(case, view):
        parts.append(Text(ended))
    if held := held_text(case, view):
        parts.append(Text(held))
    if absent:
        text = N_("{people} could not be brought into this channel and is told in a direct message.")
        parts.append(Note(say(text, people=view.names(absent))))
    if first:
        parts.append(Text(first_deadline(first, view)))
    parts.append(Note(say(N_("What is written in this channel is not read by Værn."))))
    parts.append(Buttons((view.open_case(case.id),)))
    return Screen(_notice(case, view), tuple(parts))


def _notice(case: Case, view: View) -> str:
    return view.say(N_("Case {number}"), number=case.number)


def case_view(case: Case, view: View) -> FormScreen:
    """The whole case, behind the access check: the story, the files, who takes part and what is decided."""
    view, say = view.just_opened(), view.say
    parts: list[Part] = [Text(text) for text in (ended_text(case, view), held_text(case, view)) if text]
    parts += [Text(say(SEVERITIES[case.report.severity])), *answers(case, view)]
    parts += [Rule(), Text(f"*{say(N_('Documentation'))}*"), *documentation(case, view)]
    parts.append(Buttons((Button(say(N_("Who has seen what")), "history", case.id),)))
    parts += [Rule(), Text(f"*{say(N_('With you'))}*")]
    parts += [Text(f"{view.name(p.person)} ({say(ROLES[p.role])})") for p in case.people.participants]
    parts += [*hold_button(case, view), Rule(), *_decisions(case, view)]
    title = say(N_("Case {number}"), number=case.number)
    return FormScreen(title, tuple(parts), say(N_("Close")), is_look=True)


def answers(case: Case, view: View) -> tuple[Part, ...]:
    """What was answered in the report, but for the people and the documentation."""
    road = path(REPORT, case.report.answers)
    found = [q.key for q in road if q.key in case.report.answers and q.kind not in {"people", "evidence"}]
    return tuple(part for key in found for part in _answer(case, key, view))


def _answer(case: Case, key: str, view: View) -> tuple[Part, ...]:
    asked = question(REPORT, key)
    if asked is None:
        return ()
    head = f"*{view.say(asked.short)}*"
    if asked.kind == "text":
        return (Text(head), Quote(str(case.report.answers[key])))
    return (Text(f"{head}: {answer_text(asked, case.report.answers[key], view)}"),)


def _decisions(case: Case, view: View) -> tuple[Part, ...]:
    parts: list[Part] = []
    for item in step_states(case, view.ctx.organisation.calendar, view.ctx.now):
        text = f"*{item.step.number}. {view.say(item.step.title)}*\n{state_text(item, view)}"
        parts.append(Row(text, open_button(item, view)))
        parts += said_parts(item.decision, view) if item.decision else ()
    return tuple(parts)


def wait(view: View) -> FormScreen:
    """Shown while the case is read, so that the modal opens inside Slack's three seconds."""
    return FormScreen("Værn", (Text(view.say(N_("One moment."))),), view.say(N_("Close")))


def sentence(text: str, view: View) -> FormScreen:
    """A modal that only says something, for example why an act was refused."""
    return FormScreen("Værn", (Text(text),), view.say(N_("Close")))
