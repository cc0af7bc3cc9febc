"""What somebody is told of a sitting: each thing that was decided, and each meeting, in one message."""

from __future__ import annotations

from dataclasses import replace

from flows.case.case import Case, Decision
from flows.deciding.sittings import MEETING, newest
from flows.procedure.due_times import police_deadline
from flows.procedure.procedure import procedure_of
from flows.procedure.steps import Step
from flows.screens.elements import Buttons, Note, Part, Quote, Text
from flows.screens.steps.messages import agree_buttons, booked
from flows.screens.steps.records import said_parts
from flows.screens.view import View
from flows.words import N_


def decided(case: Case, about: str, view: View) -> tuple[Part, ...]:
    """All of it, and the way to the case once."""
    parts: list[Part] = []
    for word in newest(about):
        is_meeting = word.startswith(MEETING)
        parts += booked(case, word.removeprefix(MEETING), view) if is_meeting else _word(case, word, view)
    return (*parts, Buttons((view.open_case(case.id),)))


def _word(case: Case, word: str, view: View) -> tuple[Part, ...]:
    """What was said of the step then: decided, waiting for a reason, or open again."""
    key, _, number = word.partition(":")
    step = procedure_of(case).step(key)
    words = [said for said in case.decisions if said.step == key]
    place = int(number or len(words))
    if step is None or not 0 < place <= len(words):
        return (Text(view.say(N_("The step is open again."))),)
    said = words[place - 1]
    is_employee = view.viewer_id == case.employee
    if is_employee and _is_disagreement(case, words[-1]):
        return _said(case, step, words[-1], view)
    if place < len(words):
        changed = N_("It has changed since then. The case shows how it stands now.")
        return (*_said(case, step, said, view), Note(view.say(changed)))
    more = agree_buttons(case, view) if key == "contact" else ()
    if key == "legal" and is_employee and said.outcome not in {"", "reported"}:
        more = _own_report(case, view)
    return (*_said(case, step, said, view), *more)


def _is_disagreement(case: Case, said: Decision) -> bool:
    """The employee's own answer to what was said of step 2, which they read where they gave it."""
    return said.step == "contact" and not said.outcome and said.by == case.employee


def _said(case: Case, step: Step, said: Decision, view: View) -> tuple[Part, ...]:
    """In words, with the fields of the outcome and the reason."""
    say = view.say
    if view.viewer_id == case.employee and _is_disagreement(case, said):
        text = N_("Case {number}, step {step}. You do not agree. The manager's manager looks at it now.")
        return (Text(say(text, number=case.number, step=step.number)),)
    outcome, who = step.outcome(said.outcome), view.first_name(said.by)
    text = N_("Case {number}, step {step}. {who} has opened it again.")
    if outcome:
        text = N_("Case {number}, step {step}. {who} has decided: {outcome}.")
    if outcome and said.is_waiting:
        text = N_("Case {number}, step {step}. {who} has said for now: {outcome}.")
    words = say(outcome.words) if outcome else ""
    reason = (Text(say(N_("The reason:"))), Quote(said.reason)) if said.reason else ()
    return (
        Text(say(text, number=case.number, step=step.number, who=who, outcome=words)),
        *said_parts(replace(said, reason=""), view),
        *reason,
    )


def _own_report(case: Case, view: View) -> tuple[Part, ...]:
    limit = police_deadline(case)
    if view.ctx.now < limit:
        text = N_("You can always report it to the police yourself. Do it before {when} if you can.")
        return (Text(view.say(text, when=view.moment(limit))),)
    return (Text(view.say(N_("You can always report it to the police yourself, also now."))),)
