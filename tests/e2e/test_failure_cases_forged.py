"""Failure cases about forged requests: buttons, values and forms of somebody else's report and case.

Who may do what is checked on every act against the case, never against what the button carries.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlmodel import SQLModel, select

from storage.people_tables import PersonRow
from storage.tables import JournalRow, OutboxRow
from tests.conftest import Loop
from tests.deciding import opens
from tests.forging import CONTACT, IN_A_FORM, ON_A_CASE, ON_A_REPORT, Forger, Made, pressing
from tests.people import Person, World, on_screen
from tests.reporting import STORY, screenshot, sends
from tests.stored import found, is_delivered, visited
from tests.workspace.server import Workspace

pytestmark = pytest.mark.begins("sent")

CASE, ITEM = "draft1", "file1"
NOT_YOURS = "Det er ikke dig, der skal gøre det i den her sag."
NO_SUCH_CASE = "Den sag findes ikke, eller du kan ikke se den."
NO_CASE, NO_ITEM = "draft0", "file0"
"""Ids of the same kind, of nothing at all."""

KEPT = ("case", "draft", "participant", "decision", "reminder", "evidence", "erasure")


@pytest.fixture
def transport() -> str:
    """All of it over signed HTTP."""
    return "http"


@pytest.fixture
def omar(world: World, workspace: Workspace, loop: Loop) -> Forger:
    """A stranger who has copied every id."""
    forger = Forger(world, workspace, loop, "U0OMAR")
    assert forger.commands("/chikane", "help")["ok"]
    forger.sees("Guidance")
    forger.closes_all()
    return forger


def stored(data: Path) -> list[Any]:
    """Every case and report, and what is owed for them."""
    with visited(data) as storage, storage.reading() as tx:
        facts = [tx.execute(select(SQLModel.metadata.tables[table])).all() for table in KEPT]
        owed = tx.session.exec(select(OutboxRow).where(OutboxRow.subject == CASE)).all()
        return [*facts, [row.id for row in owed if row.kind != "Show"]]


def unwilling(data: Path) -> list[str]:
    """Who wants no Monday's summary."""
    return [row.id for row in found(data, select(PersonRow)) if not row.wants_weekly]


def refusals(data: Path, person: str) -> int:
    lines = found(data, select(JournalRow).where(JournalRow.subject == CASE))
    return sum((line.person, line.act) == (person, "refused") for line in lines)


def answered(who: Forger, made: Made, case: str, item: str) -> str:
    """Does it and tells what the person reads, with nothing left open."""
    answer = who.is_answered(made(who, case, item))
    who.closes_all()
    return answer


def is_refused_like_nothing(who: Forger, acts: dict[str, Made], data: Path) -> None:
    """Each act reads the same with an id that is there as with one of nothing, and changes nothing."""
    before = stored(data)
    read = {name: answered(who, made, CASE, ITEM) for name, made in acts.items()}
    nothing = {name: answered(who, made, NO_CASE, NO_ITEM) for name, made in acts.items()}
    assert stored(data) == before
    for secret in ("2026-0042", STORY, "opslag", "Mette", "Lars", "Anne", "Facebook"):
        assert secret not in str(read)
    assert "" not in read.values()
    assert read == nothing


def are_told(*members: Person) -> None:
    for member in members:
        member.sees("har anmeldt digital chikane")
        member.sees("Det, der skal gøres")


