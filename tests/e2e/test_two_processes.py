"""Two processes over one PostgreSQL: Slack gives each act to either of them, and everything happens once."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import psycopg
import pytest

from bot.running import running
from tests.conftest import Loop
from tests.deciding import begins, decides, the_sitting_ends
from tests.looking import gets_small
from tests.people import Person, World, texts
from tests.repeating import loses_answers
from tests.reporting import reports
from tests.standin import settings, surroundings
from tests.workspace.server import Workspace

OF_THE_MORNING = ("De 72 timer udløber", "Har Mette måttet lade sit normale arbejde ligge?")
"""Of the reminders that Lars gets on the next working day: that of the law, and that of all else."""


@pytest.fixture
def start(
    loop: Loop, workspace: Workspace, migrated: Path, database_url: str, tmp_path: Path
) -> Iterator[Callable[[], None]]:
    """Starts one more process, over the same database and folder."""
    shutil.copytree(migrated, tmp_path / "data")
    stack = AsyncExitStack()

    def started() -> None:
        chosen = settings(workspace.url, tmp_path / "data", database_url=database_url)
        loop.run(stack.enter_async_context(running(chosen, surroundings(workspace.clock))))

    yield started
    loop.run(stack.aclose())


@pytest.fixture
def world(start: Callable[[], None], workspace: Workspace) -> World:
    """The product twice."""
    start()
    start()
    return World(workspace.url)


def _told(person: Person, text: str) -> int:
    return sum(text in texts(m["blocks"]) for m in person.messages())


def test_two_processes_make_one_case_and_remind_once(
    world: World, mette: Person, lars: Person, anne: Person
) -> None:
    reports(mette)
    for member in (anne, lars):
        member.sees("Mette har anmeldt digital chikane")
    assert len([c for c in lars.channels() if c["name"].startswith("sag-")]) == 1
    assert _told(mette, "Tak. Din sag har nummer") == 1
    assert _told(lars, "Mette har anmeldt digital chikane") == 1
    begins(lars, 3)
    decides(lars, "Krisehjælp er bestilt")
    the_sitting_ends(mette.world)
    mette.sees("Lars har besluttet: Krisehjælp er bestilt.")
    world.jump(next="working_day")
    for reminder in OF_THE_MORNING:
        lars.sees(reminder)
    world.jump(next="hour")
    begins(lars, 4)
    assert [_told(lars, reminder) for reminder in OF_THE_MORNING] == [1, 1]


@pytest.mark.parametrize("is_freed", [False, True], ids=["its claim has run out", "it was taken for gone"])
def test_who_is_held_up_does_not_say_what_the_other_said(
    start: Callable[[], None], workspace: Workspace, database_url: str, is_freed: bool
) -> None:
    """For an hour or ten seconds Slack does not answer to the first reminder; the second waits behind it."""
    start()
    world = World(workspace.url)
    lars = world.person("lars")
    reports(world.person("mette"))
    lars.sees("Mette har anmeldt digital chikane")
    world.post("faults", method="chat.postMessage", hold="after", times=2)
    world.jump(next="working_day")
    lars.until(lambda _: len(workspace.faults.held) == 2, "what Slack holds")
    if is_freed:
        _frees_all(database_url)
    start()
    world.jump(**({"by": 10} if is_freed else {"next": "hour"}))
    for reminder in OF_THE_MORNING:
        lars.sees(reminder)
    world.post("release")
    begins(lars, 4)
    assert [_told(lars, reminder) for reminder in OF_THE_MORNING] == [1, 1]


def _frees_all(database_url: str) -> None:
    """As a process does to which another seems to be gone."""
    with psycopg.connect(database_url) as database:
        database.execute("UPDATE outbox SET claimed_until = NULL, claimed_by = 0 WHERE done_at IS NULL")


def test_a_copy_that_one_was_held_up_with_comes_once(start: Callable[[], None], workspace: Workspace) -> None:
    start()
    world = World(workspace.url)
    lars = world.person("lars")
    reports(world.person("mette"))
    lars.presses("Vis sagen")
    world.post("faults", method="upload", hold="after")
    gets_small(lars)
    lars.until(lambda _: workspace.faults.held, "what Slack holds")
    start()
    world.jump(next="hour")
    lars.until(lambda _: _copies(lars), "the copy")
    world.post("release")
    begins(lars, 4)
    assert len(_copies(lars)) == 1


def _copies(person: Person) -> list[dict[str, Any]]:
    return [message for message in person.messages() if message.get("files")]


@pytest.mark.parametrize("is_at_once", [False, True], ids=["one after the other", "at the same moment"])
def test_a_form_that_comes_to_both_is_answered_by_both_alike_and_taken_once(
    world: World, workspace: Workspace, mette: Person, lars: Person, anne: Person, is_at_once: bool
) -> None:
    reports(mette)
    for member in (lars, anne):
        begins(member, 2)
    loses_answers(workspace, is_at_once=is_at_once)
    plan = "Vi taler sammen i morgen kl. 9."
    assert decides(lars, "Vi har aftalt en plan", plan=plan)["errors"] == {}
    late = decides(anne, "Vi har aftalt en plan")
    assert late["errors"] == {"reason": "Trinnet er lige blevet besluttet. Du kan se det på tjeklisten."}
    the_sitting_ends(mette.world)
    mette.sees(plan)
    assert _told(mette, plan) == 1
