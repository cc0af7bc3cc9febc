"""Step 7: what the meeting waits for, and where it leads."""

from __future__ import annotations

import pytest

from tests.deciding import (
    chooses,
    decides_step,
    decides_three_to_six,
    does,
    has_advice,
    hears,
    opens,
    row_says,
    the_sitting_ends,
)
from tests.in_form import modal, reads
from tests.people import Person, World

pytestmark = pytest.mark.begins("sent")

AGAIN, RELIEF = "Hvornår mødes I igen?", "Mette har ingen telefonvagt i december."


def is_prepared(world: World, lars: Person) -> None:
    """What comes before is decided, and Mette has had the summary for a day."""
    decides_three_to_six(lars)
    opens(lars, 7)
    does(lars, "Send opsamlingen")
    lars.sees("Medarbejderen har fået opsamlingen")
    lars.closes()
    world.jump(by=86_400)


def test_the_meeting_waits_for_steps_3_to_6_and_says_which(mette: Person, lars: Person) -> None:
    row_says(lars, 7, "Ikke booket endnu.")
    opens(lars, 7)
    reads(lars, "Venter. Trin 3 til 6 skal besluttes først.")
    assert "Beslut" not in modal(lars.view()).splitlines()
    lars.closes()
    has_advice(lars)
    for number, outcome, reason in (
        (3, "Tilbudt, medarbejderen takkede nej", ""),
        (4, "Ikke anmeldt til politiet", "Det er ikke groft nok."),
        (5, "Ikke relevant her", "Siden er taget ned igen."),
    ):
        decides_step(lars, number, outcome, reason)
        row_says(lars, number, f"{outcome}, Lars")
    decides_step(lars, 6, "Registreret uden navn")
    opens(lars, 7)
    reads(lars, "Venter. Opsamlingen skal sendes en dag før mødet.")


def test_the_meeting_may_go_on_on_another_day(world: World, mette: Person, lars: Person) -> None:
    is_prepared(world, lars)
    opens(lars, 7)
    chooses(lars, "Den fortsætter med et nyt møde")
    lars.fills(AGAIN, "2027-02-01")
    lars.submits()
    reads(lars, "Vælg en dag inden for de næste 30 dage.")
    lars.fills(AGAIN, "2026-12-10")
    lars.submits()
    reads(lars, "Foreløbig, fra dig")
    lars.closes()
    row_says(lars, 7, "tors. 10. dec.")
    the_sitting_ends(mette.world)
    hears(mette, "Den fortsætter med et nyt møde", "I mødes igen: torsdag 10. december 2026")


def test_relief_is_agreed_in_words_that_both_read(world: World, mette: Person, lars: Person) -> None:
    is_prepared(world, lars)
    opens(lars, 7)
    chooses(lars, "Aflastning i arbejdet er aftalt")
    lars.fills("Hvilken aflastning er aftalt?", RELIEF)
    lars.fills(AGAIN, "2026-12-10")
    lars.submits()
    reads(lars, RELIEF)
    the_sitting_ends(mette.world)
    hears(mette, "Aflastning i arbejdet er aftalt", RELIEF)


@pytest.mark.begins("sent")
def test_the_employee_disagrees_and_the_next_leader_joins(world: World, mette: Person, lars: Person) -> None:
    dorte = world.person("dorte")
    is_prepared(world, lars)
    opens(lars, 7)
    chooses(lars, "Medarbejderen er uenig, leders leder tager over")
    reads(lars, "Foreløbig, fra dig")
    hears(dorte, "Du er med i den nu som leders leder", "Opfølgningsmøde: kan sagen lukkes?")
    opens(dorte, 7)
    reads(dorte, "Beslut")
    hears(mette, "Sagen er givet videre til leders leder eller HR")
