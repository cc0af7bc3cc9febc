"""The threads of transfers, which pull from the loop: only one of them runs, and the loop waits meanwhile."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Executor
from contextvars import copy_context
from typing import Any

_LONGEST = 60.0
"""Seconds of real time in which a thread has to hand over, or the simulation is at fault."""
_here = threading.local()


def is_of_transfers(executor: Executor | None) -> bool:
    """Whether what it is given may wait for the loop."""
    return str(getattr(executor, "_thread_name_prefix", "")).startswith("transfer")


def transfer_here() -> Transfer | None:
    """The transfer in whose thread this is called."""
    return getattr(_here, "transfer", None)


class Transfer:
    """One piece of work in a thread of its own, and the loop by turns."""

    def __init__(self, loop: asyncio.SelectorEventLoop, done: asyncio.Future[Any]) -> None:
        self._loop, self._done = loop, done
        self._handed_over = threading.Event()
        self._context = copy_context()
        self._outcome: Callable[[], None] | None = None

    def begin(self, work: Callable[..., Any], *args: Any) -> None:
        """Runs it until it asks for something or ends."""
        inside = self._context.copy()
        threading.Thread(target=self._run, args=(inside.run, work, *args), daemon=True).start()
        self._wait()

    def _run(self, work: Callable[..., Any], *args: Any) -> None:
        _here.transfer = self
        try:
            result = work(*args)
        except BaseException as error:  # noqa: BLE001 - handed on to whoever waits for the result
            failure = error
            self._outcome = lambda: self._done.set_exception(failure)
        else:
            self._outcome = lambda: self._done.set_result(result)
        self._handed_over.set()

    def ask(self, callback: Callable[..., Any], *args: Any) -> asyncio.Handle:
        """Called in the thread, which waits for the answer after it: `asyncio.run_coroutine_threadsafe`."""
        handle = self._loop.call_soon(self._answer, callback, args, context=self._context)
        self._handed_over.set()
        return handle

    def _answer(self, callback: Callable[..., Any], args: tuple[Any, ...]) -> None:
        before = asyncio.all_tasks(self._loop)
        callback(*args)
        begun = asyncio.all_tasks(self._loop) - before
        for task in begun:
            # After that by which the thread hears of it: the thread goes on, and this waits for it.
            task.add_done_callback(lambda _: self._wait())
        if not begun:
            self._wait()

    def _wait(self) -> None:
        if not self._handed_over.wait(_LONGEST):
            raise RuntimeError("a transfer does not hand over")
        self._handed_over.clear()
        if self._outcome is not None and not self._done.done():
            self._outcome()
