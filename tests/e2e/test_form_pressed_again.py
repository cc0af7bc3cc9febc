"""Slack says that there was no answer to a form, and its person presses again: that is one act."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.deciding import begins, decides, opens
from tests.in_form import reads
from tests.people import Person
from tests.repeating import hears_nothing_once
from tests.stored import decided, lines
from tests.workspace.server import Workspace

pytestmark = pytest.mark.begins("sent")

NO_ANSWER = "the app did not answer: timed_out"


def acts(data: Path, wanted: str) -> list[str]:
    """Of that kind, as the journal has them."""
    return [line.act for line in lines(data) if line.act.startswith(wanted)]


def test_what_was_decided_is_decided_once_and_the_form_closes(
    workspace: Workspace, mette: Person, lars: Person, tmp_path: Path
) -> None:
    begins(lars, 3)
    hears_nothing_once(workspace)
    assert lars.submits(outcome="Tilbudt, medarbejderen takkede nej")["error"] == NO_ANSWER
    assert lars.submits()["errors"] == {}
    assert decided(tmp_path / "data", "support") == ["declined"]
    assert acts(tmp_path / "data", "StepDecided") == ["StepDecided"]


def test_a_letter_is_written_once_and_again_where_its_words_are_others(
    workspace: Workspace, mette: Person, lars: Person, tmp_path: Path
) -> None:
    opens(lars, 5)
    lars.presses("Skriv brevet")
    hears_nothing_once(workspace)
    assert lars.submits(text="Fjern opslaget i dag.")["error"] == NO_ANSWER
    lars.submits()
    assert acts(tmp_path / "data", "TaskDone") == ["TaskDone"]
    lars.presses("Skriv brevet")
    lars.submits(text="Fjern opslaget straks.")
    assert acts(tmp_path / "data", "TaskDone") == ["TaskDone", "TaskDone"]


def test_who_was_refused_without_hearing_it_hears_it_then(
    workspace: Workspace, mette: Person, lars: Person, anne: Person, tmp_path: Path
) -> None:
    for member in (lars, anne):
        begins(member, 2)
    decides(lars, "Vi har aftalt en plan", plan="Vi taler sammen i morgen kl. 9.")
    hears_nothing_once(workspace)
    assert anne.submits(outcome="Vi har aftalt en plan")["error"] == NO_ANSWER
    assert "Trinnet er lige blevet besluttet" in str(anne.submits()["errors"])
    assert acts(tmp_path / "data", "StepDecided") == ["StepDecided", *["StepDecided refused"] * 2]


def test_a_correction_is_kept_once(workspace: Workspace, mette: Person, tmp_path: Path) -> None:
    mette.presses("Vis sagen")
    mette.presses("Tilføj eller ret noget")
    hears_nothing_once(workspace)
    assert mette.submits(text="Han har også ringet.")["error"] == NO_ANSWER
    mette.submits()
    reads(mette, "Tak. Det er gemt i sagen")
    assert acts(tmp_path / "data", "WordsKept") == ["WordsKept"]
