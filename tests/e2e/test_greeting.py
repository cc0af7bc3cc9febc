"""Who opens the messages with Værn for the first time is greeted, once and never again."""

from __future__ import annotations

import pytest

from tests.people import Person, World

pytestmark = pytest.mark.begins("sent")

HELLO = "Hej. Jeg er Værn."


def greetings(person: Person) -> int:
    return sum(HELLO in str(message) for message in person.messages())


@pytest.mark.begins("empty")
def test_an_empty_conversation_says_what_it_is_for_and_leads_on(world: World, mette: Person) -> None:
    mette.opens_messages()
    mette.sees(HELLO)
    mette.sees("I fare nu? Ring 112.")
    mette.opens_messages()
    world.jump(by=60 * 86_400)
    mette.opens_messages()
    mette.presses("Anmeld digital chikane")
    mette.sees("Er du eller andre i fare lige nu?")
    mette.opens_messages()
    mette.says("nej")
    mette.sees("Hvem står bag?")
    assert greetings(mette) == 1


def test_nobody_is_greeted_in_the_middle_of_a_case_or_after_it(mette: Person, lars: Person) -> None:
    for person in (mette, lars):
        person.opens_messages()
    lars.presses("Vis sagen")
    lars.sees("Han har lavet en side om mig på Facebook")
    assert greetings(mette) == greetings(lars) == 0
