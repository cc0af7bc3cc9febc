"""A form whose answer is lost comes again, and is answered as it was: nobody believes what is not so."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.deciding import begins, decides, does, opens
from tests.in_form import MISSING, READ_IT, WHEN, fills_in, reads, saves
from tests.in_form import opens as opens_form
from tests.people import Person, World
from tests.repeating import loses_answers
from tests.reporting import STORY
from tests.stored import decided, lines
from tests.workspace.server import Workspace

pytestmark = pytest.mark.begins("sent")

PLAN = "Vi taler sammen i morgen kl. 9."


@pytest.fixture(params=["when the first is answered", "at the same moment"], autouse=True)
def repeated(request: pytest.FixtureRequest, workspace: Workspace, world: World) -> None:
    """When the repetition comes."""
    loses_answers(workspace, is_at_once=request.param == "at the same moment")


def test_whoever_is_refused_reads_so(world: World, mette: Person, lars: Person, anne: Person) -> None:
    for member in (lars, anne):
        begins(member, 2)
        member.sees("Hvad er besluttet?")
    decides(lars, "Vi har aftalt en plan", plan=PLAN)
    answer = decides(anne, "Vi har aftalt en plan")
    assert answer["errors"] == {"reason": "Trinnet er lige blevet besluttet. Du kan se det på tjeklisten."}


def test_what_is_missing_is_asked_for_and_decided_once(mette: Person, lars: Person, tmp_path: Path) -> None:
    begins(lars, 2)
    lars.submits(outcome="Vi har aftalt en plan", reason="")
    lars.submits(plan=PLAN)
    lars.sees("Vi har aftalt en plan")
    assert decided(tmp_path / "data", "contact") == ["agreed"]
    assert acts(tmp_path / "data", "StepDecided") == ["StepDecided"]


def test_what_came_of_it_stands_in_the_forms_place(mette: Person, tmp_path: Path) -> None:
    mette.presses("Vis sagen")
    mette.presses("Det haster mere nu")
    mette.submits(severity="Akut: med det samme (rød)")
    reads(mette, "Det er rettet. Alle i sagen får det at vide.")
    assert acts(tmp_path / "data", "SeverityChanged") == ["SeverityChanged"]


def test_a_task_is_done_once(mette: Person, lars: Person, tmp_path: Path) -> None:
    opens(lars, 4)
    does(lars, "Skriv HR's råd", answer="Anmeld det ikke", text="Hanne siger, at det ikke er nok.")
    lars.sees("har skrevet HR's råd")
    assert acts(tmp_path / "data", "TaskDone") == ["TaskDone"]


@pytest.mark.begins("empty")
def test_the_report_in_a_form_is_refused_and_kept_as_if_it_came_once(world: World, mette: Person) -> None:
    opens_form(world, mette)
    fills_in(mette)
    mette.fills(WHEN, "engang")
    assert mette.submits()["errors"]
    mette.fills(WHEN, "i går kl. 14.30")
    saves(mette)
    reads(mette, MISSING, "Dokumentation", "Har du et skærmprint?")
    mette.presses("Jeg har det ikke lige nu")
    reads(mette, READ_IT, STORY)
    saves(mette)
    reads(mette, "Den er sendt. Du får nummeret på din sag i vores direkte besked.")
    mette.sees("Tak. Din sag har nummer")


def acts(data: Path, wanted: str) -> list[str]:
    """Of that kind, as the journal has them."""
    return [line.act for line in lines(data) if line.act == wanted]
