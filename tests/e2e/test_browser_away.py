"""On the page: who steps in while the leader is away or silent, and what everybody sees of it."""

from __future__ import annotations

from datetime import datetime

import pytest
from playwright.sync_api import Page, expect

from tests.deciding import the_sitting_ends
from tests.desk import (
    DESKTOP,
    PHONE,
    Desk,
    chooses_outcome,
    closes,
    fills,
    latest,
    opens_channel,
    opens_messages,
    opens_step,
    presses,
    row,
    submits,
    window,
)
from tests.people import Person, World
from tests.presence import is_away, is_back
from tests.reminding import COPENHAGEN, PASSED_ON, STEP_IN, jumps_to
from tests.reporting import STORY, sends

pytestmark = pytest.mark.browser

FRIDAY = datetime(2026, 11, 27, 8, tzinfo=COPENHAGEN)
TAKEN = "Nogen har taget den, eller den er slut."


@pytest.fixture
def drafted_first() -> bool:
    """The stories begin at the report's review."""
    return True


def _holds_nothing_of_the_case(page: Page) -> None:
    for content in ("Mette", STORY, "Facebook", "opslag.png"):
        expect(page.get_by_text(content)).to_have_count(0)


def test_the_deputy_stands_in_until_the_leader_is_back_on_friday(
    at_the_desk: Desk, world: World, mette: Person, lars: Person
) -> None:
    phone, desk, sofie = (
        at_the_desk("mette", PHONE),
        at_the_desk("lars", DESKTOP),
        at_the_desk("sofie", DESKTOP),
    )
    number = sends(mette)
    opens_channel(desk)
    is_away(lars, FRIDAY)
    jumps_to(world, 24, "10:35")
    asked = latest(sofie, "Lars er væk, og et trin i sagen venter.")
    expect(asked).to_contain_text(f"Sag {number}")
    _holds_nothing_of_the_case(sofie)
    asked.get_by_role("button", name=STEP_IN).first.click()
    expect(latest(phone, "Sofie har din sag nu og kan se den.")).to_be_visible()
    opens_channel(sofie)
    latest(sofie, "Værn læser ikke det, I skriver").get_by_role("button", name="Vis sagen").click()
    expect(window(sofie)).to_contain_text(STORY)
    closes(sofie)
    expect(row(sofie, 2)).to_contain_text("Sofie, senest")
    expect(opens_step(sofie, 4)).to_contain_text("De 72 timer udløber torsdag 26. november kl. 14.30")
    closes(sofie)
    is_back(lars)
    jumps_to(world, 27, "08:35")
    opens_messages(desk)
    expect(latest(desk, "Du er tilbage.")).to_contain_text("Sofie kan ikke længere se den.")
    expect(sofie.get_by_role("link", name="sag-")).to_have_count(0)
    expect(latest(phone, "Lars har din sag nu og kan se den.")).to_be_visible()


def test_a_step_that_nobody_answers_goes_up_and_whoever_is_quicker_has_it(
    at_the_desk: Desk, world: World, mette: Person
) -> None:
    phone, lars, sofie, dorte = (
        at_the_desk("mette", PHONE),
        at_the_desk("lars", DESKTOP),
        at_the_desk("sofie", DESKTOP),
        at_the_desk("dorte", DESKTOP),
    )
    sends(mette)
    opens_channel(lars)
    jumps_to(world, 24, "11:35")
    expect(latest(sofie, "Et trin blev ikke besluttet i tide.")).to_be_visible()
    expect(latest(phone, PASSED_ON)).to_contain_text("Trin 2 i din sag")
    expect(latest(phone, PASSED_ON)).to_contain_text("Jeg har bedt Sofie om at træde til.")
    jumps_to(world, 24, "13:35")
    _holds_nothing_of_the_case(dorte)
    presses(dorte, "Et trin blev ikke besluttet i tide.", STEP_IN)
    opens_channel(dorte)
    expect(latest(phone, "Dorte er trådt til i din sag og kan se den.")).to_be_visible()
    expect(latest(sofie, TAKEN).get_by_role("button", name=STEP_IN)).to_have_count(0)
    opens_step(dorte, 2)
    chooses_outcome(dorte, "Vi har aftalt en plan")
    fills(dorte, "Hvad har I aftalt?", "Vi taler sammen hver dag.")
    submits(dorte)
    expect(window(dorte)).to_contain_text("Vi taler sammen hver dag.")
    the_sitting_ends(world)
    expect(latest(phone, "Dorte har besluttet: Vi har aftalt en plan.")).to_be_visible()
    opens_messages(lars)
    expect(latest(lars, "Besluttet af Dorte")).to_contain_text("Vi har aftalt en plan")


def test_a_press_that_comes_too_late_is_told_so(
    at_the_desk: Desk, world: World, mette: Person, lars: Person
) -> None:
    sofie, dorte = at_the_desk("sofie", DESKTOP), world.person("dorte")
    sends(mette)
    lars.case_channel()
    jumps_to(world, 24, "11:35")
    expect(latest(sofie, "Et trin blev ikke besluttet i tide.")).to_be_visible()
    jumps_to(world, 24, "13:35")
    dorte.sees(STEP_IN)
    world.post("faults", method="chat.update", hold="before", times=1000)
    dorte.presses(STEP_IN)
    dorte.case_channel()
    presses(sofie, "Et trin blev ikke besluttet i tide.", STEP_IN)
    expect(sofie.get_by_text("Den sag findes ikke, eller du kan ikke se den.")).to_be_visible()
    world.post("clear_faults")
    world.post("release")
    expect(latest(sofie, TAKEN)).to_be_visible()
    expect(sofie.get_by_role("link", name="sag-")).to_have_count(0)
