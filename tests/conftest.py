"""A workspace and the product at work in it, each test with its own."""

from __future__ import annotations

import gc
import os
import shutil
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import AsyncExitStack, contextmanager, suppress
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.running import running
from bot.settings import Settings
from bot.world import World as Product
from storage.database import open_storage
from storage.keys import Keyring, make_master
from tests.drafted import drafted
from tests.loop import Loop
from tests.people import Person, World
from tests.reporting import sends
from tests.searching import is_soaking
from tests.settling import is_quiet
from tests.standin import MANIFEST, Machine, settings, surroundings
from tests.temporary import in_memory
from tests.workspace.server import Workspace
from tests.workspace.snapshots import restored, taken

pytest_plugins = ["tests.databases"]
TUESDAY = datetime(2026, 11, 24, 9, 30, tzinfo=ZoneInfo("Europe/Copenhagen"))
"""When every story begins: an ordinary working day."""


@pytest.fixture
def loop() -> Iterator[Loop]:
    """Where the workspace and the product run."""
    made = Loop()
    yield made
    made.close()


@pytest.fixture
def workspace(loop: Loop) -> Iterator[Workspace]:
    """A stand-in workspace with redeliveries that a test can wait for."""
    with serving(loop) as made:
        yield made


@contextmanager
def serving(loop: Loop) -> Iterator[Workspace]:
    """The stand-in workspace, until the block ends."""
    made = Workspace(
        MANIFEST,
        retry_delays=(0.0, 0.3, 0.6),
        seconds_to_acknowledge=30.0,
        monotonic=patient,
        starts_at=TUESDAY,
    )
    loop.run(made.start(port=0))
    yield made
    loop.run(made.stop())


def patient() -> float:
    """Seconds by which a busy machine still opens a modal before its three are over."""
    return time.monotonic() / 10


def free_port() -> int:
    """A port that nobody listens on, in a block of this process below those that the system hands out."""
    block = (os.getpid() * 37 + int(os.environ.get("PYTEST_XDIST_WORKER", "gw0")[2:]) * 101) % 200
    for port in range(10_000 + block * 100, 10_100 + block * 100):
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise AssertionError("every port of the block is taken")


class Beginnings:
    """Data folders, and Slack beside them, with which stories begin.

    `empty`: a first start has looked up the people of organisation.toml, and nothing else has happened.
    `drafted`: Mette's report lies at its review. `sent`: she has sent it, and everybody has been told.
    """

    def __init__(self, migrated: Path, folder: Path) -> None:
        self._migrated, self._folder = migrated, folder
        self._folders, self._slack = dict[str, Path](), dict[str, bytes]()

    def lay(self, name: str, data: Path, workspace: Workspace) -> None:
        """Puts one where a product is going to start."""
        shutil.copytree(self._made(name), data)
        if name == "sent":
            restored(workspace, self._slack[name])

    def _made(self, name: str) -> Path:
        if name not in self._folders:
            self._folders[name] = self._folder / name
            getattr(self, f"_{name}")(self._folders[name])
        return self._folders[name]

    def _empty(self, data: Path) -> None:
        shutil.copytree(self._migrated, data)
        with self._playing(data) as (product, mette):
            while product.roster.not_asked(product.storage.known.people):
                mette.view(mette.view()["rev"], 0.05)

    def _drafted(self, data: Path) -> None:
        drafted(self._made("empty"), data, TUESDAY)

    def _sent(self, data: Path) -> None:
        shutil.copytree(self._made("drafted"), data)
        with self._playing(data) as (_, mette):
            sends(mette)

    @contextmanager
    def _playing(self, data: Path) -> Iterator[tuple[Product, Person]]:
        """The product at work with Mette in its workspace; ends when all is done."""
        loop = Loop()
        with serving(loop) as workspace:
            with at_work(loop, Machine(workspace.clock), settings(workspace.url, data)) as product:
                mette = World(workspace.url).person("mette")
                yield product, mette
                while not loop.run(is_quiet(product)):
                    mette.view(mette.view()["rev"], 0.05)
            self._slack[data.name] = taken(workspace)
        loop.close()


@pytest.fixture
def machine(workspace: Workspace) -> Machine:
    """The computer on which the product runs."""
    return Machine(workspace.clock)


@pytest.fixture
def transport() -> str:
    """How Slack reaches the product; a test of both parametrises it."""
    return "socket"


