"""The main job, end to end, over Socket Mode and over signed HTTP."""

from __future__ import annotations

import pytest

from tests.deciding import begins, decides, the_sitting_ends
from tests.looking import gets
from tests.people import Person, World
from tests.reporting import STORY, number_of, reports


@pytest.mark.parametrize("transport", ["socket", "http"])
def test_a_report_becomes_a_case_that_the_leader_decides(
    world: World, mette: Person, lars: Person, anne: Person, omar: Person
) -> None:
    number = reports(mette)

    for member in (mette, lars, anne):
        member.case_channel()
        member.sees("Det, der skal gøres")
    assert [c["name"] for c in omar.channels()] == [
        c["name"] for c in omar.channels() if c["name"] == "generelt"
    ]

    lars.sees(f"Mette har anmeldt digital chikane og har brug for dig. Det er sag {number}.")
    begins(lars, 3)
    decides(lars, "Krisehjælp er bestilt")
    for member in (mette, lars, anne):
        member.sees("Krisehjælp er bestilt")
    the_sitting_ends(mette.world)
    mette.sees("Lars har besluttet: Krisehjælp er bestilt.")

    lars.presses("Vis sagen")
    lars.sees(STORY)
    lars.sees("opslag.png")
    gets(lars)
    lars.sees(f"{number}.png")
    assert number_of(mette) == number
