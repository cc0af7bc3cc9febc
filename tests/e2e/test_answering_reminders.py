"""What a reminder offers its person, and what it says once it is answered."""

from __future__ import annotations

import pytest

from tests.deciding import begins, decides, hears, presses_under, row_says
from tests.in_form import reads
from tests.people import Person, World, texts
from tests.reminding import REMINDED, jumps_to, told
from tests.reporting import number_of

pytestmark = pytest.mark.begins("sent")

SUPPORT = "Kontakt medarbejderen, og tilbyd krisehjælp."
CONTACT = "Svar medarbejderen, og aftal næste skridt."
POLICE = "Beslut, om sagen skal anmeldes til politiet."


def _is_reminded(world: World, lars: Person, clock: str = "10:35") -> None:
    lars.case_channel()
    jumps_to(world, 24, clock)
    lars.sees(REMINDED)


def _asks_for_help(lars: Person, answer: str) -> None:
    presses_under(lars, SUPPORT, "Jeg har brug for hjælp")
    lars.submits(role=answer)
    reads(lars, "De er bedt om hjælp nu.")
    lars.closes()


def test_a_deadline_by_law_offers_no_later(world: World, mette: Person, lars: Person) -> None:
    _is_reminded(world, lars, "14:35")
    hears(lars, POLICE, REMINDED)
    newest = texts(told(lars, POLICE)[-1]["blocks"]).splitlines()
    assert "Ikke mig" in newest
    assert "Senere" not in newest


def test_help_is_asked_of_hr_who_is_asked_by_number_and_comes_in(
    world: World, mette: Person, lars: Person, hanne: Person
) -> None:
    number = number_of(mette)
    _is_reminded(world, lars)
    _asks_for_help(lars, "HR")
    hears(lars, SUPPORT, "Du bad HR om hjælp")
    hears(hanne, "Sagen har brug for HR.", f"Sag {number}")
    hanne.does_not_see("Mette")
    hanne.presses("Ja, jeg hjælper")
    hanne.case_channel()
    row_says(hanne, 3, "Lars, senest")


def test_help_is_asked_of_the_representative(world: World, mette: Person, lars: Person, anne: Person) -> None:
    _is_reminded(world, lars)
    _asks_for_help(lars, "Arbejdsmiljørepræsentanten")
    hears(lars, SUPPORT, "Du bad arbejdsmiljørepræsentanten om hjælp")
    hears(anne, "Lars beder om din hjælp i sagen.")


def test_a_reminder_that_was_answered_in_the_channel_says_so(
    world: World, mette: Person, lars: Person, anne: Person
) -> None:
    _is_reminded(world, lars)
    begins(anne, 2)
    decides(anne, "Vi har aftalt en plan", plan="Vi taler sammen hver dag.")
    hears(lars, "Besluttet af Anne", CONTACT, "Vi har aftalt en plan", SUPPORT)
