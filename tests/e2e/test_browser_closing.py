"""The end of a case on the page: the employee's word on her telephone, and each one's duties at home."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.deciding import brings_hr, hears, is_ready_to_close, looks_into, opens
from tests.desk import DESKTOP, PHONE, Desk, fills, latest, opens_home, presses, submits, window
from tests.in_form import modal, reads
from tests.people import Person, World

pytestmark = [pytest.mark.browser, pytest.mark.begins("sent")]

QUESTION = "Din leder mener, at sagen kan lukkes. Hvad siger du?"


def is_asked(at_the_desk: Desk, world: World, mette: Person, lars: Person) -> Page:
    """Mette with the question on her telephone."""
    is_ready_to_close(lars, world)
    own = at_the_desk("mette", PHONE)
    expect(latest(own, QUESTION)).to_be_visible()
    return own


def test_the_employee_agrees_and_the_case_is_closed(
    at_the_desk: Desk, world: World, mette: Person, lars: Person
) -> None:
    own = is_asked(at_the_desk, world, mette, lars)
    presses(own, QUESTION, "Ja, luk den")
    closed = latest(own, "Sagen blev lukket onsdag 25. november")
    expect(closed).to_contain_text("kan du åbne sagen igen inden for tolv måneder, så længe den er gemt her.")
    expect(own.get_by_role("button", name="Ja, luk den")).to_have_count(0)
    hears(lars, "Sagen blev lukket onsdag 25. november")
    looks_into(lars, 5)
    reads(lars, "Besluttet af dig")
    assert "Åbn trinnet igen" not in modal(lars.view())


def test_the_employee_disagrees_and_the_meeting_is_held_again_with_the_next_leader(
    at_the_desk: Desk, world: World, mette: Person, lars: Person
) -> None:
    own, dorte = is_asked(at_the_desk, world, mette, lars), world.person("dorte")
    presses(own, QUESTION, "Nej, ikke endnu")
    fills(own, "Begrundelse", "Nej.")
    submits(own)
    expect(window(own)).to_contain_text("mindst ti tegn")
    fills(own, "Begrundelse", "Siden er kommet op igen.")
    submits(own)
    expect(window(own)).to_contain_text("Sagen fortsætter, og din leders leder kommer med.")
    for leader in (lars, dorte):
        told = "Mette er ikke enig i, at sagen kan lukkes. Trin 7 er åbent igen."
        hears(leader, told, "Siden er kommet op igen.")
    dorte.case_channel()
    opens(dorte, 7)
    reads(dorte, "Åbnet igen af Mette")


def test_each_home_tab_holds_the_steps_of_that_person_the_oldest_deadline_first(
    at_the_desk: Desk, mette: Person, lars: Person, anne: Person, hanne: Person
) -> None:
    brings_hr(lars, hanne)
    page = at_the_desk("lars", DESKTOP)
    opens_home(page)
    expect(page.get_by_text("Dine åbne trin")).to_be_visible()
    step_states = page.locator("[data-block-id]", has_text="Sag 2026-0042:")
    expect(step_states).to_have_count(7)
    order = [text.split("\n")[0].split(": ")[1] for text in step_states.all_inner_texts()]
    assert order[:2] == [
        "Svar medarbejderen, og aftal næste skridt.",
        "Kontakt medarbejderen, og tilbyd krisehjælp.",
    ]
    page.get_by_role("button", name="Åbn trin 2").click()
    expect(window(page)).to_contain_text("Trin 2 · 2026-0042")
    for other in (anne, hanne):
        other.opens_home()
        other.sees("I fare nu? Ring 112.")
        other.does_not_see("Dine åbne trin")
