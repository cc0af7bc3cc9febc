"""A process that is measured: it works beside the bench, and tells on its pipe what it has used."""

from __future__ import annotations

import asyncio
import logging
import multiprocessing
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

LONGEST_START = 60.0
Answers = dict[str, Callable[[Any], Awaitable[Any]]]


@dataclass(frozen=True)
class Measured:
    """The bench's end of the pipe."""

    pipe: Connection

    def asks(self, word: str, given: Any = None) -> Any:
        """Has it do something, and waits for the answer."""
        self.pipe.send((word, given))
        return self.pipe.recv()

    def cpu(self) -> float:
        """Seconds of all its threads until now."""
        return float(self.asks("cpu"))


@contextmanager
def process(main: Callable[..., None], *given: Any) -> Iterator[Measured]:
    """A process that runs `main(pipe, *given)`, from when it is ready until the block ends."""
    here, there = multiprocessing.Pipe()
    made = multiprocessing.get_context("spawn").Process(target=main, args=(there, *given), daemon=True)
    made.start()
    try:
        if not here.poll(LONGEST_START):
            raise TimeoutError("a measured process did not start")
        here.recv()
        yield Measured(here)
        here.send(("stop", None))
        made.join(20)
    finally:
        made.kill()
        made.join()


async def answering(pipe: Connection, answers: Answers) -> None:
    """Says that all is ready, and answers until it is told to stop. "cpu" needs nothing of the loop."""
    loop, stopped = asyncio.get_running_loop(), asyncio.Event()
    logging.disable(logging.CRITICAL)

    def answer() -> None:
        pipe.send("ready")
        while (asked := pipe.recv())[0] != "stop":
            word, given = asked
            if word == "cpu":
                pipe.send(time.process_time())
            else:
                pipe.send(asyncio.run_coroutine_threadsafe(_done(answers[word], given), loop).result())
        loop.call_soon_threadsafe(stopped.set)

    threading.Thread(target=answer, daemon=True).start()
    await stopped.wait()


async def _done(answer: Callable[[Any], Awaitable[Any]], given: Any) -> Any:
    return await answer(given)
