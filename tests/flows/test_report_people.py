"""Whom a report reaches: suggested by the directory, changed by the employee, never one who is part of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from flows import events as ev
from flows.decide import open_case
from flows.effects import Refused
from flows.report import REVIEW
from tests.flows.given import ANNE, ANSWERS, DORTE, FOUND, LARS, METTE, SOFIE, draft
from tests.flows.talk import CTX, Talk


@pytest.fixture
def reviewing() -> Talk:
    return Talk(draft())


def test_the_leader_and_the_representative_are_suggested_and_may_be_changed(reviewing: Talk) -> None:
    assert (reviewing.draft.leader(), reviewing.draft.representative()) == (LARS, ANNE)
    reviewing.chooses("leader", SOFIE)
    reviewing.chooses("representative", "")
    assert (reviewing.draft.leader(), reviewing.draft.representative()) == (SOFIE, "")


def test_nobody_chooses_themself(reviewing: Talk) -> None:
    with pytest.raises(Refused, match="other than yourself"):
        reviewing.chooses("leader", METTE)


def test_a_directory_that_names_the_employee_suggests_nobody() -> None:
    talk = Talk(draft(found=ev.PeopleFound(METTE, METTE, METTE)))
    assert (talk.draft.leader(), talk.draft.representative()) == ("", "")


def test_what_the_employee_chose_stands_when_the_directory_answers_late() -> None:
    talk = Talk(draft(found=None))
    talk.chooses("leader", SOFIE)
    talk.does(FOUND)
    assert (talk.draft.leader(), talk.draft.representative()) == (SOFIE, ANNE)


def test_without_anybody_found_or_chosen_the_people_are_not_confirmed() -> None:
    talk = Talk(draft(found=ev.PeopleFound()))
    talk.changes("people")
    with pytest.raises(Refused):
        talk.presses("people", "confirmed")
    talk.chooses("representative", ANNE)
    talk.presses("people", "confirmed")


class TestWhoWasConfirmed:
    """Nobody learns of the case whom the employee has not seen and confirmed."""

    def test_stays_when_the_directory_changes_its_mind(self) -> None:
        talk = confirming(FOUND)
        talk.presses("people", "confirmed")
        talk.does(ev.PeopleFound(DORTE, "", SOFIE))
        assert (talk.draft.leader(), talk.draft.representative()) == (LARS, ANNE)
        assert talk.draft.current() == REVIEW

    def test_is_asked_again_when_the_directory_finds_a_leader_late(self) -> None:
        talk = confirming(None)
        talk.chooses("representative", ANNE)
        talk.presses("people", "confirmed")
        talk.does(FOUND)
        assert talk.draft.current() == talk.draft.asked[-1] == "people"
        assert "people" not in talk.draft.answers
        with pytest.raises(Refused, match="still open"):
            open_case(talk.draft, ev.Sent(METTE, "2026-0042"), CTX)
        talk.presses("people", "confirmed")
        made, _ = open_case(talk.draft, ev.Sent(METTE, "2026-0042"), CTX)
        assert [p.person for p in made.participants] == [METTE, LARS, ANNE]

    def test_is_asked_again_when_somebody_else_is_chosen(self) -> None:
        talk = Talk(draft())
        talk.chooses("leader", LARS)
        assert talk.draft.current() == REVIEW
        talk.chooses("leader", SOFIE)
        assert talk.draft.current() == "people"

    def test_is_asked_again_when_the_chosen_leader_turns_out_to_be_part_of_it(self) -> None:
        talk = Talk(draft(found=None, answers={"leader_is_party": "yes"}, chosen={"leader": SOFIE}))
        assert talk.draft.current() == REVIEW
        talk.does(ev.PeopleFound(SOFIE, "", ANNE))
        assert talk.draft.current() == "people"
        talk.presses("people", "confirmed")
        assert talk.draft.current() == REVIEW
        assert SOFIE not in talk.draft.chosen.values()

    def test_and_nobody_in_a_role_is_as_good_an_answer(self) -> None:
        talk = confirming(FOUND)
        talk.chooses("leader", "")
        talk.presses("people", "confirmed")
        talk.does(ev.PeopleFound(DORTE, "", ANNE))
        assert talk.draft.current() == REVIEW
        assert talk.draft.leader() == ""

    def test_is_asked_in_a_report_that_does_not_know_who_it_was(self) -> None:
        assert draft(chosen={}).current() == "people"
        with pytest.raises(Refused, match="still open"):
            open_case(draft(chosen={}), ev.Sent(METTE, "2026-0042"), CTX)


def confirming(found: ev.PeopleFound | None) -> Talk:
    """The people are the last question that is open."""
    answers = {key: value for key, value in ANSWERS.items() if key != "people"}
    return Talk(replace(draft(found=found, chosen={}), answers=answers))


class TestALeaderWhoIsPartOfIt:
    def party(self, **changes: object) -> Talk:
        return Talk(draft(answers={"leader_is_party": "yes"}, **changes))

    def test_is_passed_over_for_the_next_leader(self) -> None:
        talk = self.party()
        assert talk.draft.leader() == DORTE
        assert talk.draft.excluded() == {LARS}

    @pytest.mark.parametrize("role", ["leader", "representative"])
    def test_cannot_be_chosen(self, role: str) -> None:
        with pytest.raises(Refused, match="part of it"):
            self.party().chooses(role, LARS)

    def test_is_not_suggested_as_representative_or_as_the_next_leader(self) -> None:
        talk = self.party(found=ev.PeopleFound(LARS, LARS, LARS))
        assert (talk.draft.leader(), talk.draft.representative()) == ("", "")

    def test_is_dropped_when_chosen_before_it_was_said(self) -> None:
        talk = Talk(draft())
        talk.chooses("leader", LARS)
        talk.chooses("representative", LARS)
        talk.changes("leader_is_party")
        talk.presses("leader_is_party", "yes")
        assert LARS not in {talk.draft.leader(), talk.draft.representative()}

    def test_is_dropped_when_chosen_before_the_directory_knew(self) -> None:
        talk = self.party(found=None)
        talk.chooses("leader", LARS)
        talk.does(FOUND)
        assert talk.draft.leader() == DORTE

    @pytest.mark.parametrize(("before", "after"), [("no", "yes"), ("yes", "no")])
    def test_or_is_not_after_all_means_that_the_people_are_confirmed_again(
        self, before: str, after: str
    ) -> None:
        talk = Talk(draft(answers={"leader_is_party": before}))
        talk.changes("leader_is_party")
        talk.presses("leader_is_party", after)
        assert talk.draft.current() == "people"

    def test_is_not_the_one_whom_the_employee_had_put_in_as_leader(self) -> None:
        talk = Talk(draft())
        talk.chooses("leader", SOFIE)  # the directory was wrong: Sofie leads Mette
        talk.changes("leader_is_party")
        talk.presses("leader_is_party", "yes")
        assert talk.draft.leader() != SOFIE
