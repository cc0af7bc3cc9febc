"""Step 5 on the page: the letter is written, read by HR and sent."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.deciding import brings_hr, the_sitting_ends
from tests.desk import (
    DESKTOP,
    PHONE,
    Desk,
    chooses_outcome,
    closes,
    does_task,
    fills,
    latest,
    opens_channel,
    opens_messages,
    opens_step,
    presses,
    submits,
    window,
)
from tests.people import Person, World
from tests.reporting import sends

pytestmark = pytest.mark.browser

LETTER = "Kære afsender. Jeg beder dig fjerne opslaget senest torsdag kl. 12."
ASKED = "Afsenderen er bedt om at fjerne det"


@pytest.fixture
def drafted_first() -> bool:
    return True


def leads(at_the_desk: Desk, mette: Person) -> Page:
    """Lars at his desk, in the channel of the case."""
    sends(mette)
    page = at_the_desk("lars", DESKTOP)
    opens_channel(page)
    return page


def writes_the_letter(page: Page) -> None:
    opens_step(page, 5)
    submits(page, "Skriv brevet")
    expect(window(page).get_by_label("Brevet")).to_have_value(re.compile("Kære"))
    fills(page, "Brevet", LETTER)
    submits(page)
    expect(window(page)).to_contain_text(LETTER)


def is_told(at_the_desk: Desk, text: str) -> None:
    """Mette reads it on her telephone."""
    expect(latest(at_the_desk("mette", PHONE), text)).to_be_visible()


def test_the_letter_is_written_read_by_hr_and_sent(
    world: World, at_the_desk: Desk, mette: Person, lars: Person, hanne: Person
) -> None:
    page = leads(at_the_desk, mette)
    brings_hr(lars, hanne)
    writes_the_letter(page)
    chooses_outcome(page, ASKED)
    expect(window(page)).to_contain_text("HR skal læse brevet, før det bliver sendt.")
    closes(page)

    hr = at_the_desk("hanne", DESKTOP)
    presses(hr, "har skrevet brevet til afsenderen", "Åbn trin 5")
    expect(window(hr)).to_contain_text(LETTER)
    does_task(hr, "Jeg har læst brevet", "Ja, som det er")
    expect(window(hr)).to_contain_text("Hanne har læst brevet")

    opens_messages(page)
    presses(page, "Hanne har læst brevet", "Åbn trin 5")
    chooses_outcome(page, ASKED)
    expect(window(page)).to_contain_text("Hvilken dag blev det sendt?")
    submits(page)
    expect(window(page)).to_contain_text("Besluttet af dig")
    the_sitting_ends(world)
    is_told(at_the_desk, "Lars har besluttet: Afsenderen er bedt om at fjerne det.")
