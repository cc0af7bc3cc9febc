"""Step 5 in the browser: documented first, a letter that HR has read, the platform, and looking again."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.deciding import brings_hr, decides_step, does, looks_into, opens
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
from tests.reporting import answers_until_evidence, has_no_documentation, screenshot, sends

pytestmark = pytest.mark.browser

LETTER = "Kære afsender. Jeg beder dig fjerne opslaget senest torsdag kl. 12."
ASKED, PLATFORM = "Afsenderen er bedt om at fjerne det", "Meldt til platformen"
BOTH, NOBODY = "Både afsender og platform", "Afsenderen kontaktes ikke"


@pytest.fixture
def drafted_first(request: pytest.FixtureRequest) -> bool:
    return "undocumented" not in request.node.name


def leads(at_the_desk: Desk, mette: Person) -> Page:
    """Lars at his desk, in the channel of the case."""
    sends(mette)
    page = at_the_desk("lars", DESKTOP)
    opens_channel(page)
    return page


def writes_the_letter(page: Page) -> None:
    opens_step(page, 5)
    submits(page, "Skriv brevet")
    expect(window(page).get_by_label("Brevet")).to_have_value(re.compile("Kære"))
    fills(page, "Brevet", LETTER)
    submits(page)
    expect(window(page)).to_contain_text(LETTER)


def is_told(at_the_desk: Desk, text: str) -> None:
    """Mette reads it on her telephone."""
    expect(latest(at_the_desk("mette", PHONE), text)).to_be_visible()


def test_an_undocumented_case_waits_with_removal_and_says_why(
    at_the_desk: Desk, mette: Person, anne: Person
) -> None:
    answers_until_evidence(mette)
    has_no_documentation(mette)
    mette.presses("Det passer")
    mette.presses("Videre")
    page = leads(at_the_desk, mette)
    looks_into(anne, 1)
    does(anne, "Åbn trinnet igen", reason="Mette har fundet et skærmprint.")
    expect(row(page, 5)).to_contain_text("Venter. Der mangler dokumentation.")
    expect(row(page, 5).get_by_role("button", name="Beslut")).to_have_count(0)
    opens_step(page, 5)
    expect(window(page)).to_contain_text("Når et skærmprint er på plads, åbner trinnet.")
    expect(window(page).get_by_role("button", name="Skriv brevet")).to_have_count(0)
    closes(page)

    mette.says("", ("opslag.png", screenshot()))
    expect(row(page, 5)).to_contain_text("Lars beslutter")
    opens_step(page, 5)
    expect(window(page).get_by_role("button", name="Skriv brevet")).to_be_visible()


def test_the_letter_is_written_read_by_hr_and_sent(
    at_the_desk: Desk, mette: Person, lars: Person, hanne: Person
) -> None:
    page = leads(at_the_desk, mette)
    brings_hr(lars, hanne)
    writes_the_letter(page)
    chooses_outcome(page, ASKED)
    expect(window(page)).to_contain_text("HR skal læse brevet, før det bliver sendt.")
    closes(page)

    hr = at_the_desk("hanne", DESKTOP)
    presses(hr, "har skrevet brevet til afsenderen", "Hjælp til trin 5")
    expect(window(hr)).to_contain_text(LETTER)
    does_task(hr, "Jeg har læst brevet", "Ja, som det er")
    expect(window(hr)).to_contain_text("Hanne har læst brevet")

    opens_messages(page)
    presses(page, "Hanne har læst brevet", "Hjælp til trin 5")
    chooses_outcome(page, ASKED)
    expect(window(page)).to_contain_text("Hvilken dag blev det sendt?")
    submits(page)
    expect(window(page)).to_contain_text("Besluttet af Lars")
    is_told(at_the_desk, "Lars har besluttet: Afsenderen er bedt om at fjerne det.")


def test_hr_wants_the_letter_changed_and_it_is_not_sent_before(
    at_the_desk: Desk, mette: Person, lars: Person, hanne: Person
) -> None:
    page = leads(at_the_desk, mette)
    brings_hr(lars, hanne)
    writes_the_letter(page)
    opens(hanne, 5)
    does(hanne, "Jeg har læst brevet", answer="Nej, ret det først", text="Skriv ikke, hvad sagen handler om.")
    closes(page)
    opens_step(page, 5)
    expect(window(page)).to_contain_text("Skriv ikke, hvad sagen handler om.")
    chooses_outcome(page, ASKED)
    expect(window(page)).to_contain_text("HR skal læse brevet, før det bliver sendt.")
    closes(page)

    opens_step(page, 5)
    does_task(page, "Skriv brevet", Brevet="Kære afsender. Fjern venligst opslaget.")
    expect(window(page)).to_contain_text("Fjern venligst opslaget.")
    does(hanne, "Jeg har læst brevet", answer="Ja, som det er")
    chooses_outcome(page, BOTH)
    fills(page, "Nummer eller reference", "FB-881")
    submits(page)
    expect(row(page, 5)).to_contain_text("Besluttet af Lars")
    is_told(at_the_desk, "Nummer eller reference: FB-881")


def test_the_platform_is_told_with_a_reference_and_looked_at_again_until_it_is_gone(
    at_the_desk: Desk, world: World, mette: Person
) -> None:
    page = leads(at_the_desk, mette)
    opens_step(page, 5)
    submits(page, "Tekst til platformen")
    expect(window(page)).to_contain_text("Markér teksten, kopiér den")
    expect(window(page)).not_to_contain_text("Mette")
    page.keyboard.press("Escape")
    chooses_outcome(page, PLATFORM)
    fills(page, "Nummer eller reference", "FB-881")
    submits(page)
    expect(window(page)).to_contain_text("Nummer eller reference: FB-881")
    closes(page)
    is_told(at_the_desk, "Lars har besluttet: Meldt til platformen.")

    opens_messages(page)
    world.jump(by=86_400)
    presses(page, "Se efter igen: Er det der stadig?", "Det er der stadig")
    expect(page.get_by_text("Tak. Der er svaret.")).to_be_visible()
    world.jump(by=2 * 86_400)
    presses(page, "Se efter igen: Er det der stadig?", "Det er væk")
    expect(page.get_by_text("Tak. Der er svaret.")).to_have_count(2)
    opens_channel(page)
    opens_step(page, 5)
    expect(window(page)).to_contain_text("Lars har set efter, om det stadig er der")
    expect(window(page)).to_contain_text("Det er væk.")


def test_the_sender_is_not_contacted_for_a_reason_that_the_employee_reads(
    at_the_desk: Desk, mette: Person
) -> None:
    page = leads(at_the_desk, mette)
    opens_step(page, 5)
    chooses_outcome(page, NOBODY, "Fordi")
    expect(window(page)).to_contain_text("Skriv en begrundelse på mindst ti tegn.")
    fills(page, "Begrundelse", "Siden er allerede taget ned af platformen.")
    submits(page)
    expect(window(page)).to_contain_text("Besluttet af Lars")
    told = latest(at_the_desk("mette", PHONE), "Lars har besluttet: Afsenderen kontaktes ikke.")
    expect(told).to_contain_text("Siden er allerede taget ned af platformen.")


def test_in_a_red_case_the_police_come_first(at_the_desk: Desk, mette: Person, lars: Person) -> None:
    page = leads(at_the_desk, mette)
    mette.presses("Vis sagen")
    mette.presses("Det haster mere nu")
    mette.submits(severity="Rød: handl med det samme")
    expect(latest(page, "Rød: handl med det samme").first).to_be_visible()
    opens_step(page, 5)
    chooses_outcome(page, PLATFORM)
    expect(window(page)).to_contain_text("Sagen handler om sikkerhed. Beslut trin 4 først")
    closes(page)
    decides_step(lars, 4, "Anmeldt til politiet", reference="0700-1")
    expect(row(page, 4)).to_contain_text("Besluttet af Lars")
    opens_step(page, 5)
    chooses_outcome(page, PLATFORM)
    fills(page, "Nummer eller reference", "FB-881")
    submits(page)
    expect(row(page, 5)).to_contain_text("Meldt til platformen")


def test_what_was_not_removed_is_opened_again_and_another_way_is_tried(
    at_the_desk: Desk, mette: Person, lars: Person
) -> None:
    page = leads(at_the_desk, mette)
    decides_step(lars, 5, PLATFORM, reference="FB-881")
    expect(row(page, 5)).to_contain_text("Besluttet af Lars")
    opens_step(page, 5)
    does_task(page, "Åbn trinnet igen", Begrundelse="Platformen fjerner det ikke.")
    expect(window(page)).to_contain_text("Åbnet igen af Lars")
    chooses_outcome(page, "Det blev ikke fjernet, vi går en anden vej", "Vi spørger politiet i stedet.")
    expect(row(page, 5)).to_contain_text("Det blev ikke fjernet, vi går en anden vej")
    own = at_the_desk("mette", PHONE)
    expect(latest(own, "trin 5. Lars har besluttet: Det blev ikke fjernet")).to_contain_text(
        "Vi spørger politiet i stedet."
    )
    expect(latest(own, "trin 5. Lars har besluttet: Meldt til platformen.")).to_have_count(0)
