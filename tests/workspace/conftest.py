"""A workspace with a small manifest, a Web API client, people with hands, and a real Bolt app to talk to."""

from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from tests.workspace.hands import Hands, RealTime
from tests.workspace.people import BOT_TOKEN
from tests.workspace.server import Workspace

MANIFEST = Path(__file__).with_name("manifest_for_tests.yaml")
PATIENCE = 60.0


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def real_time() -> RealTime:
    """The time by which triggers and response URLs expire, moved by the test."""
    return RealTime()


@pytest.fixture
async def workspace(real_time: RealTime) -> AsyncIterator[Workspace]:
    """An app that answers has a minute for it; a test of one that does not shortens that."""
    playing = Workspace(
        MANIFEST, retry_delays=(0, 0.05, 0.05), seconds_to_acknowledge=PATIENCE, monotonic=real_time
    )
    await playing.start()
    yield playing
    await playing.stop()


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as opened:
        yield opened


@pytest.fixture
def slack(workspace: Workspace) -> AsyncWebClient:
    return AsyncWebClient(token=BOT_TOKEN, base_url=f"{workspace.url}/api/", retry_handlers=[])


@pytest.fixture
def mette(workspace: Workspace, session: aiohttp.ClientSession) -> Hands:
    return Hands(workspace, session, "U0METTE")


@pytest.fixture
def omar(workspace: Workspace, session: aiohttp.ClientSession) -> Hands:
    return Hands(workspace, session, "U0OMAR")
