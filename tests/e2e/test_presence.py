"""A reminder comes when its person can be reached, and to somebody else when they cannot."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.people import Person, World, on_screen
from tests.presence import is_away, is_back, is_deactivated, lets_notifications_through, pauses_notifications
from tests.reminding import COPENHAGEN, REMINDED, STEP_IN, hears_first_at, jumps_to, told
from tests.reporting import STORY, number_of, sends

pytestmark = pytest.mark.begins("sent")


@pytest.fixture
def sofie(world: World) -> Person:
    """The deputy."""
    return world.person("sofie")


def test_do_not_disturb_holds_the_message_back_until_its_end(
    world: World, mette: Person, lars: Person, sofie: Person
) -> None:
    lars.case_channel()
    pauses_notifications(lars, hours=3)
    jumps_to(world, 24, "11:35")
    sofie.sees(STEP_IN)
    assert told(lars, REMINDED) == []
    jumps_to(world, 24, "12:45")
    assert f"{hears_first_at(lars, REMINDED):%d %H:%M}" >= "24 12:30"


@pytest.mark.begins("drafted")
def test_somebody_in_another_zone_hears_of_it_in_their_own_hours(
    world: World, mette: Person, lars: Person, sofie: Person
) -> None:
    world.post("person", id=lars.id, tz="America/New_York")
    sends(mette)
    lars.case_channel()
    jumps_to(world, 24, "11:35")
    sofie.sees(STEP_IN)
    assert told(lars, REMINDED) == []
    jumps_to(world, 24, "14:10")
    assert f"{hears_first_at(lars, REMINDED, 'America/New_York'):%d %H}" == "24 08"


@pytest.mark.begins("drafted")
def test_somebody_whose_zone_nobody_knows_hears_of_it_in_the_organisation_s_hours_and_operators_are_told(
    world: World, mette: Person, lars: Person, hanne: Person
) -> None:
    world.post("person", id=lars.id, tz="Mars/Olympus")
    sends(mette)
    lars.case_channel()
    hanne.sees("Jeg kender ikke en persons tidszone.")
    jumps_to(world, 24, "10:35")
    assert f"{hears_first_at(lars, REMINDED):%d %H}" == "24 10"


def test_while_the_leader_is_away_the_deputy_is_asked_without_content_and_stands_in(
    world: World, mette: Person, lars: Person, sofie: Person
) -> None:
    number = number_of(mette)
    lars.case_channel()
    is_away(lars, datetime(2026, 11, 27, 8, tzinfo=COPENHAGEN))
    jumps_to(world, 24, "10:35")
    sofie.sees(STEP_IN)
    sofie.sees(f"Sag {number}")
    for content in ("Mette", STORY, "Facebook"):
        sofie.does_not_see(content)
    assert told(lars, REMINDED) == []
    sofie.presses(STEP_IN)
    sofie.case_channel()
    mette.sees("Sofie har din sag nu og kan se den.")


def test_when_the_leader_is_back_the_case_is_with_them_again(
    world: World, mette: Person, lars: Person, sofie: Person
) -> None:
    lars.case_channel()
    is_away(lars, datetime(2026, 11, 24, 11, tzinfo=COPENHAGEN))
    jumps_to(world, 24, "10:35")
    sofie.presses(STEP_IN)
    sofie.case_channel()
    is_back(lars)
    jumps_to(world, 24, "11:05")
    lars.sees("Du er tilbage. Sagen er hos dig igen, og Sofie kan ikke længere se den.")
    sofie.until(lambda view: "sag-" not in on_screen(view), "no channel of the case any more")
    sofie.sees("er ikke hos dig mere.")
    sofie.does_not_see(STEP_IN)


def test_the_one_after_a_deactivated_leader_is_reminded_and_the_former_hears_no_more(
    world: World, mette: Person, lars: Person, sofie: Person
) -> None:
    lars.case_channel()
    is_deactivated(lars)
    mette.sees("Sofie har din sag nu og kan se den.")
    before = len(lars.messages())
    jumps_to(world, 24, "10:35")
    sofie.sees(REMINDED)
    jumps_to(world, 25, "14:35")
    sofie.until(lambda _: len(told(sofie, REMINDED)) > 1, "the next reminder")
    assert told(lars, REMINDED) == []
    assert len(lars.messages()) == before


@pytest.mark.parametrize("fault", [{"error": "fatal_error"}, {"status": 503}, {"error": "missing_scope"}])
def test_a_slack_that_does_not_tell_of_do_not_disturb_holds_no_message_back(
    world: World, mette: Person, lars: Person, fault: dict[str, object]
) -> None:
    lars.case_channel()
    world.post("faults", method="dnd.info", times=1000, **fault)
    # Afterwards, so that it cannot be heard of before.
    pauses_notifications(lars, hours=20)
    jumps_to(world, 24, "10:35")
    assert f"{hears_first_at(lars, REMINDED):%d %H}" == "24 10"


def test_an_outlook_that_is_down_holds_no_message_back(world: World, mette: Person, lars: Person) -> None:
    lars.case_channel()
    world.post("faults", method="graph", status=503, times=1000)
    is_away(lars)
    jumps_to(world, 24, "10:35")
    assert f"{hears_first_at(lars, REMINDED):%d %H}" == "24 10"


def test_when_do_not_disturb_is_off_again_the_message_comes_with_the_next(
    world: World, mette: Person, lars: Person, sofie: Person
) -> None:
    lars.case_channel()
    pauses_notifications(lars, hours=20)
    jumps_to(world, 24, "11:35")
    sofie.sees(STEP_IN)
    lets_notifications_through(lars)
    world.jump(by=timedelta(days=1).total_seconds())
    assert f"{hears_first_at(lars, REMINDED):%d %H:%M}" >= "25 08:00"


@pytest.mark.begins("sent")
def test_while_the_deputy_is_away_too_the_next_leader_is_asked(
    world: World, mette: Person, lars: Person, sofie: Person
) -> None:
    dorte = world.person("dorte")
    lars.case_channel()
    is_away(lars)
    is_away(sofie)
    jumps_to(world, 24, "10:35")
    dorte.sees(STEP_IN)
    assert sofie.messages() == []
