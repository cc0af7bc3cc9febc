"""The guidance: opened from anywhere, read in a modal, and forgotten."""

from __future__ import annotations

import re

from slack_bolt.app.async_app import AsyncApp

from bot.listeners.gesture import Answer, Body, Gesture, instead, listener, open_modal, submission
from bot.world import World
from flows.guidance import PROMPTS
from flows.guidance import Answer as Said
from flows.screens.guidance import PROMPTS_KEY, counted, guidance


def register(app: AsyncApp, world: World) -> None:
    """Ties the guidance's buttons and its questions to what they show."""
    app.action(re.compile(r"^guidance\."))(listener(world, chosen))
    app.view(PROMPTS_KEY)(submission(world, _answered))


async def chosen(world: World, gesture: Gesture) -> None:
    """Somebody wants to read a topic, or to see all of them."""
    await open_guidance(world, gesture, gesture.ids[0])


async def open_guidance(world: World, gesture: Gesture, topic: str = "") -> None:
    """Shows the topic, or the menu, in the modal of the gesture or in a new one.

    Opened before Slack is asked who the person is, since the trigger lives three seconds: somebody who is
    not known yet reads Danish for that moment.
    """
    glimpsed = world.glance(gesture.person)
    opened = gesture.modal or await open_modal(world, gesture, guidance(topic, glimpsed))
    view = await world.view(gesture.person)
    if opened and (gesture.modal or view.say != glimpsed.say):
        await world.slack.change_modal(opened, guidance(topic, view))


async def _answered(world: World, gesture: Gesture) -> Answer:
    """The count takes the form's place; the answers are kept nowhere."""
    return instead(counted(_answers(gesture.body), world.glance(gesture.person)))


def _answers(body: Body) -> dict[str, Said]:
    values = body["view"]["state"]["values"]
    found = {prompt.key: values.get(prompt.key, {}).get("input", {}) for prompt in PROMPTS}
    picked = {key: state.get("selected_option") for key, state in found.items()}
    return {key: option["value"] for key, option in picked.items() if option}
