"""The processes of a history: started, killed at any moment, and started again after a while."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import copy_context
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import event
from sqlalchemy.pool import Pool

from bot.running import Surroundings
from bot.settings import Settings
from tests.simulation.fates import Fates
from tests.simulation.loop import SimulatedLoop
from tests.simulation.process import Process
from tests.simulation.processes import process_here

LONGEST_DOWN = 120.0
SECONDS_BETWEEN_STARTS = 20.0
"""As systemd waits before it starts a service again."""
MOST_STARTS = 300
"""In vain, one after the other: no fault that is simulated lasts that long."""


@dataclass
class Fleet:
    """`processes` are all that are started and not over; `settings` are made anew for each."""

    loop: SimulatedLoop
    fates: Fates
    settings: Callable[[], Settings]
    around: Surroundings
    processes: list[Process] = field(default_factory=list)
    _given_up: str = ""
    _dying: set[asyncio.Task[None]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._outside = copy_context()

    def alive(self) -> list[Process]:
        """Those that are at work or start."""
        return [process for process in self.processes if not process.is_dead]

    def addresses(self) -> list[str]:
        """Where Slack reaches those that are at work."""
        # What a process listens at last is where Slack calls it; the monitor's address comes before.
        last = {it.process: port for (_, port), it in self.loop.listening.items()}
        return [
            f"http://127.0.0.1:{last[p]}/slack/events" for p in self.alive() if p.is_at_work and p in last
        ]

    def dies(self, process: Process) -> None:
        """The process is killed, from within or from outside, and another one started after a while."""
        if process.is_dead:
            return
        process.is_dead = True
        self.fates.notes("a process is killed")
        task = self.loop.create_task(self._after(process), context=self._outside.copy())
        self._dying.add(task)
        task.add_done_callback(self._dying.discard)

    async def _after(self, process: Process) -> None:
        await process.kill()
        self.processes.remove(process)
        await asyncio.sleep(self.fates.faults.uniform(0, LONGEST_DOWN))
        await self.begin()

    async def begin(self) -> None:
        """A process starts; one that could not is started again."""
        for _ in range(MOST_STARTS):
            process = Process(self.loop, self.settings(), self.around)
            self.processes.append(process)
            is_ready = await process.ready()
            if process.is_dead or is_ready:
                self._given_up = ""
                return
            self._given_up = f"no start succeeds: {process.fault()!r}"
            self.fates.notes(f"a start fails: {process.fault()!r}")
            self.processes.remove(process)
            await asyncio.sleep(SECONDS_BETWEEN_STARTS)

    async def settles(self) -> None:
        """Until all that were killed are replaced. Raises AssertionError when one cannot be."""
        while self._dying:
            await asyncio.sleep(1)
        assert not self._given_up, self._given_up

    async def stop(self) -> None:
        """All of them end as they should."""
        for process in self.alive():
            await process.stop()


@contextmanager
def noting_connections() -> Iterator[None]:
    """Until the block ends each process knows its connections to the database, which end with it."""

    def connected(connection: Any, _: Any) -> None:
        process = process_here()
        if isinstance(process, Process):
            process.connections.append(connection)

    event.listen(Pool, "connect", connected)
    try:
        yield
    finally:
        event.remove(Pool, "connect", connected)
