"""Twenty employees press Send within a minute, in a Slack that holds its limits by method and minute."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from contextlib import AsyncExitStack, closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import httpx
import pytest

from bot.running import running
from bot.slack.budgets import PER_MINUTE
from flows.effects import Show
from flows.report.draft import REVIEW, Asked, Conversation, Draft, DraftPeople
from storage import drafts, outbox, surfaces
from storage.database import connect, open_storage
from storage.keys import Keyring, read_identity
from storage.surfaces import Surface
from tests.conftest import TUESDAY, Loop
from tests.counting.product import Beside
from tests.drafted import ANSWERS, CHOSEN
from tests.people import PATIENCE, Person, World
from tests.standin import settings, surroundings
from tests.workspace.people import BOT_TOKEN
from tests.workspace.people import Person as Colleague
from tests.workspace.server import Workspace

MANY = 20
NAMES = [f"emma{number}" for number in range(MANY)]
OLD = ("danger", "who", "kinds")
"""What was answered before and is still to be drawn so."""
MOST_MINUTES = 4
"""After the first, until the last of that is drawn."""


@pytest.fixture(params=[1, 2], ids=["one process", "two processes"])
def processes(request: pytest.FixtureRequest) -> int:
    """Two work over one PostgreSQL, one over SQLite."""
    return int(request.param)


@pytest.fixture
def database(processes: int, request: pytest.FixtureRequest) -> str:
    return str(request.getfixturevalue("database_url")) if processes > 1 else ""


@pytest.fixture
def world(
    loop: Loop, workspace: Workspace, tmp_path: Path, migrated: Path, database: str, processes: int
) -> Iterator[World]:
    """Everybody's report lies ready, and their Home tabs are open."""
    for name in NAMES:
        colleague = Colleague(f"U0{name.upper()}", f"{name.title()} Lund", "Sagsbehandler")
        workspace.store.people[colleague.id] = colleague
    data = tmp_path / "data"
    shutil.copytree(migrated, data)
    _lie_ready(data, database, TUESDAY)
    workspace.limits.are_held = True
    around, stack = replace(surroundings(workspace.clock), calls_per_minute=PER_MINUTE), AsyncExitStack()
    for _ in range(processes):
        chosen = settings(workspace.url, data, database_url=database)
        loop.run(stack.enter_async_context(running(chosen, around)))
    yield World(workspace.url)
    loop.run(stack.aclose())


def _lie_ready(data: Path, database: str, now: datetime) -> None:
    storage = open_storage(database, Keyring(read_identity((data / "master.key").read_text())), data)
    with storage.transaction() as tx:
        for number, name in enumerate(NAMES):
            person, asked = f"U0{name.upper()}", Conversation((Asked(REVIEW),))
            answers = ANSWERS | {"evidence": "gone"}
            people = DraftPeople(chosen=CHOSEN)
            known = (f"draft{number}", person, now, f"2026-20{number:02}", answers)
            drafts.add(tx, Draft(*known, conversation=asked, people=people))
            outbox.owe(tx, f"draft{number}", (Show("report", person),), now)
        for person in ("U0LARS", "U0ANNE", *(f"U0{name.upper()}" for name in NAMES)):
            surfaces.home_opened(tx, person, now)
    storage.close()


def still_show_old_questions(workspace: Workspace, data: Path, database: str) -> None:
    """Each has some messages of the conversation that do not show yet what was answered."""
    storage = connect(database, Keyring(read_identity((data / "master.key").read_text())), data)
    url, said = f"{workspace.url}/api/chat.postMessage", {"Authorization": f"Bearer {BOT_TOKEN}"}
    with closing(storage), storage.transaction() as tx:
        for number, name in enumerate(NAMES):
            person = f"U0{name.upper()}"
            for place, question in enumerate(OLD):
                told = {"channel": person, "text": "?"}
                posted = httpx.post(url, headers=said, json=told, trust_env=False).json()
                about, where = f"{place}:{question}", (posted["channel"], posted["ts"])
                old = Surface(f"old{number}-{place}", f"draft{number}", "turn", person, about, *where, "")
                surfaces.put(tx, old, TUESDAY)


def the_next_minute_begins(world: World) -> None:
    """And the clock stands still in it, so that it is the first minute however busy the machine is."""
    world.post("stop_clock")
    now = datetime.fromisoformat(world.get("clock")["now"])
    world.jump(to=(now.replace(second=0, microsecond=0) + timedelta(minutes=1)).isoformat())


def until_quiet(world: World, beside: Beside) -> None:
    """Waits until all is delivered that is owed by now."""
    end, clock = time.monotonic() + PATIENCE, world.get("clock")
    while beside.is_something_owed(datetime.fromisoformat(clock["now"])):
        assert time.monotonic() < end, "something is still owed"
        world.get("clock", since=clock["offset"], timeout=0.05)


def case_channels(person: Person) -> list[str]:
    return [c["id"] for c in person.channels() if c["name"].startswith("sag-")]


def test_every_receipt_comes_within_the_minute_and_slack_never_has_to_say_no(
    world: World, workspace: Workspace, lars: Person, tmp_path: Path, database: str
) -> None:
    employees = [world.person(name) for name in NAMES]
    for employee in employees:
        employee.sees("Det her er din anmeldelse.")
    still_show_old_questions(workspace, tmp_path / "data", database)
    the_next_minute_begins(world)
    for employee in employees:
        employee.presses("Send")
    for employee in employees:
        employee.sees("Tak. Din sag har nummer")
        assert len(case_channels(employee)) == 1
    assert len(case_channels(lars)) == MANY
    with closing(Beside(tmp_path / "data", database)) as beside:
        until_quiet(world, beside)
        assert beside.left_over() > 0, "what was answered before waits, and nobody waits for it"
        for _ in range(MOST_MINUTES):
            world.jump(by=60)
            until_quiet(world, beside)
        assert beside.left_over() == 0
        assert beside.given_up() == []
    for employee in employees:
        assert "?" not in [m["text"] for m in employee.messages()]
    assert world.get("limits")["refused"] == {}
