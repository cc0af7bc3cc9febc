"""Step 5 on the page: the letter is written, read by HR and sent."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.deciding import brings_hr, does, hears, presses_under, the_sitting_ends
from tests.desk import (
    DESKTOP,
    Desk,
    chooses_outcome,
    closes,
    fills,
    opens_channel,
    opens_messages,
    opens_step,
    presses,
    submits,
    window,
)
from tests.in_form import reads
from tests.people import Person, World

pytestmark = [pytest.mark.browser, pytest.mark.begins("sent")]

LETTER = "Kære afsender. Jeg beder dig fjerne opslaget senest torsdag kl. 12."
ASKED = "Afsenderen er bedt om at fjerne det"


def test_the_letter_is_written_read_by_hr_and_sent(
    world: World, at_the_desk: Desk, mette: Person, lars: Person, hanne: Person
) -> None:
    page = at_the_desk("lars", DESKTOP)
    brings_hr(lars, hanne)
    opens_channel(page)
    opens_step(page, 5)
    submits(page, "Skriv brevet")
    expect(window(page).get_by_label("Brevet")).to_have_value(re.compile("Kære"))
    fills(page, "Brevet", LETTER)
    submits(page)
    expect(window(page)).to_contain_text(LETTER)
    chooses_outcome(page, ASKED)
    expect(window(page)).to_contain_text("HR skal læse brevet, før det bliver sendt.")
    closes(page)

    presses_under(hanne, "har skrevet brevet til afsenderen", "Åbn trin 5")
    reads(hanne, LETTER)
    does(hanne, "Jeg har læst brevet", answer="Ja, som det er")
    reads(hanne, "Hanne har læst brevet")

    opens_messages(page)
    presses(page, "Hanne har læst brevet", "Åbn trin 5")
    chooses_outcome(page, ASKED)
    expect(window(page)).to_contain_text("Hvilken dag blev det sendt?")
    submits(page)
    expect(window(page)).to_contain_text("Besluttet af dig")
    the_sitting_ends(world)
    hears(mette, "Lars har besluttet: Afsenderen er bedt om at fjerne det.")
