"""A process of the product that tells of its points, is killed at the chosen one and settles when asked."""

from __future__ import annotations

import asyncio
import gc
import multiprocessing
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from slack_bolt.app.async_app import AsyncApp
from sqlmodel import col, select

import bot.running
import bot.schedule
import storage.liveness
from bot.housekeeping import pick_up, retain
from bot.running import running
from bot.sweeps import sweep
from bot.world import World
from storage.tables import InboxRow
from tests.crashing.clock import SharedClock
from tests.crashing.listening import listen
from tests.crashing.points import Points
from tests.settling import is_quiet
from tests.standin import settings, surroundings

NEVER = 10.0**7
READY = 0
LONGEST, SHORT = 120.0, 0.05
"""Seconds: more than a busy machine needs for anything that a process is asked; between two looks."""

_server = multiprocessing.get_context("forkserver")
_server.set_forkserver_preload(
    [
        *("tests.crashing.process", "bot.graph.calls", "bot.dossiers.pdf", "holidays.countries", "httpcore"),
        *("h2.connection", "babel.dates", "storage.pictures", "bot.ics", "tests.crashing.before_the_fork"),
    ]
)


class Died(Exception):
    """The process is gone."""


@dataclass(frozen=True)
class Plan:
    """Where a process works, and at which points one is killed. Without a `database` that is SQLite.

    One that `is_armed` from its start takes over from one that was killed.
    """

    url: str
    data: Path
    database: str
    clock: Path
    points: Path
    chosen: tuple[str, ...] = ()
    is_armed: bool = False


@dataclass
class Inside:
    """What is asked for within the process."""

    points: Points
    apps: list[AsyncApp] = field(default_factory=list)
    world: World | None = None

    async def answer(self, asked: str) -> None:
        """Settles; when it is asked to take over, what a killed process has left is taken up first."""
        assert self.world is not None
        await self._settle(takes_over=asked == "take over")
        if asked in {"arm", "disarm"}:
            self.points.is_armed = asked == "arm"

    async def _settle(self, *, takes_over: bool) -> None:
        """Everything that the clock begins is begun, and all that is to be done by now is done."""
        world = self.world
        assert world is not None
        for _ in range(2):
            await sweep(world)
            if takes_over:
                await is_rolled_back(world)
                await pick_up(world, self.apps[0], timedelta())
            await retain(world)
            while not await is_quiet(world):
                await asyncio.sleep(0.02)


async def is_rolled_back(world: World) -> None:
    """Waits until the server has noticed that a process was killed: what it was handling is locked till then.

    The product passes over what is locked, and looks again half a minute later.
    """
    handled = select(InboxRow.key).where(col(InboxRow.done_at).is_(None)).with_for_update()
    await world.run(lambda tx: tx.execute(handled).all())


async def _until_stopped(plan: Plan, asked: Connection) -> None:
    points = Points(plan.points, plan.chosen, is_armed=plan.is_armed)
    inside, stopped, loop = Inside(points), asyncio.Event(), asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGTERM, stopped.set)
    listen(points, plan.data)
    _keep_apps(inside)
    clock = SharedClock(plan.clock)
    around = replace(surroundings(clock, 0.0), seconds_between_sweeps=NEVER)
    chosen = settings(plan.url, plan.data, database_url=plan.database)
    async with running(chosen, around) as inside.world:
        asked.send(READY)
        answering = asyncio.create_task(_answers(inside, asked))
        await stopped.wait()
        answering.cancel()


def _keep_apps(inside: Inside) -> None:
    """What takes over is handed to the app, as the clock of the product does it."""
    build = bot.running.build

    def builds(*given: Any) -> AsyncApp:
        inside.apps.append(build(*given))
        return inside.apps[-1]

    bot.running.build = builds
    # A process that is gone is missed at once: here nobody has lost a connection for a moment only.
    storage.liveness.GONE_AFTER = 0.0
    bot.schedule.SECONDS_BETWEEN_OTHERS = 0.5


async def _answers(inside: Inside, asked: Connection) -> None:
    """Each question in a task of its own: a process that settles may be asked to take over meanwhile."""
    come, under_way = asyncio.Event(), set[asyncio.Task[None]]()
    asyncio.get_running_loop().add_reader(asked.fileno(), come.set)

    async def answer(number: int, what: str) -> None:
        await inside.answer(what)
        asked.send(number)

    while True:
        await come.wait()
        while asked.poll():
            under_way.add(task := asyncio.create_task(answer(*asked.recv())))
            task.add_done_callback(under_way.discard)
        come.clear()


def _main(plan: Plan, asked: Connection) -> None:
    # The collector would go through all that was imported before the fork, which takes as long as the start.
    gc.freeze()
    with suppress(EOFError):
        asyncio.run(_until_stopped(plan, asked))


class CrashingProcess:
    """One process, seen from the test."""

    def __init__(self, plan: Plan) -> None:
        self._asks, answers = multiprocessing.Pipe()
        self._process = _server.Process(target=_main, args=(plan, answers), daemon=True)
        self._process.start()
        answers.close()
        self._asked = READY

    @property
    def is_alive(self) -> bool:
        return self._process.is_alive()

    def is_ready(self) -> None:
        """Waits for its start. Raises Died."""
        self._answered(lambda: True)

    def ask(self, what: str, others_live: Callable[[], bool]) -> None:
        """Asks and waits until it has settled. Raises Died, also where another has died meanwhile."""
        self._asked += 1
        try:
            self._asks.send((self._asked, what))
        except OSError:
            raise Died from None
        self._answered(others_live)

    def _answered(self, others_live: Callable[[], bool]) -> None:
        end = time.monotonic() + LONGEST
        while time.monotonic() < end:
            try:
                if self._asks.poll(SHORT) and self._asks.recv() == self._asked:
                    return
            except (EOFError, OSError):
                raise Died from None
            if not others_live():
                raise Died
        raise AssertionError("a process of the product does not settle")

    def ends(self) -> None:
        """SIGTERM, and the end of it."""
        self._process.terminate()
        self._process.join(LONGEST)

    def is_gone(self) -> None:
        """SIGKILL."""
        self._process.kill()
        self._process.join()
        self._asks.close()
