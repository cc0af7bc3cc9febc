"""The report in a real browser: its length, a change of mind, two devices, and a leader who is part of it."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.deciding import presses_under
from tests.desk import DESKTOP, PHONE, Desk, chooses, drops, latest, presses, says
from tests.in_form import reads
from tests.people import Person, World
from tests.reporting import STORY, screenshot

pytestmark = pytest.mark.browser

MOST_QUESTIONS = 10
WHEN = "i går kl. 14.30"
KIND, ALSO = "Hvad er du blevet udsat for?", "Passer noget af det her?"
FIVE_MINUTES = 300.0
KEYS_A_SECOND = 5
"""Typed without haste; the browser types in no time, so the seconds of all keys are added."""
WORDS_A_MINUTE = 200
"""Read without haste; the browser reads in no time, so reading every line that is new is added."""


def road(mette: Page, file: Path, by_key: bool) -> dict[str, Callable[[], None]]:
    """Each question of the main road, by words of its own, and how Mette answers it."""

    def screenshot_and_on() -> None:
        drops(mette, file)
        expect(latest(mette, "opslag.png: modtaget og gemt")).to_be_visible()
        presses(mette, "Send dit skærmprint her", "Det var det")

    write = partial(says, mette, by_key=by_key)
    return {
        "i fare lige nu": partial(presses, mette, "i fare lige nu", "Nej"),
        "Hvem står bag?": partial(presses, mette, "Hvem står bag?", "En borger i en af mine sager"),
        KIND: partial(chooses, mette, KIND, "Hadeside, gruppe eller kampagne"),
        "Hvor skete det?": partial(write, "fb"),
        "Hvornår skete det?": partial(write, WHEN),
        "Fortæl med dine egne ord": partial(write, STORY),
        "Send dit skærmprint her": screenshot_and_on,
        ALSO: partial(chooses, mette, ALSO, "Det er offentligt"),
        "Hvem skal være med dig?": partial(
            presses, mette, "Hvem skal være med dig?", "Ja, det er de rigtige"
        ),
        "Hvad ønsker du selv?": partial(presses, mette, "Hvad ønsker du selv?", "Videre"),
    }


def answers_until(mette: Page, question: str, tmp_path: Path, by_key: bool = False) -> list[str]:
    """The main road, question by question, until the one that holds this text is open.

    Gives the text of each as it was shown.
    """
    shown: list[str] = []
    file = tmp_path / "opslag.png"
    file.write_bytes(screenshot())
    says(mette, "hej", by_key=by_key)
    for text, answer in road(mette, file, by_key).items():
        expect(latest(mette, text)).to_be_visible()
        shown.append(latest(mette, text).inner_text())
        if text == question:
            return shown
        answer()
    expect(latest(mette, "Det her er din anmeldelse")).to_be_visible()
    return [*shown, latest(mette, "Det her er din anmeldelse").inner_text()]


def sends(mette: Page) -> None:
    presses(mette, "Det her er din anmeldelse", "Send")
    expect(latest(mette, "Tak. Din sag har nummer")).to_be_visible()


def test_a_report_is_ten_questions_and_under_five_minutes(
    at_the_desk: Desk, tmp_path: Path, record_property: Callable[[str, str], None]
) -> None:
    mette = at_the_desk("mette", PHONE)
    begun = time.monotonic()
    shown = answers_until(mette, "", tmp_path, by_key=True)
    sends(mette)
    typed = time.monotonic() - begun + len(f"hejfb{WHEN}{STORY}") / KEYS_A_SECOND

    places = [place for text in shown for place in re.findall(r"Spørgsmål \d+ af \d+", text)]
    lines = dict.fromkeys(line for text in shown for line in text.splitlines())
    reading = 60 * len(" ".join(lines).split()) / WORDS_A_MINUTE
    record_property(
        "measured",
        f"A report on the page: {len(places)} questions, {typed:.0f} s at the keys and "
        f"{reading:.0f} s of reading, {(typed + reading) / 60:.1f} minutes together",
    )
    assert places == [f"Spørgsmål {number} af 10" for number in range(1, MOST_QUESTIONS + 1)]
    assert typed + reading < FIVE_MINUTES


def test_mette_goes_back_and_changes_her_mind(at_the_desk: Desk, lars: Person, tmp_path: Path) -> None:
    mette = at_the_desk("mette", PHONE)
    answers_until(mette, "Hvornår skete det?", tmp_path)
    presses(mette, "Hvornår skete det?", "Tilbage")
    expect(latest(mette, "Hvor skete det?")).to_be_visible()
    says(mette, "insta")
    says(mette, "i forgårs")
    says(mette, STORY)
    presses(mette, "Send dit skærmprint her", "Det er væk")
    chooses(mette, "Passer noget af det her?", "Det er offentligt")
    presses(mette, "Hvem skal være med dig?", "Ja, det er de rigtige")
    presses(mette, "Hvad ønsker du selv?", "Videre")
    review = latest(mette, "Det her er din anmeldelse")
    expect(review).to_contain_text("Instagram")
    review.get_by_label("Ret et svar").select_option(label="Hvad")
    chooses(mette, "Hvad er du blevet udsat for?", "Trusler om vold eller på livet")
    review = latest(mette, "Det her er din anmeldelse")
    expect(review).to_contain_text("Akut: med det samme (rød)")
    expect(review).not_to_contain_text("Hvor: Facebook")
    sends(mette)
    presses_under(lars, "Mette har anmeldt digital chikane", "Vis sagen")
    reads(lars, "Trusler om vold eller på livet", "Instagram")
    lars.does_not_see("Hvor: Facebook")


def test_mette_begins_on_the_phone_and_ends_on_the_laptop(
    at_the_desk: Desk, world: World, tmp_path: Path
) -> None:
    phone, laptop = at_the_desk("mette", PHONE), at_the_desk("mette", DESKTOP)
    answers_until(phone, "Hvornår skete det?", tmp_path)
    expect(latest(laptop, "Hvornår skete det?")).to_be_visible()
    says(laptop, "i går kl. 14.30")
    expect(latest(phone, "Fortæl med dine egne ord")).to_be_visible()
    says(phone, STORY)
    expect(latest(laptop, "Send dit skærmprint her")).to_be_visible()
    presses(laptop, "Send dit skærmprint her", "Det er væk")
    for device in (laptop, phone):
        expect(latest(device, "Passer noget af det her?")).to_be_visible()
    chooses(phone, "Passer noget af det her?", "Det er offentligt")
    presses(laptop, "Hvem skal være med dig?", "Ja, det er de rigtige")
    presses(phone, "Hvad ønsker du selv?", "Videre")
    for device in (laptop, phone):
        expect(latest(device, "Det her er din anmeldelse")).to_be_visible()
    # Both are found first: on the phone the button may be gone before the finger is there, and that is well.
    review = "Det her er din anmeldelse"
    buttons = [latest(d, review).get_by_role("button", name="Send").element_handle() for d in (laptop, phone)]
    for button in buttons:
        button.evaluate("button => button.click()")
    for device in (laptop, phone):
        expect(latest(device, "Tak. Din sag har nummer")).to_be_visible()
    told = [m for m in world.person("mette").messages() if "Tak. Din sag har nummer" in str(m)]
    assert len(told) == 1
    assert len([c for c in world.person("mette").channels() if c["name"].startswith("sag-")]) == 1


def test_a_leader_who_is_part_of_it_sees_nothing_anywhere(
    at_the_desk: Desk, world: World, tmp_path: Path
) -> None:
    mette, lars, dorte = at_the_desk("mette", DESKTOP), at_the_desk("lars", DESKTOP), world.person("dorte")
    answers_until(mette, "Hvem skal være med dig?", tmp_path)
    question = latest(mette, "Hvem skal være med dig?")
    row = question.locator("[data-block-id]", has_text="Lars Bak")
    row.get_by_role("button", name="Hold udenfor").click()
    expect(question).to_contain_text("Lars Bak er holdt udenfor og får ikke noget at vide.")
    presses(mette, "Hvem skal være med dig?", "Ja, det er de rigtige")
    presses(mette, "Hvad ønsker du selv?", "Videre")
    expect(latest(mette, "Når du sender, kan Dorte og Anne læse det. Ingen andre.")).to_be_visible()
    sends(mette)
    dorte.sees("Mette har anmeldt digital chikane")
    world.jump(by=15 * 86_400)
    dorte.sees("Fristen var")

    lars.get_by_role("navigation", name="Faner").get_by_text("Hjem").click()
    expect(lars.get_by_role("button", name="Anmeld digital chikane")).to_be_visible()
    for text in ("sag-", "Mette har", STORY, "Sag 20"):
        expect(lars.get_by_text(text)).to_have_count(0)
    # He has opened the messages with Værn, which greets whoever does that first.
    assert all("Hej. Jeg er Værn." in str(message) for message in world.person("lars").messages())
    assert len(world.person("lars").view()["notifications"]) <= 1
