"""Who takes part, on the page: each change is one of channel, access and Home tab at once."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.deciding import opens
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
    row,
    submits,
    window,
)
from tests.people import Person, World
from tests.reporting import STORY, sends

pytestmark = pytest.mark.browser

REFUSED = "Den sag findes ikke, eller du kan ikke se den."


@pytest.fixture
def dorte(world: World) -> Person:
    """The leader's leader."""
    return world.person("dorte")


@pytest.fixture
def drafted_first() -> bool:
    """The stories begin at the report's review."""
    return True


def _hands_over(lars: Page, how_long: str) -> None:
    """To the deputy, who is proposed."""
    opens_channel(lars)
    opens_step(lars, 2)
    submits(lars, "Giv videre")
    window(lars).get_by_role("radio", name=how_long).check()
    submits(lars, "Giv videre")
    expect(window(lars)).to_contain_text("Sagen er givet videre.")


def test_handed_over_for_good_the_leader_keeps_nothing(
    at_the_desk: Desk, world: World, mette: Person
) -> None:
    phone, sofie, lars = (
        at_the_desk("mette", PHONE),
        at_the_desk("sofie", DESKTOP),
        at_the_desk("lars", DESKTOP),
    )
    number = sends(mette)
    _hands_over(lars, "For altid")
    expect(latest(phone, "Sofie har din sag nu og kan se den.")).to_be_visible()
    expect(latest(sofie, "Du er med i den nu som leder.")).to_be_visible()
    opens_channel(sofie)
    expect(row(sofie, 2)).to_contain_text("Sofie, senest")
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
    sends(mette)
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


def test_a_deputy_stands_in_until_the_leader_is_back(at_the_desk: Desk, world: World, mette: Person) -> None:
    phone, sofie, lars = (
        at_the_desk("mette", PHONE),
        at_the_desk("sofie", DESKTOP),
        at_the_desk("lars", DESKTOP),
    )
    sends(mette)
    _hands_over(lars, "Sagen, mens lederen er væk")
    expect(latest(phone, "Sofie har din sag nu og kan se den.")).to_be_visible()
    opens_channel(sofie)
    closes(lars)
    expect(row(lars, 2)).to_contain_text("Sofie, senest")
    opens_step(lars, 2)
    submits(lars, "Jeg er tilbage")
    expect(window(lars)).to_contain_text("Sagen er hos dig igen.")
    expect(latest(phone, "Lars har din sag nu og kan se den.")).to_be_visible()
    expect(sofie.get_by_role("link", name="sag-")).to_have_count(0)
    closes(lars)
    expect(row(lars, 2)).to_contain_text("Lars, senest")


def test_the_deputy_takes_over_from_one_who_does_not_work_here_any_more(
    at_the_desk: Desk, world: World, mette: Person
) -> None:
    phone, sofie, anne = (
        at_the_desk("mette", PHONE),
        at_the_desk("sofie", DESKTOP),
        at_the_desk("anne", DESKTOP),
    )
    sends(mette)
    opens_channel(anne)
    world.post("person", id="U0LARS", deleted=True)
    expect(latest(phone, "Sofie har din sag nu og kan se den.")).to_be_visible()
    presses(sofie, "Du er med i den nu som leder.", "Vis sagen")
    expect(window(sofie)).to_contain_text(STORY)
    expect(row(anne, 3)).to_contain_text("Sofie, senest")


def test_mette_invites_a_union_representative_who_sees_nothing_of_the_case(
    at_the_desk: Desk, world: World, mette: Person
) -> None:
    phone, union = at_the_desk("mette", PHONE), at_the_desk("omar", DESKTOP)
    world.post("person", id="U0OMAR", locale="da-DK")
    sends(mette)
    presses(phone, "Tak. Din sag har nummer", "Vis sagen")
    submits(phone, "Invitér en tillidsrepræsentant")
    expect(window(phone)).to_contain_text("ser tjeklisten der, men ikke det, du har skrevet")
    fills(phone, "Hvem skal med dig?", "Omar Said")
    submits(phone, "Invitér")
    expect(window(phone)).to_contain_text("Invitationen er sendt.")
    expect(latest(union, "Du er med i den nu som tillidsrepræsentant.")).to_be_visible()
    opens_channel(union)
    card = latest(union, "Tillidsrepræsentant: Omar Said")
    card.get_by_role("button", name="Vis sagen").click()
    expect(window(union)).to_contain_text("Medarbejderen bestemmer, hvad du ser af sagen.")
    expect(union.get_by_text(STORY)).to_have_count(0)
    closes(phone)
    presses(phone, "Tak. Din sag har nummer", "Vis sagen")
    expect(window(phone)).to_contain_text("Omar ser kun det, du viser.")


