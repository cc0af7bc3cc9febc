"""Step 6: absence decides the way, and both are asked about it."""

from __future__ import annotations

import pytest

from tests.deciding import chooses, does, hears, opens, row_says, the_sitting_ends
from tests.in_form import modal, reads
from tests.people import Person, World
from tests.reporting import STORY

pytestmark = pytest.mark.begins("sent")

INCIDENT, EASY = "Registreret som hændelse", "Anmeldt i EASY som arbejdsulykke"
FIRST_DAY = "Første fraværsdag"


def registers(mette: Person, lars: Person) -> None:
    """Lars has step 6 open."""
    opens(lars, 6)


def test_absence_with_a_day_back_in_time_starts_the_14_days_and_leads_to_easy(
    mette: Person, lars: Person
) -> None:
    registers(mette, lars)
    lars.presses("Fravær")
    lars.fills(FIRST_DAY, "2026-11-20")
    lars.submits(answer="Ja")
    ends = "De 14 dage til EASY udløber fredag 4. december"
    reads(lars, "Første fraværsdag: fredag 20. november 2026.", ends, "Kilde: at.dk og aes.dk")
    for outcome in (INCIDENT, "Registreret uden navn", "Venter på, om der kommer fravær"):
        chooses(lars, outcome, "Det er, hvad vi ved nu.")
        reads(lars, "Så skal det anmeldes i EASY.")
        lars.closes()
    lars.closes()
    row_says(lars, 6, "senest fre. 4. dec.")

    opens(lars, 6)
    chooses(lars, EASY)
    lars.fills("Nummer eller reference", "E-2026-55")
    lars.submits()
    reads(lars, "Nummer eller reference: E-2026-55")
    the_sitting_ends(mette.world)
    hears(mette, "Lars har besluttet: Anmeldt i EASY som arbejdsulykke.", "E-2026-55")


def test_absence_needs_its_first_day(mette: Person, lars: Person) -> None:
    registers(mette, lars)
    does(lars, "Fravær", answer="Ja")
    reads(lars, "Udfyld det her, så kan det gemmes.")
    lars.fills(FIRST_DAY, "2026-12-24")
    lars.submits()
    reads(lars, "Den dag er ikke kommet endnu.")
    lars.fills(FIRST_DAY, "2026-11-24")
    lars.submits()
    reads(lars, "Første fraværsdag: tirsdag 24. november 2026.")


def test_an_incident_without_a_name_has_a_sheet_to_copy_that_names_nobody(
    mette: Person, lars: Person
) -> None:
    registers(mette, lars)
    lars.presses("Skema, du kan kopiere")
    reads(lars, "Medarbejder: uden navn")
    for secret in ("Mette", "Lars", STORY):
        assert secret not in modal(lars.view())
    lars.closes()
    chooses(lars, "Registreret uden navn")
    reads(lars, "Besluttet af dig")
    the_sitting_ends(mette.world)
    hears(mette, "Registreret uden navn.")


def test_while_waiting_both_are_asked_again_and_the_employee_answers_from_the_message(
    world: World, mette: Person, lars: Person
) -> None:
    registers(mette, lars)
    chooses(lars, "Venter på, om der kommer fravær", "Mette er på arbejde lige nu.")
    reads(lars, "Foreløbig, fra dig")
    lars.closes()
    the_sitting_ends(mette.world)
    hears(mette, "Venter på, om der kommer fravær.", "Mette er på arbejde lige nu.")

    world.jump(by=86_400)
    question = "Har du måttet lade dit normale arbejde ligge?"
    hears(mette, question)
    mette.presses("Ja")
    reads(mette, "Har du måttet lade dit normale arbejde ligge?")
    mette.fills(FIRST_DAY, "2026-11-25")
    mette.submits()
    mette.until(lambda view: not view["modals"], "the window going")
    mette.sees("Tak. Det er besvaret.")

    hears(lars, "Mette har svaret om fravær")
    row_says(lars, 6, "senest ons. 9. dec.")
    opens(lars, 6)
    reads(lars, "De 14 dage til EASY udløber")


def test_the_employee_tells_of_absence_in_her_own_case(mette: Person, lars: Person) -> None:
    mette.presses("Vis sagen")
    reads(mette, "Det kan du gøre")
    mette.presses("Fravær")
    mette.fills(FIRST_DAY, "2026-11-24")
    mette.submits(answer="Ja")
    reads(mette, "Første fraværsdag: tirsdag 24. november 2026.")
    lars.sees("Mette har svaret om fravær")
    opens(lars, 6)
    does(lars, "Beslut")
    assert "EASY" in str(lars.submits(outcome="Registreret uden navn"))
