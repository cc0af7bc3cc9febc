"""The story on the page, as three people in a real browser, and a fourth who sees nothing.

With PICTURES set to a folder, the pictures of the README are taken on the way (`make pictures`).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect, sync_playwright

from tests.browser import find_chromium
from tests.people import World
from tests.reporting import STORY, screenshot
from tests.workspace.server import Workspace

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

PHONE: ViewportSize = {"width": 390, "height": 844}
DESKTOP: ViewportSize = {"width": 1280, "height": 860}
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
Desk = Callable[[str, ViewportSize], Page]


@pytest.fixture
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def at_the_desk(world: World, workspace: Workspace, browser: Browser) -> Desk:
    """Opens the page as a person, in the conversation with Værn; a fault of the page fails the test."""

    def opened(name: str, size: ViewportSize) -> Page:
        assert world.get("people")
        page = browser.new_page(viewport=size, locale="da-DK", timezone_id="Europe/Copenhagen")
        page.on("pageerror", lambda error: pytest.fail(str(error)))
        page.set_default_timeout(20_000)
        page.goto(f"{workspace.url}/#U0{name.upper()}/vaern")
        expect(page.get_by_role("textbox", name="Værn")).to_be_visible()
        return page

    expect.set_options(timeout=20_000)
    return opened


def _picture(page: Page, name: str) -> None:
    folder = os.environ.get("PICTURES")
    if folder:
        page.wait_for_timeout(700)
        page.screenshot(path=Path(folder) / f"{name}.png")


def _latest(page: Page, text: str) -> Locator:
    return page.locator("[data-ts]", has_text=text).last


def _says(page: Page, text: str) -> None:
    composer = page.get_by_role("textbox", name="Værn")
    composer.fill(text)
    composer.press("Enter")


def _chooses(page: Page, question: str, *options: str) -> None:
    """Opens the selection of the question, ticks the options and continues."""
    message = _latest(page, question)
    message.get_by_role("button", name="Vælg alt, der passer").click()
    for option in options:
        page.get_by_role("checkbox", name=option).check()
    page.get_by_role("button", name="Færdig").click()
    message.get_by_role("button", name="Videre").click()


def _reports(mette: Page, tmp_path: Path) -> None:
    _says(mette, "hej")
    _picture(mette, "1-safe-first")
    _latest(mette, "i fare lige nu").get_by_role("button", name="Nej").click()
    _latest(mette, "Hvem står bag?").get_by_role("button", name="En borger i en af mine sager").click()
    _chooses(mette, "Hvad er det for noget?", "Hadeside, gruppe eller kampagne")
    _chooses(mette, "Hvor skete det?", "Facebook")
    expect(_latest(mette, "Hvornår skete det?")).to_be_visible()
    _says(mette, "i går kl. 14.30")
    expect(_latest(mette, "Fortæl med dine egne ord")).to_be_visible()
    _says(mette, STORY)
    expect(_latest(mette, "Træk dit skærmprint herind")).to_be_visible()
    picture = tmp_path / "opslag.png"
    picture.write_bytes(screenshot())
    mette.locator("#attach").set_input_files(picture)
    mette.get_by_role("button", name="Send besked").click()
    expect(_latest(mette, "Modtaget: opslag.png")).to_be_visible()
    _picture(mette, "2-screenshot-received")
    _latest(mette, "Træk dit skærmprint herind").get_by_role("button", name="Det var det").click()
    _chooses(mette, "Passer noget af det her?", "Det er offentligt")
    _latest(mette, "Er din leder selv en del af det").get_by_role("button", name="Nej").click()
    _latest(mette, "De to kommer med dig").get_by_role("button", name="Det passer").click()
    expect(_latest(mette, "Det her er din anmeldelse")).to_be_visible()
    _picture(mette, "3-review")
    _latest(mette, "Det her er din anmeldelse").get_by_role("button", name="Send", exact=True).click()
    expect(_latest(mette, "Lars og Anne er med i en lukket kanal")).to_be_visible()
    _picture(mette, "4-receipt")


def _opens_channel(page: Page) -> None:
    page.get_by_role("navigation", name="Samtaler").get_by_role("link", name="sag-").click()
    expect(_latest(page, "Det, der skal gøres")).to_be_visible()


def _decides(page: Page, block: Locator, outcome: str) -> None:
    block.get_by_role("button", name="Beslut").click()
    form = page.get_by_role("dialog")
    form.get_by_role("radio", name=outcome).check()
    _picture(page, "6-decide")
    form.get_by_role("button", name="Gem").click()
    expect(form).to_have_count(0)


def test_mette_reports_lars_decides_and_time_moves_on(
    at_the_desk: Desk, world: World, tmp_path: Path
) -> None:
    mette, lars = at_the_desk("mette", PHONE), at_the_desk("lars", DESKTOP)
    anne, omar = at_the_desk("anne", DESKTOP), at_the_desk("omar", DESKTOP)
    _reports(mette, tmp_path)

    expect(_latest(lars, "Mette har anmeldt digital chikane")).to_be_visible()
    for member in (lars, anne):
        _opens_channel(member)
    _picture(lars, "5-checklist")
    expect(omar.get_by_role("link", name="sag-")).to_have_count(0)
    expect(omar.get_by_text("chikane")).to_have_count(0)

    step = _latest(lars, "Det, der skal gøres").locator("[data-block-id]", has_text="3. Debriefing")
    _decides(lars, step, "Krisehjælp er bestilt")
    for member in (lars, anne):
        expect(_latest(member, "Besluttet af Lars").get_by_text("Krisehjælp er bestilt")).to_be_visible()
    expect(_latest(mette, "Lars har besluttet: Krisehjælp er bestilt.")).to_be_visible()

    world.jump(next="working_day")
    lars.get_by_role("navigation", name="Samtaler").get_by_role("link", name="Værn").click()
    reminder = _latest(lars, "Du får den her, fordi trinnet ikke er besluttet")
    expect(reminder).to_be_visible()
    _picture(lars, "7-reminder")
    duty = reminder.locator("[data-block-id]", has_text="Svar medarbejderen")
    _decides(lars, duty, "Vi har aftalt en plan")
    expect(_latest(mette, "Lars har besluttet: Vi har aftalt en plan.")).to_be_visible()

    world.jump(next="monday")
    expect(_latest(lars, "Dine åbne trin denne mandag")).to_be_visible()
    _picture(lars, "8-monday")
