"""Who takes part, and what each change is to the others in the case."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.deciding import begins, decides, hears, opens, row_says, sees_no_more, the_sitting_ends
from tests.in_form import reads
from tests.people import Person, World
from tests.presence import is_deactivated
from tests.reporting import STORY
from tests.stored import is_all_delivered

pytestmark = pytest.mark.begins("sent")

REASON = "Politiet har taget sig af truslen."


@pytest.fixture
def sofie(world: World) -> Person:
    """The deputy."""
    return world.person("sofie")


def test_a_deputy_stands_in_until_the_leader_is_back(mette: Person, lars: Person, sofie: Person) -> None:
    opens(lars, 2)
    lars.presses("Giv videre")
    lars.submits(kind="Sagen, mens lederen er væk")
    reads(lars, "Sagen er givet videre.")
    hears(mette, "Sofie har din sag nu og kan se den.")
    sofie.case_channel()
    sofie.sees("Det, der skal gøres")
    lars.closes()
    row_says(lars, 2, "Sofie, senest")
    opens(lars, 2)
    lars.presses("Jeg er tilbage")
    reads(lars, "Sagen er hos dig igen.")
    hears(mette, "Lars har din sag nu og kan se den.")
    sees_no_more(sofie, "sag-")
    lars.closes()
    row_says(lars, 2, "Lars, senest")


def test_the_deputy_takes_over_from_one_who_does_not_work_here_any_more(
    mette: Person, lars: Person, anne: Person, sofie: Person
) -> None:
    anne.sees("Det, der skal gøres")
    is_deactivated(lars)
    hears(mette, "Sofie har din sag nu og kan se den.")
    hears(sofie, "Du er med i den nu som leder.", "Vis sagen")
    sofie.presses("Vis sagen")
    reads(sofie, STORY)
    row_says(anne, 3, "Sofie, senest")


def test_who_does_not_work_here_any_more_is_told_nothing_and_no_operator_is_alarmed(
    world: World, mette: Person, lars: Person, hanne: Person, tmp_path: Path
) -> None:
    is_deactivated(mette)
    begins(lars, 2)
    decides(lars, "Vi har aftalt en plan", plan="Vi taler sammen i morgen.")
    row_says(lars, 2, "Vi har aftalt en plan, Lars")
    the_sitting_ends(world)
    lars.until(lambda _: is_all_delivered(tmp_path / "data"), "nothing left to deliver")
    assert hanne.messages() == []


@pytest.mark.begins("sent")
def test_anne_brings_in_the_next_leader_past_lars(world: World, mette: Person, anne: Person) -> None:
    dorte = world.person("dorte")
    opens(anne, 2)
    anne.presses("Få leders leder med")
    anne.submits(reason="Lars er ikke til at få fat i.")
    reads(anne, "Det er givet videre. Medarbejderen får det at vide.")
    hears(mette, "Sagen er givet videre til leders leder eller HR, som kan se den nu.")
    hears(dorte, "Du er med i den nu som leders leder.", "Vis sagen")
    dorte.presses("Vis sagen")
    reads(dorte, STORY)


def test_mette_says_that_it_is_more_urgent_and_lars_lowers_it_with_a_reason(
    mette: Person, lars: Person
) -> None:
    mette.presses("Vis sagen")
    mette.presses("Det haster mere nu")
    mette.submits(severity="Akut: med det samme (rød)")
    reads(mette, "Det er rettet. Alle i sagen får det at vide.")
    hears(lars, "Mette har rettet, hvor meget det haster: Akut: med det samme (rød)")
    opens(lars, 2)
    lars.presses("Ret, hvor meget det haster")
    lars.submits(severity="Haster: samme dag (orange)", reason="for kort")
    reads(lars, "Skriv en begrundelse på mindst ti tegn.")
    lars.submits(reason=REASON)
    hears(mette, "Lars har rettet, hvor meget det haster: Haster: samme dag (orange)", REASON)
