"""Two people decide the same step: the first counts, both see it, and both acts are written down."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.deciding import begins, decides, opens, the_sitting_ends
from tests.people import Person, World
from tests.stored import decided, lines

pytestmark = pytest.mark.begins("sent")

PLAN = "Vi taler sammen i morgen kl. 9."


def journaled(data: Path) -> list[tuple[str, str, str]]:
    acts = (line for line in lines(data) if line.act.startswith("StepDecided"))
    return [(line.person, line.act, line.detail) for line in acts]


def test_the_first_counts_and_both_see_it(
    world: World, mette: Person, lars: Person, anne: Person, tmp_path: Path
) -> None:
    for member in (lars, anne):
        begins(member, 2)
        member.sees("Hvad er besluttet?")
    decides(lars, "Vi har aftalt en plan", plan=PLAN)
    answer = decides(anne, "Vi har aftalt en plan")
    assert answer["errors"] == {"reason": "Trinnet er lige blevet besluttet. Du kan se det på tjeklisten."}
    anne.closes()
    for member in (lars, anne):
        member.sees("Vi har aftalt en plan, Lars")
        opens(member, 3)
        member.closes()
    the_sitting_ends(world)
    mette.sees(PLAN)
    assert journaled(tmp_path / "data") == [
        ("U0LARS", "StepDecided", "contact"),
        ("U0ANNE", "StepDecided refused", "contact"),
    ]


def test_a_step_is_opened_again_and_its_history_stays(
    world: World, mette: Person, lars: Person, anne: Person, tmp_path: Path
) -> None:
    begins(lars, 3)
    decides(lars, "Tilbudt, medarbejderen takkede nej")
    the_sitting_ends(mette.world)
    mette.sees("Lars har besluttet: Tilbudt, medarbejderen takkede nej.")
    lars.presses("Åbn trinnet igen")
    lars.submits(reason="Mette har skiftet mening.")
    the_sitting_ends(world)
    mette.sees("Lars har åbnet trinnet igen.")
    mette.sees("Mette har skiftet mening.")
    lars.closes()
    for member in (lars, anne):
        member.sees("Åbnet igen af Lars")
    begins(lars, 3)
    decides(lars, "Krisehjælp er bestilt")
    the_sitting_ends(mette.world)
    mette.sees("Lars har besluttet: Krisehjælp er bestilt.")
    assert decided(tmp_path / "data", "support") == ["declined", "", "crisis_help"]
