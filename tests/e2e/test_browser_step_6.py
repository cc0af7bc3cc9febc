"""Step 6 in the browser: absence decides the way, the employee decides on the name, and both are asked."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.deciding import does, opens
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
    row,
    submits,
    window,
)
from tests.people import Person, World
from tests.reporting import STORY, sends

pytestmark = pytest.mark.browser

INCIDENT, EASY = "Registreret som hændelse", "Anmeldt i EASY som arbejdsulykke"


@pytest.fixture
def drafted_first() -> bool:
    return True


def registers(at_the_desk: Desk, mette: Person) -> Page:
    """Lars at his desk, with step 6 open."""
    sends(mette)
    page = at_the_desk("lars", DESKTOP)
    opens_channel(page)
    opens_step(page, 6)
    return page


def opens_own_case(page: Page) -> None:
    presses(page, "Din sag har nummer", "Vis sagen")
    expect(window(page)).to_contain_text("Det kan du gøre")


def test_without_absence_it_is_an_incident_and_the_employee_gives_her_name_herself(
    at_the_desk: Desk, mette: Person
) -> None:
    page = registers(at_the_desk, mette)
    does_task(page, "Fravær", "Nej")
    expect(window(page)).to_contain_text("Lars har svaret om fravær")
    expect(window(page)).to_contain_text("Så skal det registreres som en hændelse.")
    chooses_outcome(page, INCIDENT)
    expect(window(page)).to_contain_text("Medarbejderen har ikke sagt ja til sit navn.")
    closes(page)

    own = at_the_desk("mette", PHONE)
    opens_own_case(own)
    does_task(own, "Dit navn i registreringen", "Med mit navn")
    expect(window(own)).to_contain_text("Dit navn i registreringen: Med mit navn")

    opens_step(page, 6)
    expect(window(page)).to_contain_text("Medarbejderen siger ja til sit navn i registreringen.")
    chooses_outcome(page, INCIDENT)
    expect(window(page)).to_contain_text("Besluttet af Lars")
    closes(own)
    expect(latest(own, "Lars har besluttet: Registreret som hændelse.")).to_be_visible()


def test_absence_with_a_day_back_in_time_starts_the_14_days_and_leads_to_easy(
    at_the_desk: Desk, mette: Person
) -> None:
    page = registers(at_the_desk, mette)
    does_task(page, "Fravær", "Ja", Første_fraværsdag="2026-11-20")
    expect(window(page)).to_contain_text("Første fraværsdag: fredag 20. november 2026.")
    expect(window(page)).to_contain_text("De 14 dage til EASY udløber fredag 4. december")
    expect(window(page)).to_contain_text("Kilde: at.dk og aes.dk")
    for outcome in (INCIDENT, "Registreret uden navn", "Venter på, om der kommer fravær"):
        chooses_outcome(page, outcome, "Det er, hvad vi ved nu.")
        expect(window(page)).to_contain_text("Så skal det anmeldes i EASY.")
        page.keyboard.press("Escape")
        expect(window(page).get_by_role("button", name="Beslut")).to_be_visible()
    closes(page)
    expect(row(page, 6)).to_contain_text("senest fredag 4. december")

    opens_step(page, 6)
    chooses_outcome(page, EASY)
    fills(page, "Nummer eller reference", "E-2026-55")
    submits(page)
    expect(window(page)).to_contain_text("Nummer eller reference: E-2026-55")
    told = latest(at_the_desk("mette", PHONE), "Lars har besluttet: Anmeldt i EASY som arbejdsulykke.")
    expect(told).to_contain_text("E-2026-55")


def test_absence_needs_its_first_day(at_the_desk: Desk, mette: Person) -> None:
    page = registers(at_the_desk, mette)
    does_task(page, "Fravær", "Ja")
    expect(window(page)).to_contain_text("Udfyld det her, så kan det gemmes.")
    fills(page, "Første fraværsdag", "2026-12-24")
    submits(page)
    expect(window(page)).to_contain_text("Den dag er ikke kommet endnu.")
    fills(page, "Første fraværsdag", "2026-11-24")
    submits(page)
    expect(window(page)).to_contain_text("Første fraværsdag: tirsdag 24. november 2026.")


def test_an_incident_without_a_name_has_a_sheet_to_copy_that_names_nobody(
    at_the_desk: Desk, mette: Person
) -> None:
    page = registers(at_the_desk, mette)
    submits(page, "Ark til at kopiere")
    expect(window(page)).to_contain_text("Medarbejder: uden navn")
    for secret in ("Mette", "Lars", STORY):
        expect(window(page)).not_to_contain_text(secret)
    page.keyboard.press("Escape")
    chooses_outcome(page, "Registreret uden navn")
    expect(window(page)).to_contain_text("Besluttet af Lars")
    expect(latest(at_the_desk("mette", PHONE), "Registreret uden navn.")).to_be_visible()


def test_costs_or_more_than_five_days_lead_to_other_ways_with_their_sources(
    at_the_desk: Desk, mette: Person
) -> None:
    page = registers(at_the_desk, mette)
    submits(page, "Find den rigtige vej")
    for question, answer in (("udgifter", "Nej"), ("mere end fem dage", "Ja")):
        block = window(page).get_by_role("group", name=question)
        block.get_by_role("radio", name=answer, exact=True).check()
    submits(page)
    expect(window(page)).to_contain_text("Så kan det være en erhvervssygdom.")
    expect(window(page)).to_contain_text("Kilde: aes.dk")
    chooses_outcome(page, "Erhvervssygdom gennem lægen")
    expect(window(page)).to_contain_text("Besluttet af Lars")
    expect(latest(at_the_desk("mette", PHONE), "Erhvervssygdom gennem lægen.")).to_be_visible()


def test_while_waiting_both_are_asked_again_and_the_employee_answers_from_the_message(
    at_the_desk: Desk, world: World, mette: Person
) -> None:
    page = registers(at_the_desk, mette)
    chooses_outcome(page, "Venter på, om der kommer fravær", "Mette er på arbejde lige nu.")
    expect(window(page)).to_contain_text("Foreløbig, fra Lars")
    closes(page)
    own = at_the_desk("mette", PHONE)
    expect(latest(own, "Venter på, om der kommer fravær.")).to_contain_text("Mette er på arbejde lige nu.")

    world.jump(by=86_400)
    question = "Har det holdt dig fra dit sædvanlige arbejde?"
    presses(own, question, "Ja")
    expect(window(own)).to_contain_text("Har du måttet lade dit normale arbejde ligge?")
    fills(own, "Første fraværsdag", "2026-11-25")
    submits(own)
    expect(window(own)).to_have_count(0)
    expect(own.get_by_text(question)).to_have_count(0)

    opens_messages(page)
    expect(latest(page, "Mette har svaret om fravær")).to_be_visible()
    opens_channel(page)
    expect(row(page, 6)).to_contain_text("senest onsdag 9. december")
    opens_step(page, 6)
    expect(window(page)).to_contain_text("De 14 dage til EASY udløber")


def test_the_employee_tells_of_absence_in_her_own_case(
    at_the_desk: Desk, mette: Person, lars: Person
) -> None:
    sends(mette)
    own = at_the_desk("mette", PHONE)
    opens_own_case(own)
    does_task(own, "Fravær", "Ja", Første_fraværsdag="2026-11-24")
    expect(window(own)).to_contain_text("Første fraværsdag: tirsdag 24. november 2026.")
    lars.sees("Mette har svaret om fravær")
    opens(lars, 6)
    does(lars, "Beslut")
    assert "EASY" in str(lars.submits(outcome="Registreret uden navn"))
