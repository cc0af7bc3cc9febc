"""Slack and Graph may ask to wait as often as they like: nothing is given up, and nothing comes twice."""

from __future__ import annotations

import time
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from bot.delivery import transfers
from bot.threads import MOST_TRANSFERS
from flows.effects import Alert
from storage import outbox
from tests import standin
from tests.looking import gets_small
from tests.people import PATIENCE, Json, Person, World
from tests.reporting import answers_until_evidence, screenshot
from tests.standin import ORGANISATION, PLENTY
from tests.stored import owed, visited
from tests.workspace.server import Workspace

pytestmark = [pytest.mark.long, pytest.mark.begins("drafted")]

MANY = 10
"""More often than anything is tried that fails."""


def asks_to_wait(world: World, method: str, times: int = MANY, **fault: Any) -> None:
    """The next calls are answered that they come too fast, and to come again in half a minute."""
    world.post("faults", method=method, times=times, **({"status": 429, "retry_after": 30} | fault))


def waits_each_time(mette: Person, data: Path, kind: str, times: int = MANY, seconds: float = 31) -> None:
    """What is owed of that kind is tried so many times more, always when so many seconds are over."""
    for attempt in range(times):
        end = time.monotonic() + PATIENCE
        while not _waits(data, kind, mette.world.get("clock")["now"]):
            assert time.monotonic() < end, f"{kind} was not tried {attempt + 1} times"
            mette.view(mette.view()["rev"], 0.05)
        mette.world.jump(by=seconds)


def _waits(data: Path, kind: str, now: str) -> bool:
    """Whether what is owed of that kind was tried in vain and waits."""
    at = datetime.fromisoformat(now)
    left = (row for row in owed(data, kind) if row.done_at is None and row.claimed_until is None)
    return any(row.due_at > at for row in left)


def is_owed(data: Path, effect: Alert, now: datetime) -> None:
    """As a turn of the product leaves it."""
    with visited(data) as storage:
        storage.run(lambda tx: outbox.owe(tx, "somebody", (effect,), now))


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


@pytest.mark.begins("empty")
class TestAFile:
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


def test_the_receipt_comes_though_nothing_can_be_drawn_anew(world: World, mette: Person) -> None:
    mette.sees("Det her er din anmeldelse.")
    asks_to_wait(world, "chat.update", times=1, retry_after=50)
    mette.presses("Send")
    mette.sees("Tak. Din sag har nummer")
    mette.does_not_see("Sendt og gemt.")
    world.jump(by=51)
    mette.sees("Sendt og gemt.")


class TestAnAlert:
    @pytest.fixture
    def changes(self, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
        two = ORGANISATION.replace("operators = [", 'operators = ["dorte@herlev.example", ')
        monkeypatch.setattr(standin, "ORGANISATION", two)
        return {}

    def test_comes_to_each_operator_once_though_slack_asks_to_wait_between_them(
        self, world: World, workspace: Workspace, mette: Person, hanne: Person, tmp_path: Path
    ) -> None:
        mette.sees("Det her er din anmeldelse.")
        dorte = world.person("dorte")
        asks_to_wait(world, "conversations.open", times=1, skip=1)
        is_owed(tmp_path / "data", Alert("unhandled"), workspace.now())
        dorte.sees("Fejlkode")
        waits_each_time(mette, tmp_path / "data", "Alert", 1)
        hanne.sees("Fejlkode")
        assert [len(person.messages()) for person in (dorte, hanne)] == [1, 1]

    def test_comes_to_each_operator_once_though_its_claim_runs_out_between_them(
        self, world: World, workspace: Workspace, mette: Person, hanne: Person, tmp_path: Path
    ) -> None:
        mette.sees("Det her er din anmeldelse.")
        dorte = world.person("dorte")
        world.post("faults", method="conversations.open", hold="before", skip=1)
        is_owed(tmp_path / "data", Alert("unhandled"), workspace.now())
        dorte.sees("Fejlkode")
        hanne.until(lambda _: workspace.faults.held, "what Slack holds")
        world.jump(next="hour")
        world.post("release")
        hanne.sees("Fejlkode")
        assert [len(person.messages()) for person in (dorte, hanne)] == [1, 1]


@pytest.mark.begins("empty")
class TestAConversation:
    def test_goes_on_though_what_was_answered_cannot_be_shown(self, world: World, mette: Person) -> None:
        mette.says("hej")
        mette.sees("Er du eller andre i fare lige nu?")
        asks_to_wait(world, "chat.update", times=1, retry_after=50)
        mette.presses("Nej")
        mette.presses("En borger i en af mine sager")
        mette.picks("Vælg alt, der passer", "Hadeside, gruppe eller kampagne")
        mette.presses("Videre")
        mette.sees("Hvor skete det?")
        assert len(calls(world, "chat.update")) == 1, "Slack is not asked again before its time"
        world.jump(by=51)
        mette.sees("*Fare lige nu*: Nej")
        mette.sees("*Hvad*: Hadeside, gruppe eller kampagne")

    @pytest.fixture
    def asked_unheard(self, world: World, mette: Person, tmp_path: Path) -> None:
        """Slack does not say that it has the second question, and the look for it has to wait."""
        mette.says("hej")
        mette.sees("Er du eller andre i fare lige nu?")
        asks_to_wait(world, "conversations.history", times=1)
        world.post("faults", method="chat.postMessage", drop="after")
        mette.presses("Nej")
        mette.sees("Hvem står bag?")
        waits_each_time(mette, tmp_path / "data", "Show", 1, seconds=2)

    @pytest.mark.usefixtures("asked_unheard")
    def test_knows_a_question_that_was_answered_before_it_was_found(
        self, mette: Person, tmp_path: Path
    ) -> None:
        mette.presses("En borger i en af mine sager")
        waits_each_time(mette, tmp_path / "data", "Show", 1)
        mette.sees("*Hvem står bag*: En borger i en af mine sager")

    @pytest.mark.usefixtures("asked_unheard")
    def test_goes_with_a_question_that_was_not_found_yet(self, mette: Person, tmp_path: Path) -> None:
        mette.presses("Slet anmeldelsen")
        mette.sees("Det kan ikke fortrydes.")
        mette.submits()
        waits_each_time(mette, tmp_path / "data", "Show", 1)
        mette.sees("Det er slettet. Du kan altid begynde igen.")
        mette.does_not_see("Hvem står bag?")

    def test_leads_to_an_alert_of_danger_though_the_budget_is_used_up(
        self, mette: Person, lars: Person, omar: Person, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        mette.says("hej")
        mette.presses("Ja")
        mette.sees("Sig til Lars, at jeg har brug for hjælp")
        monkeypatch.setitem(PLENTY, "chat.postMessage", 0)
        omar.says("hej")
        mette.presses("Sig til Lars, at jeg har brug for hjælp")
        lars.sees("Mette Holm har brug for dig nu.")
        omar.does_not_see("Are you or others in danger")


@pytest.mark.begins("sent")
@pytest.mark.parametrize("method", ["upload", "files.completeUploadExternal"])
def test_a_copy_comes_once_however_often_slack_asks_to_wait(
    world: World, mette: Person, lars: Person, tmp_path: Path, method: str
) -> None:
    asks_to_wait(world, method)
    lars.presses("Vis sagen")
    gets_small(lars)
    waits_each_time(mette, tmp_path / "data", "ShareEvidence")
    lars.until(lambda _: [m for m in lars.messages() if m.get("files")], "the copy")
    assert len([m for m in lars.messages() if m.get("files")]) == 1
