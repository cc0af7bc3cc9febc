"""The small forms of a step: deciding it, opening it again, its tasks, and the texts to copy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from flows.case.case import Case
from flows.case.severity import chosen
from flows.deciding.steps import missing_for
from flows.guidance.platforms import those_first
from flows.procedure.due_times import circumstances
from flows.procedure.gates import name_consent, police_wish
from flows.procedure.step_state import step_state
from flows.procedure.steps import Field, Outcome, Step, Task
from flows.screens.elements import Choice, FormScreen, Input, Note, Part, Quote, Text
from flows.screens.guidance import platform_rows
from flows.screens.steps.letters import (
    anonymous_facts,
    demand_draft,
    legal_mail,
    platform_text,
    police_sheet,
    worksheet,
)
from flows.screens.steps.row import deadline_note, state_text
from flows.screens.steps.summary import summary_parts
from flows.screens.view import View
from flows.words import N_

REASON = "reason"
TO_THE_EMPLOYEE = {
    ("legal", "wish"): (N_("Your wish on the police"), N_("Do you want it reported to the police?")),
    ("register", "absence"): (N_("Absence"), N_("Has it kept you from your usual work?")),
}
"""What a task and its first question are called to the one whom it is about."""
LETTER = ("removal", "draft")
_KINDS = {"text": "", "line": "line", "past": "day", "coming": "day", "person": "person", "choice": ""}


def decide_form(case: Case, step: Step, view: View) -> FormScreen:
    """The form that closes a step: outcome and reason. What an outcome still needs is said before."""
    say = view.say
    item = step_state(case, step, view.ctx.organisation.calendar, view.ctx.now)
    note = deadline_note(item, view)
    choices = tuple(Choice(o.key, say(o.words)) for o in _offered(case, step, view))
    hint = N_("The employee reads it. Needed when you decide not to do something.")
    return FormScreen(
        say(N_("Step {step}"), step=step.number),
        (
            Text(f"*{say(step.title)}*"),
            Text(state_text(item, view)),
            *((Note(note),) if note else ()),
            *missing_notes(case, step, view),
            Input("outcome", say(N_("What is decided?")), choices=choices),
            Input(REASON, say(N_("Reason")), hint=say(hint), is_optional=True),
        ),
        say(N_("Cancel")),
        act="decide",
        submit=say(N_("Save")),
        about=f"{case.id}|{step.key}",
    )


def _offered(case: Case, step: Step, view: View) -> tuple[Outcome, ...]:
    return tuple(o for o in step.outcomes if not (o.is_rare and o.gate(case, view.ctx.now)))


def missing_notes(case: Case, step: Step, view: View) -> tuple[Part, ...]:
    """What some of the outcomes still need, each said once."""
    found: dict[str, list[str]] = {}
    for outcome in _offered(case, step, view):
        if missing := missing_for(case, step, outcome, view.ctx.now):
            found.setdefault(missing, []).append(f"“{view.say(outcome.words)}”")
    return tuple(Note(f"{', '.join(words)}: {view.say(missing)}") for missing, words in found.items())


def outcome_form(case: Case, step: Step, outcome: Outcome, reason: str, view: View) -> FormScreen:
    """What the chosen outcome needs to be told besides."""
    say = view.say
    return FormScreen(
        say(N_("Step {step}"), step=step.number),
        (
            Text(f"*{say(outcome.words)}*"),
            *inputs(outcome.fields, _today(outcome.fields, view), view),
            Input(REASON, say(N_("Reason")), is_optional=True, filled=(reason,) if reason else ()),
        ),
        say(N_("Cancel")),
        act="decide_more",
        submit=say(N_("Save")),
        about=f"{case.id}|{step.key}|{outcome.key}",
    )


def _today(fields: tuple[Field, ...], view: View) -> dict[str, str]:
    """What lies in the past is most often of today."""
    today = view.ctx.now.astimezone(view.zone).date().isoformat()
    return {field.key: today for field in fields if field.kind == "past" and not field.is_optional}


def inputs(fields: tuple[Field, ...], filled: Mapping[str, str], view: View) -> tuple[Input, ...]:
    """The fields as a form holds them, with what they hold at first."""
    return tuple(_input(field, filled.get(field.key, ""), view) for field in fields)


def _input(field: Field, filled: str, view: View) -> Input:
    say = view.say
    return Input(
        field.key,
        say(field.label),
        say(field.hint),
        tuple(Choice(option.key, say(option.label)) for option in field.options),
        field.is_optional or bool(field.only_with),
        _KINDS[field.kind],  # type: ignore[arg-type]
        (filled,) if filled else (),
    )


def task_form(case: Case, step: Step, task: Task, given: Mapping[str, str], view: View) -> FormScreen:
    """The form of a task, with what is known already."""
    say = view.say
    is_own = view.viewer is not None and view.viewer.id == case.employee
    to_themself = TO_THE_EMPLOYEE.get((step.key, task.key)) if is_own else None
    label, fields = task.label, task.fields
    if to_themself:
        label, fields = to_themself[0], (replace(fields[0], label=to_themself[1]), *fields[1:])
    return FormScreen(
        say(N_("Case {number}"), number=case.number) if is_own else say(N_("Step {step}"), step=step.number),
        (
            Text(f"*{say(label)}*"),
            *inputs(fields, _known(case, step, task, view) | dict(given), view),
        ),
        say(N_("Cancel")),
        act="task",
        submit=say(N_("Save")),
        about="|".join((case.id, step.key, task.key, *(("own",) if "own" in given else ()))),
        # A letter that is not written yet begins with where the items say that it stands.
        is_look=(step.key, task.key) == LETTER and case.record(*LETTER) is None,
    )


def _known(case: Case, step: Step, task: Task, view: View) -> dict[str, str]:
    record = case.record(step.key, task.key)
    match step.key, task.key:
        case found if found == LETTER:
            return {"text": record.values["text"] if record else demand_draft(case, view)}
        case "legal", "wish":
            return {"answer": police_wish(case)}
        case "register", "consent":
            return {"answer": name_consent(case)}
        case "register", "route" if record:
            return dict(record.values)
        case _:
            return {}


def reason_form(act: str, about: str, title: str, told: str, view: View) -> FormScreen:
    """One field for why."""
    say = view.say
    return FormScreen(
        say(title),
        (
            Text(say(told)),
            Input(REASON, say(N_("Reason")), hint=say(N_("At least ten characters."))),
        ),
        say(N_("Cancel")),
        act=act,
        submit=say(N_("Save")),
        about=about,
    )


def sheet(case: Case, step: Step, name: str, link: str, view: View) -> FormScreen:
    """Something to read or to copy; `link` is where the case is found."""
    say = view.say
    parts: dict[str, tuple[Part, ...]] = {}
    match name:
        case "police":
            parts[name] = police_sheet(case, view)
        case "mail":
            subject, text = legal_mail(case.number, link, say)
            parts[name] = _to_copy(f"{subject}\n\n{text}", view)
        case "platforms":
            here = chosen(case.report.answers, "where")
            parts[name] = platform_rows(those_first(here, view.ctx.organisation), view)
        case "platform_text":
            parts[name] = _to_copy(platform_text(case, view), view)
        case "worksheet":
            text = worksheet(case, circumstances(case), view, is_named=_is_named(case))
            parts[name] = _to_copy(text, view)
        case "summary":
            parts[name] = summary_parts(case, view)
        case "facts":
            parts[name] = _to_copy(anonymous_facts(case, view), view)
    title = say(N_("Step {step}"), step=step.number)
    return FormScreen(title, parts.get(name, ()), say(N_("Close")), is_look=_shows_content(case, name))


def _is_named(case: Case) -> bool:
    """Whether the worksheet may name the employee, and then has their own words."""
    return name_consent(case) == "named" or bool(circumstances(case).is_absent)


def _shows_content(case: Case, name: str) -> bool:
    return name in {"police", "platform_text"} or (name == "worksheet" and _is_named(case))


def _to_copy(text: str, view: View) -> tuple[Part, ...]:
    return (Note(view.say(N_("Mark the text, copy it, and put it where it is to be used."))), Quote(text))
