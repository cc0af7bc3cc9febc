"""Step 2 on the page: the employee is answered, and the case goes on where it should."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.deciding import the_sitting_ends
from tests.desk import (
    DESKTOP,
    PHONE,
    Desk,
    checklist,
    chooses_outcome,
    closes,
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

NO_HARASSMENT = "Det er kritik af en afgørelse, og vi har talt om det."


@pytest.fixture
def drafted_first() -> bool:
    """The stories begin at the report's review."""
    return True


def test_mette_reads_at_once_that_lars_has_seen_it(at_the_desk: Desk, world: World, mette: Person) -> None:
    phone, lars = at_the_desk("mette", PHONE), at_the_desk("lars", DESKTOP)
    sends(mette)
    presses(lars, "Mette har anmeldt digital chikane", "Jeg har set det")
    expect(latest(phone, "Lars har set det, du har sendt, og tager kontakt til dig.")).to_be_visible()
    opened = latest(lars, "Mette har anmeldt digital chikane")
    expect(opened.get_by_role("button", name="Jeg har set det")).to_have_count(0)
    opens_channel(lars)
    expect(opens_step(lars, 2)).to_contain_text("Lars har set det og tager kontakt")


def test_a_plan_is_agreed_in_words_that_both_see(at_the_desk: Desk, world: World, mette: Person) -> None:
    phone, lars, anne = (
        at_the_desk("mette", PHONE),
        at_the_desk("lars", DESKTOP),
        at_the_desk("anne", DESKTOP),
    )
    sends(mette)
    opens_channel(lars)
    opens_step(lars, 2)
    plan = "Vi taler sammen kl. 14, og Anne tager skærmprint."
    chooses_outcome(lars, "Vi har aftalt en plan")
    fills(lars, "Hvad har I aftalt?", plan)
    submits(lars)
    expect(window(lars)).to_contain_text(plan)
    the_sitting_ends(world)
    told = latest(phone, "Lars har besluttet: Vi har aftalt en plan.")
    expect(told).to_contain_text(plan)
    opens_channel(anne)
    expect(checklist(anne)).to_contain_text("Vi har aftalt en plan")


def test_the_deputy_takes_it_over(at_the_desk: Desk, world: World, mette: Person) -> None:
    phone, lars, sofie = (
        at_the_desk("mette", PHONE),
        at_the_desk("lars", DESKTOP),
        at_the_desk("sofie", DESKTOP),
    )
    sends(mette)
    opens_channel(lars)
    opens_step(lars, 2)
    chooses_outcome(lars, "Overtaget af en stedfortræder")
    fills(lars, "Hvem tager over?", "Sofie Krag")
    submits(lars)
    expect(latest(phone, "Sofie har din sag nu og kan se den.")).to_be_visible()
    joined = latest(sofie, "Du er med i den nu som stedfortræder. Mette har anmeldt digital chikane.")
    joined.get_by_role("button", name="Vis sagen").click()
    expect(window(sofie)).to_contain_text("Han har lavet en side om mig på Facebook")
    closes(sofie)
    opens_channel(sofie)
    expect(checklist(sofie)).to_contain_text("Sofie, senest")
    closes(lars)
    expect(checklist(lars)).to_contain_text("Foreløbig, fra Lars")


def test_it_is_sent_on_to_the_next_leader(at_the_desk: Desk, world: World, mette: Person) -> None:
    phone, lars, dorte = (
        at_the_desk("mette", PHONE),
        at_the_desk("lars", DESKTOP),
        at_the_desk("dorte", DESKTOP),
    )
    sends(mette)
    opens_channel(lars)
    opens_step(lars, 2)
    chooses_outcome(lars, "Sendt videre til leders leder eller HR")
    expect(latest(dorte, "Du er med i den nu som leders leder.")).to_be_visible()
    opens_channel(dorte)
    the_sitting_ends(world)
    told = latest(phone, "Lars har foreløbig sagt: Sendt videre til leders leder eller HR.")
    expect(told).to_be_visible()
    expect(
        latest(phone, "Sagen er givet videre til leders leder eller HR, som kan se den nu.")
    ).to_be_visible()


def _says_no_harassment(at_the_desk: Desk, world: World, mette: Person) -> None:
    lars = at_the_desk("lars", DESKTOP)
    sends(mette)
    opens_channel(lars)
    opens_step(lars, 2)
    chooses_outcome(lars, "Ikke chikane, medarbejderen er hørt")
    expect(window(lars)).to_contain_text("Skriv en begrundelse på mindst ti tegn.")
    fills(lars, "Begrundelse", NO_HARASSMENT)
    submits(lars)
    expect(window(lars)).to_contain_text("Besluttet af dig")
    the_sitting_ends(world)


def test_no_harassment_ends_the_case_when_mette_agrees(
    at_the_desk: Desk, world: World, mette: Person
) -> None:
    phone, anne = at_the_desk("mette", PHONE), at_the_desk("anne", DESKTOP)
    _says_no_harassment(at_the_desk, world, mette)
    told = latest(phone, "Ikke chikane, medarbejderen er hørt")
    expect(told).to_contain_text(NO_HARASSMENT)
    expect(told).to_contain_text("Er du enig, slutter sagen her.")
    told.get_by_role("button", name="Jeg er enig").click()
    expect(latest(phone, "Sagen blev lukket")).to_contain_text(
        "kan du åbne sagen igen inden for tolv måneder"
    )
    expect(latest(phone, "Ikke chikane").get_by_role("button", name="Jeg er enig")).to_have_count(0)
    expect(latest(anne, "Sagen blev lukket")).to_be_visible()


def test_no_harassment_goes_on_to_the_next_leader_when_mette_disagrees(
    at_the_desk: Desk, world: World, mette: Person
) -> None:
    phone, dorte = at_the_desk("mette", PHONE), at_the_desk("dorte", DESKTOP)
    _says_no_harassment(at_the_desk, world, mette)
    presses(phone, "Ikke chikane, medarbejderen er hørt", "Jeg er ikke enig")
    expect(latest(dorte, "Du er med i den nu som leders leder.")).to_be_visible()
    opens_channel(dorte)
    expect(checklist(dorte)).to_contain_text("Åbnet igen af Mette")
    expect(latest(phone, "Du er ikke enig. Din leders leder ser på sagen nu.")).to_be_visible()
    opens_messages(dorte)
    expect(latest(dorte, "Du er med i den nu som leders leder.")).to_contain_text("Aftal næste skridt")
