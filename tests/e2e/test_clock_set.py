"""Somebody sets the clock of the machine: what is law comes at its time and once, and nothing too early."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from storage import plan
from storage.tables import CaseRow, OutboxRow
from tests.people import NotSeen, Person, World, texts
from tests.reminding import REMINDED, STEP_IN, hears_first_at, jumps_to, said_at, told
from tests.reporting import sends
from tests.standin import Machine
from tests.stored import found, visited

pytestmark = pytest.mark.begins("sent")

WRONG = "Uret på Værns server er sprunget eller går forkert."
POLICE = "Beslut, om sagen skal anmeldes til politiet."


@pytest.fixture
def on_the_wall(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock by which APScheduler counts is set with the machine's."""

    class OnTheWall(datetime):
        """Every `now` of it is as far off as the machine is."""

        @classmethod
        def now(cls, tz: Any = None) -> datetime:
            return datetime.now(tz) + machine.off

    for module in ("apscheduler.schedulers.base", "bot.schedule"):
        monkeypatch.setattr(f"{module}.datetime", OnTheWall)


def _said(data: Path) -> set[str]:
    """The steps of which something is claimed to be said."""
    with visited(data) as storage, storage.reading() as tx:
        rows = plan.rows_of(tx, list(tx.session.exec(select(CaseRow.id)))).values()
    return {key.step for found in rows for key, row in found.items() if row.is_claimed}


def _waits(person: Person, is_so: Callable[[], bool], what: str) -> None:
    """Until it is so, without anything on a screen that would show it."""
    for _ in range(600):
        with suppress(NotSeen):
            person.until(lambda _: is_so(), what, patience=0.1)
            return
    raise AssertionError(f"never {what}")


def _slack_is_silent(world: World) -> None:
    world.post("faults", method="*", drop="before", times=10**6)


def _police(person: Person) -> list[str]:
    return [f"{said_at(message):%d %H:%M}" for message in told(person, POLICE)]


@pytest.mark.begins("drafted")
@pytest.mark.parametrize("hours", [-80, 80])
def test_what_is_done_as_the_clock_is_set_counts_from_the_right_time(
    machine: Machine, mette: Person, hours: float
) -> None:
    mette.sees("Det her er din anmeldelse.")
    machine.is_set(hours=hours)
    sends(mette)
    mette.sees("Lars skal svare dig senest tirsdag 24. november kl. 11.30.")


@pytest.mark.usefixtures("on_the_wall")
@pytest.mark.parametrize("hours", [-1, -80, 80])
def test_reminders_come_at_their_time_however_the_clock_is_set(
    world: World, machine: Machine, mette: Person, lars: Person, hanne: Person, hours: float
) -> None:
    lars.case_channel()
    machine.is_set(hours=hours)
    jumps_to(world, 24, "10:35")
    assert f"{hears_first_at(lars, REMINDED):%d %H}" == "24 10"
    assert _police(lars) == ["24 10:35"]
    machine.is_set()
    jumps_to(world, 24, "14:35")
    hanne.sees(WRONG)
    assert _police(lars) == ["24 10:35"]


def test_a_clock_days_ahead_claims_no_law_and_the_operators_are_told_once(
    world: World, machine: Machine, tmp_path: Path, mette: Person, lars: Person, hanne: Person
) -> None:
    lars.case_channel()
    machine.is_set(days=3)
    hanne.sees(WRONG)
    jumps_to(world, 24, "10:25")
    assert "legal" not in _said(tmp_path / "data")
    machine.is_set()
    jumps_to(world, 24, "10:35")
    lars.sees(POLICE)
    jumps_to(world, 24, "14:55")
    lars.does_not_see(STEP_IN)
    assert _police(lars) == ["24 10:35"]
    assert sum(WRONG in texts(m["blocks"]) for m in hanne.messages()) == 1


def test_without_a_trustworthy_time_for_ten_minutes_what_is_law_is_claimed_and_nothing_else(
    world: World, machine: Machine, tmp_path: Path, mette: Person, lars: Person
) -> None:
    data = tmp_path / "data"
    lars.case_channel()
    _slack_is_silent(world)
    machine.is_set(days=2)
    _waits(lars, lambda: _is_told(data, "clock"), "noticed")
    assert _said(data) == set()
    world.jump(by=660)
    _waits(lars, lambda: "legal" in _said(data), "claimed")
    assert _said(data) == {"legal"}


def test_what_was_claimed_ahead_of_time_is_planned_anew_when_slack_tells_the_time_again(
    world: World, machine: Machine, tmp_path: Path, mette: Person, lars: Person, hanne: Person
) -> None:
    data = tmp_path / "data"
    lars.case_channel()
    _slack_is_silent(world)
    machine.is_set(days=2)
    _waits(lars, lambda: _is_told(data, "clock"), "noticed")
    world.jump(by=660)
    _waits(lars, lambda: "legal" in _said(data), "claimed")
    world.post("clear_faults")
    world.post("faults", method="chat.postMessage", status=503, times=1)
    _waits(lars, lambda: _said(data) == set(), "planned anew")
    hanne.sees(WRONG)
    machine.is_set()
    jumps_to(world, 24, "10:35")
    lars.until(lambda _: [at for at in _police(lars) if at > "24 10:00"], "the reminder at its time")
    # What Slack has taken before it told the time came too early; it is said at its time all the same.
    assert [at for at in _police(lars) if at > "24 10:00"] == ["24 10:35"]


def test_what_was_on_its_way_when_slack_told_the_time_again_is_said_at_its_right_time(
    world: World, machine: Machine, tmp_path: Path, mette: Person, lars: Person, hanne: Person
) -> None:
    data = tmp_path / "data"
    lars.case_channel()
    # What is told to Hanne and to Lars is held up between its facts and its post.
    world.post("faults", method="conversations.open", hold="before", times=2)
    _slack_is_silent(world)
    machine.is_set(days=2)
    _waits(lars, lambda: _is_told(data, "clock"), "noticed")
    world.jump(by=660)
    _waits(lars, lambda: len(world.get("faults")["held"]) == 2, "held up")
    assert _said(data) == {"legal"}
    world.post("clear_faults")
    _waits(lars, lambda: _said(data) == set(), "planned anew")
    world.post("release")
    hanne.sees(WRONG)
    machine.is_set()
    jumps_to(world, 24, "10:35")
    lars.sees(POLICE)
    assert _police(lars) == ["24 10:35"]


def _is_told(data: Path, kind: str) -> bool:
    """Whether the operators are owed that alert."""
    return bool(found(data, select(OutboxRow).where(OutboxRow.subject == kind)))
