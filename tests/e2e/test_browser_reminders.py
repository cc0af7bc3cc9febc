"""A reminder answered on the page: later, not me, a pause; and what the message then says."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.deciding import hears, presses_under
from tests.desk import (
    DESKTOP,
    PHONE,
    Desk,
    closes,
    fills,
    latest,
    opens_messages,
    presses,
    submits,
    window,
)
from tests.in_form import reads
from tests.people import Person, World
from tests.reminding import REMINDED, jumps_to
from tests.reporting import STORY

pytestmark = [pytest.mark.browser, pytest.mark.begins("sent")]

SUPPORT = "Kontakt medarbejderen, og tilbyd krisehjælp."
POLICE = "Beslut, om sagen skal anmeldes til politiet."
REASON = "Mette er på kursus til fredag."


def _is_reminded(lars: Page, world: World) -> None:
    opens_messages(lars)
    jumps_to(world, 24, "10:35")
    expect(latest(lars, REMINDED)).to_be_visible()


def _presses_at(page: Page, step_state: str, label: str) -> None:
    """The button of that label under the newest of that duty."""
    item = latest(page, step_state).locator("[data-block-id]").filter(has_text=step_state).last
    item.locator("xpath=following-sibling::*[1]").get_by_role("button", name=label, exact=True).click()


def test_later_waits_three_days_with_a_reason_and_then_comes_again(
    at_the_desk: Desk, world: World, mette: Person
) -> None:
    lars = at_the_desk("lars", DESKTOP)
    _is_reminded(lars, world)
    _presses_at(lars, SUPPORT, "Senere")
    expect(window(lars)).to_contain_text("Fristen flytter sig ikke")
    window(lars).get_by_role("radio", name="Tre dage").check()
    fills(lars, "Begrundelse", "nej")
    submits(lars, "Mind mig om det senere")
    expect(window(lars).get_by_role("alert")).to_contain_text("Skriv en begrundelse på mindst ti tegn.")
    fills(lars, "Begrundelse", REASON)
    submits(lars, "Mind mig om det senere")
    expect(window(lars)).to_contain_text("Så får du den igen til den tid.")
    lars.keyboard.press("Escape")
    told = latest(lars, SUPPORT)
    expect(told).to_contain_text("Lars bliver mindet om det igen fredag 27. november")
    expect(told).to_contain_text("Fristen er den samme.")
    jumps_to(world, 27, "11:05")
    expect(latest(lars, "Det var udsat til nu.")).to_be_visible()


def test_not_me_hands_it_to_the_deputy_at_once(at_the_desk: Desk, world: World, mette: Person) -> None:
    lars, sofie = at_the_desk("lars", DESKTOP), world.person("sofie")
    _is_reminded(lars, world)
    _presses_at(lars, SUPPORT, "Ikke mig")
    expect(window(lars).get_by_label("Hvem tager over?").locator("option:checked")).to_have_text("Sofie Krag")
    expect(window(lars).get_by_role("radio", name="Kun trin 3")).to_be_checked()
    window(lars).get_by_role("radio", name="Sagen, mens lederen er væk").check()
    submits(lars, "Giv videre")
    expect(window(lars)).to_contain_text("Sagen er givet videre.")
    lars.keyboard.press("Escape")
    expect(latest(lars, SUPPORT)).to_contain_text("Sofie beslutter, senest")
    expect(latest(lars, SUPPORT).get_by_role("button", name="Ikke mig")).to_have_count(0)
    mette.sees("Sofie har din sag nu og kan se den.")
    presses_under(sofie, "Du er med i den nu som stedfortræder.", "Vis sagen")
    reads(sofie, STORY)
    sofie.closes()
    jumps_to(world, 25, "14:35")
    hears(sofie, POLICE, REMINDED)


def test_mette_pauses_her_reminders_from_her_own_case(at_the_desk: Desk, world: World, mette: Person) -> None:
    phone = at_the_desk("mette", PHONE)
    presses(phone, "Tak. Din sag har nummer", "Vis sagen")
    submits(phone, "Mind mig ikke lige nu")
    expect(window(phone)).to_contain_text("Så hører du ikke fra mig om den her sag før da.")
    window(phone).get_by_role("radio", name="Tre dage").check()
    submits(phone)
    expect(window(phone)).to_contain_text("Det er gemt.")
    closes(phone)
    presses(phone, "Tak. Din sag har nummer", "Vis sagen")
    expect(window(phone)).to_contain_text("Jeg minder dig ikke om sagen før fredag 27. november")
