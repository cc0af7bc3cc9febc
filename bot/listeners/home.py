"""The Home tab, and what Slack tells about people."""

from __future__ import annotations

from slack_bolt.app.async_app import AsyncApp

from bot.listeners.gesture import Gesture, listener
from bot.world import World
from flows.effects import Show
from storage import outbox
from storage.database import Transaction


def register(app: AsyncApp, world: World) -> None:
    """Ties opening the Home tab to showing it."""
    app.event("app_home_opened")(listener(world, _opened))


async def _opened(world: World, gesture: Gesture) -> None:
    if gesture.body["event"].get("tab") != "home":
        return
    person = gesture.person

    def owe(tx: Transaction) -> None:
        outbox.owe(tx, f"home:{person}", (Show("home", person),), world.clock())

    await world.do(world.storage.run, owe)
