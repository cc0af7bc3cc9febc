"""Whether Microsoft lets Værn in at all: asked at a start, and of no importance while Microsoft is silent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.graph.sign_in import is_refused, scope_of
from bot.misconfigured import Misconfigured
from bot.settings import GraphSettings

if TYPE_CHECKING:
    from azure.core.credentials_async import AsyncTokenCredential

LONGEST = 15.0
MEND = "Check GRAPH_TENANT_ID, GRAPH_CLIENT_ID and GRAPH_CLIENT_SECRET against the app in Entra."
REFUSED = f"Microsoft refuses the app that is to ask Graph. {MEND}"


class NotLetIn(Misconfigured):
    """Microsoft refuses the app, which it may have let in before."""


async def check_graph(settings: GraphSettings, credential: AsyncTokenCredential | None) -> None:
    """Asks for a token; what may pass is only logged. Without a credential that of the settings is made.

    Raises NotLetIn when Microsoft refuses it, and Misconfigured for settings with which nobody can be asked.
    """
    from azure.identity.aio import ClientSecretCredential

    try:
        asking = credential or ClientSecretCredential(settings.tenant, settings.client, settings.secret)
    except ValueError:
        raise Misconfigured([REFUSED]) from None
    async with asking:
        if await is_refused(asking, scope_of(settings.base_url), LONGEST):
            raise NotLetIn([REFUSED])
