"""Signed HTTP: Slack posts to /slack/events, and /health tells whether the product lives."""

from __future__ import annotations

import re
import time

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.app.async_app import AsyncApp

from bot.world import World

EVENTS = "/slack/events"
STALE_AFTER = 60.0
"""Seconds without a look of the delivery loop, after which the product is not well."""
SWEEPS_STALE_AFTER = 600.0
"""The same of the sweeps, one of which may wait for Slack and Graph for a while."""


def web_app(app: AsyncApp, world: World) -> web.Application:
    """The two addresses. Bolt checks the signature over the raw body before anything else happens."""

    async def events(request: web.Request) -> web.Response:
        # A timestamp that is no number makes Bolt answer 500; Slack's own is always one.
        if not re.fullmatch(r"[0-9]{1,12}", request.headers.get("X-Slack-Request-Timestamp", "")):
            return web.json_response({"error": "invalid request"}, status=401)
        try:
            asked = await to_bolt_request(request)
        except (ValueError, LookupError, RecursionError):
            # Bolt reads the body before it looks at the signature; Slack's own can always be read.
            return web.json_response({"error": "invalid request"}, status=401)
        answer = await app.async_dispatch(asked)
        return await to_aiohttp_response(answer)

    async def health(_: web.Request) -> web.Response:
        now = time.monotonic()
        looked = {
            "delivery": now - world.progress.delivered_at < STALE_AFTER,
            "sweeps": now - world.progress.swept_at < SWEEPS_STALE_AFTER,
        }
        stopped = [name for name, is_going in looked.items() if not is_going]
        if stopped:
            return web.json_response({"ok": False, "stopped": stopped}, status=503)
        return web.json_response({"ok": True})

    served = web.Application(client_max_size=4 * 1024**2)
    served.add_routes([web.post(EVENTS, events), web.get("/health", health)])
    return served
