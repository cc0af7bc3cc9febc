"""A process of the product: started as a start does it, and killed between any two steps."""

from __future__ import annotations

import asyncio
from contextvars import Context, copy_context
from typing import Any

from bot.running import Surroundings, running
from bot.settings import Settings
from bot.world import World
from tests.simulation.loop import SimulatedLoop
from tests.simulation.processes import becomes, process_here

MOST_ROUNDS = 2_000


class Process:
    """One life of a process. `world` is there once it is at work."""

    def __init__(self, loop: SimulatedLoop, settings: Settings, around: Surroundings) -> None:
        self.is_dead = False
        self.world: World | None = None
        self.tasks: dict[int, asyncio.Task[Any]] = {}
        self._begun = 0
        self.connections: list[Any] = []
        self._loop, self._settings, self._around = loop, settings, around
        self._is_ready, self._stops = asyncio.Event(), asyncio.Event()
        context = copy_context()
        context.run(becomes, self)
        self._life = loop.create_task(self._live(), context=context)

    async def _live(self) -> None:
        try:
            async with running(self._settings, self._around) as self.world:
                self._is_ready.set()
                await self._stops.wait()
        finally:
            self._is_ready.set()

    def notes(self, task: asyncio.Task[Any]) -> None:
        """A task of its own, in the order in which they were begun."""
        self._begun += 1
        number = self._begun
        self.tasks[number] = task
        task.add_done_callback(lambda _: self.tasks.pop(number))

    async def ready(self) -> bool:
        """Waits until it is at work; False when it could not begin."""
        await self._is_ready.wait()
        return self.world is not None and not self.is_dead and not self._life.done()

    def fault(self) -> BaseException | None:
        """Why it ended, None for as it should."""
        return None if self._life.cancelled() else self._life.exception()

    async def stop(self) -> None:
        """As it is told to by SIGTERM."""
        self._stops.set()
        await asyncio.wait({self._life})

    async def kill(self) -> None:
        """Nothing of it goes on, and nothing that it had begun comes to anything."""
        self.is_dead = True
        self._loop.cut_off(self)
        for _ in range(MOST_ROUNDS):
            left = list(self.tasks.values())
            if not left:
                break
            for task in left:
                task.cancel()
            await asyncio.sleep(0)
        else:
            raise RuntimeError(f"a killed process goes on: {left}")
        for connection in self.connections:
            connection.close()

    @property
    def is_at_work(self) -> bool:
        """Whether its start is over, and it is not."""
        return self.world is not None and self._is_ready.is_set() and not self._life.done()

    def writes_with(self, engine: Any) -> bool:
        """Whether it is the engine of its writing transactions, as far as it has come to know it."""
        return self.world is not None and self.world.storage.engine is engine


def noting_tasks(loop: asyncio.AbstractEventLoop, work: Any, context: Context | None = None) -> Any:
    """A task factory by which each process knows its tasks."""
    made = asyncio.Task(work, loop=loop, context=context)
    process = context.run(process_here) if context is not None else process_here()
    if isinstance(process, Process):
        process.notes(made)
    return made
