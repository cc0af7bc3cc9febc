"""organisation.toml is changed while Værn runs: right, it takes hold; wrong, the old one stays."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.configuration import Configuration
from bot.reload import Watch
from bot.running import running
from bot.world import World
from tests.standin import MANIFEST, settings, surroundings
from tests.workspace.people import Person
from tests.workspace.server import Workspace

pytestmark = pytest.mark.anyio


@dataclass
class Office:
    """The product at work, and the administrator who changes its file."""

    world: World
    slack: Workspace
    path: Path
    watch: Watch

    async def writes(self, old: str, new: str) -> None:
        """The file is changed, and Værn looks at it, as it does each minute."""
        text = self.path.read_text()
        assert old in text
        self.path.write_text(text.replace(old, new))
        await self.watch.look(self.world)


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    slack = Workspace(MANIFEST)
    slack.store.people["U0VIBEKE"] = Person("U0VIBEKE", "Vibeke Munk", "Leder")
    await slack.start()
    chosen = settings(slack.url, tmp_path)
    async with running(chosen, surroundings(slack.clock)) as world, asyncio.timeout(60):
        while world.roster.not_asked(world.storage.known.people):
            await asyncio.sleep(0.01)
        watch = Watch(chosen.store.organisation, Configuration(chosen))
        yield Office(world, slack, chosen.store.organisation, watch)
    await slack.stop()


async def test_a_new_leader_and_new_hours_take_hold(office: Office) -> None:
    await office.writes('leader = "lars@', 'leader = "vibeke@')
    assert office.world.organisation.departments[0].leader == "U0VIBEKE"
    await office.writes("[hours]", '[hours]\nopens = "09:00"')
    assert office.world.known().organisation.calendar.opens.hour == 9


async def test_a_broken_file_is_refused_with_its_faults_once_and_the_old_one_stays(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    before = office.world.organisation
    await office.writes('deputy = "sofie@', 'deputy = "lars@')
    await office.watch.look(office.world)
    refused = [line for line in caplog.messages if "is refused, and the old one stays" in line]
    assert len(refused) == 1
    assert refused[0].endswith(
        'organisation.toml: department "Borgerservice": lars@herlev.example is both leader and deputy. '
        "Name another deputy."
    )
    assert office.world.organisation == before
    await office.writes('deputy = "lars@', 'deputy = "dorte@')
    assert office.world.organisation.departments[0].deputy == "U0DORTE"


async def test_a_file_that_leaves_nobody_to_tell_is_refused(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    await office.writes('operators = ["hanne@', 'operators = ["nobody@')
    assert "Slack knows none of the operators" in caplog.text
    assert office.world.organisation.operators == ("U0HANNE",)


async def test_a_file_that_is_gone_is_refused_too(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    office.path.unlink()
    await office.watch.look(office.world)
    assert "organisation.toml is missing" in caplog.text
    assert office.world.organisation.departments[0].leader == "U0LARS"
