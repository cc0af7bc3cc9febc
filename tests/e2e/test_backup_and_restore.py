"""The drill: everything is backed up beside the product, the machine is lost, and another one goes on.

What people see there is what they saw before, and what was erased in between is not.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from bot.running import running
from tests.conftest import Loop
from tests.deciding import begins, decides, the_sitting_ends
from tests.e2e.test_operator_commands import told, vaern
from tests.people import Person, World, texts
from tests.reporting import STORY, answers_until_evidence, erases, reports
from tests.standin import Machine, settings, surroundings
from tests.workspace.server import Workspace


class Site:
    """Where the product runs: on one machine, and then on another."""

    def __init__(self, loop: Loop, workspace: Workspace) -> None:
        self.loop, self.workspace = loop, workspace
        self.stack = AsyncExitStack()

    def starts(self, data: Path) -> None:
        """The product works with this data folder."""
        chosen = settings(self.workspace.url, data)
        around = surroundings(Machine(self.workspace.clock))
        self.loop.run(self.stack.enter_async_context(running(chosen, around)))

    def stops(self) -> None:
        """It has ended."""
        self.loop.run(self.stack.aclose())
        self.stack = AsyncExitStack()


@pytest.fixture
def site(loop: Loop, workspace: Workspace) -> Iterator[Site]:
    made = Site(loop, workspace)
    yield made
    made.stops()


@pytest.fixture
def world(site: Site, workspace: Workspace, migrated: Path, tmp_path: Path) -> World:
    shutil.copytree(migrated, tmp_path / "data")
    site.starts(tmp_path / "data")
    return World(workspace.url)


def sees_the_case(person: Person) -> str:
    """What the person reads of the case when they open it now."""
    person.presses("Vis sagen")
    person.sees(STORY)
    found = texts(person.view()["modals"][-1]["view"]["blocks"])
    person.closes()
    return found


def test_another_machine_goes_on_where_this_one_was(
    site: Site, mette: Person, lars: Person, anne: Person, world: World, tmp_path: Path
) -> None:
    data, other, shelf, safe = (tmp_path / name for name in ("data", "other", "shelf", "safe"))
    for place in (other, shelf, safe):
        place.mkdir(mode=0o700)
    reports(mette)
    begins(lars, 3)
    decides(lars, "Krisehjælp er bestilt")
    the_sitting_ends(mette.world)
    mette.sees("Lars har besluttet: Krisehjælp er bestilt.")
    sofie = world.person("sofie")
    answers_until_evidence(sofie)
    seen = {person.id: sees_the_case(person) for person in (lars, anne)}

    (made,) = told(vaern(data, "backup", str(shelf), "--json"))
    assert (made["cases"], made["drafts"], made["items"], made["missing"]) == (1, 1, 1, [])
    # The report of a colleague is erased after the backup, and before that of the keys.
    erases(sofie)
    (keys,) = told(vaern(data, "keys", "backup", str(safe), "--json"))

    site.stops()
    (data / "master.key").rename(other / "master.key")
    shutil.rmtree(data)
    settings("http://localhost", other)
    (found,) = told(vaern(other, "restore", made["path"], "--keys", keys["path"], "--json"))
    assert (found["cases"], found["drafts"], found["erased"], found["missing_files"]) == (1, 0, 1, 0)
    site.starts(other)

    assert {person.id: sees_the_case(person) for person in (lars, anne)} == seen
    *_, summary = told(vaern(other, "audit", "verify", "--json"))
    assert summary["holds"]
    begins(lars, 4)
