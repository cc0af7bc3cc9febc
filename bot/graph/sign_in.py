"""Whether Microsoft lets Værn in at all, for which nothing of the SDK has to be read."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from azure.core.credentials_async import AsyncTokenCredential
    from azure.core.exceptions import ClientAuthenticationError

log = logging.getLogger(__name__)


def scope_of(base_url: str) -> str:
    """What a token is asked for: all that the app may do at that Graph."""
    return f"https://{urlsplit(base_url).hostname or ''}/.default"


async def is_refused(credential: AsyncTokenCredential, scope: str, seconds: float) -> bool:
    """Whether Microsoft refuses the app a token: not while it cannot be asked, or is silent for `seconds`."""
    from azure.core.exceptions import AzureError, ClientAuthenticationError

    try:
        async with asyncio.timeout(seconds):
            await credential.get_token(scope)
    except (AzureError, TimeoutError) as error:
        if isinstance(error, ClientAuthenticationError) and _is_final(error):
            return True
        log.warning("graph cannot be asked now: %s", type(error).__name__)
    return False


def _is_final(error: ClientAuthenticationError) -> bool:
    """Azure-identity raises the same while Microsoft's sign-in is disturbed."""
    status = error.status_code or 0
    return status != 429 and status < 500
