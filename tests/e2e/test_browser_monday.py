"""Monday's summary on the page: decided from, read as the employee, switched off."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.deciding import hears, the_sitting_ends
from tests.desk import (
    DESKTOP,
    PHONE,
    Desk,
    latest,
    opens_channel,
    opens_messages,
    window,
)
from tests.people import Person, World
from tests.reminding import jumps_to
from tests.reporting import number_of

pytestmark = [pytest.mark.browser, pytest.mark.begins("sent")]

DECLINED = "Tilbudt, medarbejderen takkede nej"
OPEN = "Dine åbne trin denne mandag"
STANDING = "Sådan står din sag"
OFF = "Send den ikke om mandagen"


def _decides(page: Page, step_state: str, outcome: str) -> None:
    """The step in the summary, by its button beside it."""
    item = latest(page, OPEN).locator("[data-block-id]").filter(has_text=step_state).last
    item.get_by_role("button", name=re.compile("^Åbn trin")).click()
    window(page).get_by_role("button", name="Beslut", exact=True).click()
    window(page).get_by_role("radio", name=outcome, exact=True).check()
    window(page).get_by_role("button", name="Gem", exact=True).click()


def _opens_tab(phone: Page, name: str) -> None:
    phone.get_by_role("navigation", name="Faner").get_by_text(name).click()


def test_a_step_is_decided_in_the_summary_and_leaves_it(
    at_the_desk: Desk, world: World, mette: Person
) -> None:
    lars = at_the_desk("lars", DESKTOP)
    opens_channel(lars)
    opens_messages(lars)
    jumps_to(world, 30, "08:31")
    summary = latest(lars, OPEN)
    expect(summary).to_contain_text("Kontakt medarbejderen, og tilbyd krisehjælp.")
    _decides(lars, "Kontakt medarbejderen, og tilbyd krisehjælp.", DECLINED)
    expect(summary).not_to_contain_text("Kontakt medarbejderen, og tilbyd krisehjælp.")
    expect(summary).to_contain_text("Svar medarbejderen, og aftal næste skridt.")
    the_sitting_ends(world)
    hears(mette, f"Lars har besluttet: {DECLINED}.")


def test_mette_reads_how_her_case_stands_and_switches_it_off_and_on_again(
    at_the_desk: Desk, world: World, mette: Person, lars: Person
) -> None:
    phone = at_the_desk("mette", PHONE)
    number = number_of(mette)
    lars.case_channel()
    jumps_to(world, 30, "08:31")
    expect(latest(phone, STANDING)).to_contain_text(f"{STANDING} {number}")
    latest(phone, STANDING).get_by_role("button", name=OFF).click()
    expect(latest(phone, STANDING)).to_have_count(0)
    _opens_tab(phone, "Hjem")
    expect(phone.get_by_text("Du får ikke besked om mandagen om, hvordan din sag står.")).to_be_visible()
    phone.get_by_role("button", name="Send den igen").click()
    expect(phone.get_by_text("Du får ikke besked om mandagen om, hvordan din sag står.")).to_have_count(0)
    _opens_tab(phone, "Beskeder")
    expect(latest(phone, f"{STANDING} {number}")).to_be_visible()
