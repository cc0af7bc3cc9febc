"""What arrives is written down before Slack is told so: Bolt tells it before a listener has run.

A form is not: Slack is told what became of it, and until then it stays open with what was written in it.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import json
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

from slack_bolt import BoltResponse
from slack_bolt.context.async_context import AsyncBoltContext

from bot.slack.seen_message import SPOKEN
from bot.threads import acting
from bot.world import World
from flows.effects import Alert, Tell
from storage import inbox, outbox
from storage.database import Transaction

Body = dict[str, Any]
ARRIVAL = "vaern_arrival"
QUEUED = "vaern_queued"
LONGEST_WAIT_TO_ANSWER = 1.5
"""Slack gives three seconds to answer a press; an event is answered before its listener runs."""
LONGEST_WAIT = 15.0
OF_A_CHANNEL = frozenset({"member_joined_channel", "member_left_channel", "group_archive"})
"""Events that name a person who may never have heard of Værn."""


def key_of(body: Body) -> str:
    """The same for every delivery of one act, different for any two acts.

    What somebody says is known by where and when it stands, so that its deletion finds it again. Other
    events carry an id of their own and gestures a trigger id. A form is known by its view as it was shown
    and by what was filled in: whoever heard nothing and presses again has acted once.
    """
    event = body.get("event") or {}
    if event.get("type") == "message" and event.get("subtype") in SPOKEN:
        return key_of_message(str(event["channel"]), str(event["ts"]))
    if "event_id" in body:
        return str(body["event_id"])
    view = body.get("view") or {}
    parts = [person_of(body), body.get("type"), view.get("id")]
    if is_form(body):
        parts += [view.get(name) for name in ("hash", "callback_id", "private_metadata", "state")]
    else:
        parts.append(body.get("trigger_id"))
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def is_form(body: Body) -> bool:
    """Whether it is a submitted form, which is answered when it is decided, each time that it comes."""
    return body.get("type") == "view_submission"


def key_of_message(channel: str, ts: str) -> str:
    """The key of what was said in the channel at that time."""
    return hashlib.sha256(json.dumps(("message", channel, ts)).encode()).hexdigest()


def person_of(body: Body) -> str:
    """Who did it; "" where nobody did, as when Slack tells that somebody's profile has changed.

    Whoever deletes a message is named in that message alone. Who came into a channel did nothing with Værn.
    """
    event, user = body.get("event") or {}, body.get("user") or {}
    if event.get("type") in OF_A_CHANNEL:
        return ""
    before = event.get("previous_message") or {}
    deleted_by = "" if before.get("bot_id") else before.get("user")
    person = event.get("user") or user.get("id") or body.get("user_id") or deleted_by
    return person if isinstance(person, str) else ""


def end_in_vain(tx: Transaction, key: str, body: Body, now: datetime) -> None:
    """The arrival is done with, unless it is already: to try it again would fail again.

    A form that was not decided stays open, and may come again.
    """
    if inbox.is_waiting(tx, key, now):
        return
    is_undone = not inbox.is_done(tx, key) if is_form(body) else inbox.once(tx, key, now)
    if is_undone:
        owe_apology(tx, body, now)


def owe_apology(tx: Transaction, body: Body, now: datetime) -> None:
    """Tells the person and the operators of an act that could not be handled."""
    person = person_of(body)
    told = (Tell(person, "unhandled"),) if person else ()
    outbox.owe(tx, f"person:{person}", (*told, Alert("unhandled")), now)


def changes_nothing(body: Body, bot_user: str) -> bool:
    """Whether Slack tells what Værn itself did in a channel, or that a person has left it.

    It comes with every invitation, so nothing is written down for it.
    """
    event = body.get("event") or {}
    if event.get("type") == "member_joined_channel":
        return bot_user in (event.get("inviter"), event.get("user"))
    if event.get("type") == "member_left_channel":
        return bool(event.get("user") != bot_user)
    return event.get("type") == "group_archive" and event.get("user") == bot_user


class QueuedAct:
    """One act's place among those of its person: Bolt runs listeners side by side, in any order.

    Entered when the act before is over, or takes so long that waiting on would cost Slack's three seconds.
    """

    def __init__(self, before: asyncio.Event | None, longest_wait: float) -> None:
        self._before = before
        self._longest_wait = longest_wait
        self.over = asyncio.Event()

    async def __aenter__(self) -> None:
        if self._before is not None:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._before.wait(), self._longest_wait)

    async def __aexit__(self, *_: object) -> None:
        self.over.set()

    async def passed(self) -> None:
        """Gives the turn on without acting: the act was a repetition."""
        async with self:
            return


class Arrivals:
    """Bolt middleware: a repetition, or what changes nothing, is answered 200 and dropped.

    Anything else is kept first, but for forms: each time that one comes its listener decides it, and the
    turn that takes it keeps its key, so that it is taken once.
    """

    def __init__(self, world: World) -> None:
        self._world = world
        self._latest: dict[str, asyncio.Event] = {}
        self._passing: set[asyncio.Task[None]] = set()

    async def __call__(
        self, body: Body, context: AsyncBoltContext, next: Callable[[], Awaitable[BoltResponse]]
    ) -> BoltResponse:
        """Gives every listener the arrival's key and the act's place, under ARRIVAL and QUEUED."""
        if changes_nothing(body, self._world.bot_user):
            return BoltResponse(status=200, body="")
        # Somebody may have set the clock just now, and what is decided upon this act counts from its time.
        self._world.keeper.look()
        person = person_of(body)
        acting.set(person)
        is_answered = "event" in body
        longest = LONGEST_WAIT if is_answered else LONGEST_WAIT_TO_ANSWER
        turn = context[QUEUED] = QueuedAct(self._latest.get(person), longest)
        if person:
            self._latest[person] = turn.over
        if ARRIVAL not in context:
            key = key_of(body)
            if not is_form(body) and not await self._is_new(turn, key, body):
                return BoltResponse(status=200, body="")
            context[ARRIVAL] = key
            self._world.arrivals.under_way.add(key)
        return await next()

    async def _is_new(self, turn: QueuedAct, key: str, body: Body) -> bool:
        """Writes it down. What is a repetition, or cannot be written down, keeps no later act waiting."""
        is_new = False
        try:
            is_new = await self._world.write(self._take_in, key, json.dumps(body).encode())
        finally:
            if not is_new:
                self._passing.add(passing := asyncio.create_task(turn.passed()))
                passing.add_done_callback(self._passing.discard)
        return is_new

    def _take_in(self, key: str, payload: bytes) -> bool:
        with self._world.storage.transaction() as tx:
            return inbox.take_in(tx, key, payload, self._world.clock())
