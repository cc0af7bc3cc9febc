"""Step 6 on the page: absence decides the way, and the employee decides on the name."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.deciding import chooses, does, hears, opens, the_sitting_ends
from tests.desk import (
    DESKTOP,
    PHONE,
    Desk,
    chooses_outcome,
    closes,
    does_task,
    latest,
    opens_channel,
    opens_step,
    presses,
    submits,
    window,
)
from tests.in_form import reads
from tests.people import Person, World

pytestmark = [pytest.mark.browser, pytest.mark.begins("sent")]

INCIDENT = "Registreret som hændelse"


def test_without_absence_it_is_an_incident_and_the_employee_gives_her_name_herself(
    world: World, at_the_desk: Desk, mette: Person, lars: Person
) -> None:
    opens(lars, 6)
    does(lars, "Fravær", answer="Nej")
    reads(lars, "Lars har svaret om fravær", "Så skal det registreres som en hændelse.")
    chooses(lars, INCIDENT)
    reads(lars, "Medarbejderen har ikke sagt ja til at stå med navn.")
    lars.closes()
    lars.closes()

    own = at_the_desk("mette", PHONE)
    presses(own, "Din sag har nummer", "Vis sagen")
    expect(window(own)).to_contain_text("Det kan du gøre")
    does_task(own, "Dit navn i registreringen", "Med mit navn")
    expect(window(own)).to_contain_text("Dit navn i registreringen: Med mit navn")

    opens(lars, 6)
    reads(lars, "Medarbejderen siger ja til at stå med navn.")
    chooses(lars, INCIDENT)
    reads(lars, "Besluttet af dig")
    closes(own)
    the_sitting_ends(world)
    expect(latest(own, "Lars har besluttet: Registreret som hændelse.")).to_be_visible()


def test_costs_or_more_than_five_days_lead_to_other_ways_with_their_sources(
    at_the_desk: Desk, world: World, mette: Person
) -> None:
    page = at_the_desk("lars", DESKTOP)
    opens_channel(page)
    opens_step(page, 6)
    submits(page, "Find den rigtige vej")
    for question, answer in (("udgifter", "Nej"), ("mere end fem dage", "Ja")):
        block = window(page).get_by_role("group", name=question)
        block.get_by_role("radio", name=answer, exact=True).check()
    submits(page)
    expect(window(page)).to_contain_text("Så kan det være en erhvervssygdom.")
    expect(window(page)).to_contain_text("Kilde: aes.dk")
    chooses_outcome(page, "Erhvervssygdom gennem lægen")
    expect(window(page)).to_contain_text("Besluttet af dig")
    the_sitting_ends(world)
    hears(mette, "Erhvervssygdom gennem lægen.")
