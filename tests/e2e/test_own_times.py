"""A municipality with times of its own: what is said, when it is reminded of, and what a change leaves."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.configuration import Configuration
from bot.reload import Watch
from bot.running import running
from bot.world import World as Product
from tests.conftest import Loop
from tests.deciding import row_says
from tests.drafted import drafted
from tests.people import Person, World, texts
from tests.reminding import REMINDED, STEP_IN, hears_first_at, jumps_to, told
from tests.reporting import reports, sends
from tests.standin import ORGANISATION, Machine, settings, surroundings
from tests.workspace.server import Workspace

OWN = """
[times.contact]
orange_working_hours = 4
[times.support]
reminder_hours = [3]
[times.removal]
public_hours = 36
reminder_hours = [30, 40]
"""


@dataclass
class Office:
    """The municipality, and the administrator who changes its file."""

    loop: Loop
    world: World
    product: Product
    watch: Watch
    path: Path

    def writes(self, times: str) -> None:
        """The file has these times now, and Værn looks at it, as it does each minute."""
        self.path.write_text(ORGANISATION + times)
        self.loop.run(self.watch.look(self.product))


@pytest.fixture
def office(
    loop: Loop, workspace: Workspace, machine: Machine, tmp_path: Path, migrated: Path
) -> Iterator[Office]:
    drafted(migrated, tmp_path / "data", workspace.now())
    path = tmp_path / "own.toml"
    path.write_text(ORGANISATION + OWN)
    chosen = settings(workspace.url, tmp_path / "data", organisation=path)
    stack = AsyncExitStack()
    product = loop.run(stack.enter_async_context(running(chosen, surroundings(machine))))
    yield Office(loop, World(workspace.url), product, Watch(path, Configuration(chosen)), path)
    loop.run(stack.aclose())


@pytest.fixture
def world(office: Office) -> World:
    return office.world


def test_what_is_said_and_when_it_is_reminded_of_follow_the_settings(
    world: World, mette: Person, lars: Person
) -> None:
    sends(mette)
    mette.sees("Lars skal svare dig senest tirsdag 24. november kl. 13.30.")
    lars.sees("Svar medarbejderen, og aftal næste skridt. Senest tirsdag 24. november kl. 13.30.")
    row_says(lars, 5, "ons. 25. nov. kl. 21.30")

    jumps_to(world, 24, "10:45")
    jumps_to(world, 24, "11:31")
    assert f"{hears_first_at(lars, REMINDED):%H:%M}" == "11:31"
    lars.sees("Halvdelen af tiden er gået.")


def test_others_are_asked_when_the_own_time_is_over(world: World, mette: Person, lars: Person) -> None:
    sends(mette)
    lars.sees("Mette har anmeldt digital chikane")
    sofie = world.person("sofie")
    jumps_to(world, 24, "12:00")
    jumps_to(world, 24, "13:31")
    assert f"{hears_first_at(sofie, STEP_IN):%H:%M}" == "13:31"


def test_a_running_case_keeps_its_times_and_the_next_report_has_the_new_ones(
    office: Office, world: World, mette: Person, lars: Person
) -> None:
    sends(mette)
    mette.sees("Lars skal svare dig senest tirsdag 24. november kl. 13.30.")
    office.writes("")
    jumps_to(world, 24, "10:45")
    reports(mette)
    mette.sees("Lars skal svare dig senest tirsdag 24. november kl. 12.4")
    jumps_to(world, 24, "11:31")
    assert f"{hears_first_at(lars, REMINDED):%H:%M}" == "11:31"
    (reminded,) = told(lars, REMINDED)
    assert "2026-0042" in texts(reminded["blocks"])
    assert "13.30" in texts(reminded["blocks"])
