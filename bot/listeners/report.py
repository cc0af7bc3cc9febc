"""What the employee does in the report: words, presses, selections and files."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Literal
from uuid import uuid4

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.async_context import AsyncBoltContext

from bot.arrival import ARRIVAL
from bot.listeners.gesture import Body, Gesture, handling, listener
from bot.typed import plain
from bot.world import World
from flows import events as ev
from flows.case import Evidence
from flows.effects import Refused
from flows.organisation import Context
from flows.words import N_
from storage import turns

COMMAND = "/chikane"
SHORTCUT = "report"
SPOKEN = frozenset({None, "file_share"})


def register(app: AsyncApp, world: World) -> None:
    """Ties the report's gestures to their events."""
    app.event("message")(listener(world, _said))
    app.command(COMMAND)(_command(world))
    app.shortcut(SHORTCUT)(listener(world, start))
    app.action(re.compile(r"^start_report\."))(listener(world, start))
    app.action(re.compile(r"^answer\."))(listener(world, _answered))
    app.action(re.compile(r"^chosen\."))(listener(world, _chosen))
    app.action(re.compile(r"^day\."))(listener(world, _day))
    app.action(re.compile(r"^date:"))(listener(world, _date))
    app.action(re.compile(r"^involve:"))(listener(world, _involved))
    app.action(re.compile(r"^change\."))(listener(world, _change))
    app.action("rechoose")(listener(world, _rechoose))
    app.action(re.compile(r"^withdraw\."))(listener(world, _withdrawn))
    app.action(re.compile(r"^send\."))(listener(world, _sent))


def _command(world: World) -> object:
    """The slash command answers where it was written, to its writer alone."""

    async def run(ack: AsyncAck, body: Body, context: AsyncBoltContext) -> None:
        gesture = Gesture(body, context[ARRIVAL])
        async with handling(world, context):
            view = await world.glance(gesture.person)
            await ack(view.say(N_("I have written to you in a direct message.")))
            await start(world, gesture)
            await world.handled(gesture.arrival)

    return run


async def start(world: World, gesture: Gesture) -> None:
    """Begins a report, or asks again where the one under way has come to."""
    await _turn(world, gesture, ev.ReportStarted(gesture.person, uuid4().hex))


async def _turn(world: World, gesture: Gesture, event: ev.DraftEvent, draft: str = "") -> None:
    ctx = await world.context(gesture.person)
    await _decided(world, gesture, event, ctx, draft)


async def _decided(
    world: World, gesture: Gesture, event: ev.DraftEvent, ctx: Context, draft: str = ""
) -> None:
    """`draft` is the report that the pressed button belongs to; words belong to the one under way."""
    person, arrival = gesture.person, gesture.arrival
    await world.do(turns.on_draft, world.storage, event, ctx, person=person, arrival=arrival, draft=draft)


async def _said(world: World, gesture: Gesture) -> None:
    """A message in the direct message: files first, then words. Other channels are not read."""
    said = gesture.body["event"]
    if said.get("channel_type") != "im" or said.get("subtype") not in SPOKEN or said.get("bot_id"):
        return
    ctx = await world.context(gesture.person)
    for file in said.get("files") or ():
        await _offered(world, gesture, file, ctx)
    text = plain(str(said.get("text") or "")).strip()
    if not text:
        return
    said_by = gesture.person
    await world.do(turns.say, world.storage, ev.Typed(said_by, text), uuid4().hex, ctx, gesture.arrival)


async def _offered(world: World, gesture: Gesture, file: Body, ctx: Context) -> None:
    item = Evidence(
        id=uuid4().hex,
        source=str(file["id"]),
        name=str(file.get("name") or file["id"]),
        by=gesture.person,
        offered_at=ctx.now,
    )
    event = ev.FileOffered(gesture.person, item)
    await world.do(turns.offer_file, world.storage, event, uuid4().hex, ctx, gesture.arrival)


async def _answered(world: World, gesture: Gesture) -> None:
    draft, question, value = gesture.ids
    await _turn(world, gesture, ev.Answered(gesture.person, question, value), draft)


async def _chosen(world: World, gesture: Gesture) -> None:
    """The Continue button of a question with several choices: they lie in the message's state."""
    draft, question = gesture.ids
    picked = _picked(gesture.body)
    if not picked:
        raise Refused(N_("Choose at least one in the list first."))
    await _turn(world, gesture, ev.Answered(gesture.person, question, picked), draft)


def _picked(body: Body) -> tuple[str, ...]:
    for block in (body.get("state") or {}).get("values", {}).values():
        for action, state in block.items():
            if action == "choose":
                return tuple(option["value"] for option in state.get("selected_options") or ())
    return ()


async def _day(world: World, gesture: Gesture) -> None:
    draft, question, days = gesture.ids
    view = await world.view(gesture.person)
    local = view.ctx.now.astimezone(view.zone).date()
    value = (local - timedelta(days=int(days))).isoformat()
    await _decided(world, gesture, ev.Answered(gesture.person, question, value), view.ctx, draft)


async def _date(world: World, gesture: Gesture) -> None:
    draft, question = str(gesture.act["action_id"]).removeprefix("date:").split("|")
    day = gesture.act.get("selected_date")
    if day:
        await _turn(world, gesture, ev.Answered(gesture.person, question, str(day)), draft)


async def _involved(world: World, gesture: Gesture) -> None:
    draft, role = str(gesture.act["action_id"]).removeprefix("involve:").split("|")
    person = str(gesture.act.get("selected_user") or "")
    found = (await world.context(person)).people.get(person)
    if person and (found is None or not found.is_active or not found.is_member):
        raise Refused(N_("Choose a colleague. Bots, guests and people from elsewhere cannot be in a case."))
    kind: Literal["leader", "representative"] = "leader" if role == "leader" else "representative"
    await _turn(world, gesture, ev.PersonChosen(gesture.person, kind, person), draft)


async def _change(world: World, gesture: Gesture) -> None:
    draft, question = gesture.ids
    await _turn(world, gesture, ev.ChangeAsked(gesture.person, question), draft)


async def _rechoose(world: World, gesture: Gesture) -> None:
    option = gesture.act.get("selected_option") or {}
    draft, question = str(option.get("value", "|")).split("|")
    await _turn(world, gesture, ev.ChangeAsked(gesture.person, question), draft)


async def _withdrawn(world: World, gesture: Gesture) -> None:
    await _turn(world, gesture, ev.Withdrawn(gesture.person), gesture.ids[0])


async def _sent(world: World, gesture: Gesture) -> None:
    ctx = await world.context(gesture.person)
    person, arrival, draft = gesture.person, gesture.arrival, gesture.ids[0]
    await world.do(turns.send, world.storage, person, ctx, arrival=arrival, draft=draft)
