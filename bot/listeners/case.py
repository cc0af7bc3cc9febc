"""What members do in a case: look at it, see its files, decide its steps."""

from __future__ import annotations

import re
from collections.abc import Callable

from slack_bolt.app.async_app import AsyncApp

from bot.listeners.gesture import (
    Answer,
    Gesture,
    errors,
    listener,
    open_modal,
    refusal_of,
    remove_orphan,
    submission,
)
from bot.world import World
from flows import events as ev
from flows.access import may_decide
from flows.case import Case
from flows.effects import Refused
from flows.organisation import Context
from flows.procedure import step
from flows.screen import FormScreen
from flows.screens import case as screens
from flows.screens.view import View
from flows.words import N_
from storage import case_turns
from storage.cases import NoSuchCase

Draw = Callable[[Case, View], FormScreen]


def register(app: AsyncApp, world: World) -> None:
    """Ties a case's gestures to their events."""
    app.action(re.compile(r"^show_evidence\."))(listener(world, _show_evidence))
    app.action(re.compile(r"^decide\."))(listener(world, _open_form))
    app.view("decide")(submission(world, _decided))


async def _open_form(world: World, gesture: Gesture) -> None:
    case_id, key = gesture.ids

    def form(case: Case, view: View) -> FormScreen:
        found = step(key)
        if found is None or not may_decide(gesture.person, key, case):
            return screens.sentence(view.say(N_("This step is not yours to decide.")), view)
        if case.withdrawn_at:
            said = N_("The employee has withdrawn the case. Nothing more is to be decided.")
            return screens.sentence(view.say(said), view)
        if case.decision(key):
            said = N_("This step has just been decided. The checklist shows what.")
            return screens.sentence(view.say(said), view)
        if missing := found.gate(case):
            return screens.sentence(view.say(missing), view)
        return screens.decide_form(case, found, view)

    await in_modal(world, gesture, case_id, form)


async def in_modal(world: World, gesture: Gesture, case_id: str, draw: Draw) -> None:
    """The case in a modal for someone who may read it, and the sentence that there is none for others.

    The look is journaled. `draw` runs in a thread, so it may read the storage.
    """
    known = await world.glance(gesture.person)
    opened = await open_modal(world, gesture, screens.wait(known))
    if opened is None:
        return
    if await show_in(world, opened, gesture.person, case_id, draw):
        await remove_orphan(world, gesture)


async def show_in(world: World, modal: str, person: str, case_id: str, draw: Draw) -> bool:
    """The case as it now is in an open modal; False when the person may not read it, and is told so."""
    try:
        case = await world.do(case_turns.read, world.storage, case_id, person, world.clock())
    except NoSuchCase as error:
        known = await world.glance(person)
        await world.slack.change_modal(modal, screens.sentence(known.say(refusal_of(error)), known))
        return False
    view = await world.view(person, *(p.person for p in case.participants))
    await world.slack.change_modal(modal, await world.do(draw, case, view))
    return True


async def _show_evidence(world: World, gesture: Gesture) -> None:
    case, item = gesture.ids
    await _turn(world, gesture, case, ev.EvidenceAsked(gesture.person, item))


async def _turn(world: World, gesture: Gesture, case: str, event: ev.CaseEvent) -> None:
    await _decide(world, gesture, case, event, await world.context(gesture.person))


async def _decide(world: World, gesture: Gesture, case: str, event: ev.CaseEvent, ctx: Context) -> None:
    person, arrival = gesture.person, gesture.arrival
    await world.do(case_turns.on_case, world.storage, case, event, ctx, as_=person, arrival=arrival)


async def _decided(world: World, gesture: Gesture) -> Answer:
    """The errors at their fields, none when the decision is taken."""
    view = await world.glance(gesture.person)
    case, key = str(gesture.body["view"]["private_metadata"]).split("|")
    values = gesture.body["view"]["state"]["values"]
    picked = values["outcome"]["input"].get("selected_option") or {}
    reason = str(values["reason"]["input"].get("value") or "")
    event = ev.StepDecided(gesture.person, key, str(picked.get("value", "")), reason)
    try:
        await _decide(world, gesture, case, event, view.ctx)
    except Refused as refusal:
        field = "reason" if picked else "outcome"
        return errors({field: view.say(refusal.message, **refusal.values)})
    except NoSuchCase as error:
        return errors({"outcome": view.say(refusal_of(error))})
    return {}
