"""Who has seen what: Lars looks and takes a copy, and Mette can see that he did."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.looking import FULL, gets, gets_small
from tests.people import Person, World
from tests.reporting import number_of, screenshot
from tests.storage.samples import picture

pytestmark = pytest.mark.begins("sent")

HISTORY = "Hvem har set hvad"


def operator(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The operator at the machine, beside the running product, with the master key in its folder."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("SLACK_")}
    return subprocess.run(
        [sys.executable, "-m", "bot", "evidence", *arguments],
        env={**environment, "VAERN_DATA": str(folder / "data"), "DATABASE_URL": "", "VAERN_MASTER_KEY": ""},
        capture_output=True,
        text=True,
        check=False,
    )


def test_mette_sees_that_lars_opened_the_case_and_got_a_copy(mette: Person, lars: Person) -> None:
    number = number_of(mette)
    lars.presses("Vis sagen")
    gets_small(lars)
    lars.sees(f"{number}.png")
    # Offered once it is written down that the copy came.
    lars.sees(FULL)
    mette.presses("Vis sagen")
    mette.presses(HISTORY)
    mette.sees("Lars Bak: 1 gang")
    mette.sees("Mette Holm: 1 gang, tirsdag 24. november")
    mette.sees("fra Mette Holm. Fingeraftryk ")
    mette.sees("Lars Bak bad om en kopi")
    mette.sees("Lars Bak fik en kopi")


def test_to_open_a_decision_is_no_look_and_neither_is_the_list_of_looks(mette: Person, lars: Person) -> None:
    lars.presses_in("2. Aftal næste skridt", "Åbn trin 2")
    lars.presses("Beslut")
    lars.sees("Hvad er besluttet?")
    mette.presses("Vis sagen")
    mette.sees("Ingen af de andre har læst sagen endnu.")
    mette.presses(HISTORY)
    mette.sees("Mette Holm: 1 gang")
    mette.does_not_see("Lars Bak: ")


def test_a_copy_that_never_came_is_asked_for_and_not_got(mette: Person, lars: Person) -> None:
    mette.says("", ("foto.png", screenshot()[:-900]))
    mette.sees("Modtaget: foto.png")
    lars.presses("Vis sagen")
    gets_small(lars, "foto.png, modtaget")
    lars.sees("Jeg kan ikke vise dig det her billede.")
    mette.presses("Vis sagen")
    mette.presses(HISTORY)
    mette.sees("Lars Bak bad om en kopi")
    mette.does_not_see("fik en kopi")


def test_the_operator_checks_the_evidence_while_the_product_runs_and_mette_sees_that_too(
    world: World, mette: Person, lars: Person, tmp_path: Path
) -> None:
    number = number_of(mette)
    checked = operator(tmp_path, "verify", number)
    assert checked.returncode == 0, checked.stderr
    assert checked.stdout.splitlines()[1].endswith("  holds")
    assert checked.stdout.endswith("The chain of heads over all journals holds.\n")
    lars.presses("Vis sagen")
    gets(lars)
    lars.sees(f"{number}.png")
    listed = operator(tmp_path, "list", number)
    assert listed.returncode == 0, listed.stderr
    for line in ("operator      checked the fingerprint", "U0LARS        asked for a copy"):
        assert line in listed.stdout
    mette.presses("Vis sagen")
    mette.presses(HISTORY)
    mette.sees("driften tjekkede fingeraftrykket")


@pytest.mark.parametrize("way", ["a changed byte", "another file in its place"])
def test_what_was_changed_on_disk_is_found_and_never_sent(
    world: World, mette: Person, lars: Person, hanne: Person, tmp_path: Path, way: str
) -> None:
    number = number_of(mette)
    mette.says("", ("andet.png", picture("PNG")))
    mette.sees("Modtaget: andet.png")
    lars.presses("Vis sagen")
    lars.sees("opslag.png, modtaget")
    first, other = sorted((tmp_path / "data" / "evidence").rglob("*.age"), key=lambda p: p.stem != "file1")
    locked = first.read_bytes()
    changed = locked[:-1] + bytes([locked[-1] ^ 1])
    first.write_bytes(changed if way == "a changed byte" else other.read_bytes())
    found = operator(tmp_path, "verify", number)
    assert found.returncode == 1
    assert [line.split()[-1] for line in found.stdout.splitlines()[1:3]] == ["CHANGED", "holds"]
    gets_small(lars, "opslag.png, modtaget")
    lars.sees("Jeg kan ikke sende dig det her. Det er ikke længere, som det kom.")
    hanne.sees("Noget dokumentation er ikke, som det kom.")
    lars.presses(HISTORY)
    lars.sees("Lars Bak bad om en kopi")
    lars.does_not_see("fik en kopi")
    calls = world.get("calls")["calls"]
    assert not [call for call in calls if call["method"] == "files.completeUploadExternal"]
