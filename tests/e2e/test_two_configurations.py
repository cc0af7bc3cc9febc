"""Two processes over one PostgreSQL with different files: both say so, and the operators hear of it once."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot import schedule
from bot.configuration import Configuration
from bot.reload import Watch
from bot.running import running
from bot.world import World as Product
from tests.conftest import Loop
from tests.people import Person, World
from tests.reminding import told
from tests.standin import ORGANISATION, Machine, settings, surroundings
from tests.workspace.server import Workspace

OWN = "[times.contact]\nyellow_working_hours = 6\n"
TOLD = "arbejder med forskellige opsætninger"
LINE = "another process works with another configuration: make organisation.toml the same for all"
AGAIN = "all processes work with the same configuration again"


@dataclass
class Process:
    """One of the two, with its file."""

    loop: Loop
    product: Product
    watch: Watch
    path: Path

    def looks(self) -> None:
        """What it does each minute."""
        self.loop.run(self.watch.look(self.product))


@dataclass
class Office:
    """Both of them, and their time."""

    world: World
    processes: list[Process]

    def minutes_pass(self, count: int) -> None:
        """Both look each minute."""
        for _ in range(count):
            self.world.jump(by=60)
            for process in self.processes:
                process.looks()


@pytest.fixture
def folder(migrated: Path, tmp_path: Path) -> Path:
    """What both keep on disk, and their files beside it."""
    shutil.copytree(migrated, tmp_path / "data")
    return tmp_path


@pytest.fixture
def office(
    loop: Loop,
    workspace: Workspace,
    machine: Machine,
    database_url: str,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Office]:
    # The minutes are the test's: on a busy machine one on the wall may pass meanwhile.
    monkeypatch.setattr(schedule, "MINUTE", schedule.HOUR)
    stack, processes = AsyncExitStack(), []
    for number in range(2):
        path = folder / f"organisation-{number}.toml"
        path.write_text(ORGANISATION)
        chosen = settings(workspace.url, folder / "data", database_url=database_url, organisation=path)
        product = loop.run(stack.enter_async_context(running(chosen, surroundings(machine))))
        processes.append(Process(loop, product, Watch(path, Configuration(chosen)), path))
    yield Office(World(workspace.url), processes)
    loop.run(stack.aclose())


@pytest.fixture
def world(office: Office) -> World:
    return office.world


def test_a_difference_is_said_once_and_so_is_its_end(
    office: Office, hanne: Person, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "bot.configuration")
    first, second = office.processes
    office.minutes_pass(3)
    assert LINE not in caplog.text

    first.path.write_text(ORGANISATION + OWN)
    office.minutes_pass(1)
    assert LINE not in caplog.text, "the other may take the file a minute later"
    office.minutes_pass(4)
    hanne.sees(TOLD)
    assert len(told(hanne, TOLD)) == 1
    assert caplog.messages.count(LINE) == 2

    second.path.write_text(ORGANISATION + "\n# The same in other words.\n" + OWN)
    office.minutes_pass(3)
    assert caplog.messages.count(AGAIN) == 2
    assert caplog.messages.count(LINE) == 2
    assert len(told(hanne, TOLD)) == 1
