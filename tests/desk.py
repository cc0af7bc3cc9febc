"""People at a real browser: the page opened as somebody, and what they do there."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Locator, Page, ViewportSize, expect

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


def says(page: Page, text: str, *, by_key: bool = False) -> None:
    """Writes to Værn, at once or a key at a time."""
    composer = page.get_by_role("textbox", name="Værn")
    if by_key:
        composer.press_sequentially(text)
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


def drops(page: Page, *files: Path) -> None:
    """Drops files into the conversation, in one message."""
    page.locator("#attach").set_input_files(files)
    page.get_by_role("button", name="Send besked").click()


def opens_home(page: Page) -> None:
    """Opens the Home tab."""
    opens_messages(page)
    page.get_by_role("navigation", name="Faner").get_by_text("Hjem").click()


def checklist(page: Page) -> Locator:
    """The checklist of the case in the channel."""
    return latest(page, "Det, der skal gøres")


def row(page: Page, number: int) -> Locator:
    """What the checklist says of a step."""
    return checklist(page).locator("[data-block-id]").filter(has_text=re.compile(rf"^{number}\. "))


def window(page: Page) -> Locator:
    """The open modal."""
    return page.get_by_role("dialog")


def opens_messages(page: Page) -> None:
    """Goes to the conversation with Værn."""
    page.get_by_role("navigation", name="Samtaler").get_by_role("link", name="Værn").click()
    expect(page.get_by_role("textbox", name="Værn")).to_be_visible()


def opens_channel(page: Page) -> None:
    """Goes to the case's channel that is in use, once the checklist stands in it."""
    links = page.get_by_role("navigation", name="Samtaler").get_by_role("link", name="sag-")
    links.filter(has_not_text="arkiveret").click()
    expect(latest(page, "Det, der skal gøres")).to_be_visible()


def opens_step(page: Page, number: int) -> Locator:
    """Opens a step by the newest of its buttons in the conversation; gives its modal."""
    label = f"Åbn trin {number}"
    page.get_by_role("button", name=label, exact=True).last.click()
    expect(window(page).get_by_role("heading", name=f"Trin {number} · ")).to_be_visible()
    return window(page)


def fills(page: Page, label: str, value: str) -> None:
    """Fills in a field of the open modal: words, a day, or the one of that name in a selection."""
    field = window(page).get_by_label(label)
    if field.evaluate("field => field.tagName") == "SELECT":
        field.select_option(label=value)
    else:
        field.fill(value)


def submits(page: Page, button: str = "Gem") -> None:
    """Presses the button that submits the open modal."""
    window(page).get_by_role("button", name=button, exact=True).click()


def does_task(page: Page, label: str, answer: str = "", **fields: str) -> None:
    """Presses a task of the open step and fills its form in, with labels as `_` for spaces."""
    submits(page, label)
    if answer:
        window(page).get_by_role("radio", name=answer, exact=True).check()
    for name, value in fields.items():
        fills(page, name.replace("_", " "), value)
    if answer or fields:
        submits(page)


def chooses_outcome(page: Page, outcome: str, reason: str = "") -> None:
    """Opens the decision of the open step, chooses its outcome and submits it."""
    submits(page, "Beslut")
    window(page).get_by_role("radio", name=outcome, exact=True).check()
    if reason:
        fills(page, "Begrundelse", reason)
    submits(page)


def closes(page: Page) -> None:
    """Closes every modal."""
    while window(page).count():
        top = window(page).get_attribute("data-view-id")
        page.keyboard.press("Escape")
        expect(page.locator(f'[data-view-id="{top}"]')).to_have_count(0)
