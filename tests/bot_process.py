"""The product as a real process of its own, which a test can kill.

A fork server has the imports ready, so that a start takes a moment and not two seconds.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bot.running import running
from tests.standin import settings, surroundings
from tests.workspace.clock import Clock

_server = multiprocessing.get_context("forkserver")
# What these stories import after their start: Graph since it is set, then its HTTP and the public holidays.
_server.set_forkserver_preload(
    ["tests.bot_process", "bot.graph.calls", "holidays.countries", "httpcore", "h2.connection", "babel.dates"]
)


async def _until_stopped(url: str, data: Path, offset: float, changes: dict[str, Any]) -> None:
    stopped = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopped.set)
    clock = Clock()
    clock.offset = offset
    async with running(settings(url, data, **changes), surroundings(clock)):
        await stopped.wait()


def _main(url: str, data: Path, offset: float, changes: dict[str, Any]) -> None:
    asyncio.run(_until_stopped(url, data, offset, changes))


class BotProcess:
    """One process of the product."""

    def __init__(self, url: str, data: Path, offset: float, changes: dict[str, Any]) -> None:
        self._process = _server.Process(target=_main, args=(url, data, offset, changes), daemon=True)
        self._process.start()

    @property
    def pid(self) -> int:
        """Its number."""
        assert self._process.pid
        return self._process.pid

    def is_killed(self) -> None:
        """SIGKILL: nothing is finished, nothing is said."""
        self._process.kill()
        self._process.join()

    def is_stopped(self) -> int:
        """SIGTERM, as a service manager sends it; gives the exit code."""
        self._process.terminate()
        self._process.join(20)
        return int(self._process.exitcode if self._process.exitcode is not None else -1)


@contextmanager
def bot_process(url: str, data: Path, offset: float, **changes: Any) -> Iterator[BotProcess]:
    """A process that is gone when the block ends.

    `offset` is its clock's, in seconds, and `changes` are settings that differ.
    """
    process = BotProcess(url, data, offset, changes)
    try:
        yield process
    finally:
        process.is_killed()