class TestSomebodyElsesCase:
    """By a stranger, and by the leader who is kept out of it."""

    def test_answers_a_stranger_like_nothing_at_all(
        self, mette: Person, lars: Person, anne: Person, omar: Forger, tmp_path: Path
    ) -> None:
        are_told(lars, anne)
        is_refused_like_nothing(omar, ON_A_CASE, tmp_path / "data")

    @pytest.mark.begins("drafted")
    def test_answers_the_leader_who_is_kept_out_like_nothing_at_all(
        self, world: World, workspace: Workspace, loop: Loop, mette: Person, anne: Person, tmp_path: Path
    ) -> None:
        mette.sees("Det her er din anmeldelse.")
        mette.picks("Ret et svar", "Med i sagen")
        mette.presses_in("Lars Bak", "Hold udenfor")
        mette.sees("Lars Bak er holdt udenfor")
        mette.presses("Ja, det er de rigtige")
        sends(mette)
        are_told(world.person("dorte"), anne)
        is_refused_like_nothing(Forger(world, workspace, loop, "U0LARS"), ON_A_CASE, tmp_path / "data")

    def test_lets_nobody_step_in_who_was_not_asked(
        self, world: World, workspace: Workspace, loop: Loop, mette: Person, lars: Person, tmp_path: Path
    ) -> None:
        are_told(lars)
        for name in ("sofie", "dorte", "hanne"):
            forger = Forger(world, workspace, loop, f"U0{name.upper()}")
            is_refused_like_nothing(forger, {"accept": ON_A_CASE["accept"]}, tmp_path / "data")

    def test_switches_off_nobody_elses_summary(
        self, mette: Person, lars: Person, omar: Forger, tmp_path: Path
    ) -> None:
        are_told(lars)
        omar.sends(omar.press("weekly.0", "off"))
        off = omar.until(lambda _: unwilling(tmp_path / "data"), "their own choice kept")
        assert off == [omar.id]

    def test_answers_a_former_leader_like_nothing_at_all(
        self, world: World, workspace: Workspace, loop: Loop, mette: Person, lars: Person, tmp_path: Path
    ) -> None:
        are_told(lars)
        opens(lars, 3)
        lars.presses("Giv videre")
        lars.submits(person="sofie", kind="Sagen, for altid. Den, der har den nu, går ud af den")
        lars.sees("er ikke hos dig mere.")
        # He is taken out of the channel when the one after him is in it: then all of it is over.
        lars.until(lambda view: "Det, der skal gøres" not in on_screen(view), "the checklist gone")
        former = Forger(world, workspace, loop, lars.id)
        former.closes_all()
        is_refused_like_nothing(former, ON_A_CASE, tmp_path / "data")
        assert refusals(tmp_path / "data", lars.id) == len(ON_A_CASE)

    def test_does_not_tell_a_stranger_whether_somebody_was_asked_to_get_in_touch(
        self, mette: Person, lars: Person, anne: Person, omar: Forger
    ) -> None:
        are_told(lars, anne)
        read = [answered(omar, CONTACT, case, ITEM) for case in (CASE, NO_CASE)]
        assert read[0] == read[1]

    def test_keeps_a_line_of_every_refusal(
        self, mette: Person, lars: Person, anne: Person, omar: Forger, tmp_path: Path
    ) -> None:
        are_told(lars, anne)
        data, lines = tmp_path / "data", {}
        acts = ON_A_CASE | {"contact_answered": CONTACT}
        for name, made in acts.items():
            before = refusals(data, omar.id)
            answered(omar, made, CASE, ITEM)
            lines[name] = refusals(data, omar.id) - before
        assert lines == dict.fromkeys(acts, 1)

    def test_takes_nothing_from_a_stranger_that_waits_for_a_place(
        self, mette: Person, lars: Person, anne: Person, omar: Forger, tmp_path: Path
    ) -> None:
        are_told(lars, anne)
        mette.says("Nu har han skrevet igen, og han ved, hvor min søn går i skole.")
        mette.sees("Hvor hører det, du lige sendte, til?")
        omar.says("", ("foto.png", screenshot()))
        omar.sees("Shall I start a report with what you have just sent?")
        hers, his = self._waiting(mette), self._waiting(omar)
        places = {
            "hers": pressing("place.0", f"{hers}|new"),
            "his in her case": pressing("place.0", f"{his}|{{case}}"),
        }
        is_refused_like_nothing(omar, places, tmp_path / "data")
        read = [answered(omar, pressing("place.0", f"{a}|new"), CASE, ITEM) for a in (hers, "0" * 64)]
        assert read[0] == read[1]
        assert refusals(tmp_path / "data", omar.id) == 1
        mette.presses("Læg det i sag 2026-0042")
        lars.sees("Der er kommet noget nyt.")

    def _waiting(self, person: Person) -> str:
        message = next(m for m in reversed(person.messages()) if "place.0" in str(m["blocks"]))
        values = [e["value"] for b in message["blocks"] for e in b.get("elements", ()) if "value" in e]
        return str(values[0]).split("|")[0]

    @pytest.mark.parametrize(
        ("who", "act", "told"),
        [
            ("lars", "correct form", "Kun medarbejderen og repræsentanten kan lægge dokumentation ind."),
            ("lars", "describe form", "Kun medarbejderen og repræsentanten kan lægge dokumentation ind."),
            ("lars", "withdraw_case form", "Kun medarbejderen kan trække sagen tilbage."),
            ("anne", "withdraw_case form", "Kun medarbejderen kan trække sagen tilbage."),
            ("anne", "decide form", "Det er ikke dig, der beslutter det trin."),
            ("mette", "decide form", "Det er ikke dig, der beslutter det trin."),
            ("anne", "book form", "Det er ikke dig, der beslutter det trin."),
            ("mette", "slot", "Det er ikke dig, der beslutter det trin."),
            ("anne", "decide_more form", "Det er ikke dig, der beslutter det trin."),
            ("lars", "reopen_step form", "Det er ikke dig, der beslutter det trin."),
            ("mette", "task", NOT_YOURS),
            ("mette", "sheet", NOT_YOURS),
            ("anne", "hand_over form", NOT_YOURS),
            ("anne", "take_back", NOT_YOURS),
            ("lars", "escalate form", NOT_YOURS),
            ("lars", "invite_union form", NOT_YOURS),
            ("lars", "severity form", NOT_YOURS),
            ("lars", "closing_agree", NOT_YOURS),
            ("anne", "closing_disagree form", NOT_YOURS),
            ("lars", "close_case form", NOT_YOURS),
            ("anne", "reopen_case form", NOT_YOURS),
            ("lars", "afterwards", NOT_YOURS),
            ("anne", "snooze form", "Det er ikke dig, der beslutter det trin."),
            ("mette", "snooze form", "Det er ikke dig, der beslutter det trin."),
            ("lars", "pause_reminders form", NOT_YOURS),
            ("anne", "accept", NO_SUCH_CASE),
            ("lars", "accept", NO_SUCH_CASE),
        ],
    )
    def test_lets_nobody_in_it_do_what_is_not_theirs(
        self,
        world: World,
        workspace: Workspace,
        loop: Loop,
        mette: Person,
        lars: Person,
        anne: Person,
        tmp_path: Path,
        who: str,
        act: str,
        told: str,
    ) -> None:
        are_told(lars, anne)
        forger = Forger(world, workspace, loop, f"U0{who.upper()}")
        before = stored(tmp_path / "data")
        assert told in answered(forger, ON_A_CASE[act], CASE, ITEM)
        assert stored(tmp_path / "data") == before


