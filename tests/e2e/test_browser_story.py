"""The story on the page, as three people in a real browser, and a fourth who sees nothing.

With PICTURES set to a folder, the pictures of the README are taken on the way (`make pictures`).
"""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.deciding import the_sitting_ends
from tests.desk import (
    DESKTOP,
    PHONE,
    Desk,
    chooses,
    drops,
    latest,
    opens_step,
    picture,
    presses,
    says,
    window,
)
from tests.people import World
from tests.reporting import STORY, screenshot

pytestmark = pytest.mark.browser


def _reports(mette: Page, tmp_path: Path) -> None:
    says(mette, "hej")
    picture(mette, "1-safe-first")
    latest(mette, "i fare lige nu").get_by_role("button", name="Nej").click()
    latest(mette, "Hvem står bag?").get_by_role("button", name="En borger i en af mine sager").click()
    chooses(mette, "Hvad er du blevet udsat for?", "Hadeside, gruppe eller kampagne")
    chooses(mette, "Hvor skete det?", "Facebook")
    expect(latest(mette, "Hvornår skete det?")).to_be_visible()
    says(mette, "i går kl. 14.30")
    expect(latest(mette, "Fortæl med dine egne ord")).to_be_visible()
    says(mette, STORY)
    expect(latest(mette, "Send dit skærmprint her")).to_be_visible()
    file = tmp_path / "opslag.png"
    file.write_bytes(screenshot())
    drops(mette, file)
    expect(latest(mette, "opslag.png: modtaget og gemt")).to_be_visible()
    picture(mette, "2-screenshot-received")
    latest(mette, "Send dit skærmprint her").get_by_role("button", name="Det var det").click()
    chooses(mette, "Passer noget af det her?", "Det er offentligt")
    presses(mette, "Hvem skal være med dig?", "Ja, det er de rigtige")
    presses(mette, "Hvad ønsker du selv?", "Videre")
    expect(latest(mette, "Det her er din anmeldelse")).to_be_visible()
    picture(mette, "3-review")
    latest(mette, "Det her er din anmeldelse").get_by_role("button", name="Send", exact=True).click()
    expect(latest(mette, "Lars og Anne er med i en lukket kanal")).to_be_visible()
    picture(mette, "4-receipt")


def _opens_channel(page: Page) -> None:
    page.get_by_role("navigation", name="Samtaler").get_by_role("link", name="sag-").click()
    expect(latest(page, "Det, der skal gøres")).to_be_visible()


def _decides(page: Page, block: Locator, outcome: str, **more: str) -> None:
    """Chooses the outcome, and tells in the form after it what it asks for."""
    block.get_by_role("button", name="Beslut").click()
    form = window(page)
    form.get_by_role("radio", name=outcome).check()
    picture(page, "6-decide")
    form.get_by_role("button", name="Gem").click()
    # The form that asks for more has come; pressed before, the first would be submitted twice.
    expect(form.get_by_role("radio")).to_have_count(0)
    for label, value in more.items():
        form.get_by_label(label).fill(value)
    form.get_by_role("button", name="Gem").click()
    expect(form.get_by_role("button", name="Gem")).to_have_count(0)


def test_mette_reports_lars_decides_and_time_moves_on(
    at_the_desk: Desk, world: World, tmp_path: Path
) -> None:
    mette, lars = at_the_desk("mette", PHONE), at_the_desk("lars", DESKTOP)
    anne, omar = at_the_desk("anne", DESKTOP), at_the_desk("omar", DESKTOP)
    _reports(mette, tmp_path)

    expect(latest(lars, "Mette har anmeldt digital chikane")).to_be_visible()
    for member in (lars, anne):
        _opens_channel(member)
    picture(lars, "5-checklist")
    expect(omar.get_by_role("link", name="sag-")).to_have_count(0)
    expect(omar.get_by_text("chikane")).to_have_count(0)

    opens_step(lars, 3)
    _decides(lars, window(lars), "Krisehjælp er bestilt")
    lars.keyboard.press("Escape")
    for member in (lars, anne):
        expect(latest(member, "Det, der skal gøres")).to_contain_text("Krisehjælp er bestilt, Lars")
    the_sitting_ends(world)
    expect(latest(mette, "Lars har besluttet: Krisehjælp er bestilt.")).to_be_visible()

    world.jump(next="working_day")
    lars.get_by_role("navigation", name="Samtaler").get_by_role("link", name="Værn").click()
    reminder = latest(lars, "Jeg skriver, fordi trinnet ikke er besluttet")
    expect(reminder).to_be_visible()
    picture(lars, "7-reminder")
    step_state = reminder.locator("[data-block-id]", has_text="Svar medarbejderen")
    _decides(lars, step_state, "Vi har aftalt en plan", **{"Hvad har I aftalt?": "Vi taler sammen i morgen."})
    the_sitting_ends(world)
    expect(latest(mette, "Lars har besluttet: Vi har aftalt en plan.")).to_be_visible()

    world.jump(next="monday")
    expect(latest(lars, "Dine åbne trin denne mandag")).to_be_visible()
    picture(lars, "8-monday")
