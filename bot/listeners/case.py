"""What members do in a case: look at it, and have its items sent."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
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
from flows.case.case import Case
from flows.screens.case import case as screens
from flows.screens.case import showing
from flows.screens.elements import FormScreen
from flows.screens.view import View
from storage import case_turns, surfaces
from storage.cases import NoSuchCase
from storage.database import Transaction
from storage.gathering import persons_of

Result = TypeVar("Result")

Draw = Callable[[Case, View], FormScreen]
Look = Callable[[Transaction, Case], Draw]
"""Reads what a screen shows besides the case, in the transaction of the look, and gives how it is drawn."""


@dataclass(frozen=True)
class Drawn:
    """A screen of a case and how it was drawn; `is_orphan` of a press on a message that a crash left."""

    draw: Draw
    screen: FormScreen
    is_orphan: bool


@dataclass(frozen=True)
class Drawing:
    """Draws in the transaction that reads: the look is journaled there exactly when content is drawn."""

    person: str
    look: Look
    view: View
    is_orphan: Callable[[Transaction], bool]

    def __call__(self, tx: Transaction, case: Case) -> Drawn:
        """What is read besides the case, and the screen of it all."""
        draw = self.look(tx, case)
        return Drawn(draw, draw(case, self.view), self.is_orphan(tx))


def register(app: AsyncApp, world: World) -> None:
    """Ties a case's gestures to their events."""
    app.action(re.compile(r"^look_at\."))(listener(world, _look_at))
    app.action(re.compile(r"^show_evidence\."))(listener(world, _show_evidence))


def only(draw: Draw) -> Look:
    """A look for which the case alone is enough."""
    return lambda _tx, _case: draw


async def in_modal(world: World, gesture: Gesture, case_id: str, draw: Draw) -> None:
    """The case in a modal, drawn from nothing else."""
    await look_in_modal(world, gesture, case_id, only(draw))


async def look_in_modal(world: World, gesture: Gesture, case_id: str, look: Look, *, modal: str = "") -> None:
    """The case in a modal for someone who may read it, and the sentence that there is none for others.

    Opens first and reads then: the trigger lives three seconds. `modal` is one that is open already.
    """
    shown_in = modal or await open_modal(world, gesture, screens.wait(world.glance(gesture.person)))
    if shown_in is None:
        return

    def is_orphan(tx: Transaction) -> bool:
        return surfaces.is_orphan(tx, gesture.mark, *gesture.place)

    drawing = Drawing(gesture.person, look, world.glance(gesture.person), is_orphan)
    found = await _show(world, shown_in, case_id, drawing, gesture.arrival)
    if found is not None and found.is_orphan:
        await remove_orphan(world, gesture)


async def show_in(world: World, modal: str, person: str, case_id: str, look: Look) -> None:
    """The case as it now is in an open modal, or the sentence that the person may not read it."""
    await _show(world, modal, case_id, Drawing(person, look, world.glance(person), lambda _: False))


async def _show(world: World, modal: str, case_id: str, drawing: Drawing, arrival: str = "") -> Drawn | None:
    """Where somebody in the case was not known yet, it is drawn again with their name."""
    found = await seen(
        world,
        modal,
        drawing.person,
        case_id,
        case_turns.Look(drawing, lambda drawn: drawn.screen.is_look),
        arrival=arrival,
    )
    if found is None:
        return None
    case, drawn = found
    view = await world.view(drawing.person, *persons_of(case))
    same = view.ctx.as_of == drawing.view.ctx.as_of
    await world.slack.change_modal(modal, drawn.screen if same else drawn.draw(case, view))
    return drawn


async def seen(
    world: World,
    modal: str,
    person: str,
    case_id: str,
    wanted: case_turns.Look[Result],
    *,
    arrival: str = "",
) -> tuple[Case, Result] | None:
    """The case with what else was read; None for a person who may not read it, and is told so there."""
    known = world.glance(person)
    look = partial(case_turns.look, world.storage, case_id, person, world.clock(), wanted)
    try:
        return await (world.turn(look, arrival=arrival) if arrival else world.write(look))
    except NoSuchCase as error:
        await world.slack.change_modal(modal, screens.sentence(known.say(refusal_of(error)), known))
        return None


async def _look_at(world: World, gesture: Gesture) -> None:
    """First what it is: nothing of an item is sent before it is asked for in the window that says so."""
    case_id, item = gesture.ids
    await in_modal(world, gesture, case_id, lambda case, view: showing.before(case, item, view))


async def _show_evidence(world: World, gesture: Gesture) -> None:
    """The copy is owed, and the window says so, where it was asked for in one."""
    case_id, item, *size = gesture.ids
    event = ev.EvidenceAsked(gesture.person, item, size == [showing.SMALL])
    await turn(world, gesture, case_id, event)
    if gesture.modal:
        said = showing.on_its_way(world.glance(gesture.person), is_small=event.is_small)
        await world.slack.change_modal(gesture.modal, said)
