"""What only the employee can tell about a piece of evidence, asked where it is missing and never demanded."""

from __future__ import annotations

import pytest

from tests.conftest import Loop
from tests.forging import Forger
from tests.people import Person, World
from tests.reporting import answers_until_evidence, screenshot
from tests.workspace.server import Workspace

pytestmark = pytest.mark.begins("sent")


@pytest.mark.begins("empty")
def test_mette_tells_where_a_screenshot_is_from_and_when(mette: Person) -> None:
    answers_until_evidence(mette)
    mette.says("", ("opslag.png", screenshot()))
    mette.sees("opslag.png: modtaget og gemt")
    mette.presses("Fortæl mere om det")
    mette.sees("Om det her")
    answer = mette.submits(
        platform="Facebook", place="Hader Herlev (lukket)", sender="Vred Borger", posted="en dag"
    )
    assert answer["errors"] == {"posted": "Jeg forstod ikke tidspunktet. Skriv fx 3. november kl. 14.30."}
    answer = mette.submits(platform="Facebook", place="Hader Herlev", posted="22. november kl. 20.15")
    assert answer["errors"] == {}
    mette.presses("Fortæl mere om det")
    for told in ("Hader Herlev", "søndag 22. november 2026 kl. 20.15"):
        mette.until(lambda view, told=told: told in str(view["modals"]), told)


def test_more_is_told_after_sending_and_those_in_the_case_read_it(mette: Person, lars: Person) -> None:
    lars.sees("Det, der skal gøres")
    mette.says("", ("mere.png", screenshot()))
    mette.sees("Modtaget: mere.png")
    mette.presses("Fortæl mere")
    mette.sees("Om det her")
    mette.submits(sender="Vred Borger", witnesses="Omar så det")
    lars.presses("Vis sagen")
    lars.sees("Afsenderens navn eller profil: Vred Borger")
    lars.sees("Hvem der ellers har set det: Omar så det")


@pytest.mark.begins("drafted")
def test_what_an_erased_report_held_can_no_longer_be_described(
    world: World, workspace: Workspace, loop: Loop, mette: Person
) -> None:
    """It is erased on the laptop while the telephone shows the form."""
    mette.says("", ("mere.png", screenshot()))
    mette.sees("mere.png: modtaget og gemt")
    mette.presses("Fortæl mere om det")
    mette.sees("Om det her")
    laptop = Forger(world, workspace, loop, mette.id)
    laptop.sends(laptop.submission("erase", "draft1", {}))
    mette.sees("Det er slettet.")
    answer = mette.submits(sender="Vred Borger")
    assert answer["errors"] == {"place": "Den sag findes ikke, eller du kan ikke se den."}
