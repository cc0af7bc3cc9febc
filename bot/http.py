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
        is_alive = time.monotonic() - world.delivered_at < STALE_AFTER
        return web.json_response({"ok": is_alive}, status=200 if is_alive else 503)

    served = web.Application(client_max_size=4 * 1024**2)
    served.add_routes([web.post(EVENTS, events), web.get("/health", health)])
    return served
