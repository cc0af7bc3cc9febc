"""Starting and stopping: settings are checked, everything is put together, and the loops run."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import logging
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, TextIO, TypeVar

import aiohttp
from aiohttp import web
from pyrage.x25519 import Identity, Recipient
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.exc import OperationalError

from bot import organisation as organisation_file
from bot.app import build
from bot.delivery.loop import Delivery
from bot.directory import Directory
from bot.housekeeping import pick_up
from bot.http import web_app
from bot.master_key import RESTORE, file_of, found_master
from bot.misconfigured import Misconfigured
from bot.schedule import keep_going, schedule, stop
from bot.settings import Settings
from bot.slack.answers import WHOLE_APP, SlackRefused, SlackUnavailable, asked
from bot.slack.calls import Slack
from bot.sweeps import keep_time, look_around
from bot.threads import Threads
from bot.timekeeping import Clock, Timekeeper
from bot.world import World
from flows.people.organisation import Organisation
from storage import claiming
from storage.database import Storage, open_storage
from storage.folder import InUse, prepare_folder, take_folder
from storage.keys import Keyring, make_master, read_recipient

if TYPE_CHECKING:
    from azure.core.credentials_async import AsyncTokenCredential

    from bot.graph.calls import Graph

log = logging.getLogger(__name__)

Result = TypeVar("Result")
LONGEST_HEARING = 10.0

UNREACHABLE = "Slack cannot be reached. Check the network, the proxy and SLACK_API_URL."
# On the session, since the SDK leaves its own timeout out where it is given one.
SLACK_ANSWERS = aiohttp.ClientTimeout(total=20)


def system_clock() -> datetime:
    """The time now, aware, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Surroundings:
    """What a test replaces: the clocks, the paces, and who vouches for us at Microsoft.

    Slack wants at most one post a second a channel: docs.slack.dev/apis/web-api/rate-limits.
    """

    clock: Clock = system_clock
    seconds_between_sweeps: float = 30.0
    seconds_between_posts: float = 1.0
    credential: AsyncTokenCredential | None = field(default=None)
    monotonic: Callable[[], float] = time.monotonic


@asynccontextmanager
async def running(settings: Settings, around: Surroundings) -> AsyncIterator[World]:
    """The product at work until the block ends; then what has begun is finished and nothing new is taken.

    Raises Misconfigured with every fault found, before anything is sent to anybody.
    """
    async with AsyncExitStack() as stack:
        file = organisation_file.load(settings.organisation)
        keeper = Timekeeper(around.clock, around.monotonic)
        session = await stack.enter_async_context(_session(settings, keeper))
        slack = _slack(settings, session, around)
        identity = await _identity(slack)
        found = await _organisation(file, slack)
        recovery = tuple(read_recipient(text) for text in file.recovery_recipients)
        storage = await asyncio.to_thread(_open, settings, recovery, stack)
        graph = _graph(settings, around, stack)
        directory = Directory(slack, found, graph, keeper.now)
        threads = Threads(has_one_writer=not storage.is_shared)
        stack.callback(threads.close)
        world = World(
            found,
            storage,
            slack,
            directory,
            keeper,
            str(identity.bot_user_id),
            settings.largest_file,
            threads,
            graph,
            await _link(slack, identity),
        )
        await world.catch_up()
        await _work(stack, world, settings, around, identity)
        yield world


def answer_quickly() -> None:
    """Keeps the interpreter from what holds up whoever waits for an answer; for the process as a whole.

    What is loaded by now stays until the end: the garbage collector would go through all of it again and
    again. And a thread that draws or reads much gives way to the loop after half a millisecond, not after
    five each time that the loop has something to do.
    """
    gc.collect()
    gc.freeze()
    sys.setswitchinterval(0.0005)


def _graph(settings: Settings, around: Surroundings, stack: AsyncExitStack) -> Graph | None:
    if not settings.graph:
        return None
    from bot.graph.calls import Graph

    graph = Graph(settings.graph, around.credential)
    stack.push_async_callback(graph.close)
    return graph


def _session(settings: Settings, keeper: Timekeeper) -> aiohttp.ClientSession:
    """For calls to Slack, whose answers tell the time from the first one on."""
    traced = keeper.listening(settings.slack_api)
    return aiohttp.ClientSession(timeout=SLACK_ANSWERS, trace_configs=[traced])


def _slack(settings: Settings, session: aiohttp.ClientSession, around: Surroundings) -> Slack:
    # Without the SDK's own retries: a post that was repeated by it could not be told from the first.
    client = AsyncWebClient(
        token=settings.bot_token,
        base_url=settings.slack_api,
        session=session,
        retry_handlers=[],
    )
    return Slack(client, session, around.seconds_between_posts)


