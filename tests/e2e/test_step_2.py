"""Step 2: the employee is answered, and the case goes on where it should."""

from __future__ import annotations

import pytest

from tests.deciding import chooses, hears, opens, presses_under, row_says, the_sitting_ends
from tests.in_form import reads
from tests.people import Person, World, texts
from tests.reminding import told
from tests.reporting import STORY

pytestmark = pytest.mark.begins("sent")

NO_HARASSMENT = "Det er kritik af en afgørelse, og vi har talt om det."
OPENED, SEEN = "Mette har anmeldt digital chikane", "Jeg har set det"


@pytest.fixture
def dorte(world: World) -> Person:
    """The leader's leader."""
    return world.person("dorte")


def _opening(lars: Person) -> list[str]:
    """The lines of the message that brought him the case."""
    (message,) = told(lars, OPENED)
    return texts(message["blocks"]).splitlines()


def test_mette_reads_at_once_that_lars_has_seen_it(mette: Person, lars: Person) -> None:
    presses_under(lars, OPENED, SEEN)
    mette.sees("Lars har set det, du har sendt, og tager kontakt til dig.")
    lars.until(lambda _: SEEN not in _opening(lars), "the button going")
    opens(lars, 2)
    reads(lars, "Lars har set det og tager kontakt")


@pytest.mark.begins("sent")
def test_the_deputy_takes_it_over(world: World, mette: Person, lars: Person) -> None:
    sofie = world.person("sofie")
    opens(lars, 2)
    chooses(lars, "Overtaget af en stedfortræder")
    lars.fills("Hvem tager over?", "sofie")
    lars.submits()
    mette.sees("Sofie har din sag nu og kan se den.")
    joined = "Du er med i den nu som stedfortræder. Mette har anmeldt digital chikane."
    presses_under(sofie, joined, "Vis sagen")
    reads(sofie, STORY)
    sofie.closes()
    row_says(sofie, 2, "Sofie, senest")
    lars.closes()
    row_says(lars, 2, "Foreløbig, fra Lars")


def test_it_is_sent_on_to_the_next_leader(mette: Person, lars: Person, dorte: Person) -> None:
    opens(lars, 2)
    chooses(lars, "Sendt videre til leders leder eller HR")
    hears(dorte, "Du er med i den nu som leders leder.")
    dorte.case_channel()
    the_sitting_ends(mette.world)
    hears(mette, "Lars har foreløbig sagt: Sendt videre til leders leder eller HR.")
    hears(mette, "Sagen er givet videre til leders leder eller HR, som kan se den nu.")


def test_no_harassment_goes_on_to_the_next_leader_when_mette_disagrees(
    mette: Person, lars: Person, dorte: Person
) -> None:
    opens(lars, 2)
    chooses(lars, "Ikke chikane, medarbejderen er hørt")
    reads(lars, "Skriv en begrundelse på mindst ti tegn.")
    lars.fills("Begrundelse", NO_HARASSMENT)
    lars.submits()
    reads(lars, "Besluttet af dig")
    the_sitting_ends(mette.world)
    hears(mette, "Ikke chikane, medarbejderen er hørt", "Er du enig, slutter sagen her.")
    mette.presses("Jeg er ikke enig")
    hears(dorte, "Du er med i den nu som leders leder.", "Aftal næste skridt")
    row_says(dorte, 2, "Åbnet igen af Mette")
    hears(mette, "Du er ikke enig. Din leders leder ser på sagen nu.")
