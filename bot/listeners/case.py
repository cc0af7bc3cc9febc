"""What members do in a case: look at it, and see its files."""

from __future__ import annotations

import re
from collections.abc import Callable

from slack_bolt.app.async_app import AsyncApp

from bot.listeners.gesture import (
    Gesture,
    listener,
    open_modal,
    refusal_of,
    remove_orphan,
)
from bot.listeners.turn import turn
from bot.world import World
from flows import events as ev
from flows.case import Case
from flows.screen import FormScreen
from flows.screens import case as screens
from flows.screens.view import View
from storage import case_turns
from storage.cases import NoSuchCase

Draw = Callable[[Case, View], FormScreen]


def register(app: AsyncApp, world: World) -> None:
    """Ties a case's gestures to their events."""
    app.action(re.compile(r"^show_evidence\."))(listener(world, _show_evidence))


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
    await turn(world, gesture, case, ev.EvidenceAsked(gesture.person, item))
