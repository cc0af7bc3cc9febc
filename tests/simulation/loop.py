"""An event loop whose time is simulated: when nothing is left to do, it is the time of the next timer.

So hours pass in milliseconds, and in what order things happen follows from the seed alone. What the product
gives to threads is done here, one piece after the other, each after a while of simulated time.
"""

from __future__ import annotations

import asyncio
import heapq
from collections.abc import Callable
from concurrent.futures import Executor
from contextvars import copy_context
from random import Random
from typing import Any

from tests.simulation.network import Network
from tests.simulation.processes import process_here
from tests.simulation.transfers import Transfer, is_of_transfers, transfer_here

SHORTEST_WORK, LONGEST_WORK = 0.0002, 0.01
"""Seconds that a transaction or a read of a file takes, of simulated time."""


class Stuck(Exception):
    """Nothing is left that could ever happen, and somebody waits for it."""


class SimulatedLoop(Network, asyncio.SelectorEventLoop):
    """`chance` decides how long what is given to threads takes."""

    def __init__(self, chance: Random) -> None:
        super().__init__()
        self.chance = chance
        self._now = 0.0
        self._busy_until: dict[int, float] = {}

    def time(self) -> float:
        """Simulated seconds since the loop was made."""
        return self._now

    def jump(self, seconds: float) -> None:
        """So much time passes in which nothing here is run, as on a machine that was asleep."""
        self._now += seconds

    def _run_once(self) -> None:
        if not self._ready:
            self._process_events(self._selector.select(0))
        if not self._ready:
            self._now = max(self._now, self._next_timer())
        super()._run_once()  # type: ignore[misc]

    def _next_timer(self) -> float:
        while self._scheduled and self._scheduled[0]._cancelled:
            self._timer_cancelled_count -= 1
            heapq.heappop(self._scheduled)._scheduled = False
        if not self._scheduled:
            raise Stuck
        return float(self._scheduled[0].when())

    def run_in_executor(  # type: ignore[override]
        self, executor: Executor | None, work: Callable[..., Any], *args: Any
    ) -> asyncio.Future[Any]:
        """The work in its turn; a kill of its process may come before it, or before anybody hears of it."""
        done: asyncio.Future[Any] = self.create_future()
        if is_of_transfers(executor):
            Transfer(self, done).begin(work, *args)
            return done
        begins = self.time() + self.chance.uniform(SHORTEST_WORK, LONGEST_WORK)
        if getattr(executor, "_max_workers", 0) == 1:
            # One thread does what it is given in the order in which it was given.
            begins = self._busy_until[id(executor)] = max(begins, self._busy_until.get(id(executor), 0.0))
        self.call_at(begins, self._do, done, work, args, context=copy_context())
        return done

    def _do(self, done: asyncio.Future[Any], work: Callable[..., Any], args: tuple[Any, ...]) -> None:
        process = process_here()
        if done.cancelled() or (process is not None and process.is_dead):
            done.cancel()
            return
        try:
            result = work(*args)
        except BaseException as error:  # noqa: BLE001 - handed on to whoever waits for the result
            self.call_later(SHORTEST_WORK, _fail, done, error)
        else:
            self.call_later(SHORTEST_WORK, _settle, done, result)

    def call_soon_threadsafe(self, callback: Callable[..., Any], *args: Any, context: Any = None) -> Any:
        """What the thread of a transfer asks for; it hands over, and waits until it has that."""
        transfer = transfer_here()
        if transfer is None:
            return self.call_soon(callback, *args, context=context)
        return transfer.ask(callback, *args)


def _settle(done: asyncio.Future[Any], result: Any) -> None:
    if not done.done():
        done.set_result(result)


def _fail(done: asyncio.Future[Any], error: BaseException) -> None:
    if not done.done():
        done.set_exception(error)
