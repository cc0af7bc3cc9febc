"""The connection to Microsoft Graph: who may have the token, how long is waited, and what a failure means.

Requests are built, authenticated and retried by msgraph-sdk; answers are read as JSON, since parsing one
typed model costs more than a second and 30 MB the first time. Building a body by the models costs neither.
"""

from __future__ import annotations

import asyncio
import json
import re
import ssl
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import httpx
from azure.core.credentials_async import AsyncTokenCredential
from azure.core.exceptions import AzureError
from azure.identity.aio import ClientSecretCredential
from kiota_abstractions.api_error import APIError
from kiota_abstractions.request_information import RequestInformation
from kiota_authentication_azure.azure_identity_authentication_provider import (
    AzureIdentityAuthenticationProvider,
)
from kiota_http.kiota_client_factory import KiotaClientFactory
from kiota_http.middleware.options import RedirectHandlerOption, RetryHandlerOption
from kiota_http.middleware.retry_handler import RetryHandler
from msgraph.generated.models.o_data_errors.o_data_error import ODataError
from msgraph.graph_request_adapter import GraphRequestAdapter
from msgraph.graph_request_adapter import options as sdk_options
from msgraph.graph_service_client import GraphServiceClient
from msgraph_core import GraphClientFactory

from bot.graph.answers import GraphRefused, GraphUnavailable
from bot.graph.sign_in import is_refused, scope_of
from bot.settings import GraphSettings

AT_ONCE = 4
SHARE_OF_ONE_WAIT = 1 / 3
"""A longer Retry-After would use up the time of a call: the caller tries again later instead."""
NEVER_DONE = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError, AzureError)
"""What comes before a request is sent."""
TRY_LATER = frozenset({408, 425, 429, 500, 502, 503, 504, 509})
PERHAPS_DONE = frozenset({408, 500, 502, 504})
ASKED_TO_WAIT = frozenset({429, 509})
"""Of too many requests, and of too many bytes."""


class _ShortWaits(RetryHandler):
    """The SDK's repeats, without waits that a call has no time for."""

    def __init__(self, longest: float) -> None:
        super().__init__(RetryHandlerOption(delay=1, max_retries=2))
        self._longest = longest

    def get_delay_time(
        self,
        retry_count: int,
        response: httpx.Response | None = None,
        delay: float = RetryHandlerOption.DEFAULT_DELAY,
    ) -> float:
        """The wait; the SDK gives up at its MAX_DELAY."""
        wait = super().get_delay_time(retry_count, response, delay)
        return wait if wait <= self._longest else RetryHandlerOption.MAX_DELAY


