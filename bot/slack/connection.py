"""The way to Slack: directly, or through the proxy that the environment names for an address.

HTTPS_PROXY, HTTP_PROXY and NO_PROXY count, as httpx and azure-identity take them for Microsoft Graph. Neither
slack_sdk nor aiohttp does all of it: slack_sdk knows no NO_PROXY and no proxy for files, and aiohttp's
`trust_env` none for a WebSocket; that one also looks for passwords in .netrc, and one for Slack's host there
would break every call.
"""

from __future__ import annotations

import logging
import re
from typing import Any
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.payload import MALFORMED, Malformed, check
from bot.progress import Progress
from bot.refusals import Refusals
from bot.slack.answers import is_rate_limited, rate_limited
from bot.slack.budgets import Budgets

SCHEMES = {"ws": "http", "wss": "https"}
"""By which variable a WebSocket's proxy is named."""


def proxy_for(address: str) -> str | None:
    """The proxy by which the address is reached, with its password if it has one; None for directly."""
    to = urlsplit(address)
    if proxy_bypass(to.netloc.rpartition("@")[2]):
        return None
    found = getproxies().get(SCHEMES.get(to.scheme, to.scheme))
    return found if not found or "://" in found else f"http://{found}"


class WebClient(AsyncWebClient):
    """A client of the Web API whose every call is counted, and made within its method's budget."""

    def __init__(self, budgets: Budgets, **options: Any) -> None:
        super().__init__(**options)
        self.budgets = budgets

    async def api_call(self, api_method: str, **given: Any) -> AsyncSlackResponse:
        """The way of every method. Raises HeldBack for a call that has to wait, and what slack_sdk raises."""
        await self.budgets.take(api_method)
        try:
            return await super().api_call(api_method, **given)
        except SlackApiError as error:
            if is_rate_limited(error.response):
                self.budgets.close(api_method, rate_limited(error.response.headers).seconds)
            raise


def web_client(base_url: str, budgets: Budgets | None = None, **options: Any) -> WebClient:
    """A client of the Web API, with slack_sdk's other options; by itself it counts for itself."""
    client = WebClient(budgets or Budgets(), base_url=base_url, **options)
    client.proxy = proxy_for(base_url)
    return client


class SocketHandler(AsyncSocketModeHandler):
    """Bolt's, with the look at the shape that bot/http.py takes as well."""

    def __init__(self, progress: Progress, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._malformed = Refusals(progress)

    async def handle(  # type: ignore[override]
        self, client: SocketModeClient, req: SocketModeRequest
    ) -> None:
        """What is malformed is acknowledged, or Slack would bring it again, and dropped."""
        try:
            check(req.payload)
        except Malformed:
            self._malformed.refused(MALFORMED)
            await client.send_socket_mode_response(SocketModeResponse(req.envelope_id))
            return
        await super().handle(client, req)


def socket_handler(
    app: AsyncApp, token: str, client: AsyncWebClient, address: str, progress: Progress
) -> AsyncSocketModeHandler:
    """Socket Mode, whose WebSockets are at addresses like that one."""
    log = logging.getLogger("bot.bolt.socket")
    log.addFilter(_without_password)
    handler = SocketHandler(progress, app, token, logger=log, web_client=client)
    handler.client.proxy = proxy_for(address)
    return handler


def _without_password(record: logging.LogRecord) -> bool:
    """slack_sdk logs the text of an exception, and aiohttp's tells the proxy's address with its password."""
    record.msg, record.args = re.sub(r"//[^/\s]*@", "//", record.getMessage()), ()
    return True
