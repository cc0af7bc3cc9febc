"""The product as a process that is measured, in a workspace that the bench plays in."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from pyrage.x25519 import Identity

from bot.master_key import found_master
from bot.running import answer_quickly, running
from bot.settings import Store
from bot.sweeps import sweep
from storage.database import Storage, connect
from storage.keys import Keyring
from tests.bench.processes import Measured, answering, process
from tests.conftest import TUESDAY, Loop, free_port
from tests.counting.product import NEVER, Beside
from tests.people import World
from tests.standin import MANIFEST, settings, surroundings
from tests.workspace.clock import Clock
from tests.workspace.server import Workspace

PATIENCE = 120.0
LONGEST_ANSWER = 30.0
"""Seconds for an acknowledgement: what Slack would not wait for is measured too."""


@dataclass
class Site:
    """A workspace, and where the product's data lies."""

    loop: Loop
    workspace: Workspace
    people: World
    folder: Path
    database: str

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def storage(self) -> Storage:
        """The product's storage, as another process opens it."""
        master = found_master(Store(self.data, "", "", self.data))
        assert isinstance(master, Identity), self.data
        return connect(self.database, Keyring(master), self.data)

    def settles(self, patience: float = PATIENCE) -> None:
        """Waits until the product has nothing left to do."""
        self._waits(Beside.is_something_left, patience)

    def delivers(self, patience: float = PATIENCE) -> None:
        """Waits until nothing is owed, whatever arrives meanwhile."""
        self._waits(Beside.is_something_owed, patience)

    def _waits(self, looks: Callable[[Beside, datetime], bool], patience: float) -> None:
        end = time.monotonic() + patience
        with closing(Beside(self.data, self.database)) as beside:
            while looks(beside, self.workspace.now()):
                if time.monotonic() > end:
                    raise TimeoutError("the product has still something to do")
                time.sleep(0.01)


@contextmanager
def site(folder: Path, database: str = "") -> Iterator[Site]:
    """A workspace of its own, on a Tuesday morning."""
    loop = Loop()
    workspace = Workspace(MANIFEST, seconds_to_acknowledge=LONGEST_ANSWER, starts_at=TUESDAY)
    try:
        loop.run(workspace.start())
        yield Site(loop, workspace, World(workspace.url), folder, database)
    finally:
        loop.run(workspace.stop())
        loop.close()


@contextmanager
def product(at: Site, *, over_http: bool = False) -> Iterator[Measured]:
    """The product at work there, without sweeps of its own."""
    port = free_port() if over_http else 0
    given = (at.workspace.url, at.data, at.database, at.workspace.clock.offset, port)
    with process(_main, *given) as measured:
        if port:
            at.people.post("request_url", url=f"http://127.0.0.1:{port}/slack/events")
        yield measured


def _main(pipe: Connection, *given: Any) -> None:
    asyncio.run(_at_work(pipe, *given))


async def _at_work(pipe: Connection, url: str, data: Path, database: str, offset: float, port: int) -> None:
    over_http = {"app_token": "", "signing_secret": "standin-signing-secret", "port": port} if port else {}
    chosen = settings(url, data, database_url=database, **over_http)
    clock = Clock()
    clock.offset = offset
    around = replace(surroundings(clock, 0), seconds_between_sweeps=NEVER)
    async with running(chosen, around) as world:
        answer_quickly()

        async def swept(_: Any) -> None:
            await sweep(world)

        async def looks(_: Any) -> None:
            world.progress.owed.set()

        await answering(pipe, {"sweep": swept, "look": looks})
