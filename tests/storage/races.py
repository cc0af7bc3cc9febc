"""Several threads that begin in the same moment."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

Result = TypeVar("Result")


def started_at_once(*works: Callable[[], Result]) -> list[Future[Result]]:
    """Runs them side by side, each in a thread of its own, and waits for all of them."""
    ready = Barrier(len(works))

    def run(work: Callable[[], Result]) -> Result:
        ready.wait(30)
        return work()

    with ThreadPoolExecutor(len(works)) as threads:
        return [threads.submit(run, work) for work in works]


def at_once(*works: Callable[[], Result]) -> list[Result]:
    """What they answer, in order; the first exception is raised."""
    return [done.result() for done in started_at_once(*works)]
