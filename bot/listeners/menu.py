"""The menus behind three dots: each choice is handled like the button that it stands for."""

from __future__ import annotations

from slack_bolt.app.async_app import AsyncApp

from bot.listeners import evidence, guidance, report
from bot.listeners.gesture import Gesture, Handle, listener
from bot.slack.blocks import MENU
from bot.world import World

CHOICES: dict[str, Handle] = {
    "guidance": guidance.chosen,
    "pause": report.pause,
    "erase": report.open_erasing,
    "describe": evidence.open_description,
    "take_out": report.take_out,
}


def register(app: AsyncApp, world: World) -> None:
    """Ties the choice of a menu to what it stands for."""
    app.action(MENU)(listener(world, _chosen))


async def _chosen(world: World, gesture: Gesture) -> None:
    await CHOICES[gesture.choice](world, gesture)
