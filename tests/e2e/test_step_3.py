"""Step 3: the call-now card, the offer of crisis help and its answers, and the talk."""

from __future__ import annotations

import pytest

from tests.deciding import chooses, hears, looks_into, opens
from tests.in_form import reads
from tests.people import Person, World
from tests.reporting import sends

DAY = 86_400


@pytest.fixture
def drafted_first() -> bool:
    """The stories begin at the report's review."""
    return True


def test_the_step_says_whom_to_call_and_how_to_talk(mette: Person, lars: Person) -> None:
    sends(mette)
    opens(lars, 3)
    reads(
        lars,
        "Nordisk Krisekorps, 60 11 11 44. Lederen ringer.",
        "Den er frivillig.",
        "Skriv, at samtalen er holdt, og ikke hvad I talte om.",
    )


def test_crisis_help_is_offered_and_declined(mette: Person, lars: Person) -> None:
    sends(mette)
    opens(lars, 3)
    chooses(lars, "Tilbudt, medarbejderen takkede nej")
    reads(lars, "Besluttet af dig")
    hears(mette, "Lars har besluttet: Tilbudt, medarbejderen takkede nej.")


def test_the_talk_is_held_on_a_day_that_has_been(mette: Person, lars: Person) -> None:
    sends(mette)
    opens(lars, 3)
    chooses(lars, "Samtalen er holdt")
    lars.fills("Hvilken dag?", "2026-11-30")
    lars.submits()
    reads(lars, "Den dag er ikke kommet endnu.")
    lars.fills("Hvilken dag?", "2026-11-24")
    lars.submits()
    reads(lars, "Dag: tirsdag 24. november")
    hears(mette, "Lars har besluttet: Samtalen er holdt.")


def test_not_now_is_asked_again_on_day_14_and_answered_from_the_message(
    world: World, mette: Person, lars: Person
) -> None:
    sends(mette)
    opens(lars, 3)
    chooses(lars, "Ikke nu, spørg igen senere", "Mette vil gerne vente lidt.")
    hears(mette, "Ikke nu, spørg igen senere", "Mette vil gerne vente lidt.")
    lars.closes()
    world.jump(by=15 * DAY)
    lars.sees("Mette ville ikke have krisehjælp sidst.")
    lars.presses("Ja tak")
    lars.sees("Tak. Der er svaret.")
    looks_into(lars, 3)
    reads(lars, "Ja tak.")
