"""A gesture of a person in Slack, and the one way in which every listener is run."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.async_context import AsyncBoltContext

from bot.arrival import ARRIVAL, QUEUED, person_of
from bot.slack import blocks
from bot.slack.answers import SlackRefused, SlackUnavailable
from bot.world import World
from flows.effects import Refused
from flows.screens.elements import FormScreen
from flows.words import N_
from storage.cases import NoSuchCase, NotShared

Body = dict[str, Any]
NO_SUCH_CASE = N_("That case does not exist, or you cannot see it.")
NOT_SHARED = N_("The employee decides what you see of the case. Ask them, if you need to see more.")


@dataclass(frozen=True)
class Gesture:
    """What Slack says that somebody did. `arrival` is its key in the inbox."""

    body: Body
    arrival: str

    @property
    def person(self) -> str:
        """Who did it."""
        return person_of(self.body)

    @property
    def act(self) -> Body:
        """The element that was used, of a press or a selection."""
        return dict(self.body["actions"][0])

    @property
    def ids(self) -> list[str]:
        """The ids that a button carries, or the choice of a menu."""
        if self.act.get("type") == "overflow":
            return str(self.act["selected_option"]["value"]).split("|")[1:]
        return str(self.act.get("value", "")).split("|")

    @property
    def choice(self) -> str:
        """What the choice of a menu is called."""
        return str(self.act["selected_option"]["value"]).split("|")[0]

    @property
    def place(self) -> tuple[str, str]:
        """Channel and ts of the message that was pressed; empty in a modal or the Home tab."""
        where = self.body.get("container") or {}
        return str(where.get("channel_id") or ""), str(where.get("message_ts") or "")

    @property
    def mark(self) -> str:
        """The id under which the pressed message was posted."""
        blocks = (self.body.get("message") or {}).get("blocks") or [{}]
        return str(blocks[0].get("block_id", ""))

    @property
    def modal(self) -> str:
        """The view id of the modal in which it was done; empty elsewhere."""
        view = self.body.get("view") or {}
        return str(view["id"]) if view.get("type") == "modal" else ""

    @property
    def about(self) -> list[str]:
        """The ids that a submitted form carries."""
        return str(self.body["view"]["private_metadata"]).split("|")

    @property
    def fields(self) -> dict[str, str]:
        """What a submitted form holds, by field: words, the key of a choice, a person, a day or a time."""
        values = self.body["view"]["state"]["values"]
        return {block: _held(state["input"]) for block, state in values.items() if "input" in state}

    @property
    def trigger(self) -> str:
        """Opens a modal, once, within three seconds."""
        return str(self.body.get("trigger_id", ""))


def _held(state: Body) -> str:
    option = state.get("selected_option") or {}
    names = ("value", "selected_user", "selected_date", "selected_time")
    return str(option.get("value") or next((state[name] for name in names if state.get(name)), ""))


Handle = Callable[[World, Gesture], Awaitable[None]]
Listener = Callable[..., Awaitable[None]]
Acknowledgement = dict[str, Any]
"""What the acknowledgement of a submitted form says."""
Take = Callable[[World, Gesture], Awaitable[Acknowledgement]]


@asynccontextmanager
async def handling(world: World, context: AsyncBoltContext) -> AsyncIterator[None]:
    """The person's turn. An act whose handling fails is no longer under way, so it is handed out again."""
    async with context[QUEUED]:
        try:
            yield
        finally:
            world.arrivals.over(context[ARRIVAL])


def listener(world: World, handle: Handle) -> Listener:
    """Acknowledges at once, then handles; a refusal is said to the person, and then the arrival is done."""

    async def run(ack: AsyncAck, body: Body, context: AsyncBoltContext) -> None:
        await ack()
        gesture = Gesture(body, context[ARRIVAL])
        async with handling(world, context):
            await telling_refusals(world, gesture, handle)
            await world.handled(gesture.arrival)

    return run


async def telling_refusals(world: World, gesture: Gesture, handle: Handle) -> None:
    """Handles it; a refusal is said to the person."""
    try:
        await handle(world, gesture)
    except Refused as refusal:
        await say_refusal(world, gesture, refusal.message, refusal.values)
    except NoSuchCase as error:
        await say_refusal(world, gesture, refusal_of(error), {})


def submission(world: World, take: Take, then: Handle | None = None) -> Listener:
    """A submitted form is taken within its acknowledgement: only that can show an error or what comes next.

    Source: docs.slack.dev/surfaces/modals, "response_action". One that comes again is taken again, so that
    it is answered as it was before: the turn of one that was taken changes nothing more, and one that was
    refused is decided anew. What follows from a form that was taken and takes longer is done `then`.
    """

    async def run(ack: AsyncAck, body: Body, context: AsyncBoltContext) -> None:
        gesture = Gesture(body, context[ARRIVAL])
        async with handling(world, context):
            answer = await take(world, gesture)
            await ack(**answer)
            if then is not None and answer.get("response_action") != "errors":
                await then(world, gesture)

    return run


def errors(found: Mapping[str, str]) -> Acknowledgement:
    """The faults at their fields; without any the form closes."""
    return {"response_action": "errors", "errors": dict(found)} if found else {}


def instead(screen: FormScreen) -> Acknowledgement:
    """Another screen in the form's place."""
    return {"response_action": "update", "view": blocks.modal(screen)}


def refusal_of(error: NoSuchCase) -> str:
    """The sentence for it: one who knows of the case reads why, a stranger that there is none."""
    return NOT_SHARED if isinstance(error, NotShared) else NO_SUCH_CASE


async def open_modal(world: World, gesture: Gesture, form: FormScreen) -> str | None:
    """Opens a modal for the gesture, on top of the one it was made in; gives its view id."""
    return await world.slack.open_modal(gesture.trigger, form, is_on_top=bool(gesture.modal))


async def say_refusal(world: World, gesture: Gesture, message: str, values: dict[str, str]) -> None:
    """Tells the person why, where they are. Best effort: the screens say the same."""
    view = await world.view(gesture.person)
    text = view.say(message, **values)
    channel, _ = gesture.place
    try:
        room = channel or await world.slack.room(gesture.person)
        await world.slack.whisper(room, gesture.person, text)
    except (SlackRefused, SlackUnavailable):
        return


async def remove_orphan(world: World, gesture: Gesture) -> None:
    """A copy that a crash left in a channel is removed at its first press; the press itself counts."""
    channel, ts = gesture.place
    try:
        await world.slack.delete(channel, ts)
    except (SlackRefused, SlackUnavailable):
        return