def test_anne_brings_in_the_next_leader_past_lars(at_the_desk: Desk, world: World, mette: Person) -> None:
    phone, anne, dorte = (
        at_the_desk("mette", PHONE),
        at_the_desk("anne", DESKTOP),
        at_the_desk("dorte", DESKTOP),
    )
    sends(mette)
    opens_channel(anne)
    opens_step(anne, 2)
    submits(anne, "Få leders leder med")
    fills(anne, "Begrundelse", "Lars er ikke til at få fat i.")
    submits(anne)
    expect(window(anne)).to_contain_text("Det er givet videre. Medarbejderen får det at vide.")
    expect(
        latest(phone, "Sagen er givet videre til leders leder eller HR, som kan se den nu.")
    ).to_be_visible()
    presses(dorte, "Du er med i den nu som leders leder.", "Vis sagen")
    expect(window(dorte)).to_contain_text(STORY)


def test_lars_asks_hr_and_the_representative_for_help(at_the_desk: Desk, world: World, mette: Person) -> None:
    lars, anne, hanne = (
        at_the_desk("lars", DESKTOP),
        at_the_desk("anne", DESKTOP),
        at_the_desk("hanne", DESKTOP),
    )
    phone = at_the_desk("mette", PHONE)
    number = sends(mette)
    opens_channel(lars)
    opens_step(lars, 6)
    submits(lars, "Bed arbejdsmiljørepræsentanten om hjælp")
    expect(window(lars)).to_contain_text("De er bedt om hjælp nu.")
    expect(latest(anne, "Lars beder om din hjælp i sagen.")).to_be_visible()
    closes(lars)
    opens_step(lars, 6)
    submits(lars, "Bed HR om hjælp")
    expect(window(lars)).to_contain_text("De er bedt om hjælp nu.")
    opens_home(hanne)
    expect(hanne.get_by_text("Sager, der har brug for dig")).to_be_visible()
    expect(hanne.get_by_text(f"Sag {number}")).to_be_visible()
    hanne.get_by_role("button", name="Ja, jeg hjælper").click()
    expect(latest(phone, "Hanne fra HR hjælper i din sag nu og kan se den.")).to_be_visible()
    opens_channel(hanne)


def test_mette_says_that_it_is_more_urgent_and_lars_lowers_it_with_a_reason(
    at_the_desk: Desk, world: World, mette: Person
) -> None:
    phone, lars = at_the_desk("mette", PHONE), at_the_desk("lars", DESKTOP)
    sends(mette)
    presses(phone, "Tak. Din sag har nummer", "Vis sagen")
    submits(phone, "Det haster mere nu")
    window(phone).get_by_role("radio", name="Akut: med det samme (rød)").check()
    submits(phone)
    expect(window(phone)).to_contain_text("Det er rettet. Alle i sagen får det at vide.")
    closes(phone)
    expect(latest(lars, "Mette har rettet, hvor meget det haster: Akut: med det samme (rød)")).to_be_visible()
    opens_channel(lars)
    opens_step(lars, 2)
    submits(lars, "Ret, hvor meget det haster")
    window(lars).get_by_role("radio", name="Haster: samme dag (orange)").check()
    fills(lars, "Begrundelse", "for kort")
    submits(lars)
    expect(window(lars)).to_contain_text("Skriv en begrundelse på mindst ti tegn.")
    fills(lars, "Begrundelse", "Politiet har taget sig af truslen.")
    submits(lars)
    told = latest(phone, "Lars har rettet, hvor meget det haster: Haster: samme dag (orange)")
    expect(told).to_contain_text("Politiet har taget sig af truslen.")
