"""Microsoft Graph: who somebody's leader is.

Requests are built, authenticated and retried by msgraph-sdk; answers are read as JSON, since parsing one
typed model costs more than a second and 30 MB the first time.
"""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import httpx
from azure.core.credentials_async import AsyncTokenCredential
from azure.core.exceptions import AzureError
from azure.identity.aio import ClientSecretCredential
from kiota_abstractions.api_error import APIError
from kiota_abstractions.base_request_configuration import RequestConfiguration
from kiota_authentication_azure.azure_identity_authentication_provider import (
    AzureIdentityAuthenticationProvider,
)
from msgraph.generated.models.o_data_errors.o_data_error import ODataError
from msgraph.generated.users.item.manager.manager_request_builder import ManagerRequestBuilder
from msgraph.graph_request_adapter import GraphRequestAdapter
from msgraph.graph_request_adapter import options as sdk_options
from msgraph.graph_service_client import GraphServiceClient
from msgraph_core import GraphClientFactory

from bot.settings import GraphSettings

SECONDS = 15
AT_ONCE = 4
_Query = ManagerRequestBuilder.ManagerRequestBuilderGetQueryParameters


class GraphUnavailable(Exception):
    """Graph gave no answer; the case goes on by the people of organisation.toml."""


@dataclass(frozen=True)
class Manager:
    """A leader in Entra. `id` is the directory's."""

    id: str
    mail: str


class Graph:
    """The calls the product makes, at most four at once (Outlook's limit) and 15 seconds each."""

    def __init__(self, settings: GraphSettings, credential: AsyncTokenCredential | None = None) -> None:
        self._credential = credential or ClientSecretCredential(
            settings.tenant, settings.client, settings.secret
        )
        host = urlsplit(settings.base_url).hostname or ""
        scopes = [f"https://{host}/.default"]
        provider = AzureIdentityAuthenticationProvider(self._credential, scopes=scopes, allowed_hosts=[host])
        self._http = GraphClientFactory.create_with_default_middleware(
            client=httpx.AsyncClient(timeout=httpx.Timeout(10, connect=5)), options=dict(sdk_options)
        )
        self._adapter = GraphRequestAdapter(provider, client=self._http)
        self._adapter.base_url = settings.base_url
        self._client = GraphServiceClient(request_adapter=self._adapter)
        self._turn = asyncio.Semaphore(AT_ONCE)

    async def manager(self, user: str) -> Manager | None:
        """The leader of someone given by mail or directory id; None when there is none.

        Needs the application permission User.Read.All. Raises GraphUnavailable.
        """
        config = RequestConfiguration(query_parameters=_Query(select=["id", "mail", "accountEnabled"]))
        builder = self._client.users.by_user_id(user).manager
        answer = await self._asked(builder.to_get_request_information(config))
        if answer is None or answer.get("accountEnabled") is False:
            return None
        if not answer.get("mail") or not answer.get("id"):
            return None
        return Manager(str(answer["id"]), str(answer["mail"]))

    async def _asked(self, request: Any) -> dict[str, Any] | None:
        errors: Any = {"XXX": ODataError}
        try:
            async with self._turn, asyncio.timeout(SECONDS):
                body = await self._adapter.send_primitive_async(request, "bytes", errors)
        except APIError as error:
            if error.response_status_code == 404:
                return None
            raise GraphUnavailable(f"status {error.response_status_code}") from None
        except (httpx.TransportError, AzureError, TimeoutError) as error:
            raise GraphUnavailable(type(error).__name__) from None
        try:
            return dict(json.loads(bytes(body))) if body else None
        except (ValueError, TypeError):
            raise GraphUnavailable("unreadable") from None

    async def close(self) -> None:
        """Ends the connections."""
        await self._http.aclose()
        await self._credential.close()
