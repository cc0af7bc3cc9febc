"""The browser of the stories that are played on the page."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect, sync_playwright

from tests.browser import find_chromium
from tests.desk import Desk
from tests.people import World
from tests.workspace.server import Workspace

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


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
