"""A step opened, its tasks, its decision, and opening it again."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from slack_bolt.app.async_app import AsyncApp

from bot.listeners.case import Draw, Look, in_modal, only, show_in
from bot.listeners.gesture import Acknowledgement, Gesture, errors, instead, listener, submission
from bot.listeners.own_case import shown
from bot.listeners.turn import take, turn
from bot.world import World
from flows import events as ev
from flows.access.rules import NOT_YOUR_STEP, NOT_YOURS, is_at_work, is_owner, may_decide, may_do, why_not_now
from flows.case.case import Case
from flows.deciding.steps import ALREADY_DECIDED, missing_for
from flows.procedure.procedure import procedure_of
from flows.procedure.steps import Field, Outcome, Step, faults
from flows.screens.case.case import sentence
from flows.screens.elements import FormScreen
from flows.screens.steps import forms
from flows.screens.steps.window import step_screen
from flows.screens.view import View
from flows.words import N_
from storage import cases
from storage.cases import NoSuchCase

OWN = "own"
"""In the ids of a task: pressed in the employee's own view, which then shows what has changed."""


def register(app: AsyncApp, world: World) -> None:
    """Ties the gestures of a step to their events."""
    app.action(re.compile(r"^open_step\."))(listener(world, _open_step))
    app.action(re.compile(r"^decide\."))(listener(world, _open_decision))
    app.action(re.compile(r"^reopen_step\."))(listener(world, _open_reopening))
    app.action(re.compile(r"^task\."))(listener(world, _task))
    app.action(re.compile(r"^sheet\."))(listener(world, _sheet))
    app.view("decide")(submission(world, _decided, show_step_beneath))
    app.view("decide_more")(submission(world, _decided_more, show_step_beneath))
    app.view("reopen_step")(submission(world, _reopened, show_step_beneath))
    app.view("task")(submission(world, _task_filled, show_step_beneath))


def step_of(case: Case, key: str) -> Step | None:
    """The step in the procedure of that case."""
    return procedure_of(case).step(key)


def drawn_step(key: str) -> Draw:
    """The step's screen, or that there is no such step."""

    def draw(case: Case, view: View) -> FormScreen:
        found = step_of(case, key)
        return step_screen(case, found, view) if found else _said(NOT_YOURS, view)

    return draw


def _said(message: str, view: View) -> FormScreen:
    return sentence(view.say(message), view)


async def _open_step(world: World, gesture: Gesture) -> None:
    case, key = gesture.ids
    await in_modal(world, gesture, case, drawn_step(key))


async def _open_decision(world: World, gesture: Gesture) -> None:
    case_id, key = gesture.ids

    def form(case: Case, view: View) -> FormScreen:
        found = step_of(case, key)
        if found is None or (message := why_not(case, gesture.person, found)):
            return _said(message if found else NOT_YOUR_STEP, view)
        if case.decision(key):
            return _said(ALREADY_DECIDED, view)
        if missing := found.gate(case, view.ctx.now):
            return _said(missing, view)
        return forms.decide_form(case, found, view)

    await in_modal(world, gesture, case_id, form)


def why_not(case: Case, person: str, step: Step) -> str:
    """Why the step is not the person's to decide now; "" when it is."""
    if not is_owner(person, step.key, case):
        return NOT_YOUR_STEP
    return "" if may_decide(person, step.key, case) else why_not_now(case)


async def _open_reopening(world: World, gesture: Gesture) -> None:
    case_id, key = gesture.ids

    def form(case: Case, view: View) -> FormScreen:
        found = step_of(case, key)
        if found is None or (message := why_not(case, gesture.person, found)):
            return _said(message if found else NOT_YOUR_STEP, view)
        told = N_("What was decided stays in the history. The employee is told that the step is open again.")
        return forms.reason_form("reopen_step", f"{case.id}|{key}", N_("Open the step again"), told, view)

    await in_modal(world, gesture, case_id, form)


async def _sheet(world: World, gesture: Gesture) -> None:
    case_id, key, name = gesture.ids

    def draw(case: Case, view: View) -> FormScreen:
        found = step_of(case, key)
        if found is None or case.role_of(gesture.person) == "employee":
            return _said(NOT_YOURS, view)
        return forms.sheet(case, found, name, world.link, view)

    await in_modal(world, gesture, case_id, draw)


