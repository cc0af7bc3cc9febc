"""Who takes part, on the page: each change is one of channel, access and Home tab at once."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.deciding import hears, opens, row_says
from tests.desk import (
    DESKTOP,
    PHONE,
    Desk,
    closes,
    fills,
    latest,
    opens_channel,
    opens_home,
    opens_messages,
    opens_step,
    presses,
    submits,
    window,
)
from tests.in_form import reads
from tests.people import Person, World
from tests.reporting import STORY, number_of

pytestmark = [pytest.mark.browser, pytest.mark.begins("sent")]

REFUSED = "Den sag findes ikke, eller du kan ikke se den."


@pytest.fixture
def dorte(world: World) -> Person:
    """The leader's leader."""
    return world.person("dorte")


def _hands_over_for_good(lars: Page) -> None:
    """To the deputy, who is proposed."""
    opens_channel(lars)
    opens_step(lars, 2)
    submits(lars, "Giv videre")
    window(lars).get_by_role("radio", name="For altid").check()
    submits(lars, "Giv videre")
    expect(window(lars)).to_contain_text("Sagen er givet videre.")


def test_handed_over_for_good_the_leader_keeps_nothing(
    at_the_desk: Desk, world: World, mette: Person
) -> None:
    lars, sofie = at_the_desk("lars", DESKTOP), world.person("sofie")
    number = number_of(mette)
    _hands_over_for_good(lars)
    hears(mette, "Sofie har din sag nu og kan se den.")
    hears(sofie, "Du er med i den nu som leder.")
    row_says(sofie, 2, "Sofie, senest")
    closes(lars)
    expect(lars.get_by_role("link", name="sag-")).to_have_count(0)
    opens_home(lars)
    expect(lars.get_by_role("button", name="Anmeld digital chikane")).to_be_visible()
    expect(lars.get_by_text(f"Sag {number}")).to_have_count(0)
    opens_messages(lars)
    expect(latest(lars, f"Sag {number} er ikke hos dig mere.")).to_be_visible()
    expect(lars.get_by_role("button", name="Vis sagen")).to_have_count(0)


def test_what_lay_open_when_the_case_changed_hands_is_refused_in_words(
    at_the_desk: Desk, world: World, mette: Person, anne: Person, dorte: Person
) -> None:
    lars = at_the_desk("lars", DESKTOP)
    presses(lars, "Mette har anmeldt digital chikane", "Beslut")
    window(lars).get_by_role("radio", name="Sendt videre").check()
    opens(anne, 2)
    anne.presses("Få leders leder med")
    anne.submits(reason="Lars er ikke til at få fat i.")
    opens(dorte, 2)
    dorte.presses("Giv videre")
    dorte.submits(person="sofie", kind="Sagen, for altid. Den, der har den nu, går ud af den")
    expect(lars.get_by_role("link", name="sag-")).to_have_count(0)
    submits(lars)
    expect(window(lars).get_by_role("alert")).to_contain_text(REFUSED)


def test_mette_invites_a_union_representative_who_sees_nothing_of_the_case(
    at_the_desk: Desk, world: World, mette: Person, omar: Person
) -> None:
    phone = at_the_desk("mette", PHONE)
    world.post("person", id=omar.id, locale="da-DK")
    presses(phone, "Tak. Din sag har nummer", "Vis sagen")
    submits(phone, "Invitér en tillidsrepræsentant")
    expect(window(phone)).to_contain_text("ser tjeklisten der, men ikke det, du har skrevet")
    fills(phone, "Hvem skal med dig?", "Omar Said")
    submits(phone, "Invitér")
    expect(window(phone)).to_contain_text("Invitationen er sendt.")
    hears(omar, "Du er med i den nu som tillidsrepræsentant.")
    omar.sees("Det, der skal gøres")
    omar.sees("*Tillidsrepræsentant*: Omar Said")
    omar.presses("Vis sagen")
    reads(omar, "Medarbejderen bestemmer, hvad du ser af sagen.")
    omar.does_not_see(STORY)
    closes(phone)
    presses(phone, "Tak. Din sag har nummer", "Vis sagen")
    expect(window(phone)).to_contain_text("Omar ser kun det, du viser.")


def test_lars_asks_hr_and_the_representative_for_help(
    at_the_desk: Desk, mette: Person, lars: Person, anne: Person
) -> None:
    hanne = at_the_desk("hanne", DESKTOP)
    number = number_of(mette)
    for whom in ("arbejdsmiljørepræsentanten", "HR"):
        opens(lars, 6)
        lars.presses(f"Bed {whom} om hjælp")
        reads(lars, "De er bedt om hjælp nu.")
        lars.closes()
    hears(anne, "Lars beder om din hjælp i sagen.")
    opens_home(hanne)
    expect(hanne.get_by_text("Sager, der har brug for dig")).to_be_visible()
    # Exactly that: the notice of the message that asks her may come now or have come before.
    expect(hanne.get_by_text(f"Sag {number}", exact=True)).to_be_visible()
    hanne.get_by_role("button", name="Ja, jeg hjælper").click()
    hears(mette, "Hanne fra HR hjælper i din sag nu og kan se den.")
    opens_channel(hanne)
