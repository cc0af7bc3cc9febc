"""HR keeps a case from being erased, or lets it be erased again."""

from __future__ import annotations

import re

from slack_bolt.app.async_app import AsyncApp

from bot.listeners.gesture import Acknowledgement, Gesture, listener, submission
from bot.listeners.roles import opens
from bot.listeners.turn import take_and_say
from bot.world import World
from flows import events as ev
from flows.screens.case.retention import hold_form
from flows.words import N_


def register(app: AsyncApp, world: World) -> None:
    """Ties the gestures of the hold to their events."""
    app.action(re.compile(r"^hold\."))(listener(world, opens("hold", hold_form)))
    app.view("hold")(submission(world, _held))
    app.view("lift")(submission(world, _lifted))


async def _held(world: World, gesture: Gesture) -> Acknowledgement:
    event = ev.HoldSet(gesture.person, gesture.fields.get("reason", ""))
    return await take_and_say(world, gesture, event, "reason", N_("The case is not erased until you say so."))


async def _lifted(world: World, gesture: Gesture) -> Acknowledgement:
    event = ev.HoldLifted(gesture.person, gesture.fields.get("reason", ""))
    return await take_and_say(world, gesture, event, "reason", N_("The case may be erased again."))