async def _task(world: World, gesture: Gesture) -> None:
    """A task whose button says all of it is done at once; another opens its form."""
    case_id, key, name, *rest = gesture.ids
    given = dict(entry.split("=", 1) for entry in (rest[0] if rest else "").split(",") if "=" in entry)
    step = await _step(world, gesture, case_id, key)
    task = step.task(name) if step else None
    if step is None or task is None or not faults(task.fields, given, await _today(world, gesture)):
        await turn(world, gesture, case_id, ev.TaskDone(gesture.person, key, name, given))
        await _show_again(world, gesture, case_id, key, given)
        return

    def form(case: Case, view: View) -> FormScreen:
        if not may_do(gesture.person, key, name, case):
            return _said(NOT_YOURS if is_at_work(key, case) else why_not_now(case), view)
        if missing := task.gate(case, view.ctx.now):
            return _said(missing, view)
        return forms.task_form(case, step, task, given, view)

    await in_modal(world, gesture, case_id, form)


async def _today(world: World, gesture: Gesture) -> date:
    view = world.glance(gesture.person)
    return view.ctx.now.astimezone(view.zone).date()


async def _case(world: World, case: str, person: str) -> Case:
    return await world.read(lambda tx: cases.get(tx, case, as_=person))


async def _step(world: World, gesture: Gesture, case: str, key: str) -> Step | None:
    """The step for one who may read the case; None for others, whom the turn refuses at the door."""
    try:
        return step_of(await _case(world, case, gesture.person), key)
    except NoSuchCase:
        return None


async def _show_again(world: World, gesture: Gesture, case: str, key: str, given: Mapping[str, str]) -> None:
    """The modal in which it was pressed shows what has changed."""
    if gesture.modal:
        await show_in(world, gesture.modal, gesture.person, case, _beneath(gesture, key, given))


def _beneath(gesture: Gesture, key: str, given: Mapping[str, str]) -> Look:
    return shown(gesture.person) if OWN in given else only(drawn_step(key))


async def show_step_beneath(world: World, gesture: Gesture) -> None:
    """The step beneath the form shows what has changed."""
    beneath = str(gesture.body["view"].get("previous_view_id") or "")
    case, key, *rest = gesture.about
    if beneath:
        given = {OWN: "1"} if OWN in rest else {}
        await show_in(world, beneath, gesture.person, case, _beneath(gesture, key, given))


async def _decided(world: World, gesture: Gesture) -> Acknowledgement:
    """An outcome that needs more asks for it; the errors stand at their fields."""
    case_id, key = gesture.about
    fields = gesture.fields
    outcome, reason = fields.get("outcome", ""), fields.get("reason", "")
    more = await _more(world, gesture, case_id, key, outcome)
    if more:
        found, step, wanted = more
        view = world.glance(gesture.person)
        return instead(forms.outcome_form(found, step, wanted, reason, view))
    event = ev.StepDecided(gesture.person, key, outcome, reason)
    return await take(world, gesture, case_id, event, "reason" if outcome else "outcome")


async def _more(
    world: World, gesture: Gesture, case_id: str, key: str, outcome: str
) -> tuple[Case, Step, Outcome] | None:
    """The outcome that can be chosen now and has fields of its own."""
    try:
        case = await _case(world, case_id, gesture.person)
    except NoSuchCase:
        return None
    step = step_of(case, key)
    wanted = step.outcome(outcome) if step else None
    if step is None or wanted is None or not wanted.fields or why_not(case, gesture.person, step):
        return None
    if case.decision(key) or missing_for(case, step, wanted, world.clock()):
        return None
    return case, step, wanted


async def _decided_more(world: World, gesture: Gesture) -> Acknowledgement:
    case_id, key, name = gesture.about
    fields = gesture.fields
    reason = fields.pop("reason", "")
    step = await _step(world, gesture, case_id, key)
    outcome = step.outcome(name) if step else None
    wanted = outcome.fields if outcome else ()
    if wrong := await _wrong(world, gesture, wanted):
        return wrong
    event = ev.StepDecided(gesture.person, key, name, reason, fields)
    return await take(world, gesture, case_id, event, wanted[0].key if wanted else "reason")


async def _wrong(world: World, gesture: Gesture, wanted: tuple[Field, ...]) -> Acknowledgement:
    view = world.glance(gesture.person)
    found = faults(wanted, gesture.fields, await _today(world, gesture))
    return errors({key: view.say(fault) for key, fault in found.items()})


async def _reopened(world: World, gesture: Gesture) -> Acknowledgement:
    case, key = gesture.about
    event = ev.StepReopened(gesture.person, key, gesture.fields.get("reason", ""))
    return await take(world, gesture, case, event, "reason")


async def _task_filled(world: World, gesture: Gesture) -> Acknowledgement:
    case_id, key, name, *_ = gesture.about
    step = await _step(world, gesture, case_id, key)
    task = step.task(name) if step else None
    if wrong := await _wrong(world, gesture, task.fields if task else ()):
        return wrong
    event = ev.TaskDone(gesture.person, key, name, gesture.fields)
    return await take(world, gesture, case_id, event, next(iter(gesture.fields), "reason"))
