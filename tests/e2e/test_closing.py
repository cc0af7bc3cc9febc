"""The end of a case: an employee who is silent, the last questions, and beginning again."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.housekeeping import retain
from bot.world import World as Product
from tests.conftest import Loop
from tests.deciding import decides_step, hears, is_ready_to_close, opens, sees_no_more
from tests.e2e.test_dossier import archives, lie_there
from tests.in_form import modal, reads
from tests.people import Json, Person, World, texts
from tests.reminding import told
from tests.stored import is_delivered
from tests.workspace.server import Workspace

pytestmark = pytest.mark.begins("sent")

DAY = 86_400
QUESTION = "Din leder mener, at sagen kan lukkes. Hvad siger du?"
LAST = "Alt i sagen er gjort."


def is_asked(world: World, mette: Person, lars: Person) -> None:
    """Mette has the question."""
    is_ready_to_close(lars, world)
    mette.sees(QUESTION)


def is_archived(world: World, mette: Person, lars: Person) -> None:
    """Mette has agreed, and the group has looked at it."""
    is_asked(world, mette, lars)
    mette.presses("Ja, luk den")
    hears(mette, "Sagen blev lukket", "Vis sagen")
    decides_step(lars, 8, "APV er opdateret")
    hears(mette, LAST)


def has_the_question(mette: Person, times: int) -> None:
    """Waits until she was asked so many times."""
    mette.until(lambda _: len(told(mette, QUESTION)) == times, f"the question {times} times")


def is_thanked(mette: Person, times: int) -> None:
    """Waits until so many of the last questions are answered."""
    mette.until(
        lambda _: texts(told(mette, LAST)[-1]["blocks"]).count("Tak for dit svar.") == times,
        f"{times} answers",
    )


def has_channels(member: Person, *, archived: int, in_use: int) -> None:
    """Waits until their sidebar holds so many channels of the case, the archived ones first."""
    wanted = [True] * archived + [False] * in_use

    def are_so(_: Json) -> bool:
        return [c["is_archived"] for c in member.channels() if c["name"].startswith("sag-")] == wanted

    member.until(are_so, f"{archived} channels archived and {in_use} in use")


def test_a_silent_employee_is_reminded_twice_and_then_the_next_leader_closes(
    world: World, mette: Person, lars: Person
) -> None:
    is_asked(world, mette, lars)
    dorte = world.person("dorte")
    for count, day in ((2, "2026-11-30T10:00"), (3, "2026-12-04T10:00")):
        world.jump(to=day)
        has_the_question(mette, count)
    dorte.does_not_see("Luk sagen")
    world.jump(to="2026-12-09T12:00")
    hears(dorte, "Der er gået ti arbejdsdage uden svar fra medarbejderen på", "Luk sagen")
    dorte.presses("Luk sagen")
    dorte.submits(reason="Mette har ikke svaret på to påmindelser.")
    reads(dorte, "Sagen er lukket.")
    hears(mette, "Sagen blev lukket onsdag 9. december")
    sees_no_more(mette, "Ja, luk den")
    mette.does_not_see("Tak. Det er besvaret.")


def test_when_all_is_done_two_questions_are_asked_and_the_channel_is_archived(
    world: World, mette: Person, lars: Person
) -> None:
    is_archived(world, mette, lars)
    mette.presses("Ja")
    is_thanked(mette, 1)
    mette.presses("Delvist")
    is_thanked(mette, 2)
    has_channels(lars, archived=1, in_use=0)


def test_the_employee_opens_an_archived_case_again_with_the_same_people(
    world: World, mette: Person, lars: Person, anne: Person
) -> None:
    is_archived(world, mette, lars)
    world.jump(by=300 * DAY)
    mette.presses("Vis sagen")
    mette.presses("Åbn sagen igen")
    mette.submits(reason="Han skriver igen fra en ny profil.")
    reads(mette, "Sagen er åben igen.")
    hears(lars, "Mette har åbnet sagen igen.", "Han skriver igen fra en ny profil.")
    for member in (lars, anne):
        has_channels(member, archived=1, in_use=1)
        member.sees("Det, der skal gøres")
    opens(lars, 7)
    reads(lars, "Åbnet igen af Mette")


def test_after_twelve_months_she_is_told_to_report_anew(world: World, mette: Person, lars: Person) -> None:
    is_archived(world, mette, lars)
    mette.presses("Vis sagen")
    reads(mette, "Åbn sagen igen")
    world.jump(by=366 * DAY)
    mette.presses("Åbn sagen igen")
    reads(mette, "Det er mere end tolv måneder siden. Skriv hej til mig")
    for _ in mette.view()["modals"]:
        mette.closes()
    mette.presses("Vis sagen")
    reads(mette, "Besluttet indtil nu")
    assert "Åbn sagen igen" not in modal(mette.view())


@pytest.mark.long
def test_a_channel_that_slack_never_archived_is_archived_when_its_case_is_erased(
    workspace: Workspace, loop: Loop, product: Product, mette: Person, lars: Person, tmp_path: Path
) -> None:
    world = mette.world
    world.post("faults", method="conversations.archive", status=503, times=10**6)
    number = archives(world, mette, lars)
    lie_there(mette, workspace, number)
    mette.until(lambda _: is_delivered(tmp_path / "data", "ExportDossier"), "that it lies there written down")
    world.jump(by=31 * DAY)
    assert not lars.case_channel()["is_archived"]
    loop.run(retain(product))
    world.post("clear_faults")
    world.jump(by=600)
    lars.until(lambda _: lars.case_channel()["is_archived"], "an archived channel")
    assert number not in str(lars.messages(lars.case_channel()["id"]))
