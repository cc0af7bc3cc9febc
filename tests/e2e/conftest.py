"""The browser of the stories that are played on the page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

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
PATIENCE = 60_000
"""Milliseconds that a browser waits for what a person would see."""


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, one for all stories of this folder.

    Playwright keeps an event loop running in this thread until it is closed, and the tests of other folders
    run loops of their own there; so it ends with the folder.
    """
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def at_the_desk(world: World, workspace: Workspace, browser: Browser) -> Iterator[Desk]:
    """Opens the page as a person, in the conversation with Værn; a fault of the page fails the test."""
    faults: list[str] = []

    def opened(name: str, size: ViewportSize) -> Page:
        assert world.get("people")
        context = browser.new_context(viewport=size, locale="da-DK", timezone_id="Europe/Copenhagen")
        stack.callback(context.close)
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(f"{workspace.url}/#U0{name.upper()}/vaern")
        expect(page.get_by_role("textbox", name="Værn")).to_be_visible()
        return page

    with ExitStack() as stack:
        yield opened
    assert not faults
