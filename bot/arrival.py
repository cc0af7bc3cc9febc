"""What arrives is written down before Slack is told so: Bolt tells it before a listener has run."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt import BoltResponse
from slack_bolt.context.async_context import AsyncBoltContext

from bot.world import World
from storage import inbox

Body = dict[str, Any]
ARRIVAL = "vaern_arrival"


def key_of(body: Body) -> str:
    """The same for every delivery of one act, different for any two acts.

    Events carry an id of their own; for the rest it is made of who, where, what and when.
    """
    if "event_id" in body:
        return str(body["event_id"])
    user = (body.get("user") or {}).get("id") or body.get("user_id", "")
    match body.get("type"):
        case "block_actions":
            act = body["actions"][0]
            place = body.get("container") or {}
            parts = (
                user,
                place.get("message_ts") or place.get("view_id"),
                act["action_id"],
                act.get("action_ts"),
            )
        case "view_submission" | "view_closed":
            parts = (user, body["type"], body["view"]["id"], body["view"].get("hash"))
        case _:
            parts = (user, body.get("trigger_id"), body.get("command"), body.get("callback_id"))
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


class Arrivals:
    """Bolt middleware: a repetition is answered 200 and dropped, anything new is kept first."""

    def __init__(self, world: World) -> None:
        self._world = world

    async def __call__(
        self, body: Body, context: AsyncBoltContext, next: Callable[[], Awaitable[BoltResponse]]
    ) -> BoltResponse:
        """Gives every listener the arrival's key in the context, under ARRIVAL."""
        if ARRIVAL not in context:
            key = key_of(body)
            if not await self._world.do(self._take_in, key, json.dumps(body).encode()):
                return BoltResponse(status=200, body="")
            context[ARRIVAL] = key
            self._world.under_way.add(key)
        return await next()

    def _take_in(self, key: str, payload: bytes) -> bool:
        with self._world.storage.transaction() as tx:
            return inbox.take_in(tx, key, payload, self._world.clock())
