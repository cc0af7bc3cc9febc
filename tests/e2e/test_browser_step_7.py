"""Step 7 on the page: the meeting is booked, prepared and held."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.deciding import decides_three_to_six, hears, the_sitting_ends
from tests.desk import (
    DESKTOP,
    Desk,
    chooses_outcome,
    closes,
    opens_channel,
    opens_step,
    row,
    submits,
    window,
)
from tests.people import Person, World

pytestmark = [pytest.mark.browser, pytest.mark.begins("sent")]

DAY = 86_400


def slots(page: Page) -> Locator:
    return window(page).locator("[data-action-id^='slot']")


def test_the_meeting_is_booked_the_summary_comes_a_day_before_and_it_can_close(
    at_the_desk: Desk, world: World, mette: Person, lars: Person
) -> None:
    decides_three_to_six(lars)
    page = at_the_desk("lars", DESKTOP)
    opens_channel(page)
    opens_step(page, 7)
    submits(page, "Book møde")
    expect(slots(page)).to_have_count(3)
    chosen = slots(page).first.inner_text()
    slots(page).first.click()
    expect(window(page)).to_contain_text(f"Mødet er booket: {chosen}.")
    closes(page)
    expect(row(page, 7)).to_contain_text("Mødet er booket: ")
    the_sitting_ends(world)
    hears(mette, f"Du har et møde {chosen}")
    mette.does_not_see("Før mødet: Det her er besluttet")

    world.jump(by=2 * DAY)
    summary = ("Før mødet: Det her er besluttet", f"I mødes {chosen}.")
    hears(mette, *summary, "Ikke anmeldt til politiet", "Siden er taget ned igen.")
    world.jump(by=2 * DAY)
    opens_step(page, 7)
    expect(window(page)).to_contain_text("Medarbejderen har fået opsamlingen")
    chooses_outcome(page, "Sagen kan lukkes")
    expect(window(page)).to_contain_text("Besluttet af dig")
    the_sitting_ends(world)
    hears(mette, "Lars har besluttet: Sagen kan lukkes.")
