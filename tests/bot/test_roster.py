"""Who the people of organisation.toml are: found at Slack's pace, remembered, and asked for once."""

from __future__ import annotations

import asyncio
import json
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from pathlib import Path

import pytest

from bot.running import Surroundings, running
from bot.settings import Settings
from bot.world import World
from flows.people.organisation import Department
from tests.standin import MANIFEST, ORGANISATION, settings, surroundings
from tests.workspace.faults import Fault
from tests.workspace.people import Person
from tests.workspace.server import Workspace

pytestmark = pytest.mark.anyio

MEMBERS, DEPARTMENTS = 500, 12
LEFT = tuple(f"leader{number}@herlev.example" for number in range(5))
PART = """
[[departments]]
name = "Afdeling {number}"
leader = "leader{number}@herlev.example"
deputy = "deputy{number}@herlev.example"
next_leader = "dorte@herlev.example"
representatives = ["anne@herlev.example"]
members = {members}
"""


def everybody() -> str:
    """The organisation with twelve departments and 500 members."""
    parts = (
        PART.format(
            number=number, members=[f"member{n}@herlev.example" for n in range(number, MEMBERS, DEPARTMENTS)]
        )
        for number in range(DEPARTMENTS)
    )
    return ORGANISATION[: ORGANISATION.index("[[departments]]")] + "".join(parts)


@pytest.fixture
async def slack() -> AsyncIterator[Workspace]:
    """A workspace with everybody of the file, of whom five leaders have left."""
    made = Workspace(MANIFEST)
    names = [f"{part}{n}" for part in ("leader", "deputy") for n in range(DEPARTMENTS)]
    for name in [*names, *(f"member{n}" for n in range(MEMBERS))]:
        made.store.people[f"U0{name.upper()}"] = Person(f"U0{name.upper()}", name.title(), "")
    for address in LEFT:
        made.store.people[f"U0{address.partition('@')[0].upper()}"].deleted = True
    await made.start()
    yield made
    await made.stop()


@pytest.fixture
def chosen(slack: Workspace, tmp_path: Path) -> Settings:
    made = settings(slack.url, tmp_path / "data", graph=None)
    made.store.organisation.write_text(everybody())
    return made


def around(slack: Workspace, pace: float = 0.0) -> Surroundings:
    return replace(surroundings(slack.clock), seconds_between_lookups=pace)


async def until(is_so: Callable[[], bool]) -> None:
    async with asyncio.timeout(60):
        while not is_so():
            await asyncio.sleep(0.01)


def asked(slack: Workspace, method: str = "users.lookupByEmail") -> int:
    return Counter(call["method"] for call in slack.calls)[method]


def department(world: World, number: int) -> Department:
    return world.organisation.departments[number]


def told_to_operators(slack: Workspace) -> list[str]:
    said = [m for room in slack.store.conversations.values() for m in room.messages.values()]
    return [json.dumps(m.blocks) for m in said if "Slack ikke kender som kollega" in m.text]


async def test_500_members_5_leavers_and_a_storm_of_429_and_it_is_ready_at_once_and_complete_soon(
    slack: Workspace, chosen: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    slack.faults.rules.append(Fault("auth.test", status=429, retry_after=1))
    slack.faults.rules.append(Fault("users.lookupByEmail", status=429, retry_after=1, skip=1, times=2))
    begun = time.monotonic()
    async with running(chosen, around(slack)) as world:
        assert time.monotonic() - begun < 10
        await until(lambda: department(world, DEPARTMENTS - 1).deputy != "")
        await until(lambda: not world.roster.not_asked(world.storage.known.people))
        assert [department(world, n).leader for n in (4, 5)] == ["", "U0LEADER5"]
        assert department(world, 4).deputy == "U0DEPUTY4"
        assert asked(slack) < 60, "members are never asked for"
        await until(lambda: len(told_to_operators(slack)) == 1)
    (told,) = told_to_operators(slack)
    assert all(address in told for address in LEFT)


async def test_a_member_is_known_by_the_address_once_they_write(slack: Workspace, chosen: Settings) -> None:
    async with running(chosen, around(slack, pace=600)) as world:
        assert world.organisation.department_of("U0MEMBER7") is None
        await world.context("U0MEMBER7")
        found = await world.directory.people_for(world.known().people["U0MEMBER7"], world.complete)
        assert (found.leader, found.representative) == ("U0LEADER7", "U0ANNE")
        assert world.organisation.department_of("U0MEMBER7") == department(world, 7)


async def test_a_later_start_asks_only_for_what_is_new(slack: Workspace, chosen: Settings) -> None:
    async with running(chosen, around(slack)) as world:
        await until(lambda: not world.roster.not_asked(world.storage.known.people))
    before = asked(slack)
    chosen.store.organisation.write_text(chosen.store.organisation.read_text().replace("deputy3@", "sofie@"))
    async with running(chosen, around(slack, pace=600)) as world:
        assert department(world, 3).deputy == "U0SOFIE", (
            "who was found for another part is found for this one"
        )
        assert department(world, 9).leader == "U0LEADER9"
    assert asked(slack) - before <= 1


async def test_somebody_whose_address_has_changed_is_found_by_the_old_one(
    slack: Workspace, chosen: Settings
) -> None:
    async with running(chosen, around(slack)) as world:
        await until(lambda: not world.roster.not_asked(world.storage.known.people))
    slack.store.people["U0LEADER9"].mail_name = "another"
    async with running(chosen, around(slack)) as world:
        assert department(world, 9).leader == "U0LEADER9"


async def test_one_who_leaves_later_is_missed_and_told_once(slack: Workspace, chosen: Settings) -> None:
    async with running(chosen, around(slack)):
        await until(lambda: len(told_to_operators(slack)) == 1)
    slack.store.people["U0LEADER9"].deleted = True
    for _ in range(2):
        slack.clock.jump(3600)
        async with running(chosen, around(slack)) as world:
            await until(lambda: department(world, 9).leader == "")
            assert department(world, 9).deputy == "U0DEPUTY9"
            await until(lambda: len(told_to_operators(slack)) == 2)
    assert "leader9@herlev.example" in told_to_operators(slack)[1]
