"""Step 8 on the page: what the analysis decides has a name and a day, and is followed up."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.deciding import decides_step, hears, the_sitting_ends
from tests.desk import (
    DESKTOP,
    Desk,
    checklist,
    chooses_outcome,
    closes,
    fills,
    opens_channel,
    opens_messages,
    opens_step,
    presses,
    submits,
    window,
)
from tests.people import Person, World

pytestmark = [pytest.mark.browser, pytest.mark.begins("sent")]

WHAT = "Telefontid kun med to i vagt"


def decides_prevention(page: Page) -> None:
    opens_step(page, 8)
    chooses_outcome(page, "Forebyggelse er besluttet")
    fills(page, "Hvad skal der gøres?", WHAT)
    fills(page, "Hvem gør det?", "Teamlederen")
    fills(page, "Hvornår skal det være gjort?", "2026-12-01")
    submits(page)
    expect(window(page)).to_contain_text(f"1. {WHAT}")
    expect(window(page)).to_contain_text("Teamlederen, senest tirsdag 1. december 2026")


def test_prevention_has_a_name_and_a_day_and_is_followed_up_on_that_day(
    at_the_desk: Desk, world: World, mette: Person, lars: Person
) -> None:
    decides_step(lars, 6, "Registreret uden navn")
    page = at_the_desk("lars", DESKTOP)
    opens_channel(page)
    decides_prevention(page)
    closes(page)
    the_sitting_ends(world)
    hears(mette, "Lars har besluttet: Forebyggelse er besluttet.", WHAT)

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
