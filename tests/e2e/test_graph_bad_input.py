"""Graph that refuses, is slow, throttles or is down: the case goes on, and what can be done later is.

The clock is the stand-in's. Nothing here waits for a limit to pass.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.deciding import books, does, opens, the_sitting_ends
from tests.people import Person, World
from tests.reporting import chosen_as, comes_to_the_people, sends
from tests.stored import is_postponed
from tests.workspace.server import Workspace

pytestmark = pytest.mark.begins("sent")

DAY = 86_400
FILE = "2026-0042.ics"
BOOKED = "Mødet er booket: "
IN_CALENDARS = "Det står i jeres kalendere som privat."
ON_ITS_WAY = "Det er på vej ind i kalenderne."
NOT_IN_CALENDARS = "Jeg kunne ikke sætte det i kalenderne. Du har fået en fil til din egen."


def meets(world: World, address: str = "", **fault: Any) -> None:
    """What the next calls to Graph meet, or those whose address ends so: the clock calls it too."""
    world.post("faults", method="graph", address=address, **fault)


def mail(world: World) -> list[Any]:
    return list(world.get("mail")["mail"])


def meetings(world: World) -> list[Any]:
    return list(world.get("mail")["meetings"])


def books_a_talk(lars: Person) -> None:
    books(lars, "Book samtale", "2026-11-26")


def opens_slots(lars: Person) -> str:
    """The free times are on the screen; gives the label of the first."""
    opens(lars, 3)
    lars.presses("Book samtale")
    lars.sees("De her tider er ledige.")
    blocks = lars.view()["modals"][-1]["view"]["blocks"]
    buttons = [e for b in blocks if b["type"] == "actions" for e in b["elements"]]
    return str(buttons[0]["text"]["text"])


def takes(lars: Person, label: str) -> None:
    """Chooses one of the free times, and reads that it is booked."""
    lars.presses(label)
    lars.sees(BOOKED)


def reads_in_step_3(lars: Person, text: str) -> None:
    """Opens the step until the calendars have answered."""

    def is_read(_: Any) -> bool:
        opens(lars, 3)
        modal = str(lars.view()["modals"][-1]["view"])
        lars.closes()
        return text in modal

    lars.until(is_read, repr(text))


def both_have_the_day_and_a_file(mette: Person, lars: Person) -> None:
    the_sitting_ends(mette.world)
    mette.sees("Du har et møde torsdag 26. november kl. 10.00")
    lars.sees(f"{BOOKED}tors. 26. nov. kl. 10.00.")
    for person in (mette, lars):
        person.sees(FILE)
    reads_in_step_3(lars, NOT_IN_CALENDARS)


@pytest.mark.begins("drafted")
@pytest.mark.parametrize("kind", ["without_mailbox", "closed"])
def test_a_leader_whose_calendar_is_no_use_gets_a_file(
    world: World, workspace: Workspace, mette: Person, lars: Person, kind: str
) -> None:
    getattr(workspace.graph.mailboxes, kind).add(lars.id)
    sends(mette)
    opens(lars, 3)
    lars.presses("Book samtale")
    lars.sees("Jeg kan ikke finde en ledig tid. Vælg selv en.")
    lars.closes()
    lars.closes()
    books_a_talk(lars)
    both_have_the_day_and_a_file(mette, lars)
    assert meetings(world) == []


@pytest.mark.begins("drafted")
def test_an_employee_whose_calendar_is_closed_is_to_be_asked(
    world: World, workspace: Workspace, mette: Person, lars: Person
) -> None:
    workspace.graph.mailboxes.closed.add(mette.id)
    sends(mette)
    label = opens_slots(lars)
    lars.sees("Jeg kan ikke se kalenderen hos Mette. Spørg, om tiden passer.")
    takes(lars, label)
    the_sitting_ends(mette.world)
    mette.sees(f"Du har et møde {label}")
    lars.closes()
    reads_in_step_3(lars, IN_CALENDARS)
    assert len(meetings(world)) == 1


@pytest.mark.begins("drafted")
def test_a_mailbox_in_another_zone_is_booked_at_the_same_moment(
    world: World, mette: Person, lars: Person
) -> None:
    world.post("person", id="U0LARS", tz="Europe/Helsinki")
    sends(mette)
    label = opens_slots(lars)
    takes(lars, label)
    the_sitting_ends(mette.world)
    mette.sees("Du har et møde onsdag 25. november kl. 08.00")
    assert label == "onsdag 25. november kl. 09.00"
    lars.closes()
    reads_in_step_3(lars, IN_CALENDARS)
    (meeting,) = meetings(world)
    assert meeting["start"]["dateTime"].startswith("2026-11-25T08:00")
    assert meeting["start"]["timeZone"] == "Europe/Copenhagen"


def test_a_slow_graph_keeps_nobody_waiting_and_books_once(world: World, mette: Person, lars: Person) -> None:
    label = opens_slots(lars)
    meets(world, "events", hold="before")
    takes(lars, label)
    the_sitting_ends(mette.world)
    mette.sees(f"Du har et møde {label}")
    lars.sees(ON_ITS_WAY)
    assert meetings(world) == []
    world.post("release")
    lars.closes()
    reads_in_step_3(lars, IN_CALENDARS)
    assert len(meetings(world)) == 1


def test_a_throttled_graph_is_asked_again_when_it_said(
    world: World, mette: Person, lars: Person, tmp_path: Path
) -> None:
    label = opens_slots(lars)
    meets(world, "events", status=429, retry_after=3600)
    takes(lars, label)
    the_sitting_ends(mette.world)
    mette.sees(f"Du har et møde {label}")
    lars.closes()
    lars.until(lambda _: is_postponed(tmp_path / "data", "KeepCalendar"), "the calendar waiting")
    reads_in_step_3(lars, ON_ITS_WAY)
    assert meetings(world) == []
    world.jump(by=3601)
    reads_in_step_3(lars, IN_CALENDARS)
    assert len(meetings(world)) == 1


def test_a_graph_that_is_down_for_hours_books_when_it_is_back(
    world: World, mette: Person, lars: Person
) -> None:
    meets(world, status=503, times=10_000)
    books_a_talk(lars)
    the_sitting_ends(mette.world)
    mette.sees("Du har et møde torsdag 26. november kl. 10.00")
    world.jump(by=4 * 3600)
    reads_in_step_3(lars, ON_ITS_WAY)
    assert meetings(world) == []
    world.post("clear_faults")
    world.jump(by=600)
    reads_in_step_3(lars, IN_CALENDARS)
    assert len(meetings(world)) == 1


def test_a_graph_that_is_down_for_a_day_leaves_a_file(world: World, mette: Person, lars: Person) -> None:
    meets(world, status=503, times=10_000)
    books_a_talk(lars)
    the_sitting_ends(mette.world)
    mette.sees("Du har et møde torsdag 26. november kl. 10.00")
    mette.does_not_see(FILE)
    world.jump(by=DAY + 60)
    both_have_the_day_and_a_file(mette, lars)


def test_a_mail_that_may_have_been_sent_is_not_sent_again(world: World, mette: Person, lars: Person) -> None:
    opens(lars, 4)
    meets(world, "sendMail", drop="after")
    does(lars, "Spørg HR")
    lars.sees("Mailen til HR er måske sendt. Ring til HR, eller send selv teksten.")
    world.jump(by=2 * 3600)
    lars.presses("Mailen til HR")
    lars.sees("Sag 2026-0042: der er brug for juridisk råd")
    assert len(mail(world)) == 1


@pytest.mark.parametrize("fault", [{"status": 403}, {"status": 503, "times": 10_000}])
def test_a_mail_that_cannot_be_sent_is_a_text_to_copy(
    world: World, mette: Person, lars: Person, hanne: Person, fault: dict[str, Any]
) -> None:
    opens(lars, 4)
    meets(world, "sendMail", **fault)
    does(lars, "Spørg HR")
    hanne.sees("Sagen har brug for HR.")
    if fault["status"] == 503:
        world.jump(by=3700)
    lars.sees("Jeg kunne ikke sende en mail herfra. Kopiér teksten, og send den til HR.")
    lars.presses("Mailen til HR")
    lars.sees("Markér teksten, kopiér den")
    assert mail(world) == []


def test_a_throttled_mail_is_sent_once_when_graph_lets_it(
    world: World, mette: Person, lars: Person, tmp_path: Path
) -> None:
    opens(lars, 4)
    meets(world, "sendMail", status=429, retry_after=600)
    does(lars, "Spørg HR")
    lars.until(lambda _: is_postponed(tmp_path / "data", "SendMail"), "the mail waiting")
    world.jump(by=601)
    lars.until(lambda _: mail(world), "the mail sent")
    lars.does_not_see("måske sendt")
    assert len(mail(world)) == 1


@pytest.mark.begins("empty")
@pytest.mark.parametrize(
    ("managers", "leader"),
    [({"U0METTE": None}, "U0LARS"), ({"U0LARS": "U0METTE"}, "U0LARS"), ({"U0METTE": "U0METTE"}, "U0LARS")],
    ids=["no manager", "a loop", "their own manager"],
)
def test_a_report_finds_its_leader_without_the_directory(
    workspace: Workspace, world: World, mette: Person, managers: dict[str, str | None], leader: str
) -> None:
    for person, manager in managers.items():
        workspace.store.people[person].manager = manager
    comes_to_the_people(mette)
    mette.until(lambda _: chosen_as(mette, "Leder") == leader, f"{leader} as the leader")


@pytest.mark.begins("empty")
def test_a_report_proposes_nobody_whose_account_is_closed(
    workspace: Workspace, world: World, mette: Person
) -> None:
    world.post("person", id="U0LARS", deleted=True)
    comes_to_the_people(mette)
    assert chosen_as(mette, "Leder") != "U0LARS"
    mette.picks_person("Leder", "sofie")
    mette.until(lambda _: chosen_as(mette, "Leder") == "U0SOFIE", "Sofie as the leader")


@pytest.mark.begins("empty")
def test_a_report_does_not_wait_for_a_graph_that_is_down(world: World, mette: Person) -> None:
    meets(world, status=503, times=10_000)
    comes_to_the_people(mette)
    mette.until(lambda _: chosen_as(mette, "Leder") == "U0LARS", "Lars as the leader")
    assert chosen_as(mette, "Arbejdsmiljørepræsentant") == "U0ANNE"
