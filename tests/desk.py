"""People at a real browser: the page opened as somebody, and what they do there."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Locator, Page, ViewportSize

PHONE: ViewportSize = {"width": 390, "height": 844}
DESKTOP: ViewportSize = {"width": 1280, "height": 860}
Desk = Callable[[str, ViewportSize], Page]


def picture(page: Page, name: str) -> None:
    """Takes a picture of the README when PICTURES names a folder."""
    folder = os.environ.get("PICTURES")
    if folder:
        page.wait_for_timeout(700)
        page.screenshot(path=Path(folder) / f"{name}.png")


def latest(page: Page, text: str) -> Locator:
    """The newest message that holds the text."""
    return page.locator("[data-ts]", has_text=text).last


def says(page: Page, text: str, milliseconds: float = 0) -> None:
    """Writes to Værn; with `milliseconds` a key at a time."""
    composer = page.get_by_role("textbox", name="Værn")
    if milliseconds:
        composer.press_sequentially(text, delay=milliseconds)
    else:
        composer.fill(text)
    composer.press("Enter")


def presses(page: Page, text: str, label: str) -> None:
    """Presses the button of that label in the newest message that holds the text."""
    latest(page, text).get_by_role("button", name=label, exact=True).click()


def chooses(page: Page, question: str, *options: str) -> None:
    """Opens the selection of the question, ticks the options and continues."""
    message = latest(page, question)
    message.get_by_role("button", name="Vælg alt, der passer").click()
    for option in options:
        page.get_by_role("checkbox", name=option).check()
    page.get_by_role("button", name="Færdig").click()
    message.get_by_role("button", name="Videre").click()


def drops(page: Page, file: Path) -> None:
    """Drops a file into the conversation."""
    page.locator("#attach").set_input_files(file)
    page.get_by_role("button", name="Send besked").click()
