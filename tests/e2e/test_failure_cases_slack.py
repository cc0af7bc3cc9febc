"""Failure cases of Slack itself: calls cut off or refused for good, and what is done there by hand."""

from __future__ import annotations

import re

import pytest

from tests.deciding import decides, presses_under, the_sitting_ends
from tests.people import Json, Person, World, texts
from tests.presence import is_deactivated
from tests.reporting import number_of, sends
from tests.workspace.server import Workspace

pytestmark = pytest.mark.begins("sent")

CHECKLIST = "Det, der skal gøres"
NAMES = 5
"""How many names of a channel are tried."""
HOUR = 3600


def calls(world: World, method: str) -> int:
    return sum(call["method"] == method for call in world.get("calls")["calls"])


def checklists(person: Person) -> list[Json]:
    return [m for m in person.case_channel()["messages"] if CHECKLIST in texts(m["blocks"] or [])]


def lars_decides(lars: Person) -> None:
    """Step 2, from whichever message came last: a reminder of several steps has a button for each."""
    presses_under(lars, "Svar medarbejderen, og aftal næste skridt.", "Beslut")
    decides(lars, "Vi har aftalt en plan", plan="Vi taler sammen i morgen.")


def test_the_name_of_a_channel_says_nothing_of_the_case(mette: Person, lars: Person) -> None:
    number = number_of(mette)
    name = lars.case_channel()["name"]
    assert re.fullmatch("sag-[0-9a-f]{10}", name)
    assert number[-4:] not in name


@pytest.mark.begins("drafted")
def test_a_channel_whose_creation_is_cut_off_is_found_and_no_other_one_is_made(
    world: World, workspace: Workspace, mette: Person, lars: Person
) -> None:
    world.post("faults", method="conversations.create", drop="after")
    sends(mette)
    lars.sees(CHECKLIST)
    made = [c for c in workspace.store.conversations.values() if c.name.startswith("sag-")]
    assert len(made) == 1
    assert set(lars.case_channel()["members"]) == {"U0VAERN", "U0METTE", "U0LARS", "U0ANNE"}


@pytest.mark.begins("drafted")
def test_when_each_name_is_taken_everybody_is_reached_directly_and_the_operators_hear(
    world: World, mette: Person, lars: Person, anne: Person, hanne: Person
) -> None:
    world.post("faults", method="conversations.create", error="name_taken", times=50)
    sends(mette)
    for member in (lars, anne):
        member.sees("Mette har anmeldt digital chikane")
    mette.sees("Jeg kunne ikke åbne en lukket kanal.")
    hanne.sees("name_taken")
    assert calls(world, "conversations.create") == NAMES


@pytest.mark.begins("drafted")
def test_what_slack_refuses_for_good_is_asked_for_once(
    world: World, mette: Person, lars: Person, hanne: Person
) -> None:
    world.post("faults", method="conversations.create", error="restricted_action", times=50)
    sends(mette)
    hanne.sees("restricted_action")
    for _ in range(3):
        world.jump(by=HOUR)
    lars_decides(lars)
    the_sitting_ends(world)
    mette.sees("Lars har besluttet: Vi har aftalt en plan.")
    assert calls(world, "conversations.create") == 1


def test_a_channel_that_is_renamed_by_hand_is_followed(
    world: World, workspace: Workspace, mette: Person, lars: Person
) -> None:
    lars.sees(CHECKLIST)
    channel = lars.case_channel()["id"]
    assert world.post("channel", conversation=channel, act="rename", name="hyggehjoernet")["ok"]
    lars_decides(lars)

    def is_drawn_anew(view: Json) -> bool:
        (found,) = (c for c in view["conversations"] if c["id"] == channel)
        return any("2 af 8" in texts(m["blocks"] or []) for m in found["messages"])

    lars.until(is_drawn_anew, "the checklist in the renamed channel")
    assert [c.name for c in workspace.store.conversations.values() if c.name.startswith("sag-")] == []


def test_a_checklist_that_somebody_has_deleted_is_posted_again_from_what_is_stored(
    world: World, workspace: Workspace, mette: Person, lars: Person
) -> None:
    lars.sees(CHECKLIST)
    channel, (old,) = lars.case_channel()["id"], checklists(lars)
    del workspace.store.conversations[channel].messages[old["ts"]]
    workspace.store.changed()
    lars_decides(lars)
    lars.until(lambda _: any("2 af 8" in texts(m["blocks"]) for m in checklists(lars)), "the checklist again")
    assert len(checklists(lars)) == 1


@pytest.mark.begins("empty")
@pytest.mark.parametrize("reason", ["warning", "refresh_requested", None], ids=["warned", "renewed", "cut"])
def test_what_is_said_while_the_socket_is_made_anew_is_heard_once(
    world: World, mette: Person, reason: str | None
) -> None:
    mette.says("hej")
    mette.sees("Er du eller andre i fare lige nu?")
    world.post("disconnect", reason=reason)
    mette.says("nej")
    mette.sees("Hvem står bag?")
    assert sum("Hvem står bag?" in texts(m["blocks"] or []) for m in mette.messages()) == 1


@pytest.mark.begins("empty")
def test_of_two_who_report_at_once_neither_sees_anything_of_the_other(
    world: World, mette: Person, omar: Person
) -> None:
    mette.says("hej")
    omar.says("hello")
    mette.sees("Er du eller andre i fare lige nu?")
    omar.sees("Hello Omar.")
    omar.presses("No")
    mette.presses("Nej")
    omar.sees("Who is behind it?")
    mette.sees("Hvem står bag?")
    omar.says("He waits at the desk again.")
    mette.says("Han står i receptionen igen.")
    mette.presses("En borger i en af mine sager")
    mette.sees("Vælg alt, der passer")
    for theirs in ("waits at the desk", "Who is behind it?"):
        mette.does_not_see(theirs)
    for hers in ("receptionen", "Hvem står bag", "Vælg alt"):
        omar.does_not_see(hers)


def test_the_case_of_an_employee_who_has_left_goes_on_for_those_who_have_its_steps(
    world: World, mette: Person, lars: Person, anne: Person
) -> None:
    lars.sees(CHECKLIST)
    is_deactivated(mette)
    lars_decides(lars)
    anne.until(lambda _: any("2 af 8" in texts(m["blocks"]) for m in checklists(anne)), "the decision")
    world.jump(next="working_day")
    lars.sees("Jeg skriver, fordi")
