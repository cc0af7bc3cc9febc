"""Step 7 in the browser: the meeting is prepared, booked and held, and leads on."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.deciding import decides_step, decides_three_to_six, does, opens
from tests.desk import (
    DESKTOP,
    PHONE,
    Desk,
    chooses_outcome,
    closes,
    fills,
    latest,
    opens_channel,
    opens_step,
    row,
    submits,
    window,
)
from tests.people import Person, World
from tests.reporting import sends

pytestmark = pytest.mark.browser

DAY = 86_400


@pytest.fixture
def drafted_first() -> bool:
    return True


def leads(at_the_desk: Desk) -> Page:
    page = at_the_desk("lars", DESKTOP)
    opens_channel(page)
    return page


def slots(page: Page) -> Locator:
    return window(page).locator("[data-action-id^='slot']")


def is_prepared(world: World, lars: Person) -> None:
    """What comes before is decided, and Mette has had the summary for a day."""
    decides_three_to_six(lars)
    opens(lars, 7)
    does(lars, "Send opsamlingen")
    lars.sees("Medarbejderen har fået opsamlingen")
    lars.closes()
    world.jump(by=DAY)


def test_the_meeting_waits_for_steps_3_to_6_and_says_which(
    at_the_desk: Desk, mette: Person, lars: Person
) -> None:
    sends(mette)
    page = leads(at_the_desk)
    expect(row(page, 7)).to_contain_text("Venter. Trin 3 til 6 skal besluttes først.")
    expect(row(page, 7).get_by_role("button", name="Beslut")).to_have_count(0)
    for number, outcome, reason in (
        (3, "Tilbudt, medarbejderen takkede nej", ""),
        (4, "Medarbejderen anmelder selv", ""),
        (5, "Ikke relevant her", "Siden er taget ned igen."),
    ):
        decides_step(lars, number, outcome, reason)
        expect(row(page, number)).to_contain_text("Besluttet af Lars")
        expect(row(page, 7)).to_contain_text("Venter. Trin 3 til 6 skal besluttes først.")
    decides_step(lars, 6, "Registreret uden navn")
    expect(row(page, 7)).to_contain_text("Venter. Medarbejderen skal have opsamlingen en dag før.")


def test_the_meeting_is_booked_the_summary_comes_a_day_before_and_it_can_close(
    at_the_desk: Desk, world: World, mette: Person, lars: Person
) -> None:
    sends(mette)
    decides_three_to_six(lars)
    page, own = leads(at_the_desk), at_the_desk("mette", PHONE)
    page.get_by_role("button", name="Book møde").click()
    expect(slots(page)).to_have_count(3)
    chosen = slots(page).first.inner_text()
    slots(page).first.click()
    expect(window(page)).to_contain_text(f"Mødet er booket: {chosen}.")
    closes(page)
    expect(row(page, 7)).to_contain_text(f"Mødet er booket: {chosen}.")
    expect(latest(own, f"Du har et møde {chosen}")).to_be_visible()
    expect(own.get_by_text("Før mødet: Det her er besluttet")).to_have_count(0)

    world.jump(by=2 * DAY)
    summary = latest(own, "Før mødet: Det her er besluttet")
    for text in (f"I mødes {chosen}.", "Medarbejderen anmelder selv", "Siden er taget ned igen."):
        expect(summary).to_contain_text(text)
    world.jump(by=2 * DAY)
    opens_step(page, 7)
    expect(window(page)).to_contain_text("Medarbejderen har fået opsamlingen")
    chooses_outcome(page, "Sagen kan lukkes")
    expect(window(page)).to_contain_text("Besluttet af Lars")
    expect(latest(own, "Lars har besluttet: Sagen kan lukkes.")).to_be_visible()


def test_the_meeting_may_go_on_on_another_day(
    at_the_desk: Desk, world: World, mette: Person, lars: Person
) -> None:
    sends(mette)
    is_prepared(world, lars)
    page = leads(at_the_desk)
    opens_step(page, 7)
    chooses_outcome(page, "Den fortsætter med et nyt møde")
    fills(page, "Hvornår mødes I igen?", "2027-02-01")
    submits(page)
    expect(window(page)).to_contain_text("Vælg en dag inden for de næste 30 dage.")
    fills(page, "Hvornår mødes I igen?", "2026-12-10")
    submits(page)
    expect(window(page)).to_contain_text("Foreløbig, fra Lars")
    closes(page)
    expect(row(page, 7)).to_contain_text("torsdag 10. december")
    told = latest(at_the_desk("mette", PHONE), "Den fortsætter med et nyt møde")
    expect(told).to_contain_text("I mødes igen: torsdag 10. december 2026")


def test_relief_is_agreed_in_words_that_both_read(
    at_the_desk: Desk, world: World, mette: Person, lars: Person
) -> None:
    sends(mette)
    is_prepared(world, lars)
    page = leads(at_the_desk)
    opens_step(page, 7)
    chooses_outcome(page, "Aflastning i arbejdet er aftalt")
    fills(page, "Hvilken aflastning er aftalt?", "Mette har ingen telefonvagt i december.")
    fills(page, "Hvornår mødes I igen?", "2026-12-10")
    submits(page)
    expect(window(page)).to_contain_text("Mette har ingen telefonvagt i december.")
    told = latest(at_the_desk("mette", PHONE), "Aflastning i arbejdet er aftalt")
    expect(told).to_contain_text("Mette har ingen telefonvagt i december.")


def test_the_employee_disagrees_and_the_next_leader_joins(
    at_the_desk: Desk, world: World, mette: Person, lars: Person
) -> None:
    sends(mette)
    is_prepared(world, lars)
    page, dorte = leads(at_the_desk), at_the_desk("dorte", DESKTOP)
    opens_step(page, 7)
    chooses_outcome(page, "Medarbejderen er uenig, leders leder tager over")
    expect(window(page)).to_contain_text("Foreløbig, fra Lars")
    joined = latest(dorte, "Du er med i den nu som leders leder")
    expect(joined).to_contain_text("Opfølgningsmøde: kan sagen lukkes?")
    opens_channel(dorte)
    opens_step(dorte, 7)
    expect(window(dorte).get_by_role("button", name="Beslut")).to_be_visible()
    own = at_the_desk("mette", PHONE)
    expect(latest(own, "Sagen er givet videre til leders leder eller HR")).to_be_visible()
