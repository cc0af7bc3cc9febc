"""Who has seen what of a case, for whoever may read it."""

from __future__ import annotations

import re

from slack_bolt.app.async_app import AsyncApp

from bot.listeners.case import in_modal
from bot.listeners.gesture import Gesture, listener
from bot.world import World
from flows.case import Case
from flows.screen import FormScreen
from flows.screens import custody as screens
from flows.screens.view import View
from storage import custody


def register(app: AsyncApp, world: World) -> None:
    """Ties the button to its modal."""
    app.action(re.compile(r"^history\."))(listener(world, _show_history))


async def _show_history(world: World, gesture: Gesture) -> None:
    def draw(case: Case, view: View) -> FormScreen:
        with world.storage.transaction() as tx:
            accesses = custody.of(tx, case)
        return screens.history(case, accesses, view)

    await in_modal(world, gesture, gesture.ids[0], draw)
