"""A step that is not answered in time is taken to somebody else, and the employee is told."""

from __future__ import annotations

import pytest

from bot.world import World as Product
from tests.conftest import Loop
from tests.deciding import begins, decides, hears, sees_no_more, the_sitting_ends
from tests.in_form import reads
from tests.people import Person, World, on_screen, texts
from tests.reminding import PASSED_ON, REMINDED, STEP_IN, hears_first_at, jumps_to, said_at, told
from tests.reporting import STORY, comes_to_the_people, confirms_the_people, number_of, sends
from tests.settling import is_quiet

pytestmark = pytest.mark.begins("sent")

SILENT = "ikke sket noget i din sag i en hel arbejdsdag. Jeg har bedt Hanne om at træde til."
HALF = "Halvdelen af tiden er gået."
PLAN = "Vi har aftalt en plan"
TAKEN = "Nogen har taget den, eller den er slut. Du behøver ikke gøre noget."


@pytest.fixture
def sofie(world: World) -> Person:
    """The deputy."""
    return world.person("sofie")


@pytest.fixture
def dorte(world: World) -> Person:
    """The leader's leader."""
    return world.person("dorte")


def sends_red(mette: Person) -> str:
    """The same report, as urgent as it can be."""
    mette.picks("Haster det mere?", "Akut: med det samme (rød)")
    mette.sees("Akut: med det samme (rød)")
    return sends(mette)


def test_each_level_is_asked_by_number_and_without_content_and_mette_is_told_once(
    world: World, mette: Person, lars: Person, sofie: Person, dorte: Person
) -> None:
    number = number_of(mette)
    lars.case_channel()
    jumps_to(world, 24, "11:35")
    sofie.sees(STEP_IN)
    mette.sees(f"Trin 2 i din sag {PASSED_ON} Sofie om at træde til.")
    jumps_to(world, 24, "13:35")
    dorte.sees(STEP_IN)
    for asked in (sofie, dorte):
        asked.sees(f"*Sag {number}*\nEt trin blev ikke besluttet i tide.\nTrin 2: Aftal næste skridt")
        for content in ("Mette", STORY, "Facebook", "opslag"):
            asked.does_not_see(content)
    mette.sees(f"Trin 2 i din sag {PASSED_ON} Dorte om at træde til.")
    assert len(told(mette, PASSED_ON)) == 1


def test_whoever_is_quicker_has_the_step_and_a_later_press_is_told_so(
    world: World, mette: Person, lars: Person, sofie: Person, dorte: Person
) -> None:
    lars.case_channel()
    jumps_to(world, 24, "11:35")
    sofie.sees(STEP_IN)
    jumps_to(world, 24, "13:35")
    dorte.presses(STEP_IN)
    dorte.case_channel()
    dorte.sees("Det, der skal gøres")
    mette.sees("Dorte er trådt til i din sag og kan se den.")
    sofie.sees(TAKEN)
    sofie.does_not_see(STEP_IN)
    begins(dorte, 2)
    decides(dorte, PLAN, plan="Vi taler sammen hver dag.")
    reads(dorte, "Vi taler sammen hver dag.")
    the_sitting_ends(mette.world)
    mette.sees(f"Dorte har besluttet: {PLAN}.")
    hears(lars, "Besluttet af Dorte", PLAN)
    world.person("hanne").does_not_see(STEP_IN)


def test_a_press_that_comes_too_late_is_told_so(
    loop: Loop, product: Product, world: World, lars: Person, sofie: Person, dorte: Person
) -> None:
    lars.case_channel()
    jumps_to(world, 24, "11:35")
    sofie.sees(STEP_IN)
    jumps_to(world, 24, "13:35")
    dorte.sees(STEP_IN)
    # What is drawn anew of the case would be held too, and she would wait behind it to come in.
    dorte.until(lambda _: loop.run(is_quiet(product)), "nothing that is due now")
    world.post("faults", method="chat.update", hold="before", times=1000)
    dorte.presses(STEP_IN)
    dorte.case_channel()
    sofie.presses(STEP_IN)
    sofie.sees("Den sag findes ikke, eller du kan ikke se den.")
    world.post("clear_faults")
    world.post("release")
    sofie.sees(TAKEN)
    sees_no_more(sofie, "sag-")


