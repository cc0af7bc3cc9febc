"""On the page: who steps in while the leader is away, and what they see of the case before, during, after."""

from __future__ import annotations

from datetime import datetime

import pytest
from playwright.sync_api import Page, expect

from tests.deciding import hears
from tests.desk import DESKTOP, Desk, closes, latest, opens_channel, opens_step, row, window
from tests.people import Person, World
from tests.presence import is_away, is_back
from tests.reminding import COPENHAGEN, STEP_IN, jumps_to
from tests.reporting import STORY, number_of

pytestmark = [pytest.mark.browser, pytest.mark.begins("sent")]

FRIDAY = datetime(2026, 11, 27, 8, tzinfo=COPENHAGEN)


def _holds_nothing_of_the_case(page: Page) -> None:
    for content in ("Mette", STORY, "Facebook", "opslag.png"):
        expect(page.get_by_text(content)).to_have_count(0)


def test_the_deputy_stands_in_until_the_leader_is_back_on_friday(
    at_the_desk: Desk, world: World, mette: Person, lars: Person
) -> None:
    sofie = at_the_desk("sofie", DESKTOP)
    number = number_of(mette)
    lars.case_channel()
    is_away(lars, FRIDAY)
    jumps_to(world, 24, "10:35")
    asked = latest(sofie, "Lars er væk, og et trin i sagen venter.")
    expect(asked).to_contain_text(f"Sag {number}")
    _holds_nothing_of_the_case(sofie)
    asked.get_by_role("button", name=STEP_IN).first.click()
    hears(mette, "Sofie har din sag nu og kan se den.")
    opens_channel(sofie)
    latest(sofie, "Værn læser ikke det, I skriver").get_by_role("button", name="Vis sagen").click()
    expect(window(sofie)).to_contain_text(STORY)
    closes(sofie)
    expect(row(sofie, 2)).to_contain_text("Sofie, senest")
    expect(opens_step(sofie, 4)).to_contain_text("De 72 timer udløber torsdag 26. november kl. 14.30")
    closes(sofie)
    is_back(lars)
    jumps_to(world, 27, "08:35")
    hears(lars, "Du er tilbage.", "Sofie kan ikke længere se den.")
    expect(sofie.get_by_role("link", name="sag-")).to_have_count(0)
    hears(mette, "Lars har din sag nu og kan se den.")
