"""Starting and stopping: settings are checked, everything is put together, and the loops run."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import logging
import signal
import sys
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, TypeVar

import aiohttp
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult

from bot.app import build
from bot.clock import since_boot, system_clock
from bot.configuration import Configuration
from bot.connections import Connections, serving
from bot.delivery.loop import Delivery
from bot.directory import Directory
from bot.housekeeping import pick_up
from bot.http import web_app
from bot.monitor import monitor_app
from bot.reload import Watch
from bot.schedule import keep_going, schedule, stop, watch_others
from bot.settings import Settings
from bot.slack.budgets import HALF, PER_MINUTE, Budgets
from bot.slack.calls import Slack
from bot.slack.connection import socket_handler, web_client
from bot.starting import Checked, checked
from bot.sweeps import keep_time, plan_anew
from bot.threads import Threads
from bot.timekeeping import Clock, Timekeeper
from bot.world import World
from storage.claiming import ALONE
from storage.liveness import Liveness

if TYPE_CHECKING:
    from azure.core.credentials_async import AsyncTokenCredential

    from bot.graph.calls import Graph

log = logging.getLogger(__name__)

Result = TypeVar("Result")
LONGEST_HEARING = 10.0

# On the session, since the SDK leaves its own timeout out where it is given one.
SLACK_ANSWERS = aiohttp.ClientTimeout(total=20)


@dataclass(frozen=True)
class Surroundings:
    """What a test replaces: the clocks, the paces, how many seconds a start is patient, and who vouches for
    us at Microsoft.

    Slack wants at most one post a second a channel: docs.slack.dev/apis/web-api/rate-limits.
    """

    clock: Clock = system_clock
    seconds_between_sweeps: float = 30.0
    seconds_between_looks: float = 1.0
    seconds_between_posts: float = 1.0
    seconds_between_lookups: float = 60 / (HALF * PER_MINUTE["users.lookupByEmail"])
    calls_per_minute: Mapping[str, int] = field(default_factory=lambda: PER_MINUTE)
    patience: float = 120.0
    credential: AsyncTokenCredential | None = field(default=None)
    monotonic: Callable[[], float] = since_boot


@asynccontextmanager
async def running(settings: Settings, around: Surroundings) -> AsyncIterator[World]:
    """The product at work until the block ends; then what has begun is finished and nothing new is taken.

    Raises Misconfigured with every fault found, before anything is sent to anybody, and NotReachable when all
    of them may pass by themselves.
    """
    async with AsyncExitStack() as stack:
        keeper = Timekeeper(around.clock, around.monotonic)
        session = await stack.enter_async_context(_session(settings, keeper))
        slack = _slack(settings, session, around, keeper)
        watch = Watch(settings.store.organisation, Configuration(settings))
        found = await checked(settings, slack, around.patience, around.credential, stack)
        graph = _graph(settings, around, stack)
        threads = Threads(has_one_writer=not found.storage.is_shared)
        stack.callback(threads.close)
        world = World(
            found.roster,
            found.storage,
            slack,
            Directory(slack, lambda: world.organisation, graph, keeper.now, _ours(found.identity)),
            keeper,
            str(found.identity.bot_user_id),
            settings.largest_file,
            threads,
            graph,
            found.link,
        )
        if found.storage.is_shared:
            slack.budgets.share_by(world.draw)
        await world.catch_up()
        await world.take_in(found.first)
        await _work(stack, world, around, found, watch)
        yield world


def _ours(identity: AuthorizeResult) -> set[str]:
    """Our workspace, and our organisation in Enterprise Grid."""
    return {found for found in (identity.team_id, identity.enterprise_id) if found}


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


def _slack(
    settings: Settings, session: aiohttp.ClientSession, around: Surroundings, keeper: Timekeeper
) -> Slack:
    # Without the SDK's own retries: a post that was repeated by it could not be told from the first.
    token, budgets = settings.bot_token, Budgets(keeper.now, around.monotonic, around.calls_per_minute)
    client = web_client(settings.slack_api, budgets, token=token, session=session, retry_handlers=[])
    return Slack(client, session, around.seconds_between_posts, around.seconds_between_lookups)


async def _work(
    stack: AsyncExitStack, world: World, around: Surroundings, found: Checked, watch: Watch
) -> None:
    app = build(world, found.identity)
    others = await _others(stack, world, around)
    delivery = Delivery(world, others.process if others else ALONE, around.seconds_between_looks)
    loop = asyncio.create_task(delivery.run())
    stack.push_async_callback(_finish, delivery, loop)
    clock = schedule(world, app, watch, around.seconds_between_sweeps)
    if others:
        watch_others(clock, world, others)
    _reload_at_sighup(stack, world, watch)
    await keep_time(world)
    await plan_anew(world)
    await watch.look(world)
    await pick_up(world, app, timedelta())
    clock.start()
    stack.push_async_callback(stop, world, clock)
    stack.callback(asyncio.create_task(keep_going(clock)).cancel)
    stack.push_async_callback(_hear_out, world)
    await stack.enter_async_context(serving(monitor_app(world), found.monitor, Connections()))
    if found.events is not None:
        events = web_app(app, world.progress, found.settings.signing_secret)
        await stack.enter_async_context(serving(events, found.events, Connections()))
    else:
        await _listen_on_socket(stack, app, world, found)
    log.info("Værn is ready")


async def _others(stack: AsyncExitStack, world: World, around: Surroundings) -> Liveness | None:
    """How this process sees the others on its database; None where there can be none."""
    if not world.storage.is_shared:
        return None
    liveness = Liveness(world.storage, around.monotonic)
    stack.callback(liveness.end)
    await world.do(liveness.look)
    return liveness


def _reload_at_sighup(stack: AsyncExitStack, world: World, watch: Watch) -> None:
    """The signal by which services are told to read their settings again."""
    loop = asyncio.get_running_loop()

    def reload() -> None:
        task = loop.create_task(watch.look(world))
        world.progress.background.add(task)
        task.add_done_callback(world.progress.background.discard)

    # A loop in a thread that is not the main one, as in tests, takes no signals.
    with contextlib.suppress(RuntimeError, ValueError):
        loop.add_signal_handler(signal.SIGHUP, reload)
        stack.callback(loop.remove_signal_handler, signal.SIGHUP)


async def _hear_out(world: World) -> None:
    """What people did before the end is handled, within reason; the rest waits in the inbox."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(LONGEST_HEARING):
            while world.arrivals.under_way:
                await asyncio.sleep(0.02)


async def _finish(delivery: Delivery, loop: asyncio.Task[None]) -> None:
    delivery.stop()
    await loop


async def _listen_on_socket(stack: AsyncExitStack, app: AsyncApp, world: World, found: Checked) -> None:
    client = web_client(found.settings.slack_api, timeout=20)
    handler = socket_handler(app, found.settings.app_token, client, found.socket_address, world.progress)
    stack.push_async_callback(handler.close_async)
    await handler.connect_async()  # type: ignore[no-untyped-call]
    # By its pings, which Slack answers also in a night in which nothing happens.
    world.progress.socket = handler.client.is_connected
