"""Slack and Graph may ask to wait as often as they like: nothing is given up, and nothing comes twice."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path
from typing import Any

import pytest

from bot.delivery import transfers
from bot.threads import MOST_TRANSFERS
from tests.people import PATIENCE, Json, Person, World
from tests.reporting import answers_until_evidence, screenshot, sends

MANY = 10
"""More often than anything is tried that fails."""


@pytest.fixture
def drafted_first() -> bool:
    return True


def asks_to_wait(world: World, method: str, times: int = MANY, **fault: Any) -> None:
    """The next calls are answered that they come too fast, and to come again in half a minute."""
    world.post("faults", method=method, times=times, **({"status": 429, "retry_after": 30} | fault))


def waits_each_time(mette: Person, data: Path, kind: str, times: int = MANY, seconds: float = 31) -> None:
    """What is owed of that kind is tried so many times more, always when so many seconds are over."""
    first = _attempts(data, kind)
    for attempt in range(first + 1, first + times + 1):
        end = time.monotonic() + PATIENCE
        while _attempts(data, kind) < attempt:
            assert time.monotonic() < end, f"{kind} was not tried {attempt} times"
            mette.view(mette.view()["rev"], 0.05)
        mette.world.jump(by=seconds)


def _attempts(data: Path, kind: str) -> int:
    """How often the one that is owed of that kind was tried in vain."""
    with sqlite3.connect(data / "vaern.db") as database:
        waiting = "SELECT max(attempts) FROM outbox WHERE kind = ? AND done_at IS NULL"
        return int(database.execute(waiting, (kind,)).fetchone()[0] or 0)


def calls(world: World, method: str) -> list[Json]:
    return [call for call in world.get("calls")["calls"] if call["method"] == method]


@pytest.mark.parametrize(
    "fault", [{}, {"status": 200, "retry_after": None, "error": "token_revoked"}], ids=["429", "revoked"]
)
def test_a_case_gets_its_channel_however_often_slack_asks_to_wait(
    world: World, mette: Person, lars: Person, tmp_path: Path, fault: dict[str, Any]
) -> None:
    asks_to_wait(world, "conversations.create", **fault)
    mette.presses("Send")
    waits_each_time(mette, tmp_path / "data", "OpenChannel", seconds=61)
    assert lars.case_channel()["is_private"]
    lars.sees("Det, der skal gøres")
    mette.sees("Tak. Din sag har nummer")
    assert len(calls(world, "conversations.create")) == MANY + 1


def test_a_slack_that_fails_as_often_still_leads_to_direct_messages(
    world: World, mette: Person, lars: Person, tmp_path: Path
) -> None:
    asks_to_wait(world, "conversations.create", times=3)
    world.post("faults", method="conversations.create", status=503, times=50)
    mette.presses("Send")
    waits_each_time(mette, tmp_path / "data", "OpenChannel", 3)
    waits_each_time(mette, tmp_path / "data", "OpenChannel", 9, seconds=301)
    lars.sees("har anmeldt digital chikane")
    assert not [c for c in lars.channels() if c["name"].startswith("sag-")]


class TestAFile:
    @pytest.fixture
    def drafted_first(self) -> bool:
        return False

    @pytest.mark.parametrize("method", ["files.info", "download"])
    def test_is_kept_however_often_slack_asks_to_wait(
        self, world: World, mette: Person, tmp_path: Path, method: str
    ) -> None:
        answers_until_evidence(mette)
        asks_to_wait(world, method)
        mette.says("", ("opslag.png", screenshot()))
        waits_each_time(mette, tmp_path / "data", "FetchFile")
        mette.sees("opslag.png: modtaget og gemt")

    def test_is_kept_however_often_all_the_transfers_are_busy(
        self, world: World, mette: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(transfers, "LONGEST_LINE", 0.1)
        answers_until_evidence(mette)
        world.post("faults", method="download", hold="before", times=MOST_TRANSFERS)
        names = [f"opslag {number}.png" for number in range(MOST_TRANSFERS + 1)]
        mette.says("", *((name, screenshot()) for name in names))
        waits_each_time(mette, tmp_path / "data", "FetchFile", seconds=2)
        world.post("release")
        for name in names:
            mette.sees(f"{name}: modtaget og gemt")


@pytest.mark.parametrize("method", ["upload", "files.completeUploadExternal"])
def test_a_copy_comes_once_however_often_slack_asks_to_wait(
    world: World, mette: Person, lars: Person, tmp_path: Path, method: str
) -> None:
    sends(mette)
    asks_to_wait(world, method)
    lars.presses("Vis sagen")
    lars.presses("Send den til mig")
    waits_each_time(mette, tmp_path / "data", "ShareEvidence")
    lars.until(lambda _: [m for m in lars.messages() if m.get("files")], "the copy")
    assert len([m for m in lars.messages() if m.get("files")]) == 1
