"""Signed HTTP: Slack posts to /slack/events."""

from __future__ import annotations

import logging
import re
import time

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.app.async_app import AsyncApp

from bot.world import World

log = logging.getLogger(__name__)

EVENTS = "/slack/events"
SECONDS_BETWEEN_LINES = 60.0
OLDEST = 300
"""Seconds after which Bolt takes a signed request for a copy of an old one, as Slack says it should:
docs.slack.dev/authentication/verifying-requests-from-slack.
"""


class Refusals:
    """Requests that were not let in, counted, and logged once a minute with what may mend it."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._told_at: float | None = None

    def refused(self, stamp: str) -> None:
        """One with that timestamp of its sender's clock."""
        self._world.progress.refused_requests += 1
        now = time.monotonic()
        if self._told_at is None or now - self._told_at >= SECONDS_BETWEEN_LINES:
            self._told_at = now
            log.warning("a request to %s was not let in: %s", EVENTS, self._why(stamp))

    def _why(self, stamp: str) -> str:
        off = abs(time.time() - int(stamp)) if re.fullmatch(r"[0-9]{1,12}", stamp) else 0
        if off > OLDEST:
            apart = f"its time and this machine's are {off / 60:.0f} minutes apart"
            return f"{apart}; set the clock by a time server"
        return "it is not signed with SLACK_SIGNING_SECRET; copy that again from the app's page"


def _has_form(request: web.Request, stamp: str) -> bool:
    """Whether it may be one of Slack's at all: what else there is makes Bolt or aiohttp answer 500."""
    signature = request.headers.get("X-Slack-Signature", "")
    is_plain = request.headers.get("Content-Encoding", "identity") == "identity"
    has_signature = re.fullmatch(r"v0=[0-9a-f]{64}", signature) is not None
    return is_plain and has_signature and re.fullmatch(r"[0-9]{1,12}", stamp) is not None


def web_app(app: AsyncApp, world: World) -> web.Application:
    """The address that Slack calls. Bolt checks the signature over the raw body before anything else."""
    refusals = Refusals(world)

    async def events(request: web.Request) -> web.Response:
        stamp = request.headers.get("X-Slack-Request-Timestamp", "")
        if not _has_form(request, stamp):
            refusals.refused(stamp)
            return web.json_response({"error": "invalid request"}, status=401)
        try:
            asked = await to_bolt_request(request)
        except (ValueError, LookupError, RecursionError):
            # Bolt reads the body before it looks at the signature; Slack's own can always be read.
            return web.json_response({"error": "invalid request"}, status=401)
        answer = await app.async_dispatch(asked)
        if answer.status == 401:
            refusals.refused(stamp)
        return await to_aiohttp_response(answer)

    served = web.Application(client_max_size=4 * 1024**2)
    served.add_routes([web.post(EVENTS, events)])
    return served