async def _start_answer(call: Awaitable[Result], refusal: str) -> Result:
    """The answer of a call without which Værn cannot start. Raises Misconfigured with the sentence."""
    try:
        return await call
    except SlackRefused as refused:
        code = refused.error
    except SlackUnavailable as error:
        if error.reason not in WHOLE_APP:
            raise Misconfigured([UNREACHABLE]) from None
        code = error.reason
    raise Misconfigured([refusal.format(error=code)])


async def _identity(slack: Slack) -> AuthorizeResult:
    """Who we are at Slack, asked once: Bolt would ask before an event is kept, and lose it on a failure."""
    refusal = "SLACK_BOT_TOKEN was refused by Slack ({error}). Copy it again from the app's page."
    found = await _start_answer(asked(slack.client.auth_test()), refusal)
    return AuthorizeResult(
        enterprise_id=found.get("enterprise_id"),
        team_id=found.get("team_id"),
        bot_user_id=found["user_id"],
        bot_id=found.get("bot_id"),
        bot_token=slack.client.token,
    )


async def _link(slack: Slack, identity: AuthorizeResult) -> str:
    """Opens the conversation with Værn: api.slack.com/docs/deep-linking, "app_redirect"."""
    refusal = "Slack refused to tell the app's id ({error}). Install the app again from its manifest."
    app = await _start_answer(slack.app(str(identity.bot_id)), refusal)
    return f"https://slack.com/app_redirect?app={app}&team={identity.team_id}"


async def _organisation(file: organisation_file.File, slack: Slack) -> Organisation:
    refusal = "Slack refused to look people up ({error}). Install the app again from its manifest."
    return await _start_answer(organisation_file.resolve(file, slack.person_by_mail), refusal)


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
            claiming.release_all(tx)
    return storage


def _lock(settings: Settings) -> TextIO:
    try:
        return take_folder(settings.data)
    except InUse:
        mend = "Stop the other one first, or give each its own folder."
        fault = f"Another Værn is running with the data folder {settings.data}. {mend}"
        raise Misconfigured([fault]) from None


def _master(settings: Settings) -> Identity:
    """The master key as it is found, else made at this first start."""
    found = found_master(settings.data, settings.master_key)
    if found is not None:
        return found
    path = file_of(settings.data)
    if (settings.data / "vaern.db").exists():
        raise Misconfigured([f"The master key {path} is missing, and there are cases it opened. {RESTORE}"])
    log.warning("made the master key %s: keep a copy apart from the data, or all is lost with it", path)
    return make_master(path)


async def _work(
    stack: AsyncExitStack,
    world: World,
    settings: Settings,
    around: Surroundings,
    identity: AuthorizeResult,
) -> None:
    app = build(world, settings.signing_secret, identity)
    delivery = Delivery(world)
    loop = asyncio.create_task(delivery.run())
    stack.push_async_callback(_finish, delivery, loop)
    clock = schedule(world, app, around.seconds_between_sweeps)
    await keep_time(world)
    await look_around(world)
    await pick_up(world, app, timedelta())
    clock.start()
    stack.push_async_callback(stop, world, clock)
    stack.callback(asyncio.create_task(keep_going(clock)).cancel)
    stack.push_async_callback(_hear_out, world)
    await (_listen_on_socket if settings.app_token else _listen_on_http)(stack, app, world, settings)
    log.info("Værn is ready")


async def _hear_out(world: World) -> None:
    """What people did before the end is handled, within reason; the rest waits in the inbox."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(LONGEST_HEARING):
            while world.arrivals.under_way:
                await asyncio.sleep(0.02)


async def _finish(delivery: Delivery, loop: asyncio.Task[None]) -> None:
    delivery.stop()
    await loop


async def _listen_on_socket(stack: AsyncExitStack, app: AsyncApp, _: World, settings: Settings) -> None:
    client = AsyncWebClient(base_url=settings.slack_api, timeout=20)
    await _check_app_token(client, settings.app_token)
    handler = AsyncSocketModeHandler(app, settings.app_token, web_client=client)
    stack.push_async_callback(handler.close_async)
    await handler.connect_async()  # type: ignore[no-untyped-call]


async def _check_app_token(client: AsyncWebClient, token: str) -> None:
    """The SDK's Socket Mode client would try a wrong token for ever, without a word."""
    refusal = "SLACK_APP_TOKEN was refused by Slack ({error}). Copy it again from the app's page."
    await _start_answer(asked(client.apps_connections_open(app_token=token)), refusal)


async def _listen_on_http(stack: AsyncExitStack, app: AsyncApp, world: World, settings: Settings) -> None:
    runner = web.AppRunner(web_app(app, world), access_log=None)
    await runner.setup()
    stack.push_async_callback(runner.cleanup)
    try:
        await web.TCPSite(runner, settings.host, settings.port).start()
    except OSError:
        mend = "Choose another port, or stop the program that has it."
        raise Misconfigured([f"Værn cannot listen at VAERN_HOST and VAERN_PORT. {mend}"]) from None
