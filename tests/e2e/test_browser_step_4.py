"""Step 4 on the page: HR is asked and advises, and the gate says what is missing."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.deciding import opens, presses_under
from tests.desk import (
    DESKTOP,
    Desk,
    chooses_outcome,
    closes,
    does_task,
    latest,
    opens_channel,
    opens_step,
    presses,
    window,
)
from tests.in_form import reads
from tests.people import Person
from tests.reporting import STORY, number_of

pytestmark = [pytest.mark.browser, pytest.mark.begins("sent")]


@pytest.mark.begins("sent")
def test_hr_is_asked_without_content_joins_and_advises(
    at_the_desk: Desk, mette: Person, lars: Person
) -> None:
    hanne = at_the_desk("hanne", DESKTOP)
    number = number_of(mette)
    opens(lars, 4)
    lars.presses("Spørg HR")
    reads(lars, "Lars har spurgt HR")
    lars.closes()
    asked = latest(hanne, f"Sag {number}")
    expect(asked).to_contain_text("Når du siger ja, kommer du med i kanalen og kan se den.")
    for content in ("Mette", "Facebook", "Lars"):
        expect(asked).not_to_contain_text(content)
    asked.get_by_role("button", name="Ja, jeg hjælper").click()
    mette.sees("Hanne fra HR hjælper i din sag nu og kan se den.")
    presses(hanne, "Du er med i sagen nu.", "Vis sagen")
    expect(window(hanne)).to_contain_text(STORY)
    closes(hanne)
    opens_channel(hanne)
    opens_step(hanne, 4)
    does_task(hanne, "Skriv HR's råd", "Anmeld det til politiet", Rådet_med_få_ord="Hanne: Det kan anmeldes.")
    expect(window(hanne)).to_contain_text("Anmeld det til politiet.")
    presses_under(lars, "Hanne har skrevet HR's råd", "Åbn trin 4")
    reads(lars, "Hanne: Det kan anmeldes.")


def test_the_gate_says_what_is_missing(at_the_desk: Desk, mette: Person) -> None:
    lars = at_the_desk("lars", DESKTOP)
    opens_channel(lars)
    opens_step(lars, 4)
    chooses_outcome(lars, "Anmeldt til politiet")
    missing = "HR's råd mangler. Spørg HR fra trinnet, eller skriv det, de har sagt til dig."
    expect(window(lars).get_by_role("alert").filter(has_text=missing)).to_be_visible()
    closes(lars)
    opens_step(lars, 4)
    does_task(lars, "Skriv HR's råd", "Noget andet", Rådet_med_få_ord="Vent til i morgen, siger Hanne.")
    chooses_outcome(lars, "Anmeldt til politiet")
    missing = "Medarbejderens ønske mangler. Spørg, og skriv det i trinnet."
    expect(window(lars).get_by_role("alert").filter(has_text=missing)).to_be_visible()
