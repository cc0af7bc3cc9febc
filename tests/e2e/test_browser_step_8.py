"""Step 8 on the page: the analysis is booked, and what it decides is followed up."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.deciding import decides_step, the_sitting_ends
from tests.desk import (
    DESKTOP,
    PHONE,
    Desk,
    checklist,
    chooses_outcome,
    closes,
    fills,
    latest,
    opens_channel,
    opens_messages,
    opens_step,
    presses,
    submits,
    window,
)
from tests.people import Person, World
from tests.reporting import sends

pytestmark = pytest.mark.browser

WHAT = "Telefontid kun med to i vagt"


@pytest.fixture
def drafted_first() -> bool:
    return True


def leads(at_the_desk: Desk, mette: Person, lars: Person) -> Page:
    """Lars at his desk, with the registration decided."""
    sends(mette)
    decides_step(lars, 6, "Registreret uden navn")
    page = at_the_desk("lars", DESKTOP)
    opens_channel(page)
    return page


def decides_prevention(page: Page) -> None:
    opens_step(page, 8)
    chooses_outcome(page, "Forebyggelse er besluttet")
    fills(page, "Hvad skal der gøres?", WHAT)
    fills(page, "Hvem gør det?", "Teamlederen")
    fills(page, "Hvornår skal det være gjort?", "2026-12-01")
    submits(page)
    expect(window(page)).to_contain_text(f"1. {WHAT}")
    expect(window(page)).to_contain_text("Teamlederen, senest tirsdag 1. december 2026")


def test_the_analysis_is_booked_with_the_representative(
    at_the_desk: Desk, mette: Person, lars: Person
) -> None:
    page = leads(at_the_desk, mette, lars)
    opens_step(page, 8)
    submits(page, "Book analyse")
    slot = window(page).locator("[data-action-id^='slot']").first
    chosen = slot.inner_text()
    slot.click()
    expect(window(page)).to_contain_text(f"Mødet er booket: {chosen}.")
    expect(latest(at_the_desk("anne", DESKTOP), f"Du har et møde {chosen}")).to_be_visible()
    expect(at_the_desk("mette", PHONE).get_by_text("Du har et møde")).to_have_count(0)


def test_prevention_has_a_name_and_a_day_and_is_followed_up_on_that_day(
    at_the_desk: Desk, world: World, mette: Person, lars: Person
) -> None:
    page = leads(at_the_desk, mette, lars)
    decides_prevention(page)
    closes(page)
    the_sitting_ends(world)
    told = latest(at_the_desk("mette", PHONE), "Lars har besluttet: Forebyggelse er besluttet.")
    expect(told).to_contain_text(WHAT)

    opens_messages(page)
    world.jump(to="2026-12-01T09:05")
    question = f"Det her skulle være gjort nu: {WHAT} (Teamlederen). Er det gjort?"
    presses(page, question, "Det tager længere tid")
    fills(page, "Den nye dag", "2026-12-08")
    submits(page)
    expect(page.get_by_text("Tak. Det er besvaret.")).to_be_visible()
    world.jump(to="2026-12-08T09:05")
    presses(page, question, "Det er gjort")
    expect(page.get_by_text("Tak. Det er besvaret.")).to_have_count(2)
    opens_channel(page)
    checklist(page).get_by_role("button", name="Vis sagen").click()
    opens_step(page, 8)
    expect(window(page)).to_contain_text("Det er gjort.")
    expect(window(page).get_by_role("button", name="Følg op")).to_have_count(0)
