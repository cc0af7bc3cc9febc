"""Step 5: documented first, a letter that HR has read, the platform, and looking again."""

from __future__ import annotations

import pytest

from tests.deciding import (
    brings_hr,
    chooses,
    decides_step,
    does,
    hears,
    looks_into,
    opens,
    row_says,
    the_sitting_ends,
)
from tests.in_form import modal, reads
from tests.people import Person, World, on_screen
from tests.reporting import (
    answers_until_evidence,
    confirms_the_people,
    has_no_documentation,
    screenshot,
    sends,
)

pytestmark = pytest.mark.begins("sent")

DAY = 86_400
LETTER = "Kære afsender. Jeg beder dig fjerne opslaget senest torsdag kl. 12."
ASKED, PLATFORM = "Afsenderen er bedt om at fjerne det", "Meldt til platformen"
BOTH, NOBODY = "Både afsender og platform", "Afsenderen bliver ikke kontaktet"
ANSWERED = "Tak. Det er besvaret."


def refers(lars: Person, outcome: str) -> None:
    """Decides the open step with an outcome that has a reference."""
    chooses(lars, outcome)
    lars.fills("Nummer eller reference", "FB-881")
    lars.submits()


@pytest.mark.begins("empty")
def test_an_undocumented_case_waits_with_removal_and_says_why(
    mette: Person, lars: Person, anne: Person
) -> None:
    answers_until_evidence(mette)
    has_no_documentation(mette)
    confirms_the_people(mette)
    sends(mette)
    looks_into(anne, 1)
    does(anne, "Åbn trinnet igen", reason="Mette har fundet et skærmprint.")
    row_says(lars, 5, "venter. Der mangler dokumentation.")
    assert "Åbn trin 5" not in on_screen(lars.view())
    lars.presses("Vis sagen")
    lars.presses("Åbn trin 5")
    reads(lars, "Når et skærmprint er på plads, åbner trinnet.")
    assert "Skriv brevet" not in modal(lars.view()).splitlines()
    lars.closes()

    mette.says("", ("opslag.png", screenshot()))
    row_says(lars, 5, "Lars, senest")
    opens(lars, 5)
    assert "Skriv brevet" in modal(lars.view()).splitlines()


def test_hr_wants_the_letter_changed_and_it_is_not_sent_before(
    mette: Person, lars: Person, hanne: Person
) -> None:
    brings_hr(lars, hanne)
    opens(lars, 5)
    lars.presses("Skriv brevet")
    assert "Kære" in lars.field("Brevet")
    lars.fills("Brevet", LETTER)
    lars.submits()
    reads(lars, LETTER)
    opens(hanne, 5)
    does(hanne, "Jeg har læst brevet", answer="Nej, ret det først", text="Skriv ikke, hvad sagen handler om.")
    lars.closes()
    opens(lars, 5)
    reads(lars, "Skriv ikke, hvad sagen handler om.")
    chooses(lars, ASKED)
    reads(lars, "HR skal læse brevet, før det bliver sendt.")
    lars.closes()

    lars.presses("Skriv brevet")
    lars.fills("Brevet", "Kære afsender. Fjern venligst opslaget.")
    lars.submits()
    reads(lars, "Fjern venligst opslaget.")
    does(hanne, "Jeg har læst brevet", answer="Ja, som det er")
    refers(lars, BOTH)
    row_says(lars, 5, ", Lars")
    the_sitting_ends(mette.world)
    hears(mette, "Nummer eller reference: FB-881")


def test_the_platform_is_told_with_a_reference_and_looked_at_again_until_it_is_gone(
    world: World, mette: Person, lars: Person
) -> None:
    opens(lars, 5)
    lars.presses("Tekst til platformen")
    reads(lars, "Markér teksten, kopiér den")
    assert "Mette" not in modal(lars.view())
    lars.closes()
    refers(lars, PLATFORM)
    reads(lars, "Nummer eller reference: FB-881")
    lars.closes()
    the_sitting_ends(mette.world)
    hears(mette, "Lars har besluttet: Meldt til platformen.")

    again = "Se efter igen: Er det der stadig?"
    world.jump(by=DAY)
    lars.sees(again)
    lars.presses("Det er der stadig")
    lars.sees(ANSWERED)
    world.jump(by=2 * DAY)
    lars.presses("Det er væk")
    lars.until(lambda view: on_screen(view).count(ANSWERED) == 2, "both answered")
    looks_into(lars, 5)
    reads(lars, "Lars har set efter, om det stadig er der", "Det er væk.")


def test_the_sender_is_not_contacted_for_a_reason_that_the_employee_reads(
    mette: Person, lars: Person
) -> None:
    opens(lars, 5)
    chooses(lars, NOBODY, "Fordi")
    reads(lars, "Skriv en begrundelse på mindst ti tegn.")
    reason = "Siden er allerede taget ned af platformen."
    lars.fills("Begrundelse", reason)
    lars.submits()
    reads(lars, "Besluttet af dig")
    the_sitting_ends(mette.world)
    hears(mette, "Lars har besluttet: Afsenderen bliver ikke kontaktet.", reason)


def test_in_a_red_case_the_police_come_first(mette: Person, lars: Person) -> None:
    mette.presses("Vis sagen")
    mette.presses("Det haster mere nu")
    mette.submits(severity="Akut: med det samme (rød)")
    lars.sees("Akut: med det samme (rød)")
    opens(lars, 5)
    chooses(lars, PLATFORM)
    reads(lars, "Sagen handler om sikkerhed. Beslut trin 4 først")
    lars.closes()
    lars.closes()
    decides_step(lars, 4, "Anmeldt til politiet", reference="0700-1")
    row_says(lars, 4, ", Lars")
    opens(lars, 5)
    refers(lars, PLATFORM)
    row_says(lars, 5, "Meldt til platformen")


def test_what_was_not_removed_is_opened_again_and_another_way_is_tried(mette: Person, lars: Person) -> None:
    decides_step(lars, 5, PLATFORM, reference="FB-881")
    row_says(lars, 5, ", Lars")
    looks_into(lars, 5)
    does(lars, "Åbn trinnet igen", reason="Platformen fjerner det ikke.")
    reads(lars, "Åbnet igen af dig")
    other_way, reason = "Det blev ikke fjernet, vi går en anden vej", "Vi spørger politiet i stedet."
    chooses(lars, other_way, reason)
    row_says(lars, 5, other_way)
    the_sitting_ends(mette.world)
    hears(mette, "trin 5. Lars har besluttet: Det blev ikke fjernet", reason)
    mette.does_not_see("trin 5. Lars har besluttet: Meldt til platformen.")