@pytest.mark.begins("drafted")
class TestSomebodyElsesReport:
    """Under way, before it is sent; by somebody with none, and with a report of their own."""

    def test_answers_like_nothing_at_all(self, mette: Person, omar: Forger, tmp_path: Path) -> None:
        mette.sees("Det her er din anmeldelse.")
        is_refused_like_nothing(omar, ON_A_REPORT, tmp_path / "data")

    def test_and_never_acts_on_ones_own(self, mette: Person, omar: Forger, tmp_path: Path) -> None:
        mette.sees("Det her er din anmeldelse.")
        omar.says("hello")
        omar.sees("Hello Omar.")
        omar.until(lambda _: is_delivered(tmp_path / "data", "FindPeople"), "the leader of his own report")
        is_refused_like_nothing(omar, ON_A_REPORT, tmp_path / "data")

    def test_is_not_reached_by_a_form(self, mette: Person, omar: Forger, tmp_path: Path) -> None:
        mette.sees("Det her er din anmeldelse.")
        before, read = stored(tmp_path / "data"), {}
        for name, made in IN_A_FORM.items():
            for case in (CASE, NO_CASE):
                assert omar.commands("/chikane", "help")["ok"]
                omar.sees("Guidance")
                read[name, case] = answered(omar, made, case, ITEM)
        assert stored(tmp_path / "data") == before
        assert len(set(read.values())) == 1, read
        assert STORY not in str(read)
