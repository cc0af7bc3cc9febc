"""The product at work in a workspace, all it does counted, from a gesture until everything is quiet."""

from __future__ import annotations

import asyncio
import sqlite3
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AsyncExitStack, closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlmodel import col, select

import bot.schedule
import bot.world
from bot.lookups import look_around
from bot.running import running
from bot.threads import Pool
from storage.database import Storage, connect, open_storage
from storage.keys import Keyring, make_master, read_identity
from storage.tables import OutboxRow
from tests.conftest import TUESDAY, Loop, patient
from tests.counting.recording import Cost, Recorder
from tests.drafted import drafted
from tests.people import World
from tests.standin import MANIFEST, settings, surroundings
from tests.workspace.server import Workspace

NEVER = 10.0**7


class AtOnce(ThreadPoolExecutor):
    """Does in the loop itself what a thread is to do, so that all happens in the same order each time."""

    def submit(self, work: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        done: Future[Any] = Future()
        try:
            done.set_result(work(*args, **kwargs))
        except BaseException as error:  # noqa: BLE001 - handed on to whoever waits for the result
            done.set_exception(error)
        return done


class Beside:
    """A connection of its own to the product's database, whose looks are not counted."""

    def __init__(self, folder: Path, database: str) -> None:
        self._is_shared, self._database, self._folder = bool(database), database, folder
        self._connection: Any = (
            psycopg.connect(database, autocommit=True)
            if database
            else sqlite3.connect(folder / "vaern.db", check_same_thread=False, isolation_level=None)
        )

    def is_something_left(self, now: datetime) -> bool:
        """Whether an event is not handled or something owed by now is not delivered."""
        unhandled = "SELECT 1 FROM inbox WHERE done_at IS NULL AND held_until IS NULL LIMIT 1"
        return self._connection.execute(unhandled).fetchone() is not None or self.is_something_owed(now)

    def is_something_owed(self, now: datetime) -> bool:
        """Whether something owed by now is not delivered."""
        mark, at = ("%s", now) if self._is_shared else ("?", f"{now.astimezone(UTC):%Y-%m-%d %H:%M:%S.%f}")
        owed = f"SELECT 1 FROM outbox WHERE done_at IS NULL AND due_at <= {mark} LIMIT 1"  # noqa: S608
        return self._connection.execute(owed, (at,)).fetchone() is not None

    def left_over(self) -> int:
        """How much is owed that is not delivered, by now or later."""
        return int(
            self._connection.execute("SELECT count(*) FROM outbox WHERE done_at IS NULL").fetchone()[0]
        )

    def given_up(self) -> list[str]:
        """The codes of what was owed and never came to be."""
        with closing(self._storage()) as storage, storage.reading() as tx:
            done = tx.session.exec(select(OutboxRow).where(col(OutboxRow.done_at).is_not(None))).all()
        return [row.error for row in done if row.error]

    def _storage(self) -> Storage:
        keyring = Keyring(read_identity((self._folder / "master.key").read_text()))
        return connect(self._database, keyring, self._folder)

    def close(self) -> None:
        """Ends the connection."""
        self._connection.close()


@dataclass
class Product:
    """The product at work in a workspace, and what it does counted."""

    people: World
    workspace: Workspace
    inside: bot.world.World
    loop: Loop
    recorder: Recorder
    beside: Beside
    _calls: int = 0

    def begins(self) -> None:
        """From here on it counts."""
        self.settles()
        self._calls = len(self.workspace.calls)
        self.recorder.forget()

    def ends(self) -> Cost:
        """All since then, once everything is quiet."""
        self.settles()
        calls = Counter(call["method"] for call in self.workspace.calls[self._calls :])
        return self.recorder.cost(calls)

    def settles(self) -> None:
        """Waits until nothing is to be done: nothing under way, undone or owed by now."""
        self.loop.run(self._quiet())

    async def _quiet(self) -> None:
        async with asyncio.timeout(50):
            while self.inside.arrivals.under_way or self.beside.is_something_left(self.workspace.now()):
                await asyncio.sleep(0.01)


def migrated(folder: Path) -> Path:
    """A data folder as a first start leaves it, to be copied."""
    folder.mkdir(parents=True)
    open_storage("", Keyring(make_master(folder / "master.key")), folder).close()
    return folder


@contextmanager
def _nothing_by_itself() -> Iterator[None]:
    """What a start begins beside people counts as the act that is under way then: here it does nothing."""
    with pytest.MonkeyPatch.context() as patch:
        for job in ("look_around", "forget", "finish_erasing", "retain"):
            patch.setattr(bot.schedule, job, _doing_nothing(job))
        yield


def _doing_nothing(name: str) -> Callable[..., Awaitable[None]]:
    async def nothing(*_: object) -> None:
        pass

    nothing.__name__ = name
    return nothing


@contextmanager
def at_work(folder: Path, *, drafted_first: bool = False, database: str = "") -> Iterator[Product]:
    """The product on a database of its own, in which no sweep comes by chance."""
    loop, data, stack = Loop(), folder / "data", AsyncExitStack()
    loop.loop.set_default_executor(AtOnce(1))
    workspace = Workspace(MANIFEST, seconds_to_acknowledge=30.0, monotonic=patient, starts_at=TUESDAY)
    if drafted_first:
        drafted(migrated(folder / "migrated"), data, workspace.now(), database)
    with Recorder().listening() as recorder, _nothing_by_itself():
        try:
            loop.run(workspace.start())
            chosen = settings(workspace.url, data, database_url=database)
            around = replace(surroundings(workspace.clock, 0), seconds_between_sweeps=NEVER)
            inside = loop.run(stack.enter_async_context(running(chosen, around)))
            inside.threads.readers, inside.threads.writers = Pool(AtOnce(1)), Pool(AtOnce(1))
            loop.run(look_around(inside))
            with closing(Beside(data, database)) as beside:
                yield Product(World(workspace.url), workspace, inside, loop, recorder, beside)
        finally:
            loop.run(stack.aclose())
            loop.run(workspace.stop())
            loop.close()
