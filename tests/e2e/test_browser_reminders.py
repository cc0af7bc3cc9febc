"""A reminder answered on the page: later, not me, help, a pause; and what the message then says."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.deciding import begins, decides
from tests.desk import (
    DESKTOP,
    PHONE,
    Desk,
    closes,
    fills,
    latest,
    opens_channel,
    opens_messages,
    presses,
    row,
    submits,
    window,
)
from tests.people import Person, World
from tests.reminding import jumps_to
from tests.reporting import STORY, sends

pytestmark = pytest.mark.browser

SUPPORT = "Kontakt medarbejderen, og tilbyd krisehjælp."
CONTACT = "Svar medarbejderen, og aftal næste skridt."
POLICE = "Beslut, om sagen skal anmeldes til politiet."
REASON = "Mette er på kursus til fredag."


@pytest.fixture
def drafted_first() -> bool:
    """The stories begin at the report's review."""
    return True


def _is_reminded(lars: Page, world: World, day: int = 24, clock: str = "10:35") -> None:
    opens_messages(lars)
    jumps_to(world, day, clock)
    expect(latest(lars, "Jeg skriver, fordi")).to_be_visible()


def _presses_at(page: Page, duty: str, label: str) -> None:
    """The button of that label under the newest of that duty."""
    item = latest(page, duty).locator("[data-block-id]").filter(has_text=duty).last
    item.locator("xpath=following-sibling::*[1]").get_by_role("button", name=label, exact=True).click()


def test_later_waits_three_days_with_a_reason_and_then_comes_again(
    at_the_desk: Desk, world: World, mette: Person
) -> None:
    lars = at_the_desk("lars", DESKTOP)
    sends(mette)
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


def test_a_deadline_by_law_offers_no_later(at_the_desk: Desk, world: World, mette: Person) -> None:
    lars = at_the_desk("lars", DESKTOP)
    sends(mette)
    _is_reminded(lars, world, 24, "14:35")
    message = latest(lars, POLICE)
    expect(message.get_by_role("button", name="Ikke mig")).to_be_visible()
    expect(message.get_by_role("button", name="Senere")).to_have_count(0)


def test_not_me_hands_it_to_the_deputy_at_once(at_the_desk: Desk, world: World, mette: Person) -> None:
    phone, lars, sofie = (
        at_the_desk("mette", PHONE),
        at_the_desk("lars", DESKTOP),
        at_the_desk("sofie", DESKTOP),
    )
    sends(mette)
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
    expect(latest(phone, "Sofie har din sag nu og kan se den.")).to_be_visible()
    presses(sofie, "Du er med i den nu som stedfortræder.", "Vis sagen")
    expect(window(sofie)).to_contain_text(STORY)
    sofie.keyboard.press("Escape")
    jumps_to(world, 25, "14:35")
    expect(latest(sofie, POLICE)).to_contain_text("Jeg skriver, fordi")


def test_help_is_asked_of_hr_who_is_asked_by_number_and_comes_in(
    at_the_desk: Desk, world: World, mette: Person
) -> None:
    lars, hanne = at_the_desk("lars", DESKTOP), at_the_desk("hanne", DESKTOP)
    number = sends(mette)
    _is_reminded(lars, world)
    _presses_at(lars, SUPPORT, "Jeg har brug for hjælp")
    window(lars).get_by_role("radio", name="HR").check()
    submits(lars, "Bed om hjælp")
    expect(window(lars)).to_contain_text("De er bedt om hjælp nu.")
    lars.keyboard.press("Escape")
    expect(latest(lars, SUPPORT)).to_contain_text("Du bad HR om hjælp")
    asked = latest(hanne, "Sagen har brug for HR.")
    expect(asked).to_contain_text(f"Sag {number}")
    expect(hanne.get_by_text("Mette")).to_have_count(0)
    presses(hanne, "Sagen har brug for HR.", "Ja, jeg hjælper")
    opens_channel(hanne)
    expect(row(hanne, 3)).to_contain_text("Lars, senest")


def test_help_is_asked_of_the_representative(at_the_desk: Desk, world: World, mette: Person) -> None:
    lars, anne = at_the_desk("lars", DESKTOP), at_the_desk("anne", DESKTOP)
    sends(mette)
    _is_reminded(lars, world)
    _presses_at(lars, SUPPORT, "Jeg har brug for hjælp")
    window(lars).get_by_role("radio", name="Arbejdsmiljørepræsentanten").check()
    submits(lars, "Bed om hjælp")
    expect(window(lars)).to_contain_text("De er bedt om hjælp nu.")
    lars.keyboard.press("Escape")
    expect(latest(lars, SUPPORT)).to_contain_text("Du bad arbejdsmiljørepræsentanten om hjælp")
    expect(latest(anne, "Lars beder om din hjælp i sagen.")).to_be_visible()


def test_a_reminder_that_was_answered_in_the_channel_says_so(
    at_the_desk: Desk, world: World, mette: Person, anne: Person
) -> None:
    lars = at_the_desk("lars", DESKTOP)
    sends(mette)
    _is_reminded(lars, world)
    begins(anne, 2)
    decides(anne, "Vi har aftalt en plan", plan="Vi taler sammen hver dag.")
    message = latest(lars, "Besluttet af Anne")
    expect(message).to_contain_text(CONTACT)
    expect(message).to_contain_text("Vi har aftalt en plan")
    expect(message).to_contain_text(SUPPORT)


def test_mette_pauses_her_reminders_from_her_own_case(at_the_desk: Desk, world: World, mette: Person) -> None:
    phone = at_the_desk("mette", PHONE)
    sends(mette)
    presses(phone, "Tak. Din sag har nummer", "Vis sagen")
    submits(phone, "Mind mig ikke lige nu")
    expect(window(phone)).to_contain_text("Så hører du ikke fra mig om den her sag før da.")
    window(phone).get_by_role("radio", name="Tre dage").check()
    submits(phone)
    expect(window(phone)).to_contain_text("Det er gemt.")
    closes(phone)
    presses(phone, "Tak. Din sag har nummer", "Vis sagen")
    expect(window(phone)).to_contain_text("Jeg minder dig ikke om sagen før fredag 27. november")
