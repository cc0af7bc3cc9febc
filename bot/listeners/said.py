"""What people write, drop and save: to the report under way, to a case, or to where they then choose."""

from __future__ import annotations

import hashlib
import json
import re
from datetime import UTC, datetime
from uuid import uuid4

from slack_bolt.app.async_app import AsyncApp

from bot.arrival import key_of_message
from bot.listeners.gesture import Body, Gesture, listener
from bot.slack.seen_message import SPOKEN, TOMBSTONE, app_of, files_of, people_of, seen
from bot.slack.seen_message import Forwarded as SeenForwarded
from bot.world import World
from flows.case.case import Evidence
from flows.effects import Refused
from flows.evidence.items import LONGEST_DETAIL
from flows.evidence.routing import DEALT_WITH, Forwarded, IncomingContent, PlaceChosen
from flows.people.organisation import Context
from flows.screens.view import View
from flows.words import N_
from storage import deletions, drafts, inbox, routing

SAVE = "save"
TEXT = "text"
"""The part of a message that is its writer's own words."""
MOST_ASKED_FOR = 20
"""People of one message whose names Slack is asked for; further ones stay as Slack writes them."""
NOTHING_TO_KEEP = N_(
    "There is nothing in that message that I can keep. Take a screenshot of it, and send it to me here."
)


def register(app: AsyncApp, world: World) -> None:
    """Ties messages, the shortcut on a message and the choice of a place to what they mean."""
    app.event("message")(listener(world, _said))
    app.shortcut(SAVE)(listener(world, _saved))
    app.action(re.compile(r"^place\."))(listener(world, _place_chosen))


async def _said(world: World, gesture: Gesture) -> None:
    """A message in the direct messages with Værn. Other channels are not read."""
    said = gesture.body["event"]
    if said.get("channel_type") != "im" or said.get("bot_id"):
        return
    match said.get("subtype"):
        case "message_changed":
            await _changed(world, gesture, said)
        case "message_deleted":
            await _deleted(world, gesture, str(said["deleted_ts"]))
        case subtype if subtype in SPOKEN:
            await _drop(world, gesture)


async def _saved(world: World, gesture: Gesture) -> None:
    """A message of any conversation that somebody keeps in the case: "Gem i sagen"."""
    await _drop(world, gesture)


async def _drop(world: World, gesture: Gesture) -> None:
    ctx = await world.context(gesture.person)
    dropped = await _dropped(world, gesture.body, gesture.arrival, ctx)
    if not dropped.text and not dropped.has_evidence:
        raise Refused(NOTHING_TO_KEEP)
    await world.turn(routing.drop, world.storage, dropped, uuid4().hex, ctx, arrival=gesture.arrival)


async def _dropped(world: World, body: Body, arrival: str, ctx: Context) -> IncomingContent:
    """The message as the flow knows it. Its ids follow from the arrival's: a second try makes no others."""
    message = body.get("event") or body["message"]
    is_saved = "message" in body and "event" not in body
    person = str((body.get("event") or {}).get("user") or (body.get("user") or {}).get("id") or "")
    found = seen(message, await _names(world, message))
    view = await world.view(person)
    forwarded = tuple(
        Forwarded(item_of(arrival, _forwarded_part(place)), one.text, _origin_of(one, view))
        for place, one in enumerate(found.forwarded)
        if one.text
    )
    return IncomingContent(
        by=person,
        text=found.text,
        item=item_of(arrival, TEXT),
        files=_files(message, arrival, person, ctx.now),
        is_saved=is_saved,
        channel=str((body.get("channel") or {}).get("id") or "") if is_saved else "",
        details=await _origin(world, body, person) if is_saved else {},
        said_at=_moment(str(message["ts"])),
        forwarded=forwarded,
    )


async def _names(world: World, message: Body) -> dict[str, str]:
    """The names of those whom the message mentions; Slack is asked for those who are not known."""
    wanted = people_of(message)
    unknown = [person for person in wanted if person not in world.known().people]
    await world.learn(*unknown[:MOST_ASKED_FOR])
    known = world.known().people
    return {person: known[person].name for person in wanted if person in known}


