"""Step 4 on the page: HR's advice, the employee's wish, and each way the decision can go."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.deciding import has_advice
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

WISH = "Dit ønske om politiet"
REASON = "HR råder til at vente med en anmeldelse."


@pytest.fixture
def drafted_first() -> bool:
    """The stories begin at the report's review."""
    return True


def _opens_step_4(at_the_desk: Desk) -> Page:
    lars = at_the_desk("lars", DESKTOP)
    opens_channel(lars)
    opens_step(lars, 4)
    return lars


def test_hr_is_asked_without_content_joins_and_advises(
    at_the_desk: Desk, world: World, mette: Person
) -> None:
    phone, hanne = at_the_desk("mette", PHONE), at_the_desk("hanne", DESKTOP)
    number = sends(mette)
    lars = _opens_step_4(at_the_desk)
    submits(lars, "Spørg HR")
    expect(window(lars)).to_contain_text("Lars har spurgt HR")
    asked = latest(hanne, f"Sag {number}")
    expect(asked).to_contain_text("Når du siger ja, kommer du med i kanalen og kan se den.")
    for content in ("Mette", "Facebook", "Lars"):
        expect(asked).not_to_contain_text(content)
    asked.get_by_role("button", name="Ja, jeg hjælper").click()
    expect(latest(phone, "Hanne fra HR hjælper i din sag nu og kan se den.")).to_be_visible()
    presses(hanne, "Du er med i sagen nu.", "Vis sagen")
    expect(window(hanne)).to_contain_text(STORY)
    closes(hanne)
    opens_channel(hanne)
    opens_step(hanne, 4)
    does_task(hanne, "Skriv HR's råd", "Anmeld det til politiet", Rådet_med_få_ord="Hanne: Det kan anmeldes.")
    expect(window(hanne)).to_contain_text("Anmeld det til politiet.")
    closes(lars)
    opens_messages(lars)
    presses(lars, "Hanne har skrevet HR's råd", "Hjælp til trin 4")
    expect(window(lars)).to_contain_text("Hanne: Det kan anmeldes.")


def test_the_mail_to_hr_holds_the_number_and_a_link_and_nothing_else(
    at_the_desk: Desk, world: World, mette: Person, lars: Person
) -> None:
    number = sends(mette)
    page = _opens_step_4(at_the_desk)
    submits(page, "Spørg HR")
    mail = lars.until(lambda _: world.get("mail")["mail"], "the mail")[0]
    assert mail["toRecipients"] == [{"emailAddress": {"address": "jura@herlev.example"}}]
    assert mail["subject"] == f"Sag {number}: der er brug for juridisk råd"
    assert "http" in mail["body"]["content"]
    for content in ("Mette", "Lars", "Facebook", STORY):
        assert content not in str(mail)
    while "Mailen til HR er sendt." not in window(page).inner_text():
        closes(page)
        opens_step(page, 4)
    expect(window(page)).to_contain_text("Ingen fra HR er kommet med endnu.")


def test_the_gate_says_what_is_missing(at_the_desk: Desk, world: World, mette: Person) -> None:
    sends(mette)
    lars = _opens_step_4(at_the_desk)
    chooses_outcome(lars, "Anmeldt til politiet")
    missing = "HR's råd mangler. Spørg HR fra trinnet, eller skriv det, de har sagt til dig."
    expect(window(lars).get_by_role("alert").filter(has_text=missing)).to_be_visible()
    closes(lars)
    opens_step(lars, 4)
    does_task(lars, "Skriv HR's råd", "Noget andet", Rådet_med_få_ord="Vent til i morgen, siger Hanne.")
    chooses_outcome(lars, "Anmeldt til politiet")
    missing = "Medarbejderens ønske mangler. Spørg, og skriv det i trinnet."
    expect(window(lars).get_by_role("alert").filter(has_text=missing)).to_be_visible()


def test_it_is_reported_with_its_day_and_number(
    at_the_desk: Desk, world: World, mette: Person, lars: Person
) -> None:
    phone, anne = at_the_desk("mette", PHONE), at_the_desk("anne", DESKTOP)
    sends(mette)
    has_advice(lars, wish="Ja")
    page = _opens_step_4(at_the_desk)
    chooses_outcome(page, "Anmeldt til politiet")
    fills(page, "Nummer eller reference", "0700-73112-00042-26")
    submits(page)
    expect(window(page)).to_contain_text("Nummer eller reference: 0700-73112-00042-26")
    told = latest(phone, "Lars har besluttet: Anmeldt til politiet.")
    expect(told).to_contain_text("Dag: tirsdag 24. november")
    expect(told).to_contain_text("0700-73112-00042-26")
    opens_channel(anne)
    expect(row(anne, 4)).to_contain_text("Besluttet af Lars")


