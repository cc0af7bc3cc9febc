"""Who has seen what of a case, for whoever may read it."""

from __future__ import annotations

import re

from slack_bolt.app.async_app import AsyncApp

from bot.listeners.case import Draw, look_in_modal
from bot.listeners.gesture import Gesture, listener
from bot.world import World
from flows.case.case import Case
from flows.screens.case import custody as screens
from storage import custody
from storage.database import Transaction


def register(app: AsyncApp, world: World) -> None:
    """Ties the buttons to their modal."""
    app.action(re.compile(r"^history\."))(listener(world, _show_history))
    app.action(re.compile(r"^older_history\."))(listener(world, _show_older))


async def _show_history(world: World, gesture: Gesture) -> None:
    await look_in_modal(world, gesture, gesture.ids[0], _history)


def _history(tx: Transaction, case: Case) -> Draw:
    accesses = custody.of(tx, case)
    return lambda found, view: screens.history(found, accesses, view)


async def _show_older(world: World, gesture: Gesture) -> None:
    """A page of the items, or the newest again, in the window in which it was pressed."""
    case_id, before = gesture.ids

    def look(tx: Transaction, case: Case) -> Draw:
        accesses = custody.of(tx, case)
        return lambda found, view: screens.older_history(found, accesses, int(before), view)

    await look_in_modal(
        world, gesture, case_id, look if before.isdecimal() else _history, modal=gesture.modal
    )