def _files(message: Body, arrival: str, by: str, now: datetime) -> tuple[Evidence, ...]:
    """The files of the message and of those forwarded with it, each once."""
    found = {str(file["id"]): str(file.get("name") or file.get("title") or "") for file in files_of(message)}
    return tuple(
        Evidence(id=item_of(arrival, file), source=file, name=name, by=by, offered_at=now)
        for file, name in found.items()
    )


def _forwarded_part(place: int) -> str:
    return f"forwarded {place}"


def item_of(arrival: str, part: str) -> str:
    """The id of what came with an arrival: a second delivery of it makes no other."""
    return hashlib.sha256(f"{arrival}:{part}".encode()).hexdigest()[:32]


def _items_of(message: Body, arrival: str) -> frozenset[str]:
    """The ids of all that could have been kept of a message that came with that arrival."""
    forwarded = (_forwarded_part(place) for place in range(len(message.get("attachments") or ())))
    parts = (TEXT, *forwarded, *(str(file["id"]) for file in files_of(message)))
    return frozenset(item_of(arrival, part) for part in parts)


def _moment(ts: str) -> datetime:
    return datetime.fromtimestamp(float(ts), UTC)


async def _origin(world: World, body: Body, person: str) -> dict[str, str]:
    """Where a saved message comes from: who wrote it, where and when."""
    message = body["message"]
    view = await world.view(person, str(message.get("user") or ""))
    sender = view.name(str(message["user"])) if message.get("user") else app_of(message)
    place = str((body.get("channel") or {}).get("name") or "")
    return _details(view, sender, place, str(message["ts"]))


def _origin_of(message: SeenForwarded, view: View) -> dict[str, str]:
    """The same of a forwarded message, as far as Slack tells it."""
    return _details(view, message.author, message.place, message.ts, link=message.link)


def _details(view: View, sender: str, place: str, ts: str, *, link: str = "") -> dict[str, str]:
    posted = f"{_moment(ts).astimezone(view.zone):%Y-%m-%dT%H:%M}" if ts else ""
    where = f"Slack, {place}" if place else "Slack"
    found = {"platform": "other", "place": where, "sender": sender, "link": link, "posted": posted}
    return {key: value[:LONGEST_DETAIL] for key, value in found.items() if value}


async def _changed(world: World, gesture: Gesture, said: Body) -> None:
    """Somebody corrects what they wrote: what was sent first counts, and they are told how to change it."""
    before, after = said.get("previous_message") or {}, said.get("message") or {}
    if after.get("subtype") == TOMBSTONE:
        return await _deleted(world, gesture, str(after["ts"]))
    person = str(after.get("user") or "")
    if not person or after.get("bot_id") or seen(before, {}).text == seen(after, {}).text:
        return None
    if await world.read(lambda tx: drafts.id_of(tx, person)):
        view = await world.view(person)
        sentence = N_("I have kept what you wrote first. Choose Change at the answer to correct it.")
        await world.slack.whisper(str(said["channel"]), person, view.say(sentence))


async def _deleted(world: World, gesture: Gesture, ts: str) -> None:
    """Somebody deletes what they wrote: a case that keeps something of it notes that, and they are told."""
    said = gesture.body["event"]
    before = said.get("previous_message") or {}
    if not gesture.person or before.get("bot_id"):
        return
    items = _items_of(before, key_of_message(str(said["channel"]), ts))
    now, arrival = world.clock(), gesture.arrival
    await world.turn(deletions.note, world.storage, gesture.person, items, now, arrival=arrival)


async def _place_chosen(world: World, gesture: Gesture) -> None:
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
        routing.choose,
        world.storage,
        dropped,
        PlaceChosen(arrival, where, *gesture.place),
        uuid4().hex,
        ctx,
        arrival=gesture.arrival,
    )
