"""Guests and people of other organisations cannot report, and learn kindly where there is help."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from tests.deciding import opens as opens_step
from tests.in_form import reads
from tests.people import Person, World
from tests.reporting import answers_until_evidence, has_no_documentation
from tests.workspace.server import Workspace

KINDLY = "Talk to the manager you work for, a work-environment representative or HR."
OUTSIDERS: dict[str, dict[str, Any]] = {
    "guest": {"is_restricted": True},
    "guest of one channel": {"is_ultra_restricted": True},
    "of another organisation": {"team_id": "T09NABO"},
}


@pytest.fixture(params=OUTSIDERS)
def guest(world: World, workspace: Workspace, request: pytest.FixtureRequest) -> Person:
    """Omar, whom Værn has not met yet."""
    for name, value in OUTSIDERS[request.param].items():
        setattr(workspace.store.people["U0OMAR"], name, value)
    return world.person("omar")


def reports(data: Path) -> int:
    with sqlite3.connect(f"file:{data}/vaern.db?mode=ro", uri=True) as database:
        return int(database.execute("SELECT count(*) FROM draft").fetchone()[0])


def test_who_is_no_colleague_cannot_begin_a_report_in_any_way(
    world: World, guest: Person, tmp_path: Path
) -> None:
    guest.says("Somebody writes that he will find me, and that he knows where I live.")
    guest.sees(KINDLY)
    assert guest.commands("/chikane")["ok"]
    is_told(guest, 2)
    assert world.post("shortcut", **{"as": guest.id}, callback_id="report")["ok"]
    is_told(guest, 3)
    guest.opens_home()
    guest.presses("Report digital harassment")
    is_told(guest, 4)
    assert world.post("shortcut", **{"as": guest.id}, callback_id="report_form")["ok"]
    reads(guest, KINDLY)
    guest.closes()
    assert guest.commands("/chikane", "skema")["ok"]
    reads(guest, KINDLY)
    assert reports(tmp_path / "data") == 0


def is_told(person: Person, times: int) -> None:
    person.until(lambda _: sum(KINDLY in m["text"] for m in person.messages()) == times, f"{times} times")


def test_nor_can_they_be_chosen_for_a_report(guest: Person, mette: Person) -> None:
    assert guest
    answers_until_evidence(mette)
    has_no_documentation(mette)
    mette.picks_person("Leder", "omar")
    mette.sees("Vælg en kollega.")


@pytest.mark.begins("sent")
def test_nor_can_a_case_be_handed_over_to_them_or_have_them_invited(
    guest: Person, mette: Person, lars: Person
) -> None:
    opens_step(lars, 2)
    lars.presses("Giv videre")
    assert "Den person kan ikke tage over." in str(lars.submits(person="omar")["errors"])
    mette.sees("Vis sagen")
    mette.presses("Vis sagen")
    mette.presses("Invitér en tillidsrepræsentant")
    assert "Vælg en kollega, som bruger Slack." in str(mette.submits(person="omar")["errors"])