def test_a_no_takes_it_to_the_next_one_at_once_and_the_last_no_to_the_operators(
    world: World, mette: Person, lars: Person, sofie: Person, dorte: Person, hanne: Person
) -> None:
    number = number_of(mette)
    lars.case_channel()
    jumps_to(world, 24, "11:35")
    sofie.presses("Nej, jeg kan ikke")
    sofie.sees(f"*Sag {number}*\nDu har sagt, at du ikke kan. Jeg spørger en anden.")
    sofie.does_not_see(STEP_IN)
    jumps_to(world, 24, "11:36")
    dorte.sees(STEP_IN)
    dorte.sees(f"*Sag {number}*\nEt trin blev ikke besluttet i tide.\nTrin 2: Aftal næste skridt")
    dorte.presses("Nej, jeg kan ikke")
    dorte.sees("Jeg spørger en anden.")
    # Her message of that day was Monday's summary.
    jumps_to(world, 25, "08:05")
    hanne.presses("Nej, jeg kan ikke")
    # She is the operator here, too.
    hanne.sees(f"Sag {number}: Et trin venter, og der er ikke flere at spørge.")
    hanne.sees("Du har sagt, at du ikke kan. Der er ikke flere at spørge lige nu.")
    mette.sees("Trin 2 i din sag blev ikke besluttet i tide. Ingen er trådt til endnu")
    jumps_to(world, 25, "08:35")
    world.person("anne").sees("jeg har ikke flere at spørge. Hold kontakten med Mette.")


def test_what_is_decided_in_time_is_taken_to_nobody(
    world: World, mette: Person, lars: Person, sofie: Person, dorte: Person
) -> None:
    begins(lars, 2)
    decides(lars, PLAN, plan="Vi taler sammen hver dag.")
    the_sitting_ends(mette.world)
    mette.sees(f"Lars har besluttet: {PLAN}.")
    jumps_to(world, 24, "14:35")
    lars.sees("når der er gået 24 timer")
    for other in (sofie, dorte, world.person("hanne")):
        assert other.messages() == []
    assert told(mette, PASSED_ON) == []


@pytest.mark.begins("drafted")
def test_whom_mette_keeps_out_is_never_asked(
    world: World, mette: Person, lars: Person, sofie: Person, dorte: Person
) -> None:
    mette.sees("Det her er din anmeldelse.")
    mette.picks("Ret et svar", "Med i sagen")
    mette.picks_person("Hold en anden ude", "sofie")
    mette.sees("Sofie Krag er holdt udenfor")
    mette.presses("Ja, det er de rigtige")
    sends(mette)
    lars.case_channel()
    jumps_to(world, 24, "13:35")
    dorte.sees(STEP_IN)
    mette.sees("Jeg har bedt Dorte om at træde til.")
    assert sofie.messages() == []


@pytest.mark.begins("drafted")
def test_at_night_a_red_case_reaches_leader_and_deputy_and_mette_hears_of_it_in_the_morning(
    world: World, mette: Person, lars: Person, sofie: Person, dorte: Person
) -> None:
    jumps_to(world, 24, "22:00")
    sends_red(mette)
    lars.case_channel()
    jumps_to(world, 24, "22:35")
    assert f"{hears_first_at(lars, REMINDED):%d %H}" == "24 22"
    jumps_to(world, 24, "23:10")
    assert f"{hears_first_at(sofie, STEP_IN):%d %H}" == "24 23"
    jumps_to(world, 25, "06:59")
    dorte.sees(STEP_IN)
    world.person("hanne").sees(STEP_IN)
    jumps_to(world, 25, "08:05")
    mette.sees(PASSED_ON)
    assert all(7 <= said_at(message).hour < 17 for message in told(mette, "Jeg har bedt"))


@pytest.mark.begins("drafted")
def test_a_red_case_in_which_nobody_acts_for_a_working_day_goes_to_hr(
    world: World, mette: Person, lars: Person, hanne: Person
) -> None:
    sends_red(mette)
    lars.case_channel()
    jumps_to(world, 25, "09:35")
    hanne.sees("Det er en RØD sag, og der er ikke sket noget i den i en hel arbejdsdag.")
    for content in ("Mette", STORY, "Facebook"):
        hanne.does_not_see(content)
    mette.sees(SILENT)
    hanne.presses(STEP_IN)
    hanne.case_channel()
    mette.sees("Hanne fra HR hjælper i din sag nu og kan se den.")


@pytest.mark.begins("drafted")
def test_two_cases_of_one_leader_share_one_message_a_day(
    world: World, mette: Person, lars: Person, omar: Person, sofie: Person
) -> None:
    world.post("person", id=omar.id, locale="da-DK")
    numbers = {sends(mette), _reports_too(omar)}
    lars.until(lambda view: all(n in on_screen(view) for n in numbers), "both cases")
    jumps_to(world, 24, "11:05")
    lars.sees(HALF)
    jumps_to(world, 24, "12:05")
    sofie.sees(STEP_IN)
    (message,) = told(lars, HALF)
    assert all(f"Sag {number}" in texts(message["blocks"]) for number in numbers)


def _reports_too(omar: Person) -> str:
    """A second employee of the same leader."""
    comes_to_the_people(omar)
    confirms_the_people(omar)
    omar.sees("Det her er din anmeldelse.")
    sends(omar)
    return number_of(omar)
