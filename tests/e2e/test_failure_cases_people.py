"""Failure cases about people: a report sent twice, an invitation that fails, a leader nobody can find."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from tests.deciding import begins, decides, the_sitting_ends
from tests.people import Json, Person, World, on_screen, texts
from tests.reporting import STORY, chosen_as, comes_to_the_people, confirms_the_people, number_of, sends
from tests.stored import is_all_delivered, is_delivered
from tests.workspace.server import Workspace

pytestmark = pytest.mark.begins("drafted")

RECEIPT = "Tak. Din sag har nummer"
NO_LEADER = "Jeg fandt ingen leder. Vælg en her."
NOT_IN_CHANNEL = "Lars kunne ikke komme med i kanalen og får besked direkte."
IN_CHANNEL = "er med i en lukket kanal"


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """The acts at the same moment, as from several devices."""
    with ThreadPoolExecutor(len(acts)) as threads:
        return [future.result() for future in [threads.submit(act) for act in acts]]


def send_button(mette: Person) -> Json:
    """Where the button stands, as it is still seen on a device that was not shown anything since."""
    message = mette.until(lambda _: [m for m in mette.messages() if '"Send"' in _json(m)], "Send")[-1]
    block, button = next(
        (b, e) for b in message["blocks"] for e in b.get("elements") or () if e.get("action_id") == "send.0"
    )
    where = {"conversation": "vaern", "ts": message["ts"], "block_id": block["block_id"]}
    return {"as": mette.id, **where, "action_id": button["action_id"]}


def _json(part: Any) -> str:
    return str(part).replace("'", '"')


def receipts(person: Person) -> int:
    return sum(RECEIPT in texts(m["blocks"]) for m in person.messages())


def case_channels(person: Person) -> list[Json]:
    return [c for c in person.channels() if c["name"].startswith("sag-")]


class TestSentTwiceAtTheSameMoment:
    """A double click on Send, or the same report sent from phone and laptop."""

    def test_by_the_button_on_two_devices_it_is_one_case_with_one_receipt(
        self, world: World, mette: Person, lars: Person
    ) -> None:
        button = send_button(mette)
        world.post("faults", method="chat.update", hold="before", times=99)
        answers = at_once(lambda: world.post("press", **button), lambda: world.post("press", **button))
        assert [a["ok"] for a in answers] == [True, True]
        mette.sees("Den anmeldelse er sendt.")
        self._is_one_case(world, mette, lars)

    def test_by_the_form_and_by_the_button_it_is_one_case_with_one_receipt(
        self, world: World, mette: Person, lars: Person
    ) -> None:
        button = send_button(mette)
        mette.opens_home()
        mette.presses("Udfyld som skema")
        mette.until(lambda view: view["modals"] and "submit" in view["modals"][-1]["view"], "the form")
        mette.submits()
        mette.until(lambda view: view["modals"][-1]["view"]["callback_id"] == "form_send", "the review")
        world.post("faults", method="chat.update", hold="before", times=99)
        answers = at_once(lambda: world.post("press", **button), mette.submits)
        assert [a["ok"] for a in answers] == [True, True]
        self._is_one_case(world, mette, lars)

    def _is_one_case(self, world: World, mette: Person, lars: Person) -> None:
        world.post("clear_faults")
        world.post("release")
        mette.sees(RECEIPT)
        lars.sees(f"Det er sag {number_of(mette)}.")
        mette.until(lambda _: "Sendt og gemt." in on_screen(mette.view()), "the end of the report")
        mette.sees("Det, der skal gøres")
        assert receipts(mette) == 1
        assert len(case_channels(mette)) == len(case_channels(lars)) == 1
        assert mette.view()["problems"] == []


class TestAnInvitationThatFails:
    """A guest, somebody who is not in the team, deactivated, or in too many channels."""

    @pytest.mark.parametrize(
        "error", ["user_is_restricted", "ura_max_channels", "cant_invite", "user_not_found"]
    )
    def test_the_others_join_and_who_is_missing_acts_from_the_direct_message(
        self, world: World, mette: Person, lars: Person, anne: Person, hanne: Person, error: str
    ) -> None:
        world.post("faults", method="conversations.invite", error=error, user="U0LARS")
        number = sends(mette)
        assert anne.case_channel()["members"] == ["U0VAERN", "U0METTE", "U0ANNE"]
        for member in (mette, anne):
            member.sees(NOT_IN_CHANNEL)
        lars.sees(f"Mette har anmeldt digital chikane og har brug for dig. Det er sag {number}.")
        assert case_channels(lars) == []
        lars.presses("Vis sagen")
        lars.sees(STORY)
        lars.closes()
        lars.presses("Beslut")
        decides(lars, "Vi har aftalt en plan", plan="Vi taler sammen i morgen.")
        the_sitting_ends(mette.world)
        mette.sees("Lars har besluttet: Vi har aftalt en plan.")
        self._operator_hears_no_content(hanne, number, error)

    def _operator_hears_no_content(self, hanne: Person, number: str, error: str) -> None:
        hanne.sees("En person kunne ikke komme med i kanalen til en sag.")
        hanne.sees(error)
        told = str(hanne.messages()) + str(hanne.view()["notifications"])
        for content in (number, STORY, "Mette", "Lars", "chikane", "sag-"):
            assert content not in told

    @pytest.mark.parametrize("missing", ["mette", "lars"])
    def test_nobody_is_told_that_somebody_is_in_the_channel_who_is_not(
        self, world: World, mette: Person, lars: Person, anne: Person, missing: str
    ) -> None:
        user, error = f"U0{missing.upper()}", "user_is_restricted"
        world.post("faults", method="conversations.invite", error=error, user=user)
        sends(mette)
        lars.sees("har anmeldt digital chikane")
        anne.sees("kunne ikke komme med i kanalen")
        absent = world.person(missing)
        told = "\n".join(texts(m["blocks"]) for m in absent.messages())
        assert IN_CHANNEL not in told and "Du er med i en lukket kanal" not in told
        told = "\n".join(texts(m["blocks"]) for m in mette.messages())
        assert "Lars og Anne er med" not in told

    def test_without_anybody_in_the_channel_all_are_reached_and_the_operator_is_told_once(
        self, world: World, mette: Person, lars: Person, anne: Person, hanne: Person, tmp_path: Path
    ) -> None:
        world.post("faults", method="conversations.invite", error="user_is_restricted")
        sends(mette)
        for member in (lars, anne):
            member.sees("Mette har anmeldt digital chikane")
        hanne.sees("En person kunne ikke komme med i kanalen til en sag.")
        hanne.until(lambda _: is_all_delivered(tmp_path / "data"), "nothing left to deliver")
        assert [case_channels(p) for p in (mette, lars, anne)] == [[], [], []]
        assert len(hanne.messages()) == 1

    def test_that_fails_in_silence_is_seen_by_looking_who_is_there(
        self, world: World, mette: Person, lars: Person, anne: Person, hanne: Person
    ) -> None:
        world.post("faults", method="conversations.invite", hold="after")
        mette.presses("Send")
        assert world.get("faults", wait=1, timeout=60)["held"]
        world.post("channel", conversation=lars.case_channel()["id"], act="leave", user=lars.id)
        world.post("release")
        anne.sees(NOT_IN_CHANNEL)
        lars.sees("Mette har anmeldt digital chikane")
        mette.sees(RECEIPT)
        hanne.sees("not_a_member")

    def test_because_the_leader_is_deactivated_brings_the_deputy_in(
        self, world: World, mette: Person, anne: Person, hanne: Person
    ) -> None:
        sofie = world.person("sofie")
        mette.sees("Det her er din anmeldelse.")
        world.post("person", id="U0LARS", deleted=True)
        sends(mette)
        mette.sees("Sofie har din sag nu og kan se den.")
        sofie.sees("Mette har anmeldt digital chikane.")
        assert set(sofie.case_channel()["members"]) == {"U0VAERN", "U0METTE", "U0ANNE", "U0SOFIE"}
        mette.does_not_see("Lars skal svare dig")


@pytest.mark.begins("empty")
class TestALeaderNobodyCanFind:
    """Graph is down, or whom it names is no colleague: the employee chooses, and nothing is blocked."""

    def test_while_graph_is_silent_the_report_goes_on_and_what_was_chosen_stays(self, world: World) -> None:
        sofie, lars = world.person("sofie"), world.person("lars")
        world.post("faults", method="graph", hold="before", times=9)
        comes_to_the_people(sofie)
        sofie.sees(NO_LEADER)
        sofie.picks_person("Leder", "lars")
        confirms_the_people(sofie)
        sofie.sees("Når du sender, kan Lars læse det. Ingen andre.")
        world.post("clear_faults")
        world.post("release")
        sends(sofie)
        lars.sees("Sofie har anmeldt digital chikane")
        assert world.person("dorte").messages() == []

    def test_while_graph_is_down_the_organisations_own_leader_is_suggested(
        self, world: World, mette: Person
    ) -> None:
        world.post("faults", method="graph", status=500, times=9)
        comes_to_the_people(mette)
        mette.until(lambda _: chosen_as(mette, "Leder") == "U0LARS", "the leader")
        assert chosen_as(mette, "Arbejdsmiljørepræsentant") == "U0ANNE"

    @pytest.mark.parametrize(
        "what", [{"is_bot": True}, {"deleted": True}, {"is_restricted": True}], ids=lambda w: next(iter(w))
    )
    def test_who_is_a_service_account_deactivated_or_a_guest_is_not_suggested(
        self, world: World, workspace: Workspace, tmp_path: Path, what: dict[str, bool]
    ) -> None:
        people = workspace.store.people
        people["U0SOFIE"].manager = "U0OMAR"
        for name, value in what.items():
            setattr(people["U0OMAR"], name, value)
        sofie = world.person("sofie")
        comes_to_the_people(sofie)
        sofie.until(lambda _: is_answered(tmp_path / "data"), "the answer of Graph")
        sofie.sees(NO_LEADER)
        assert chosen_as(sofie, "Leder") == ""

    @pytest.mark.parametrize(("gone", "label"), [("U0LARS", "Leder"), ("U0ANNE", "Arbejdsmiljørepræsentant")])
    def test_who_is_in_the_organisations_file_and_deactivated_is_not_suggested(
        self, world: World, mette: Person, tmp_path: Path, gone: str, label: str
    ) -> None:
        world.post("person", id=gone, deleted=True)
        comes_to_the_people(mette)
        mette.until(lambda _: is_answered(tmp_path / "data"), "the answer of Graph")
        assert chosen_as(mette, label) != gone

    def test_and_not_chosen_either_the_representative_answers_and_decides(
        self, world: World, anne: Person
    ) -> None:
        sofie = world.person("sofie")
        world.post("faults", method="graph", status=500, times=9)
        comes_to_the_people(sofie)
        sofie.sees(NO_LEADER)
        sofie.picks_person("Arbejdsmiljørepræsentant", "anne")
        confirms_the_people(sofie)
        sends(sofie)
        sofie.sees("Anne skal svare dig senest")
        for step, outcome in (
            (2, "Vi har aftalt en plan"),
            (3, "Tilbudt, medarbejderen takkede nej"),
        ):
            begins(anne, step)
            decides(anne, outcome, plan="Vi taler sammen i morgen.")
            the_sitting_ends(sofie.world)
            sofie.sees(f"Anne har besluttet: {outcome}.")


def is_answered(data: Path) -> bool:
    """The directory's answer has reached the report, and the conversation shows what came of it."""
    return is_delivered(data, "FindPeople") and is_all_delivered(data)
