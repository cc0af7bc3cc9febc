"""Who takes part: handing over, help, the next leader, HR's yes, the union, and how urgent it is."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import Literal

from slack_bolt.app.async_app import AsyncApp

from bot.listeners.case import in_modal
from bot.listeners.gesture import Acknowledgement, Gesture, Handle, errors, listener, submission
from bot.listeners.turn import take_and_say, turn
from bot.world import World
from flows import events as ev
from flows.access.rules import NOT_YOURS, Act, refusal
from flows.case.case import Case
from flows.case.severity import LEVELS
from flows.screens.case import roles as screens
from flows.screens.case.case import sentence
from flows.screens.elements import FormScreen
from flows.screens.steps.forms import reason_form
from flows.screens.view import View
from flows.words import N_
from storage import case_turns

Form = Callable[[Case, View], FormScreen]


def register(app: AsyncApp, world: World) -> None:
    """Ties the gestures of those who take part to their events."""
    app.action(re.compile(r"^hand_over\."))(listener(world, _hand_over))
    app.action(re.compile(r"^take_back\."))(listener(world, _taken_back))
    app.action(re.compile(r"^help\."))(listener(world, _helped))
    app.action(re.compile(r"^escalate\."))(listener(world, opens("escalate", _escalate_form)))
    app.action(re.compile(r"^accept\."))(listener(world, _accepted))
    app.action(re.compile(r"^decline\."))(listener(world, _declined))
    app.action(re.compile(r"^invite_union\."))(listener(world, opens("invite_union", screens.union_form)))
    app.action(re.compile(r"^severity\."))(listener(world, _severity_form))
    app.view("hand_over")(submission(world, _handed_over))
    app.view("escalate")(submission(world, _escalated))
    app.view("invite_union")(submission(world, _union_invited))
    app.view("severity")(submission(world, _severity))


def opens(act: Act, form: Form) -> Handle:
    """Opens the form, or says why the person may not do it."""

    async def handle(world: World, gesture: Gesture) -> None:
        def draw(case: Case, view: View) -> FormScreen:
            message = refusal(gesture.person, act, case)
            return sentence(view.say(message), view) if message else form(case, view)

        await in_modal(world, gesture, gesture.ids[0], draw)

    return handle


async def _hand_over(world: World, gesture: Gesture) -> None:
    """From a step, that step can be handed over alone."""
    key = gesture.ids[1] if len(gesture.ids) > 1 else ""
    form = partial(screens.hand_over_form, key=key)
    await opens("hand_over", form)(world, gesture)


def _escalate_form(case: Case, view: View) -> FormScreen:
    told = N_("The manager's manager, or HR, joins the case and sees it. Nobody is removed by it.")
    return reason_form("escalate", case.id, N_("Bring in the manager's manager"), told, view)


async def _severity_form(world: World, gesture: Gesture) -> None:
    def draw(case: Case, view: View) -> FormScreen:
        lower, higher = (refusal(gesture.person, act, case) for act in ("lower_severity", "raise_severity"))
        if lower and higher:
            return sentence(view.say(higher if higher != NOT_YOURS else lower), view)
        if not higher and case.report.severity == LEVELS[-1]:
            return sentence(view.say(N_("It is as urgent as it can be already.")), view)
        return screens.severity_form(case, view)

    await in_modal(world, gesture, gesture.ids[0], draw)


async def _handed_over(world: World, gesture: Gesture) -> Acknowledgement:
    fields = gesture.fields
    kind, step = fields.get("kind"), gesture.about[1:]
    key = step[0] if step and kind == screens.ONE_STEP else ""
    event = ev.HandedOver(gesture.person, fields.get("person", ""), kind == "leader", key)
    return await take_and_say(world, gesture, event, "person", N_("It is handed over."))


async def _taken_back(world: World, gesture: Gesture) -> None:
    await turn(world, gesture, gesture.ids[0], ev.TakenBack(gesture.person))
    await _say(world, gesture, N_("The case is with you again."))


async def _helped(world: World, gesture: Gesture) -> None:
    case, role = gesture.ids
    asked: Literal["representative", "hr"] = "hr" if role == "hr" else "representative"
    await turn(world, gesture, case, ev.HelpAsked(gesture.person, asked))
    await _say(world, gesture, N_("They are asked for help now."))


async def _say(world: World, gesture: Gesture, done: str) -> None:
    """In the modal in which it was pressed; a message that was pressed is shown anew by itself."""
    if gesture.modal:
        view = world.glance(gesture.person)
        await world.slack.change_modal(gesture.modal, sentence(view.say(done), view))


async def _escalated(world: World, gesture: Gesture) -> Acknowledgement:
    event = ev.Escalated(gesture.person, gesture.fields.get("reason", ""))
    return await take_and_say(world, gesture, event, "reason", N_("It is passed on. The employee is told."))


async def _accepted(world: World, gesture: Gesture) -> None:
    ctx = await world.context(gesture.person)
    person, arrival = gesture.person, gesture.arrival
    await world.turn(case_turns.join, world.storage, gesture.ids[0], person, ctx, arrival=arrival)


async def _declined(world: World, gesture: Gesture) -> None:
    """It is said again where it was asked; the next one is asked by the clock, which looks every moment."""
    ctx = await world.context(gesture.person)
    person, arrival = gesture.person, gesture.arrival
    await world.turn(
        case_turns.join, world.storage, gesture.ids[0], person, ctx, arrival=arrival, is_declined=True
    )


async def _union_invited(world: World, gesture: Gesture) -> Acknowledgement:
    event = ev.Invited(gesture.person, gesture.fields.get("person", ""))
    return await take_and_say(world, gesture, event, "person", N_("They are invited."))


async def _severity(world: World, gesture: Gesture) -> Acknowledgement:
    chosen = gesture.fields.get("severity", "")
    level = next((level for level in LEVELS if level == chosen), None)
    if level is None:
        view = world.glance(gesture.person)
        return errors({"severity": view.say(N_("Choose one of the answers."))})
    event = ev.SeverityChanged(gesture.person, level, gesture.fields.get("reason", ""))
    return await take_and_say(
        world, gesture, event, "reason", N_("It is changed. Everybody in the case is told.")
    )
