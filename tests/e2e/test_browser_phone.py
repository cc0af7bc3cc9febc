"""The employee's conversation and the leader's duties on a telephone: what matters is on the first screen."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.desk import (
    PHONE,
    Desk,
    checklist,
    closes,
    drops,
    latest,
    opens_channel,
    opens_messages,
    picture,
    presses,
    says,
    window,
)
from tests.people import Person, World
from tests.reporting import answers_until_evidence, screenshot

pytestmark = pytest.mark.browser


def is_last(page: Page, message: Locator) -> None:
    """The message is the newest, and its end is on the screen."""
    expect(page.locator("[data-ts]").last).to_have_text(message.inner_text(), use_inner_text=True)
    expect(message.get_by_role("button").last).to_be_in_viewport()


def leaves_the_conversation(page: Page) -> None:
    """Goes back to the list of conversations, which has a screen of its own on a telephone."""
    page.get_by_role("link", name="Tilbage til samtaler").click()


def tab(page: Page, name: str) -> Locator:
    """A tab of the conversation with Værn."""
    return page.get_by_role("navigation", name="Faner").get_by_text(name)


def chooses_seldom(page: Page, message: Locator, label: str) -> None:
    """Opens the newest menu of the message and chooses in it."""
    message.get_by_role("button", name="Flere valg").last.click()
    page.get_by_role("menuitem", name=label).click()


def test_in_danger_the_numbers_and_the_alerts_stay_on_the_screen(
    at_the_desk: Desk, mette: Person, lars: Person
) -> None:
    page = at_the_desk("mette", PHONE)
    says(page, "hej, der er en der har lavet en side om mig")
    presses(page, "i fare lige nu", "Ja")
    danger = latest(page, "Ring 112 nu. Vent ikke på mig.")
    for number in ("112", "114"):
        expect(danger.get_by_role("link", name=number)).to_have_attribute("href", f"tel:{number}")
        expect(danger.get_by_role("link", name=number)).to_be_in_viewport()
    for who in ("Lars", "Vagten"):
        expect(
            danger.get_by_role("button", name=f"Sig til {who}, at jeg har brug for hjælp")
        ).to_be_in_viewport()
    is_last(page, danger)
    picture(page, "danger")

    presses(page, "Ring 112 nu", "Sig til Lars, at jeg har brug for hjælp")
    lars.presses("Jeg tager kontakt nu")
    danger = latest(page, "Lars har set det og kontakter dig nu.")
    expect(danger.get_by_role("link", name="112")).to_be_in_viewport()
    expect(page.get_by_text("Lars har set det og kontakter dig nu.")).to_have_count(1)
    expect(page.get_by_text("Hvem står bag?")).to_have_count(0)
    picture(page, "alerted")

    says(page, "jeg er i sikkerhed nu")
    asked = latest(page, "Hvem står bag?")
    is_last(page, asked)


def test_what_is_unclear_is_offered_and_what_is_seldom_wanted_is_behind_three_dots(at_the_desk: Desk) -> None:
    page = at_the_desk("mette", PHONE)
    says(page, "hej")
    for answer in ("nej", "det er en borger"):
        says(page, answer)
    expect(latest(page, "Hvad er du blevet udsat for?")).to_be_visible()
    says(page, "trusler")
    asked = latest(page, "Det fangede jeg ikke. Er det et af de her?")
    for label in ("Trusler om vold eller på livet", "Jeg er i fare", "Tilbage"):
        expect(asked.get_by_role("button", name=label)).to_be_in_viewport()
    for label in ("Hold pause", "Slet anmeldelsen", "Er det chikane?"):
        expect(asked.get_by_role("button", name=label)).to_have_count(0)
    picture(page, "unclear")

    chooses_seldom(page, asked, "Slet anmeldelsen")
    expect(window(page)).to_contain_text("Kun du kan slette dem")
    picture(page, "erase")
    closes(page)
    presses(page, "Det fangede jeg ikke", "Trusler om vold eller på livet")
    expect(latest(page, "Hvor skete det?")).to_be_visible()


def test_files_that_come_together_have_one_receipt_with_the_way_on(
    at_the_desk: Desk, mette: Person, tmp_path: Path
) -> None:
    answers_until_evidence(mette)
    page = at_the_desk("mette", PHONE)
    files = [tmp_path / name for name in ("side1.png", "side2.png", "forkert.png", "brev.docx")]
    for file in files:
        file.write_bytes(screenshot() if file.suffix == ".png" else b"PK\x03\x04 no letter")
    drops(page, *files)
    asked = latest(page, "side2.png: modtaget og gemt")
    for text in ("side1.png: modtaget og gemt", "forkert.png: modtaget og gemt", 'Filen "brev.docx"'):
        expect(asked).to_contain_text(text)
    is_last(page, asked)
    expect(asked.get_by_role("button", name="Det var det")).to_be_in_viewport()
    picture(page, "files")

    row = asked.locator("[data-block-id]", has_text="forkert.png")
    chooses_seldom(page, row, "Tag det ud")
    expect(page.get_by_text("forkert.png: modtaget")).to_have_count(0)
    presses(page, "side2.png: modtaget og gemt", "Det var det")
    expect(latest(page, "Passer noget af det her?")).to_be_visible()


@pytest.mark.begins("sent")
def test_a_leaders_steps_fit_a_telephone(
    at_the_desk: Desk, world: World, mette: Person, anne: Person
) -> None:
    page, representative = at_the_desk("lars", PHONE), at_the_desk("anne", PHONE)
    leaves_the_conversation(page)
    opens_channel(page)
    assert checklist(page).get_by_role("button").count() <= 9
    box = checklist(page).bounding_box()
    assert box is not None
    assert box["height"] <= PHONE["height"]
    picture(page, "checklist")

    tab(representative, "Hjem").click()
    mine = representative.locator("[data-block-id]", has_text="Arbejdsmiljørepræsentant")
    expect(mine.get_by_role("button", name="Vis sagen")).to_be_visible()
    picture(representative, "home")

    world.jump(next="monday")
    leaves_the_conversation(page)
    opens_messages(page)
    summary = latest(page, "Dine åbne trin denne mandag")
    expect(summary.get_by_role("button", name="Se alle")).to_be_in_viewport()
    picture(page, "monday")


@pytest.mark.begins("sent")
def test_a_leader_is_told_what_a_picture_is_and_sees_it_small_first_on_a_telephone(
    at_the_desk: Desk, mette: Person
) -> None:
    page = at_the_desk("lars", PHONE)
    presses(page, "har brug for dig", "Vis sagen")
    row = window(page).locator("[data-block-id]", has_text="opslag.png")
    row.get_by_role("button", name="Se den", exact=True).click()
    expect(window(page)).to_contain_text("Det kan være ubehageligt.")
    expect(window(page)).not_to_contain_text("opslag.png")
    ask = window(page).get_by_role("button", name="Vis den småt", exact=True)
    expect(ask).to_be_in_viewport()
    picture(page, "what-it-is")

    ask.click()
    expect(window(page)).to_contain_text("En lille kopi er på vej til din samtale med Værn.")
    picture(page, "small-comes")
    closes(page)
    offer = latest(page, "Kopien ovenfor er lille.")
    more = offer.get_by_role("button", name="Send den i fuld størrelse", exact=True)
    expect(more).to_be_in_viewport()
    shown = page.locator("[data-ts] img")
    expect(shown).to_have_count(1)
    picture(page, "small")

    more.click()
    expect(shown).to_have_count(2)
    expect(shown.last).to_be_in_viewport()
    picture(page, "full")
