"""What people write, drop and save: to the report under way, to a case, or to where they then choose."""

from __future__ import annotations

import hashlib
import json
import re
from datetime import UTC, datetime
from uuid import uuid4

from slack_bolt.app.async_app import AsyncApp

from bot.listeners.gesture import Body, Gesture, listener
from bot.typed import plain
from bot.world import World
from flows.case import Evidence
from flows.effects import Refused
from flows.organisation import Context
from flows.placing import DEALT_WITH, Dropped
from flows.screens.view import View
from flows.words import N_
from storage import drafts, inbox, placing

SAVE = "save"
SPOKEN = frozenset({None, "file_share"})


def register(app: AsyncApp, world: World) -> None:
    """Ties messages, the shortcut on a message and the choice of a place to what they mean."""
    app.event("message")(listener(world, _said))
    app.shortcut(SAVE)(listener(world, _saved))
    app.action(re.compile(r"^place\."))(listener(world, _placed))


async def _said(world: World, gesture: Gesture) -> None:
    """A message in the direct messages with Værn. Other channels are not read."""
    said = gesture.body["event"]
    if said.get("channel_type") != "im" or said.get("bot_id"):
        return
    if said.get("subtype") == "message_changed":
        await _changed(world, said)
    elif said.get("subtype") in SPOKEN:
        await _drop(world, gesture)


async def _saved(world: World, gesture: Gesture) -> None:
    """A message of any conversation that somebody keeps in the case: "Gem i sagen"."""
    await _drop(world, gesture)


async def _drop(world: World, gesture: Gesture) -> None:
    ctx = await world.context(gesture.person)
    dropped = await _dropped(world, gesture.body, gesture.arrival, ctx)
    if dropped.text or dropped.files:
        await world.turn(placing.drop, world.storage, dropped, uuid4().hex, ctx, arrival=gesture.arrival)
    elif dropped.is_saved:
        raise Refused(N_("There is nothing in that message that can be kept."))


async def _dropped(world: World, body: Body, arrival: str, ctx: Context) -> Dropped:
    """The message as the flow knows it. Its ids follow from the arrival's: a second try makes no others."""
    message = body.get("event") or body["message"]
    is_saved = "message" in body and "event" not in body
    person = str((body.get("event") or {}).get("user") or (body.get("user") or {}).get("id") or "")
    files = tuple(
        Evidence(
            id=item_of(arrival, str(file["id"])),
            source=str(file["id"]),
            name=str(file.get("name") or file["id"]),
            by=person,
            offered_at=ctx.now,
        )
        for file in message.get("files") or ()
    )
    text = plain(str(message.get("text") or "")).strip()
    said_at = datetime.fromtimestamp(float(message["ts"]), UTC)
    channel = str((body.get("channel") or {}).get("id") or "") if is_saved else ""
    details = await _origin(world, body, person) if is_saved else {}
    return Dropped(person, text, item_of(arrival, "text"), files, is_saved, channel, details, said_at)


def item_of(arrival: str, part: str) -> str:
    """The id of what came with an arrival: a second delivery of it makes no other."""
    return hashlib.sha256(f"{arrival}:{part}".encode()).hexdigest()[:32]


async def _origin(world: World, body: Body, person: str) -> dict[str, str]:
    """Where a saved message comes from: who wrote it, where and when."""
    message = body["message"]
    view: View = await world.view(person, str(message.get("user") or ""))
    sent = datetime.fromtimestamp(float(message["ts"]), UTC).astimezone(view.zone)
    sender = view.name(str(message["user"])) if message.get("user") else str(message.get("username") or "")
    name = str((body.get("channel") or {}).get("name") or "")
    place = f"Slack, {name}" if name else "Slack"
    found = {"platform": "other", "place": place, "sender": sender, "posted": f"{sent:%Y-%m-%dT%H:%M}"}
    return {key: value for key, value in found.items() if value}


async def _changed(world: World, said: Body) -> None:
    """Somebody corrects what they wrote: what was sent first counts, and they are told how to change it."""
    before, after = said.get("previous_message") or {}, said.get("message") or {}
    person = str(after.get("user") or "")
    if not person or after.get("bot_id") or before.get("text") == after.get("text"):
        return

    if await world.read(lambda tx: drafts.id_of(tx, person)):
        view = await world.view(person)
        sentence = N_("I have kept what you wrote first. Choose Change at the answer to correct it.")
        await world.slack.whisper(str(said["channel"]), person, view.say(sentence))


async def _placed(world: World, gesture: Gesture) -> None:
    """The choice of a place for what was dropped without one."""
    arrival, where = gesture.ids
    ctx = await world.context(gesture.person)
    payload = await world.read(lambda tx: inbox.held(tx, arrival, ctx.now))
    if payload is None:
        raise Refused(DEALT_WITH)
    dropped = await _dropped(world, json.loads(payload), arrival, ctx)
    if dropped.by != gesture.person:
        raise Refused(DEALT_WITH)
    await world.turn(
        placing.choose,
        world.storage,
        dropped,
        where,
        uuid4().hex,
        ctx,
        waiting=arrival,
        arrival=gesture.arrival,
    )
