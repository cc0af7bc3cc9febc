"""The machine on which all of it runs: its clocks and its randomness come from the simulation.

What is replaced is what the operating system gives to any program: the time, random bytes, and a disk that
keeps what it is given. Nothing of the product is.
"""

from __future__ import annotations

import os
import random
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta
from random import Random
from typing import Any
from unittest.mock import patch

import slack_sdk.signature
from kiota_http.middleware import retry_handler

from tests.simulation.disk import Disk
from tests.simulation.loop import SimulatedLoop
from tests.simulation.processes import process_here
from tests.workspace.clock import Clock

WITH_A_CLOCK = ("apscheduler.schedulers.base", "bot.schedule")
"""The modules that ask for the time on the wall without being told by whom."""


class SlackClock(Clock):
    """The time by which the people live, and Slack and Graph."""

    def __init__(self, loop: SimulatedLoop, begins: datetime) -> None:
        super().__init__()
        self._loop, self._begins = loop, begins

    def now(self) -> datetime:
        return self._begins + timedelta(seconds=self._loop.time())

    def monotonic(self) -> float:
        return self._loop.time()


class Machine:
    """The clock on the wall of the product's machine, which somebody may set wrong."""

    def __init__(self, loop: SimulatedLoop, begins: datetime) -> None:
        self._loop, self._begins = loop, begins
        self.off = timedelta()

    def now(self) -> datetime:
        return self._begins + timedelta(seconds=self._loop.time()) + self.off

    def is_set(self, ahead: timedelta = timedelta()) -> None:
        """Somebody sets it so far ahead of the right time, or back; without it, right."""
        self.off = ahead

    def wall(self) -> datetime:
        """The same for the product; the right time for everybody else."""
        return self.now() if process_here() else self._begins + timedelta(seconds=self._loop.time())


@contextmanager
def of_the_simulation(loop: SimulatedLoop, machine: Machine, chance: Random, disk: Disk) -> Iterator[None]:
    """Clocks, random bytes and the disk of this process are the simulation's until the block ends."""

    class OnTheWall(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> Any:
            return machine.wall().astimezone(tz)

    sync = os.fsync

    def synced(file: Any) -> None:
        if process_here() and disk.is_full():
            raise OSError(28, "No space left on device")
        sync(file)

    with ExitStack() as stack:
        for module in WITH_A_CLOCK:
            stack.enter_context(patch(f"{module}.datetime", OnTheWall))
        stack.enter_context(patch.object(time, "monotonic", loop.time))
        for owner in (time, slack_sdk.signature):
            stack.enter_context(patch.object(owner, "time", lambda: machine.wall().timestamp()))
        stack.enter_context(patch.object(os, "fsync", synced))
        stack.enter_context(patch.object(os, "urandom", chance.randbytes))
        stack.enter_context(patch.object(random, "_urandom", chance.randbytes))
        stack.enter_context(patch.object(retry_handler, "random", Random(chance.random())))
        # By which libraries choose how long they wait before they try again.
        random.seed(chance.random())
        yield
