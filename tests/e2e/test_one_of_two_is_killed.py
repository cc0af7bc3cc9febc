"""Over one PostgreSQL: one of two processes is killed in a delivery, and the server is started again."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path

import pytest

from tests.bot_process import BotProcess, bot_process
from tests.people import Json, Person, World
from tests.reporting import answers_to_the_end, answers_until_evidence, screenshot
from tests.shown import texts
from tests.storage.postgresql import Server, running_server
from tests.workspace.server import Workspace

pytestmark = pytest.mark.long

SOON = 30.0
"""Seconds on a busy machine; a lease would take 120."""
RECEIPT = "Tak. Din sag har nummer"

Starts = Callable[[], AbstractContextManager[BotProcess]]


@pytest.fixture
def server() -> Iterator[Server]:
    """A server of the test's own."""
    with running_server() as made:
        yield made


@pytest.fixture
def starts(server: Server, workspace: Workspace, tmp_path: Path) -> Starts:
    """Starts a process over the database that all share."""
    data, url = tmp_path / "data", server.create("vaern")
    data.mkdir(mode=0o700)
    return partial(bot_process, workspace.url, data, workspace.clock.offset, database_url=url)


def told_once(person: Person, text: str) -> bool:
    """Whether it stands in exactly one message."""
    return sum(text in texts(message["blocks"]) for message in person.messages()) == 1


@pytest.mark.timeout(300)
@pytest.mark.parametrize("moment", ["before", "after"])
def test_what_it_had_begun_is_done_once_and_soon(starts: Starts, workspace: Workspace, moment: str) -> None:
    world = World(workspace.url)
    mette, lars = world.person("mette"), world.person("lars")
    with starts() as first:
        answers_until_evidence(mette)
        mette.says("", ("opslag.png", screenshot()))
        mette.sees("opslag.png: modtaget og gemt")
        mette.presses("Det var det")
        answers_to_the_end(mette)
        world.post("faults", method="conversations.create", hold=moment)
        mette.presses("Send")
        held: Json = world.get("faults", wait=1, timeout=60)
        assert [call["method"] for call in held["held"]] == ["conversations.create"]
        with starts():
            first.is_killed()
            begun = time.monotonic()
            world.post("release")
            mette.sees(RECEIPT, SOON)
            assert time.monotonic() - begun < SOON
            lars.sees("Det, der skal gøres")
            assert len([c for c in lars.channels() if c["name"].startswith("sag-")]) == 1
            assert told_once(mette, RECEIPT)


@pytest.mark.timeout(300)
def test_what_is_said_while_the_server_is_started_again_is_heard_once(
    starts: Starts, server: Server, workspace: Workspace
) -> None:
    mette = World(workspace.url).person("mette")
    with starts():
        answers_until_evidence(mette)
        mette.says("", ("opslag.png", screenshot()))
        server.restart()
        mette.sees("opslag.png: modtaget og gemt")
        server.restart()
        mette.presses("Det var det")
        answers_to_the_end(mette)
        mette.presses("Send")
        server.restart()
        mette.sees(RECEIPT)
        assert told_once(mette, RECEIPT)