class Connection:
    """At most four requests at once (Outlook's limit), each answered or given up within `seconds`."""

    def __init__(
        self, settings: GraphSettings, credential: AsyncTokenCredential | None, seconds: float
    ) -> None:
        self.base_url = settings.base_url
        self._seconds = seconds
        self._credential = credential or ClientSecretCredential(
            settings.tenant, settings.client, settings.secret
        )
        host = urlsplit(settings.base_url).hostname or ""
        self._scope = scope_of(settings.base_url)
        self._provider = AzureIdentityAuthenticationProvider(
            self._credential, scopes=[self._scope], allowed_hosts=[host]
        )
        self._http = _http(seconds)
        self._adapter = GraphRequestAdapter(self._provider, client=self._http)
        self._adapter.base_url = settings.base_url
        self.client = GraphServiceClient(request_adapter=self._adapter)
        self._turn = asyncio.Semaphore(AT_ONCE)

    async def answer(self, request: RequestInformation, *, changes: bool = False) -> dict[str, Any]:
        """The JSON of the answer, {} when it has none. `changes` tells that the request does something.

        Raises GraphUnavailable and GraphRefused.
        """
        is_sent = False
        try:
            async with asyncio.timeout(self._seconds), self._turn:
                self._adapter.set_base_url_for_request_information(request)
                # Beforehand, so that a failure to get the token is known from one of the request.
                await self._provider.authenticate_request(request)
                is_sent = True
                body: Any = await self._adapter.send_primitive_async(request, "bytes", {"XXX": ODataError})
        except APIError as error:
            raise _failure(error, changes) from None
        except NEVER_DONE as error:
            raise GraphUnavailable(type(error).__name__) from None
        except (httpx.HTTPError, TimeoutError) as error:
            raise GraphUnavailable(type(error).__name__, is_unknown=changes and is_sent) from None
        return _object(body, changes)

    @asynccontextmanager
    async def within(self, seconds: float | None = None) -> AsyncIterator[None]:
        """One limit for several requests. Raises GraphUnavailable when it is over."""
        try:
            async with asyncio.timeout(self._seconds if seconds is None else seconds):
                yield
        except TimeoutError as error:
            raise GraphUnavailable(type(error).__name__) from None

    def is_own(self, address: str) -> bool:
        """Whether an address that an answer gave is Graph's, so that the token may go there."""
        return urlsplit(address)[:2] == urlsplit(self.base_url)[:2]

    async def is_let_in(self) -> bool:
        """Whether Microsoft gives us a token; so it is taken to be while it cannot be asked."""
        return not await is_refused(self._credential, self._scope, self._seconds)

    async def close(self) -> None:
        """Ends the connections."""
        await self._http.aclose()
        await self._credential.close()


async def _refuse_redirect(response: httpx.Response) -> None:
    """The SDK takes a redirect that it does not follow for a success."""
    if 300 <= response.status_code < 400:
        raise GraphRefused(response.status_code)


def _http(seconds: float) -> httpx.AsyncClient:
    # Graph redirects none of our calls; a redirect would carry whom we ask about, and bodies, elsewhere.
    redirects = RedirectHandlerOption(should_redirect=False)
    options: dict[str, Any] = {**sdk_options, RedirectHandlerOption.get_key(): redirects}
    short = _ShortWaits(seconds * SHARE_OF_ONE_WAIT)
    parts = KiotaClientFactory.get_default_middleware(options)
    client: httpx.AsyncClient = GraphClientFactory.create_with_custom_middleware(
        [short if isinstance(part, RetryHandler) else part for part in parts],
        client=httpx.AsyncClient(
            timeout=httpx.Timeout(10, connect=5),
            event_hooks={"response": [_refuse_redirect]},
            verify=_authorities(),
        ),
    )
    return client


@cache
def _authorities() -> ssl.SSLContext:
    """Those whom we trust to vouch for Graph: read once, as it takes a while."""
    return httpx.create_ssl_context()


def _failure(error: APIError, changes: bool) -> GraphUnavailable | GraphRefused:
    status = error.response_status_code or 0
    if status in TRY_LATER:
        is_unknown = changes and status in PERHAPS_DONE
        return unavailable(status, error.response_headers or {}, is_unknown)
    told = error.error.code if isinstance(error, ODataError) and error.error else None
    return GraphRefused(status, told if told and re.fullmatch(r"[A-Za-z_.]{1,80}", told) else "")


def unavailable(status: int, headers: Mapping[str, str], is_unknown: bool) -> GraphUnavailable:
    """What a status of `TRY_LATER` means."""
    is_failure = status not in ASKED_TO_WAIT
    return GraphUnavailable(f"status {status}", retry_after(headers), is_unknown, is_failure=is_failure)


def retry_after(headers: Mapping[str, str]) -> float | None:
    """The seconds that Retry-After asks for, as a number or as an HTTP date; None without it."""
    text = headers.get("Retry-After") or ""
    if re.fullmatch(r"[0-9]{1,6}", text):
        return float(text)
    try:
        return max(0.0, (parsedate_to_datetime(text) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):
        return None


def _object(body: bytes | None, changes: bool) -> dict[str, Any]:
    try:
        found = json.loads(body) if body else {}
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise GraphUnavailable("unreadable", is_unknown=changes)
    return found
