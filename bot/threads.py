"""Work beside the event loop, which therefore never waits for the database or a disk."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from contextvars import ContextVar, copy_context
from functools import partial
from typing import ParamSpec, TypeVar
from weakref import WeakValueDictionary

P = ParamSpec("P")
Result = TypeVar("Result")

MOST_READERS = 4
MOST_WRITERS = 4
"""Transactions at one time, where the database can have several that write."""
MOST_TRANSFERS = 4
"""Files that come or go at one time."""


acting: ContextVar[str] = ContextVar("acting", default="")
"""Whose act is being handled; "" for what the clock and the delivery do."""


class Pool:
    """Threads in which work is done in the order asked for, one piece of each person's at a time.

    Somebody who acts two thousand times at once would else have all of it done before anybody else's.
    """

    def __init__(self, threads: Executor) -> None:
        self._threads = threads
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def run(self, work: Callable[P, Result], *args: P.args, **kwargs: P.kwargs) -> Result:
        """The work in one of the threads, in the turn of whoever acts."""
        if not (person := acting.get()):
            return await self._run(work, *args, **kwargs)
        turn = self._turns.setdefault(person, asyncio.Lock())
        async with turn:
            return await self._run(work, *args, **kwargs)

    async def _run(self, work: Callable[P, Result], *args: P.args, **kwargs: P.kwargs) -> Result:
        # With its context, as asyncio.to_thread runs it.
        inside = partial(copy_context().run, work, *args, **kwargs)
        return await asyncio.get_running_loop().run_in_executor(self._threads, inside)

    def close(self) -> None:
        """Ends the threads, when what they do is done."""
        self._threads.shutdown()


class Threads:
    """Readers and writers of the database, and the turns of files that come or go."""

    def __init__(self, *, has_one_writer: bool) -> None:
        self.readers = Pool(ThreadPoolExecutor(MOST_READERS, "reader"))
        # A database with one writer at a time gets one thread, which serves them in the order asked for.
        self.writers = Pool(ThreadPoolExecutor(1 if has_one_writer else MOST_WRITERS, "writer"))
        self.transfers = asyncio.Semaphore(MOST_TRANSFERS)

    def close(self) -> None:
        """Ends the threads, when what they do is done."""
        self.writers.close()
        self.readers.close()
