"""What members do in a case: look at it, and see its files."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import TypeVar

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
from storage import case_turns, surfaces
from storage.cases import NoSuchCase
from storage.database import Transaction
from storage.gathering import persons_of

Result = TypeVar("Result")

Draw = Callable[[Case, View], FormScreen]
Look = Callable[[Transaction, Case], Draw]
"""Reads what a screen shows besides the case, in the transaction of the look, and gives how it is drawn."""


def register(app: AsyncApp, world: World) -> None:
    """Ties a case's gestures to their events."""
    app.action(re.compile(r"^show_evidence\."))(listener(world, _show_evidence))


def only(draw: Draw) -> Look:
    """A look for which the case alone is enough."""
    return lambda _tx, _case: draw


async def in_modal(world: World, gesture: Gesture, case_id: str, draw: Draw) -> None:
    """The case in a modal, drawn from nothing else."""
    await look_in_modal(world, gesture, case_id, only(draw))


async def look_in_modal(world: World, gesture: Gesture, case_id: str, look: Look) -> None:
    """The case in a modal for someone who may read it, and the sentence that there is none for others.

    Opens first and reads then: the trigger lives three seconds. The look is journaled, and the arrival is
    done with it.
    """
    opened = await open_modal(world, gesture, screens.wait(world.glance(gesture.person)))
    if opened is None:
        return

    def besides(tx: Transaction, case: Case) -> tuple[Draw, bool]:
        return look(tx, case), surfaces.is_orphan(tx, gesture.mark, *gesture.place)

    found = await seen(world, opened, gesture.person, case_id, besides=besides, arrival=gesture.arrival)
    if found is None:
        return
    case, (draw, is_orphan) = found
    await _show(world, opened, gesture.person, case, draw)
    if is_orphan:
        await remove_orphan(world, gesture)


async def show_in(world: World, modal: str, person: str, case_id: str, look: Look) -> None:
    """The case as it now is in an open modal, or the sentence that the person may not read it."""
    found = await seen(world, modal, person, case_id, besides=look)
    if found is not None:
        await _show(world, modal, person, *found)


async def seen(
    world: World,
    modal: str,
    person: str,
    case_id: str,
    *,
    besides: Callable[[Transaction, Case], Result],
    arrival: str = "",
) -> tuple[Case, Result] | None:
    """The case with what else was read; None for a person who may not read it, and is told so there."""
    known, look = (
        world.glance(person),
        partial(case_turns.read, world.storage, case_id, person, world.clock()),
    )
    try:
        if arrival:
            return await world.turn(look, besides=besides, arrival=arrival)
        return await world.write(look, besides=besides)
    except NoSuchCase as error:
        await world.slack.change_modal(modal, screens.sentence(known.say(refusal_of(error)), known))
        return None


async def _show(world: World, modal: str, person: str, case: Case, draw: Draw) -> None:
    view = await world.view(person, *persons_of(case))
    await world.slack.change_modal(modal, draw(case, view))


async def _show_evidence(world: World, gesture: Gesture) -> None:
    case, item = gesture.ids
    await turn(world, gesture, case, ev.EvidenceAsked(gesture.person, item))
