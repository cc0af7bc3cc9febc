"""What happens to a form meanwhile: answers by telephone, faults, a report that is gone."""

from __future__ import annotations

import json

import pytest

from tests.conftest import Loop
from tests.forging import Forger
from tests.in_form import (
    CITIZEN,
    GONE,
    KEEP_OUT,
    KINDS,
    LEADER,
    MISSING,
    READ_IT,
    SENDER,
    TELL,
    WHEN,
    WHERE,
    fills_in,
    goes_back,
    opens,
    reads,
    saves,
    takes_shortcut,
)
from tests.people import Person, World, on_screen
from tests.reporting import STORY
from tests.workspace.server import Workspace


def test_what_the_telephone_answers_meanwhile_stays(world: World, mette: Person) -> None:
    opens(world, mette)
    mette.fills(WHERE, "Facebook")
    mette.fills(TELL, "Fra skemaet.")
    mette.presses("En pårørende til en borger")
    mette.sees("Hvad er du blevet udsat for?")
    mette.picks("Vælg alt, der passer", "Afpresning")
    mette.presses("Videre")
    mette.sees("Hvor skete det?")
    mette.says("trustpilot")
    mette.sees(WHEN)
    mette.says("i går")
    mette.sees("Fortæl med dine egne ord")
    mette.says("Fra telefonen.")
    mette.sees("Send dit skærmprint her")
    saves(mette)
    reads(mette, MISSING)
    goes_back(mette)
    assert mette.field(SENDER) == "En pårørende til en borger"
    assert mette.field(KINDS) == ["Afpresning"]
    assert mette.field(WHEN) == "mandag 23. november 2026"
    assert mette.field(WHERE) == ["Facebook"]
    assert mette.field(TELL) == "Fra telefonen.\n\nFra skemaet."


def test_a_form_left_open_for_an_hour_is_kept_all_the_same(world: World, mette: Person) -> None:
    opens(world, mette)
    mette.fills(WHEN, "i dag kl. 9")
    world.jump(by=3600)
    saves(mette)
    reads(mette, MISSING)
    goes_back(mette)
    assert mette.field(WHEN) == "tirsdag 24. november 2026 kl. 09.00"


@pytest.mark.begins("drafted")
@pytest.mark.parametrize("is_sent", [True, False], ids=["sent", "erased"])
def test_words_for_a_report_that_is_gone_are_shown_again(
    world: World, workspace: Workspace, loop: Loop, mette: Person, *, is_sent: bool
) -> None:
    """It is sent or erased on the laptop while the telephone shows the form."""
    mette.sees(READ_IT)
    takes_shortcut(world, mette)
    reads(mette, WHEN)
    mette.fills(TELL, "Der er kommet mere.\n<!channel> & *mere*")
    laptop = Forger(world, workspace, loop, mette.id)
    laptop.sends(laptop.submission("form_send" if is_sent else "erase", "draft1", {}))
    mette.sees("Tak. Din sag har nummer" if is_sent else "Det er slettet.")
    world.jump(by=3600)
    saves(mette)
    reads(mette, GONE, "Der er kommet mere.\n<!channel> & *mere*")
    mette.presses("Start en ny anmeldelse")
    reads(mette, "Er du eller andre i fare lige nu?")
    mette.closes()
    reads(mette, "Der er kommet mere.\n<!channel> & *mere*")


def test_a_time_that_is_not_understood_is_told_at_its_field_and_nothing_is_lost(
    world: World, mette: Person
) -> None:
    opens(world, mette)
    fills_in(mette)
    for wrong, told in (
        (
            "en dag i efteråret",
            "Jeg forstod ikke tidspunktet. Skriv fx 3. november kl. 14.30 eller fundet i går.",
        ),
        ("i morgen", "Jeg forstod ikke tidspunktet."),
        ("ved ikke", "Skriv så, hvornår du fandt det"),
    ):
        mette.fills(WHEN, wrong)
        assert told in mette.submits()["errors"]["when"]
        reads(mette, told)
    assert (mette.field(TELL), mette.field(WHERE)) == (STORY, ["Facebook"])
    mette.sees("Spørgsmål 2 af 10")
    mette.fills(WHEN, "fundet i går")
    saves(mette)
    reads(mette, MISSING, "Dokumentation")
    mette.presses("Jeg har det ikke lige nu")
    reads(mette, READ_IT, "Hvornår*: fundet mandag 23. november 2026")


def test_people_who_cannot_be_in_a_case_are_told_at_their_fields(world: World, mette: Person) -> None:
    world.post("person", id="U0OMAR", is_restricted=True)
    opens(world, mette)
    for person in ("omar", "vaern"):
        mette.fills(LEADER, person)
        assert "Vælg en kollega." in mette.submits()["errors"]["leader"]
    mette.fills(LEADER, "mette")
    mette.fills(KEEP_OUT, "mette")
    found = mette.submits()["errors"]
    assert found["leader"] == found["keep_out"] == "Vælg en anden end dig selv."


def test_a_story_too_long_for_a_form_is_shown_and_never_cut(world: World, mette: Person) -> None:
    story = "😱 Han skriver igen og igen. " * 120
    opens(world, mette)
    mette.closes()
    for said in (CITIZEN, "Afpresning", "fb", "i går"):
        mette.says(said)
    mette.sees("Fortæl med dine egne ord")
    mette.says(story)
    mette.sees("Send dit skærmprint her")
    takes_shortcut(world, mette)
    reads(mette, WHEN, "(det hele er gemt)", "Det er for langt til et skema, men det hele er gemt.")
    mette.fills(WHERE, "Trustpilot")
    saves(mette)
    mette.presses("Jeg har det ikke lige nu")
    reads(mette, MISSING, "Andet, vi skal vide")
    mette.closes()
    mette.presses_in("Hvad der skete", "Ret")
    mette.until(lambda _: story.strip()[:500] in str(mette.messages()), "the story")


def test_the_form_carries_no_content(world: World, mette: Person) -> None:
    opens(world, mette)
    fills_in(mette)
    saves(mette)
    goes_back(mette)
    carried = mette.view()["modals"][-1]["view"]["private_metadata"]
    assert len(carried) < 3000
    marks = json.loads(carried)["marks"].values()
    assert {len(mark) for mark in marks} == {8}
    assert not [word for word in ("citizen", "facebook", "Han", "U0LARS") if word in carried]


def test_all_of_the_direct_message_goes_on_while_the_form_is_closed_half_way(
    world: World, mette: Person
) -> None:
    opens(world, mette)
    mette.fills(TELL, STORY)
    mette.closes()
    mette.sees("Spørgsmål 2 af 10")
    assert STORY not in on_screen(mette.view())
