"""The end of a case in the browser: the employee's word, silence, the questions, and beginning again."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.deciding import brings_hr, decides_step, is_ready_to_close
from tests.desk import (
    DESKTOP,
    PHONE,
    Desk,
    checklist,
    closes,
    does_task,
    fills,
    latest,
    opens_channel,
    opens_home,
    opens_step,
    presses,
    submits,
    window,
)
from tests.people import Person, World
from tests.reporting import sends

pytestmark = pytest.mark.browser

DAY = 86_400
QUESTION = "Din leder mener, at sagen kan lukkes. Hvad siger du?"


@pytest.fixture
def drafted_first() -> bool:
    return True


def is_asked(at_the_desk: Desk, world: World, mette: Person, lars: Person) -> Page:
    """Mette with the question on her telephone."""
    sends(mette)
    is_ready_to_close(lars, world)
    own = at_the_desk("mette", PHONE)
    expect(latest(own, QUESTION)).to_be_visible()
    return own


def is_archived(at_the_desk: Desk, world: World, mette: Person, lars: Person) -> Page:
    """Mette has agreed, and the group has looked at it."""
    own = is_asked(at_the_desk, world, mette, lars)
    presses(own, QUESTION, "Ja, luk den")
    expect(latest(own, "Sagen blev lukket")).to_be_visible()
    decides_step(lars, 8, "APV er opdateret")
    expect(latest(own, "Alt i sagen er gjort.")).to_be_visible()
    return own


def test_the_employee_agrees_and_the_case_is_closed(
    at_the_desk: Desk, world: World, mette: Person, lars: Person
) -> None:
    own = is_asked(at_the_desk, world, mette, lars)
    page = at_the_desk("lars", DESKTOP)
    presses(own, QUESTION, "Ja, luk den")
    closed = latest(own, "Sagen blev lukket onsdag 25. november")
    expect(closed).to_contain_text("kan du åbne sagen igen inden for tolv måneder.")
    expect(own.get_by_role("button", name="Ja, luk den")).to_have_count(0)
    expect(latest(page, "Sagen blev lukket onsdag 25. november")).to_be_visible()
    opens_channel(page)
    checklist(page).get_by_role("button", name="Vis sagen").click()
    opens_step(page, 5)
    expect(window(page)).to_contain_text("Besluttet af dig")
    expect(window(page).get_by_role("button", name="Åbn trinnet igen")).to_have_count(0)


def test_the_employee_disagrees_and_the_meeting_is_held_again_with_the_next_leader(
    at_the_desk: Desk, world: World, mette: Person, lars: Person
) -> None:
    own = is_asked(at_the_desk, world, mette, lars)
    page, dorte = at_the_desk("lars", DESKTOP), at_the_desk("dorte", DESKTOP)
    presses(own, QUESTION, "Nej, ikke endnu")
    fills(own, "Begrundelse", "Nej.")
    submits(own)
    expect(window(own)).to_contain_text("mindst ti tegn")
    fills(own, "Begrundelse", "Siden er kommet op igen.")
    submits(own)
    expect(window(own)).to_contain_text("Sagen fortsætter, og din leders leder kommer med.")
    for leader in (page, dorte):
        told = latest(leader, "Mette er ikke enig i, at sagen kan lukkes. Trin 7 er åbent igen.")
        expect(told).to_contain_text("Siden er kommet op igen.")
    opens_channel(dorte)
    opens_step(dorte, 7)
    expect(window(dorte)).to_contain_text("Åbnet igen af Mette")


def test_a_silent_employee_is_reminded_twice_and_then_the_next_leader_closes(
    at_the_desk: Desk, world: World, mette: Person, lars: Person
) -> None:
    own = is_asked(at_the_desk, world, mette, lars)
    dorte = at_the_desk("dorte", DESKTOP)
    for count, day in ((2, "2026-11-30T10:00"), (3, "2026-12-04T10:00")):
        world.jump(to=day)
        expect(own.get_by_text(QUESTION)).to_have_count(count)
    expect(dorte.get_by_text("Luk sagen")).to_have_count(0)
    world.jump(to="2026-12-09T12:00")
    presses(dorte, "Der er gået ti arbejdsdage uden svar fra medarbejderen på", "Luk sagen")
    fills(dorte, "Begrundelse", "Mette har ikke svaret på to påmindelser.")
    submits(dorte)
    expect(window(dorte)).to_contain_text("Sagen er lukket.")
    expect(latest(own, "Sagen blev lukket onsdag 9. december")).to_be_visible()
    expect(own.get_by_role("button", name="Ja, luk den")).to_have_count(0)
    expect(own.get_by_text("Tak. Det er besvaret.")).to_have_count(0)


def test_when_all_is_done_two_questions_are_asked_and_the_channel_is_archived(
    at_the_desk: Desk, world: World, mette: Person, lars: Person
) -> None:
    own = is_archived(at_the_desk, world, mette, lars)
    questions = latest(own, "Alt i sagen er gjort.")
    questions.get_by_role("button", name="Ja", exact=True).first.click()
    expect(questions.get_by_text("Tak for dit svar.")).to_have_count(1)
    questions.get_by_role("button", name="Delvist", exact=True).click()
    expect(questions.get_by_text("Tak for dit svar.")).to_have_count(2)
    page = at_the_desk("lars", DESKTOP)
    channel = page.get_by_role("navigation", name="Samtaler").get_by_role("link", name="sag-")
    expect(channel).to_contain_text("arkiveret")


def test_the_employee_opens_an_archived_case_again_with_the_same_people(
    at_the_desk: Desk, world: World, mette: Person, lars: Person
) -> None:
    own = is_archived(at_the_desk, world, mette, lars)
    page = at_the_desk("lars", DESKTOP)
    world.jump(by=300 * DAY)
    presses(own, "Sagen blev lukket", "Vis sagen")
    does_task(own, "Åbn sagen igen", Begrundelse="Han skriver igen fra en ny profil.")
    expect(window(own)).to_contain_text("Sagen er åben igen.")
    told = latest(page, "Mette har åbnet sagen igen.")
    expect(told).to_contain_text("Han skriver igen fra en ny profil.")
    for member in (page, at_the_desk("anne", DESKTOP)):
        opens_channel(member)
    opens_step(page, 7)
    expect(window(page)).to_contain_text("Åbnet igen af Mette")


def test_after_twelve_months_she_is_told_to_report_anew(
    at_the_desk: Desk, world: World, mette: Person, lars: Person
) -> None:
    own = is_archived(at_the_desk, world, mette, lars)
    presses(own, "Sagen blev lukket", "Vis sagen")
    expect(window(own).get_by_role("button", name="Åbn sagen igen")).to_be_visible()
    world.jump(by=366 * DAY)
    submits(own, "Åbn sagen igen")
    expect(window(own)).to_contain_text("Det er mere end tolv måneder siden. Skriv hej til mig")
    closes(own)
    presses(own, "Sagen blev lukket", "Vis sagen")
    expect(window(own)).to_contain_text("Besluttet indtil nu")
    expect(window(own).get_by_role("button", name="Åbn sagen igen")).to_have_count(0)


def test_each_home_tab_holds_the_duties_of_that_person_the_oldest_deadline_first(
    at_the_desk: Desk, mette: Person, lars: Person, anne: Person, hanne: Person
) -> None:
    sends(mette)
    brings_hr(lars, hanne)
    page = at_the_desk("lars", DESKTOP)
    opens_home(page)
    expect(page.get_by_text("Dine åbne trin")).to_be_visible()
    duties = page.locator("[data-block-id]", has_text="Sag 2026-0042:")
    expect(duties).to_have_count(7)
    order = [text.split("\n")[0].split(": ")[1] for text in duties.all_inner_texts()]
    assert order[:2] == [
        "Svar medarbejderen, og aftal næste skridt.",
        "Kontakt medarbejderen, og tilbyd krisehjælp.",
    ]
    page.get_by_role("button", name="Åbn trin 2").click()
    expect(window(page)).to_contain_text("Trin 2 · 2026-0042")
    for name in ("anne", "hanne"):
        other = at_the_desk(name, DESKTOP)
        opens_home(other)
        expect(other.get_by_text("I fare nu? Ring 112.")).to_be_visible()
        expect(other.get_by_text("Dine åbne trin")).to_have_count(0)
