"""Failure cases about who must not know, and who is two at once: kept out, leader of oneself, both roles."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.deciding import begins, decides, opens, the_sitting_ends
from tests.in_form import modal
from tests.people import Person, World, on_screen, texts
from tests.reporting import STORY, chosen_as, comes_to_the_people, confirms_the_people, number_of, sends
from tests.stored import owed

pytestmark = pytest.mark.begins("drafted")

NO_LEADER = "Jeg fandt ingen leder. Vælg en her."


def reopens_the_people(mette: Person) -> None:
    mette.sees("Det her er din anmeldelse.")
    mette.picks("Ret et svar", "Med i sagen")
    mette.sees("Hvem skal være med dig?")


def alerts_delivered(data: Path) -> int:
    return sum(row.done_at is not None for row in owed(data, "Alert"))


def everything(person: Person) -> str:
    """Screen and lock screen."""
    return on_screen(person.view()) + str(person.view()["notifications"])


class TestALeaderWhoIsKeptOut:
    """Nothing of it: no channel, notice, count, number, Home tab, summary, reminder or alert."""

    @pytest.mark.begins("sent")
    def test_sees_of_the_same_employees_other_case_nothing_more_than_before(
        self, world: World, mette: Person, lars: Person, anne: Person
    ) -> None:
        known = number_of(mette)
        lars.sees(f"Det er sag {known}.")
        lars.opens_home()
        lars.sees("Dine åbne trin")
        before = everything(lars).count("har anmeldt digital chikane")
        hidden = self._reports_without_lars(mette)
        dorte = world.person("dorte")
        dorte.sees(f"Det er sag {hidden}.")
        anne.sees(f"Det er sag {hidden}.")
        mette.says("Han skrev igen, og nu ved han også, hvor min søn går i skole.")
        mette.presses(f"Læg det i sag {hidden}")
        dorte.sees(f"Sag {hidden}: Der er kommet noget nyt.")
        world.jump(next="monday")
        for told in (lars, dorte):
            told.sees("Dine åbne trin denne mandag")
        lars.opens_home()
        lars.sees(known)
        assert everything(lars).count("har anmeldt digital chikane") == before
        assert hidden not in everything(lars)
        assert len([c for c in lars.channels() if c["name"].startswith("sag-")]) == 1

    def _reports_without_lars(self, mette: Person) -> str:
        comes_to_the_people(mette)
        mette.presses_in("Lars Bak", "Hold udenfor")
        mette.sees("Lars Bak er holdt udenfor og får ikke noget at vide.")
        confirms_the_people(mette)
        mette.sees("Når du sender, kan Dorte og Anne læse det. Ingen andre.")
        first = sends(mette)
        return str(mette.until(lambda _: self._newest(mette, first), "the second receipt"))

    def _newest(self, mette: Person, known: str) -> str:
        told = [texts(m["blocks"]) for m in mette.messages()]
        numbers = [t.split("Din sag har nummer ")[1][:9] for t in told if "Tak. Din sag har nummer" in t]
        return numbers[-1] if len(numbers) == 2 else ""

    def test_is_named_to_nobody_in_the_case(self, world: World, mette: Person, anne: Person) -> None:
        reopens_the_people(mette)
        mette.presses_in("Lars Bak", "Hold udenfor")
        mette.sees("Lars Bak er holdt udenfor")
        mette.presses("Ja, det er de rigtige")
        sends(mette)
        dorte = world.person("dorte")
        for member in (anne, dorte):
            member.presses("Vis sagen")
            member.sees(STORY)
            member.presses("Hvem har set hvad")
            member.sees("Hvem har læst sagen")
            assert "Lars" not in everything(member)


class TestAnOperatorWhoIsKeptOut:
    """HR is the operator here: what goes wrong with the case is not told to them either."""

    def test_hears_of_nothing_that_goes_wrong_with_the_case(
        self, world: World, mette: Person, lars: Person, hanne: Person, tmp_path: Path
    ) -> None:
        world.post("faults", method="conversations.create", error="restricted_action", times=50)
        reopens_the_people(mette)
        self._keeps_hanne_out(mette)
        mette.presses("Ja, det er de rigtige")
        mette.presses("Send")
        mette.sees("Jeg kunne ikke åbne en lukket kanal.")
        lars.sees("har anmeldt digital chikane")
        lars.until(lambda _: alerts_delivered(tmp_path / "data"), "the end of the alert")
        assert hanne.messages() == []

    def test_hears_of_nothing_that_goes_wrong_with_the_report_under_way(
        self, world: World, mette: Person, hanne: Person, tmp_path: Path
    ) -> None:
        reopens_the_people(mette)
        self._keeps_hanne_out(mette)
        mette.presses("Ja, det er de rigtige")
        mette.sees("Hanne får ikke noget at vide.")
        mette.until(lambda view: "Send" in texts(mette.messages()[-1]["blocks"]), "the review")
        world.post("faults", method="chat.postMessage", error="restricted_action")
        mette.says("Han skrev også i går.")
        mette.until(lambda _: alerts_delivered(tmp_path / "data"), "the end of the alert")
        assert hanne.messages() == []

    def _keeps_hanne_out(self, mette: Person) -> None:
        mette.picks_person("Hold en anden udenfor", "hanne")
        mette.sees("Hanne Friis er holdt udenfor og får ikke noget at vide.")


@pytest.mark.begins("empty")
class TestHrThatIsKeptOut:
    def test_is_not_the_next_leader_and_not_named_as_a_helper(self, world: World) -> None:
        sofie = world.person("sofie")
        comes_to_the_people(sofie)
        sofie.until(lambda _: chosen_as(sofie, "Leder") == "U0DORTE", "the leader")
        sofie.presses_in("Dorte Lind", "Hold udenfor")
        sofie.until(lambda _: chosen_as(sofie, "Leder") == "U0HANNE", "HR in the leader's place")
        sofie.presses_in("Hanne Friis", "Hold udenfor")
        sofie.sees(NO_LEADER)
        sofie.presses_in("*Hvem står bag*", "Ret")
        sofie.presses("En kollega eller leder")
        sofie.sees("gælder der andre regler")
        sofie.does_not_see("Bed Hanne kontakte mig")
        sofie.does_not_see("HR: .")


@pytest.mark.begins("empty")
class TestALeaderWhoReports:
    """Somebody who leads the department themself: the next level, and no say in the own case."""

    def test_is_with_the_next_leader_and_decides_nothing(self, world: World, lars: Person) -> None:
        dorte = world.person("dorte")
        comes_to_the_people(lars)
        lars.until(lambda _: chosen_as(lars, "Leder") == "U0DORTE", "the next leader")
        lars.picks_person("Leder", "lars")
        lars.sees("Vælg en anden end dig selv.")
        lars.picks_person("Arbejdsmiljørepræsentant", "anne")
        confirms_the_people(lars)
        lars.sees("Når du sender, kan Dorte og Anne læse det. Ingen andre.")
        number = sends(lars)
        dorte.sees(f"Lars har anmeldt digital chikane og har brug for dig. Det er sag {number}.")
        opens(lars, 2)
        assert "Beslut" not in modal(lars.view()).splitlines()

    def test_is_with_the_next_leader_also_when_graph_is_down(self, world: World, lars: Person) -> None:
        world.post("faults", method="graph", status=500, times=9)
        comes_to_the_people(lars)
        lars.until(lambda _: chosen_as(lars, "Leder") == "U0DORTE", "the next leader")

    def test_has_the_representative_of_the_own_department(self, lars: Person) -> None:
        comes_to_the_people(lars)
        lars.until(lambda _: chosen_as(lars, "Arbejdsmiljørepræsentant") == "U0ANNE", "the representative")


@pytest.mark.begins("empty")
class TestARepresentativeWhoReports:
    def test_is_with_the_leader_alone_and_decides_nothing(self, anne: Person, lars: Person) -> None:
        comes_to_the_people(anne)
        anne.until(lambda _: chosen_as(anne, "Leder") == "U0LARS", "the leader")
        assert chosen_as(anne, "Arbejdsmiljørepræsentant") == ""
        confirms_the_people(anne)
        anne.sees("Når du sender, kan Lars læse det. Ingen andre.")
        sends(anne)
        lars.sees("Anne har anmeldt digital chikane")
        assert anne.case_channel()["members"] == ["U0VAERN", "U0ANNE", "U0LARS"]
        opens(anne, 2)
        assert "Beslut" not in modal(anne.view()).splitlines()


class TestLeaderAndRepresentativeInOnePerson:
    def test_are_named_invited_and_told_once_and_decide_what_either_decides(
        self, mette: Person, anne: Person
    ) -> None:
        reopens_the_people(mette)
        mette.picks_person("Leder", "anne")
        mette.until(lambda _: chosen_as(mette, "Leder") == "U0ANNE", "her as the leader")
        mette.presses("Ja, det er de rigtige")
        mette.sees("Når du sender, kan Anne læse det. Ingen andre.")
        number = sends(mette)
        mette.sees("Anne er med i en lukket kanal sammen med dig.")
        anne.sees(f"Det er sag {number}.")
        assert anne.case_channel()["members"] == ["U0VAERN", "U0METTE", "U0ANNE"]
        assert sum("har anmeldt digital chikane" in texts(m["blocks"]) for m in anne.messages()) == 1
        for step, outcome in (
            (2, "Vi har aftalt en plan"),
            (3, "Tilbudt, medarbejderen takkede nej"),
        ):
            begins(anne, step)
            decides(anne, outcome, plan="Vi taler sammen i morgen.")
            the_sitting_ends(mette.world)
            mette.sees(f"Anne har besluttet: {outcome}.")

    def test_are_kept_out_as_both(self, world: World, mette: Person, anne: Person) -> None:
        reopens_the_people(mette)
        mette.picks_person("Leder", "anne")
        mette.until(lambda _: chosen_as(mette, "Leder") == "U0ANNE", "her as the leader")
        mette.presses_in("Anne Juhl", "Hold udenfor")
        mette.sees("Anne Juhl er holdt udenfor")
        mette.presses("Ja, det er de rigtige")
        mette.sees("Når du sender, kan Lars læse det. Ingen andre.")
        sends(mette)
        world.person("lars").sees("Mette har anmeldt digital chikane")
        assert everything(anne).count("sag-") == 0
        assert anne.messages() == []
