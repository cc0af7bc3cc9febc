"""Step 8 in the browser: the group looks at facts without names, and what it decides is followed up."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.deciding import decides_step
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

WHAT = "Telefontid kun med to i vagt"


@pytest.fixture
def drafted_first() -> bool:
    return True


def leads(at_the_desk: Desk, mette: Person, lars: Person) -> Page:
    """Lars at his desk, with the registration decided."""
    sends(mette)
    decides_step(lars, 6, "Registreret uden navn")
    page = at_the_desk("lars", DESKTOP)
    opens_channel(page)
    return page


def decides_prevention(page: Page) -> None:
    opens_step(page, 8)
    chooses_outcome(page, "Forebyggelse er besluttet")
    fills(page, "Hvad skal der gøres?", WHAT)
    fills(page, "Hvem gør det?", "Teamlederen")
    fills(page, "Hvornår skal det være gjort?", "2026-12-01")
    submits(page)
    expect(window(page)).to_contain_text(f"1. {WHAT}")
    expect(window(page)).to_contain_text("Teamlederen, senest tirsdag 1. december 2026")


def test_the_analysis_waits_for_the_registration(at_the_desk: Desk, mette: Person) -> None:
    sends(mette)
    page = at_the_desk("lars", DESKTOP)
    opens_channel(page)
    expect(row(page, 8)).to_contain_text("Venter. Trin 6 skal besluttes først.")
    opens_step(page, 8)
    expect(window(page).get_by_role("button", name="Beslut")).to_have_count(0)


def test_the_facts_name_nobody_and_tell_no_story(at_the_desk: Desk, mette: Person, lars: Person) -> None:
    page = leads(at_the_desk, mette, lars)
    opens_step(page, 8)
    submits(page, "Fakta uden navne")
    expect(window(page)).to_contain_text("Hadeside, gruppe eller kampagne")
    expect(window(page)).to_contain_text("Registreret uden navn")
    for secret in ("Mette", "Lars", "Anne", STORY):
        expect(window(page)).not_to_contain_text(secret)


def test_the_analysis_is_booked_with_the_representative(
    at_the_desk: Desk, mette: Person, lars: Person
) -> None:
    page = leads(at_the_desk, mette, lars)
    page.get_by_role("button", name="Book analyse").click()
    slot = window(page).locator("[data-action-id^='slot']").first
    chosen = slot.inner_text()
    slot.click()
    expect(window(page)).to_contain_text(f"Mødet er booket: {chosen}.")
    expect(latest(at_the_desk("anne", DESKTOP), f"Du har et møde {chosen}")).to_be_visible()
    expect(at_the_desk("mette", PHONE).get_by_text("Du har et møde")).to_have_count(0)


def test_prevention_has_a_name_and_a_day_and_is_followed_up_on_that_day(
    at_the_desk: Desk, world: World, mette: Person, lars: Person
) -> None:
    page = leads(at_the_desk, mette, lars)
    decides_prevention(page)
    closes(page)
    told = latest(at_the_desk("mette", PHONE), "Lars har besluttet: Forebyggelse er besluttet.")
    expect(told).to_contain_text(WHAT)

    opens_messages(page)
    world.jump(to="2026-12-01T09:05")
    question = f"I dag skulle det her være gjort: {WHAT} (Teamlederen). Er det gjort?"
    presses(page, question, "Det tager længere tid")
    fills(page, "Den nye dag", "2026-12-08")
    submits(page)
    expect(page.get_by_text("Tak. Der er svaret.")).to_be_visible()
    world.jump(to="2026-12-08T09:05")
    presses(page, question, "Det er gjort")
    expect(page.get_by_text("Tak. Der er svaret.")).to_have_count(2)
    opens_channel(page)
    opens_step(page, 8)
    expect(window(page)).to_contain_text("Det er gjort.")
    expect(window(page).get_by_role("button", name="Følg op")).to_have_count(0)


def test_no_action_needs_a_reason_that_the_employee_reads(
    at_the_desk: Desk, mette: Person, lars: Person
) -> None:
    page = leads(at_the_desk, mette, lars)
    opens_step(page, 8)
    chooses_outcome(page, "Ingen tiltag")
    expect(window(page)).to_contain_text("Skriv en begrundelse på mindst ti tegn.")
    fills(page, "Begrundelse", "Vi har gjort det, der var at gøre.")
    submits(page)
    expect(window(page)).to_contain_text("Besluttet af Lars")
    told = latest(at_the_desk("mette", PHONE), "Lars har besluttet: Ingen tiltag.")
    expect(told).to_contain_text("Vi har gjort det, der var at gøre.")


def test_the_representative_opens_it_again_and_what_was_decided_stays_to_be_read(
    at_the_desk: Desk, mette: Person, lars: Person
) -> None:
    page, anne = leads(at_the_desk, mette, lars), at_the_desk("anne", DESKTOP)
    decides_step(lars, 8, "Ingen tiltag", "Vi har gjort det, der var at gøre.")
    opens_channel(anne)
    expect(row(anne, 8)).to_contain_text("Besluttet af Lars")
    opens_step(anne, 8)
    does_task(anne, "Åbn trinnet igen", Begrundelse="Gruppen har ikke set på det.")
    expect(window(anne)).to_contain_text("Åbnet igen af Anne")
    expect(row(page, 8)).to_contain_text("Åbnet igen af Anne")
    opens_step(page, 8)
    for text in ("Tidligere", "Ingen tiltag", "Vi har gjort det, der var at gøre."):
        expect(window(page)).to_contain_text(text)
    chooses_outcome(page, "En retningslinje er ændret")
    expect(window(page)).to_contain_text("En retningslinje er ændret")
    for text in ("Gruppen har ikke set på det.", "Ingen tiltag"):
        expect(window(page)).to_contain_text(text)
