"""Starting and stopping: settings are checked, everything is put together, and the loops run."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TextIO

import aiohttp
from aiohttp import web
from azure.core.credentials_async import AsyncTokenCredential
from pyrage.x25519 import Identity, Recipient
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.exc import OperationalError

from bot import organisation as organisation_file
from bot.app import build
from bot.clockwork import pick_up, schedule, stop
from bot.delivery import Delivery
from bot.directory import Directory
from bot.graph import Graph
from bot.http import web_app
from bot.misconfigured import Misconfigured
from bot.settings import Settings
from bot.slack import Slack, SlackRefused, SlackUnavailable, asked
from bot.world import Clock, World
from flows.organisation import Organisation
from storage import outbox
from storage.database import InUse, Storage, open_storage, prepare_folder, take_folder
from storage.keys import Keyring, make_master, read_identity, read_recipient

log = logging.getLogger(__name__)

RESTORE = "Restore it from your copy; never make a new one."

UNREACHABLE = "Slack cannot be reached. Check the network, the proxy and SLACK_API_URL."
# On the session, since the SDK leaves its own timeout out where it is given one.
SLACK_ANSWERS = aiohttp.ClientTimeout(total=20)


def system_clock() -> datetime:
    """The time now, aware, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Surroundings:
    """What a test replaces: the clock, the paces, and who vouches for us at Microsoft.

    Slack wants at most one post a second a channel: docs.slack.dev/apis/web-api/rate-limits.
    """

    clock: Clock = system_clock
    seconds_between_sweeps: float = 30.0
    seconds_between_posts: float = 1.0
    credential: AsyncTokenCredential | None = field(default=None)


@asynccontextmanager
async def running(settings: Settings, around: Surroundings) -> AsyncIterator[World]:
    """The product at work until the block ends; then what has begun is finished and nothing new is taken.

    Raises Misconfigured with every fault found, before anything is sent to anybody.
    """
    async with AsyncExitStack() as stack:
        file = organisation_file.read(settings.organisation)
        session = await stack.enter_async_context(aiohttp.ClientSession(timeout=SLACK_ANSWERS))
        slack = _slack(settings, session, around)
        bot_user = await _bot_user(slack)
        found = await _organisation(file, slack)
        recovery = tuple(read_recipient(text) for text in file.recovery_recipients)
        storage = await asyncio.to_thread(_open, settings, recovery, stack)
        graph = Graph(settings.graph, around.credential) if settings.graph else None
        if graph is not None:
            stack.push_async_callback(graph.close)
        directory = Directory(slack, found, graph)
        world = World(found, storage, slack, directory, around.clock, bot_user, settings.largest_file)
        await _work(stack, world, settings, around)
        yield world


def _slack(settings: Settings, session: aiohttp.ClientSession, around: Surroundings) -> Slack:
    # Without the SDK's own retries: a post that was repeated by it could not be told from the first.
    client = AsyncWebClient(
        token=settings.bot_token,
        base_url=settings.slack_api,
        session=session,
        retry_handlers=[],
    )
    return Slack(client, session, around.seconds_between_posts)


async def _bot_user(slack: Slack) -> str:
    try:
        return str((await asked(slack.client.auth_test()))["user_id"])
    except SlackRefused as refusal:
        fault = f"SLACK_BOT_TOKEN was refused by Slack ({refusal.error}). Copy it again from the app's page."
    except SlackUnavailable:
        fault = UNREACHABLE
    raise Misconfigured([fault])


async def _organisation(file: organisation_file.File, slack: Slack) -> Organisation:
    try:
        return await organisation_file.resolve(file, slack.person_by_mail)
    except SlackRefused as refusal:
        mend = "Install the app again from its manifest."
        fault = f"Slack refused to look people up ({refusal.error}). {mend}"
    except SlackUnavailable:
        fault = UNREACHABLE
    raise Misconfigured([fault])


def _open(settings: Settings, recovery: tuple[Recipient, ...], stack: AsyncExitStack) -> Storage:
    prepare_folder(settings.data)
    if not settings.database_url:
        stack.callback(_lock(settings).close)
    keyring = Keyring(_master(settings), recovery)
    try:
        storage = open_storage(settings.database_url, keyring, settings.data)
    except OperationalError:
        fault = "The database of DATABASE_URL cannot be reached. Check its address, user and password."
        raise Misconfigured([fault]) from None
    stack.callback(storage.close)
    with storage.transaction() as tx:
        if not keyring.fits(tx.session):
            raise Misconfigured([f"The master key does not open what is stored. {RESTORE}"])
        if not storage.is_shared:
            outbox.release_all(tx)
    return storage


def _lock(settings: Settings) -> TextIO:
    try:
        return take_folder(settings.data)
    except InUse:
        mend = "Stop the other one first, or give each its own folder."
        fault = f"Another Værn is running with the data folder {settings.data}. {mend}"
        raise Misconfigured([fault]) from None


def _master(settings: Settings) -> Identity:
    """The master key: from the setting, else from its file, else made at this first start."""
    path = settings.data / "master.key"
    try:
        if settings.master_key:
            return read_identity(settings.master_key)
        if path.exists():
            return read_identity(path.read_text())
    except ValueError:
        raise Misconfigured([f"The master key is not an age secret key. {RESTORE}"]) from None
    if (settings.data / "vaern.db").exists():
        raise Misconfigured([f"The master key {path} is missing, and there are cases it opened. {RESTORE}"])
    log.warning("made the master key %s: keep a copy apart from the data, or all is lost with it", path)
    return make_master(path)


async def _work(stack: AsyncExitStack, world: World, settings: Settings, around: Surroundings) -> None:
    app = build(world, settings.signing_secret)
    delivery = Delivery(world)
    loop = asyncio.create_task(delivery.run())
    stack.push_async_callback(_finish, delivery, loop)
    clock = schedule(world, app, around.seconds_between_sweeps)
    await pick_up(world, app, timedelta())
    clock.start()
    stack.push_async_callback(stop, world, clock)
    await (_listen_on_socket if settings.app_token else _listen_on_http)(stack, app, settings)
    log.info("Værn is ready")


async def _finish(delivery: Delivery, loop: asyncio.Task[None]) -> None:
    delivery.stop()
    await loop


async def _listen_on_socket(stack: AsyncExitStack, app: AsyncApp, settings: Settings) -> None:
    client = AsyncWebClient(base_url=settings.slack_api, timeout=20)
    await _check_app_token(client, settings.app_token)
    handler = AsyncSocketModeHandler(app, settings.app_token, web_client=client)
    stack.push_async_callback(handler.close_async)
    await handler.connect_async()  # type: ignore[no-untyped-call]


async def _check_app_token(client: AsyncWebClient, token: str) -> None:
    """The SDK's Socket Mode client would try a wrong token for ever, without a word."""
    try:
        await asked(client.apps_connections_open(app_token=token))
        return
    except SlackRefused as refusal:
        fault = f"SLACK_APP_TOKEN was refused by Slack ({refusal.error}). Copy it again from the app's page."
    except SlackUnavailable:
        fault = UNREACHABLE
    raise Misconfigured([fault])


async def _listen_on_http(stack: AsyncExitStack, app: AsyncApp, settings: Settings) -> None:
    runner = web.AppRunner(web_app(app), access_log=None)
    await runner.setup()
    stack.push_async_callback(runner.cleanup)
    try:
        await web.TCPSite(runner, settings.host, settings.port).start()
    except OSError:
        mend = "Choose another port, or stop the program that has it."
        raise Misconfigured([f"Værn cannot listen at VAERN_HOST and VAERN_PORT. {mend}"]) from None