def test_not_reported_tells_mette_why_and_that_she_may_do_it_herself(
    at_the_desk: Desk, world: World, mette: Person, lars: Person
) -> None:
    phone = at_the_desk("mette", PHONE)
    sends(mette)
    has_advice(lars)
    page = _opens_step_4(at_the_desk)
    chooses_outcome(page, "Ikke anmeldt til politiet", "for kort")
    expect(window(page)).to_contain_text("Skriv en begrundelse på mindst ti tegn.")
    fills(page, "Begrundelse", REASON)
    submits(page)
    told = latest(phone, "Lars har besluttet: Ikke anmeldt til politiet.")
    expect(told).to_contain_text(REASON)
    expect(told).to_contain_text("Du kan altid selv anmelde til politiet.")
    expect(told).to_contain_text("Gør det helst inden torsdag 26. november kl. 14.30.")


def test_it_waits_until_the_72_hours_are_over_and_no_longer(
    at_the_desk: Desk, world: World, mette: Person, lars: Person
) -> None:
    phone = at_the_desk("mette", PHONE)
    sends(mette)
    page = _opens_step_4(at_the_desk)
    chooses_outcome(page, "Venter, inden for de 72 timer", "Mette vil tænke over det til i morgen.")
    expect(latest(phone, "Lars har foreløbig sagt: Venter, inden for de 72 timer.")).to_be_visible()
    closes(page)
    expect(row(page, 4)).to_contain_text("Foreløbig, fra Lars")
    world.jump(to="2026-11-26T15:00")
    expect(row(page, 4)).to_contain_text("Fristen var torsdag 26. november")
    opens_step(page, 4)
    expect(window(page)).to_contain_text("De 72 timer udløb torsdag 26. november kl. 14.30.")
    chooses_outcome(page, "Venter, inden for de 72 timer", "Vi venter lidt mere med det.")
    gone = "De 72 timer er gået, så det kan ikke vente mere."
    expect(window(page).get_by_role("alert").filter(has_text=gone)).to_be_visible()


def test_a_sender_under_15_has_another_way(
    at_the_desk: Desk, world: World, mette: Person, lars: Person
) -> None:
    phone = at_the_desk("mette", PHONE)
    mette.sees("Det her er din anmeldelse.")
    mette.picks("Ret et svar", "Desuden")
    mette.picks("Vælg alt, der passer", "Afsenderen er under 15 år")
    mette.presses("Videre")
    sends(mette)
    page = _opens_step_4(at_the_desk)
    expect(window(page)).to_contain_text("Afsenderen er under 15. HR kender den anden vej. Spørg dem først.")
    reason = "HR og skolen taler med forældrene i dag."
    chooses_outcome(page, "En anden vej, fordi afsenderen er under 15", reason)
    expect(window(page)).to_contain_text("Besluttet af Lars")
    told = latest(phone, "En anden vej, fordi afsenderen er under 15")
    expect(told).to_contain_text(reason)
    expect(told).to_contain_text("Du kan altid selv anmelde til politiet.")


def test_the_sheet_for_the_police_says_what_to_bring(at_the_desk: Desk, world: World, mette: Person) -> None:
    sends(mette)
    lars = _opens_step_4(at_the_desk)
    submits(lars, "Det skal politiet bruge")
    sheet = window(lars)
    expect(sheet).to_contain_text("Bed om en kvittering og et nummer.")
    expect(sheet).to_contain_text("I fare nu? Ring 112. Haster det ikke: politiet på 114.")
    expect(sheet).to_contain_text("De 72 timer udløber torsdag 26. november kl. 14.30.")
    expect(sheet).to_contain_text("opslag.png, modtaget")


def test_mette_changes_her_wish_and_lars_reads_it(at_the_desk: Desk, world: World, mette: Person) -> None:
    phone = at_the_desk("mette", PHONE)
    sends(mette)
    presses(phone, "Tak. Din sag har nummer", "Vis sagen")
    does_task(phone, WISH, "Ja")
    expect(window(phone)).to_contain_text("Dit ønske om politiet: Ja")
    lars = _opens_step_4(at_the_desk)
    expect(window(lars)).to_contain_text("Medarbejderen ønsker, at det bliver anmeldt til politiet.")
    does_task(phone, WISH, "Nej")
    expect(window(phone)).to_contain_text("Dit ønske om politiet: Nej")
    closes(lars)
    expect(opens_step(lars, 4)).to_contain_text(
        "Medarbejderen ønsker ikke, at det bliver anmeldt til politiet."
    )
