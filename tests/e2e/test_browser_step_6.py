"""Step 6 on the page: absence decides the way, and the employee decides on the name."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.deciding import the_sitting_ends
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
from tests.people import Person, World
from tests.reporting import sends

pytestmark = pytest.mark.browser

INCIDENT = "Registreret som hændelse"


@pytest.fixture
def drafted_first() -> bool:
    return True


def registers(at_the_desk: Desk, mette: Person) -> Page:
    """Lars at his desk, with step 6 open."""
    sends(mette)
    page = at_the_desk("lars", DESKTOP)
    opens_channel(page)
    opens_step(page, 6)
    return page


def opens_own_case(page: Page) -> None:
    presses(page, "Din sag har nummer", "Vis sagen")
    expect(window(page)).to_contain_text("Det kan du gøre")


def test_without_absence_it_is_an_incident_and_the_employee_gives_her_name_herself(
    world: World, at_the_desk: Desk, mette: Person
) -> None:
    page = registers(at_the_desk, mette)
    does_task(page, "Fravær", "Nej")
    expect(window(page)).to_contain_text("Lars har svaret om fravær")
    expect(window(page)).to_contain_text("Så skal det registreres som en hændelse.")
    chooses_outcome(page, INCIDENT)
    expect(window(page)).to_contain_text("Medarbejderen har ikke sagt ja til at stå med navn.")
    closes(page)

    own = at_the_desk("mette", PHONE)
    opens_own_case(own)
    does_task(own, "Dit navn i registreringen", "Med mit navn")
    expect(window(own)).to_contain_text("Dit navn i registreringen: Med mit navn")

    opens_step(page, 6)
    expect(window(page)).to_contain_text("Medarbejderen siger ja til at stå med navn.")
    chooses_outcome(page, INCIDENT)
    expect(window(page)).to_contain_text("Besluttet af dig")
    closes(own)
    the_sitting_ends(world)
    expect(latest(own, "Lars har besluttet: Registreret som hændelse.")).to_be_visible()


def test_costs_or_more_than_five_days_lead_to_other_ways_with_their_sources(
    at_the_desk: Desk, world: World, mette: Person
) -> None:
    page = registers(at_the_desk, mette)
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
    expect(latest(at_the_desk("mette", PHONE), "Erhvervssygdom gennem lægen.")).to_be_visible()
