"""Work beside the event loop, which therefore never waits for the database or a disk."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from contextvars import copy_context
from functools import partial
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
Result = TypeVar("Result")

MOST_READERS = 4
MOST_WRITERS = 4
"""Transactions at one time, where the database can have several that write."""
MOST_TRANSFERS = 4
"""Files that come or go at one time."""


class Threads:
    """Readers and writers of the database, and the turns of files that come or go."""

    def __init__(self, *, has_one_writer: bool) -> None:
        self.readers: Executor = ThreadPoolExecutor(MOST_READERS, "reader")
        # A database with one writer at a time gets one thread, which serves them in the order asked for.
        self.writers: Executor = ThreadPoolExecutor(1 if has_one_writer else MOST_WRITERS, "writer")
        self.transfers = asyncio.Semaphore(MOST_TRANSFERS)

    def close(self) -> None:
        """Ends the threads, when what they do is done."""
        self.writers.shutdown()
        self.readers.shutdown()


async def run_in(threads: Executor, work: Callable[P, Result], *args: P.args, **kwargs: P.kwargs) -> Result:
    """The work in one of these threads, in the order asked for."""
    # With its context, as asyncio.to_thread runs it.
    inside = partial(copy_context().run, work, *args, **kwargs)
    return await asyncio.get_running_loop().run_in_executor(threads, inside)