@pytest.fixture
def changes() -> dict[str, Any]:
    """Settings that differ in a test."""
    return {}


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder as a first start leaves it, a master key and an empty database, to be copied."""
    folder = tmp_path_factory.mktemp("migrated")
    open_storage("", Keyring(make_master(folder / "master.key")), folder).close()
    return folder


@pytest.fixture(scope="session")
def beginnings(migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Beginnings:
    """With what stories begin, each made when the first asks for it."""
    return Beginnings(migrated, tmp_path_factory.mktemp("beginnings"))


@pytest.fixture
def product(
    request: pytest.FixtureRequest,
    loop: Loop,
    workspace: Workspace,
    machine: Machine,
    tmp_path: Path,
    beginnings: Beginnings,
    transport: str,
    changes: dict[str, Any],
) -> Iterator[Product]:
    """The product at work in the workspace, for what only its clock begins.

    It begins with nothing, or with what the marker `begins` of the test, its class or its module names.
    """
    marked = request.node.get_closest_marker("begins")
    beginnings.lay(marked.args[0] if marked else "empty", tmp_path / "data", workspace)
    chosen = settings(workspace.url, tmp_path / "data", **_way_in(transport), **changes)
    if transport == "http":
        World(workspace.url).post("request_url", url=f"http://127.0.0.1:{chosen.port}/slack/events")
    with at_work(loop, machine, chosen) as begun:
        yield begun


@contextmanager
def at_work(loop: Loop, machine: Machine, chosen: Settings) -> Iterator[Product]:
    """The product with these settings, until the block ends."""
    stack = AsyncExitStack()
    yield loop.run(stack.enter_async_context(running(chosen, surroundings(machine))))
    loop.run(stack.aclose())


@pytest.fixture
def world(workspace: Workspace, product: Product) -> World:
    """The workspace as people see it, with the product at work in it."""
    return World(workspace.url)


def _way_in(transport: str) -> dict[str, Any]:
    if transport == "socket":
        return {}
    return {"app_token": "", "signing_secret": "standin-signing-secret", "port": free_port()}


@pytest.fixture
def mette(world: World) -> Person:
    """The employee."""
    return world.person("mette")


@pytest.fixture
def lars(world: World) -> Person:
    """The leader."""
    return world.person("lars")


@pytest.fixture
def anne(world: World) -> Person:
    """The work-environment representative."""
    return world.person("anne")


@pytest.fixture
def hanne(world: World) -> Person:
    """HR, and the operator in this small municipality."""
    return world.person("hanne")


@pytest.fixture
def omar(world: World) -> Person:
    """A colleague who has no part in anything; his Slack speaks English."""
    return world.person("omar")


def pytest_configure() -> None:
    """Chooses where temporary files lie, before any is made, and has memory gone through seldom."""
    in_memory()
    gc.set_threshold(100_000, 50, 100)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes long is what half of the processes begin with, so that at the end none has it alone.

    Much of it waits; meanwhile the others have the processors. Each process is given an equal part of the
    list, one after the other.
    """
    processes = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    begin = max(processes // 2, 1)
    long = [item for item in items if item.get_closest_marker("long")]
    rest = (item for item in items if not item.get_closest_marker("long"))
    ends = [len(items) * (number + 1) // processes for number in range(processes)]
    dealt: list[pytest.Item] = []
    for number, end in enumerate(ends):
        dealt += long[number::begin] if number < begin else []
        dealt += islice(rest, max(end - len(dealt), 0))
    items[:] = [*dealt, *rest]


def pytest_collection_finish() -> None:
    """What is loaded by now stays: going through it at each collection would take a tenth of the time.

    The product keeps its memory so too. That its threads change sooner is for people who wait, and costs a
    twenty-fifth.
    """
    gc.collect()
    gc.freeze()


@pytest.hookimpl(trylast=True)
def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """In `make soak` what fails is told at once, since its end may be hours away."""
    is_told_elsewhere = "PYTEST_XDIST_WORKER" in os.environ
    if report.failed and is_soaking() and not is_told_elsewhere:
        sys.stderr.write(f"\n{report.nodeid}\n{report.longreprtext}\n")
        sys.stderr.flush()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Prints what tests have measured, also when other processes ran them."""
    for report in terminalreporter.stats.get("passed", []):
        for name, figure in report.user_properties:
            if name == "measured":
                terminalreporter.write_line(str(figure))
