"""Step 2 on the page: a plan is agreed, and an employee agrees that it was no harassment."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.deciding import decides_step, hears, row_says, the_sitting_ends
from tests.desk import (
    DESKTOP,
    PHONE,
    Desk,
    chooses_outcome,
    fills,
    latest,
    opens_channel,
    opens_step,
    submits,
    window,
)
from tests.people import Person, World

pytestmark = [pytest.mark.browser, pytest.mark.begins("sent")]

NO_HARASSMENT = "Det er kritik af en afgørelse, og vi har talt om det."


def test_a_plan_is_agreed_in_words_that_both_see(
    at_the_desk: Desk, world: World, mette: Person, anne: Person
) -> None:
    lars = at_the_desk("lars", DESKTOP)
    opens_channel(lars)
    opens_step(lars, 2)
    plan = "Vi taler sammen kl. 14, og Anne tager skærmprint."
    chooses_outcome(lars, "Vi har aftalt en plan")
    fills(lars, "Hvad har I aftalt?", plan)
    submits(lars)
    expect(window(lars)).to_contain_text(plan)
    the_sitting_ends(world)
    hears(mette, "Lars har besluttet: Vi har aftalt en plan.", plan)
    row_says(anne, 2, "Vi har aftalt en plan")


def test_no_harassment_ends_the_case_when_mette_agrees(
    at_the_desk: Desk, world: World, mette: Person, lars: Person, anne: Person
) -> None:
    phone = at_the_desk("mette", PHONE)
    decides_step(lars, 2, "Ikke chikane, medarbejderen er hørt", NO_HARASSMENT)
    the_sitting_ends(world)
    told = latest(phone, "Ikke chikane, medarbejderen er hørt")
    expect(told).to_contain_text(NO_HARASSMENT)
    expect(told).to_contain_text("Er du enig, slutter sagen her.")
    told.get_by_role("button", name="Jeg er enig").click()
    expect(latest(phone, "Sagen blev lukket")).to_contain_text(
        "kan du åbne sagen igen inden for tolv måneder"
    )
    expect(latest(phone, "Ikke chikane").get_by_role("button", name="Jeg er enig")).to_have_count(0)
    anne.sees("Sagen blev lukket")
