"""Whom a report reaches: suggested by the directory, changed by the employee, never one who is part of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from flows import events as ev
from flows.effects import Refused
from flows.report.draft import REVIEW
from flows.report.sending import open_case
from tests.flows.given import ANNE, ANSWERS, DORTE, FOUND, LARS, METTE, SOFIE, TOVE, draft
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
    with pytest.raises(Refused, match=r"^Choose at least one person who is to help you\.$"):
        talk.confirms()
    talk.chooses("representative", ANNE)
    talk.confirms()


class TestWhoWasConfirmed:
    """Nobody learns of the case whom the employee has not seen and confirmed."""

    def test_stays_when_the_directory_changes_its_mind(self) -> None:
        talk = confirming(FOUND)
        talk.confirms()
        talk.does(ev.PeopleFound(DORTE, "", SOFIE))
        assert (talk.draft.leader(), talk.draft.representative()) == (LARS, ANNE)
        assert talk.draft.current() == REVIEW

    def test_is_asked_again_when_the_directory_finds_a_leader_late(self) -> None:
        talk = confirming(None)
        talk.chooses("representative", ANNE)
        talk.confirms()
        talk.does(FOUND)
        assert talk.draft.current() == talk.draft.conversation.asked[-1].question == "people"
        assert "people" not in talk.draft.answers
        with pytest.raises(Refused, match="still open"):
            open_case(talk.draft, CTX)
        talk.confirms()
        made, _ = open_case(talk.draft, CTX)
        assert [p.person for p in made.people.participants] == [METTE, LARS, ANNE]

    def test_is_asked_again_when_somebody_else_is_chosen(self) -> None:
        talk = Talk(draft())
        talk.chooses("leader", LARS)
        assert talk.draft.current() == REVIEW
        talk.chooses("leader", SOFIE)
        assert talk.draft.current() == "people"

    def test_is_asked_again_when_one_of_them_turns_out_to_be_part_of_it(self) -> None:
        talk = Talk(draft(found=None, chosen={"leader": SOFIE, "representative": ANNE}))
        assert talk.draft.current() == REVIEW
        talk.keeps_out(SOFIE)
        talk.does(ev.PeopleFound(SOFIE, "", ANNE))
        assert talk.draft.current() == "people"
        talk.confirms()
        assert talk.draft.current() == REVIEW
        assert SOFIE not in talk.draft.people.chosen.values()

    @pytest.mark.parametrize("person", [TOVE, ""])
    def test_is_asked_again_when_a_union_representative_is_chosen_or_no_longer(self, person: str) -> None:
        before = {"leader": LARS, "representative": ANNE, "union": "" if person else TOVE}
        talk = Talk(draft(chosen=before))
        talk.chooses("union", person)
        assert talk.draft.current() == "people"
        talk.confirms()
        assert talk.draft.union() == person
        assert talk.draft.current() == REVIEW

    def test_and_nobody_in_a_role_is_as_good_an_answer(self) -> None:
        talk = confirming(FOUND)
        talk.chooses("leader", "")
        talk.confirms()
        talk.does(ev.PeopleFound(DORTE, "", ANNE))
        assert talk.draft.current() == REVIEW
        assert talk.draft.leader() == ""

    def test_is_asked_in_a_report_that_does_not_know_who_it_was(self) -> None:
        assert draft(chosen={}).current() == "people"
        with pytest.raises(Refused, match="still open"):
            open_case(draft(chosen={}), CTX)


def confirming(found: ev.PeopleFound | None) -> Talk:
    """The people are the last question that is open."""
    answers = {key: value for key, value in ANSWERS.items() if key != "people"}
    return Talk(replace(draft(found=found, chosen={}), answers=answers))
