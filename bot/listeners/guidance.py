"""The guidance: opened from anywhere, read in a modal, and forgotten."""

from __future__ import annotations

import re

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.async_context import AsyncBoltContext

from bot import blocks
from bot.arrival import ARRIVAL
from bot.listeners.gesture import Body, Gesture, handling, listener, open_modal
from bot.world import World
from flows.guidance import PROMPTS, Answer
from flows.screens.guidance import PROMPTS_KEY, counted, guidance


def register(app: AsyncApp, world: World) -> None:
    """Ties the guidance's buttons and its questions to what they show."""
    app.action(re.compile(r"^guidance\."))(listener(world, _chosen))
    app.view(PROMPTS_KEY)(_answered(world))


async def _chosen(world: World, gesture: Gesture) -> None:
    await open_guidance(world, gesture, gesture.ids[0])


async def open_guidance(world: World, gesture: Gesture, topic: str = "") -> None:
    """Shows the topic, or the menu, in the modal of the gesture or in a new one.

    Opened before Slack is asked who the person is, since the trigger lives three seconds: somebody who is
    not known yet reads Danish for that moment.
    """
    glimpsed = await world.glance(gesture.person)
    opened = gesture.modal or await open_modal(world, gesture, guidance(topic, glimpsed))
    view = await world.view(gesture.person)
    if opened and (gesture.modal or view.say != glimpsed.say):
        await world.slack.change_modal(opened, guidance(topic, view))


def _answered(world: World) -> object:
    """The count takes the form's place within the acknowledgement; the answers are kept nowhere."""

    async def run(ack: AsyncAck, body: Body, context: AsyncBoltContext) -> None:
        gesture = Gesture(body, context[ARRIVAL])
        async with handling(world, context):
            view = await world.glance(gesture.person)
            await ack(response_action="update", view=blocks.modal(counted(_answers(body), view)))
            await world.handled(gesture.arrival)

    return run


def _answers(body: Body) -> dict[str, Answer]:
    values = body["view"]["state"]["values"]
    found = {prompt.key: values.get(prompt.key, {}).get("input", {}) for prompt in PROMPTS}
    picked = {key: state.get("selected_option") for key, state in found.items()}
    return {key: option["value"] for key, option in picked.items() if option}
