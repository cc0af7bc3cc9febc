"""Whom a report reaches: suggested by the directory, changed by the employee, never one who is part of it."""

from __future__ import annotations

import pytest

from flows import events as ev
from flows.effects import Refused
from tests.flows.given import ANNE, DORTE, FOUND, LARS, METTE, SOFIE, draft
from tests.flows.talk import Talk


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
