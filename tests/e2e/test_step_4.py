"""Step 4: the mail to HR, the employee's wish, and each way the decision can go."""

from __future__ import annotations

import pytest

from tests.deciding import chooses, does, has_advice, hears, opens, row_says, the_sitting_ends
from tests.in_form import modal, reads
from tests.people import Person, World
from tests.reporting import STORY, number_of, sends

pytestmark = pytest.mark.begins("sent")

WISH = "Dit ønske om politiet"
REASON = "HR råder til at vente med en anmeldelse."
MAY_REPORT = "Du kan altid selv anmelde til politiet."


def test_the_mail_to_hr_holds_the_number_and_a_link_and_nothing_else(
    world: World, mette: Person, lars: Person
) -> None:
    number = number_of(mette)
    opens(lars, 4)
    lars.presses("Spørg HR")
    mail = lars.until(lambda _: world.get("mail")["mail"], "the mail")[0]
    assert mail["toRecipients"] == [{"emailAddress": {"address": "jura@herlev.example"}}]
    assert mail["subject"] == f"Sag {number}: der er brug for juridisk råd"
    assert "http" in mail["body"]["content"]
    for content in ("Mette", "Lars", "Facebook", STORY):
        assert content not in str(mail)
    while "Mailen til HR er sendt." not in modal(lars.view()):
        lars.closes()
        opens(lars, 4)
    reads(lars, "Ingen fra HR er kommet med endnu.")


def test_it_is_reported_with_its_day_and_number(mette: Person, lars: Person, anne: Person) -> None:
    has_advice(lars, wish="Ja")
    opens(lars, 4)
    chooses(lars, "Anmeldt til politiet")
    lars.fills("Nummer eller reference", "0700-73112-00042-26")
    lars.submits()
    reads(lars, "Nummer eller reference: 0700-73112-00042-26")
    decided = "Lars har besluttet: Anmeldt til politiet."
    the_sitting_ends(mette.world)
    hears(mette, decided, "Dag: tirsdag 24. november", "0700-73112-00042-26")
    row_says(anne, 4, ", Lars")


def test_not_reported_tells_mette_why_and_that_she_may_do_it_herself(mette: Person, lars: Person) -> None:
    has_advice(lars)
    opens(lars, 4)
    chooses(lars, "Ikke anmeldt til politiet", "for kort")
    reads(lars, "Skriv en begrundelse på mindst ti tegn.")
    lars.fills("Begrundelse", REASON)
    lars.submits()
    before = "Gør det helst inden torsdag 26. november kl. 14.30."
    the_sitting_ends(mette.world)
    hears(mette, "Lars har besluttet: Ikke anmeldt til politiet.", REASON, MAY_REPORT, before)


def test_it_waits_until_the_72_hours_are_over_and_no_longer(
    world: World, mette: Person, lars: Person
) -> None:
    opens(lars, 4)
    chooses(lars, "Venter, inden for de 72 timer", "Mette vil tænke over det til i morgen.")
    the_sitting_ends(world)
    hears(mette, "Lars har foreløbig sagt: Venter, inden for de 72 timer.")
    lars.closes()
    row_says(lars, 4, "Foreløbig, fra Lars")
    world.jump(to="2026-11-26T15:00")
    row_says(lars, 4, "Fristen var tors. 26. nov.")
    opens(lars, 4)
    reads(lars, "De 72 timer udløb torsdag 26. november kl. 14.30.")
    chooses(lars, "Venter, inden for de 72 timer", "Vi venter lidt mere med det.")
    reads(lars, "De 72 timer er gået, så det kan ikke vente mere.")


def test_mette_says_yes_to_reporting_it_herself_and_then_thinks_again(
    world: World, mette: Person, lars: Person
) -> None:
    opens(lars, 4)
    chooses(lars, "Medarbejderen anmelder selv")
    lars.closes()
    row_says(lars, 4, "Foreløbig, fra Lars")
    hears(mette, "Lars foreslår, at du selv anmelder det til politiet.", "torsdag 26. november kl. 14.30")

    mette.presses("Ja, jeg anmelder det")
    hears(lars, "Mette siger ja og anmelder det selv til politiet. Trin 4 er besluttet.")
    row_says(lars, 4, "Medarbejderen anmelder selv, Mette")

    world.jump(to="2026-11-25T15:31")
    hears(mette, "Du anmelder det selv til politiet. Er det gjort?")
    mette.presses("Jeg vil alligevel ikke")
    hears(lars, "Mette anmelder det ikke selv til politiet. Trin 4 er åbent.", "De 72 timer udløber torsdag")
    hears(mette, "Du anmelder det ikke selv. Din leder tager stilling til det nu.")
    row_says(lars, 4, "Lars, senest")


def test_mette_says_no_and_lars_decides_it(mette: Person, lars: Person) -> None:
    opens(lars, 4)
    chooses(lars, "Medarbejderen anmelder selv")
    lars.closes()
    mette.presses("Nej, det gør jeg ikke")
    hears(lars, "Mette anmelder det ikke selv til politiet. Trin 4 er åbent. Beslut det nu.")
    lars.presses("Beslut")
    lars.sees("Hvad er besluttet?")


def test_a_restraining_order_is_considered_and_looked_at_again(
    world: World, mette: Person, lars: Person
) -> None:
    opens(lars, 4)
    does(lars, "Et tilhold", answer="Det overvejes", when="2026-11-27")
    reads(lars, "Det overvejes.", "I ser på det igen fredag 27. november")
    hears(mette, "Lars har skrevet, hvordan det går med et tilhold")
    lars.closes()
    world.jump(to="2026-11-27T09:05")
    lars.sees("Det er tid til at se på tilholdet igen.")
    lars.presses("Det er afklaret")
    lars.sees("Tak. Det er besvaret.")


@pytest.mark.begins("drafted")
def test_a_sender_under_15_has_another_way(mette: Person, lars: Person) -> None:
    mette.sees("Det her er din anmeldelse.")
    mette.picks("Ret et svar", "Andet, vi skal vide")
    mette.picks("Vælg alt, der passer", "Afsenderen er under 15 år")
    mette.presses("Videre")
    sends(mette)
    opens(lars, 4)
    reads(lars, "Afsenderen er under 15. HR ved, hvad I så gør. Spørg dem først.")
    reason = "HR og skolen taler med forældrene i dag."
    chooses(lars, "En anden vej, fordi afsenderen er under 15", reason)
    reads(lars, "Besluttet af dig")
    the_sitting_ends(mette.world)
    hears(mette, "En anden vej, fordi afsenderen er under 15", reason, MAY_REPORT)


def test_the_sheet_for_the_police_says_what_to_bring(mette: Person, lars: Person) -> None:
    opens(lars, 4)
    lars.presses("Det skal politiet bruge")
    reads(
        lars,
        "Bed om en kvittering og et nummer.",
        "I fare nu? Ring 112. Haster det ikke: politiet på 114.",
        "De 72 timer udløber torsdag 26. november kl. 14.30.",
        "opslag.png, modtaget",
    )


def test_mette_changes_her_wish_and_lars_reads_it(mette: Person, lars: Person) -> None:
    mette.presses("Vis sagen")
    does(mette, WISH, answer="Ja")
    reads(mette, "Dit ønske om politiet: Ja")
    opens(lars, 4)
    reads(lars, "Medarbejderen ønsker, at det bliver anmeldt til politiet.")
    does(mette, WISH, answer="Nej")
    reads(mette, "Dit ønske om politiet: Nej")
    lars.closes()
    opens(lars, 4)
    reads(lars, "Medarbejderen ønsker ikke, at det bliver anmeldt til politiet.")
