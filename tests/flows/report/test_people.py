"""Kept out: whoever the employee says is part of it never learns of it, whatever the directory says."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from flows import events as ev
from flows.access.rules import may, may_decide
from flows.case.case import ContactRole
from flows.effects import Invite, Refused, Show, Tell
from flows.procedure.procedure import STEPS
from flows.report.draft import REVIEW, Draft
from flows.report.people import confirmed, reachable
from flows.report.sending import open_case
from tests.flows.given import (
    ANNE,
    ANSWERS,
    DORTE,
    FOUND,
    HANNE,
    LARS,
    METTE,
    ON_CALL,
    SOFIE,
    STRANGER,
    TOVE,
    VIBEKE,
    changed,
    context,
    draft,
    turns,
)
from tests.flows.talk import CTX, Talk

UNASKED = {key: value for key, value in ANSWERS.items() if key not in {"people", "wishes"}}
NOBODY = ev.PeopleFound()


def choosing(found: ev.PeopleFound | None = FOUND) -> Talk:
    """Mette at the question who is to be with her."""
    return Talk(changed(draft(found=found, chosen={}), answers=UNASKED, asked=turns("people")))


def parts(state: Draft) -> set[str]:
    return {person for person in state.involved() if person}


class TestTheLeader:
    def test_is_passed_over_for_the_next_leader(self) -> None:
        talk = choosing()
        talk.keeps_out(LARS)
        assert talk.draft.involved() == (DORTE, ANNE, "")
        assert talk.draft.excluded() == {LARS}

    def test_is_passed_over_when_kept_out_before_the_directory_answered(self) -> None:
        talk = choosing(found=None)
        talk.keeps_out(LARS)
        talk.does(FOUND)
        assert talk.draft.involved() == (DORTE, ANNE, "")

    def test_has_nobody_after_it_when_the_next_leader_is_part_of_it_too(self) -> None:
        talk = choosing()
        talk.keeps_out(LARS)
        talk.keeps_out(DORTE)
        assert talk.draft.involved() == ("", ANNE, "")

    def test_is_in_no_other_place_either(self) -> None:
        talk = choosing(found=ev.PeopleFound(LARS, LARS, LARS))
        talk.keeps_out(LARS)
        assert parts(talk.draft) == set()

    def test_is_dropped_when_the_employee_had_put_them_in_themself(self) -> None:
        talk = choosing()
        talk.chooses("leader", SOFIE)  # the directory was wrong: Sofie leads Mette
        talk.keeps_out(SOFIE)
        assert SOFIE not in parts(talk.draft)
        assert talk.draft.current() == "people"

    def test_stays_the_one_whom_the_employee_chose_when_the_one_found_is_kept_out(self) -> None:
        talk = choosing()
        talk.chooses("leader", SOFIE)
        talk.keeps_out(LARS)
        assert talk.draft.leader() == SOFIE

    def test_and_nobody_was_chosen_stays_nobody(self) -> None:
        talk = choosing()
        talk.chooses("leader", "")
        talk.keeps_out(LARS)
        assert talk.draft.leader() == ""


@pytest.mark.parametrize("role", get_args(ev.InvolvedRole))
class TestInAnyPart:
    def test_who_is_kept_out_cannot_be_chosen(self, role: Any) -> None:
        talk = choosing()
        talk.keeps_out(SOFIE)
        before = talk.draft
        with pytest.raises(Refused, match="kept this person out"):
            talk.chooses(role, SOFIE)
        assert talk.draft == before

    def test_who_was_chosen_is_dropped_when_kept_out(self, role: Any) -> None:
        talk = choosing()
        talk.chooses(role, SOFIE)
        talk.keeps_out(SOFIE)
        assert SOFIE not in parts(talk.draft)
        assert SOFIE not in talk.draft.people.chosen.values()

    def test_who_was_chosen_before_the_directory_answered_is_dropped_too(self, role: Any) -> None:
        talk = choosing(found=None)
        talk.chooses(role, LARS)
        talk.keeps_out(LARS)
        talk.does(FOUND)
        assert LARS not in parts(talk.draft)

    def test_nobody_chooses_themself(self, role: Any) -> None:
        with pytest.raises(Refused, match="other than yourself"):
            choosing().chooses(role, METTE)


@pytest.mark.parametrize("found", [FOUND, None, NOBODY], ids=["found", "not-yet", "nobody"])
@pytest.mark.parametrize("person", [LARS, ANNE, DORTE, SOFIE, HANNE, STRANGER, "U0UNKNOWN"])
def test_anybody_can_be_kept_out_and_nothing_reaches_them(person: str, found: ev.PeopleFound | None) -> None:
    talk = choosing(found)
    talk.keeps_out(person)
    talk.does(FOUND)
    talk.chooses("leader", VIBEKE)
    talk.confirms()
    talk.presses("wishes", ())
    made, effects = open_case(talk.draft, CTX)
    assert made.people.excluded == {person}
    assert made.role_of(person) is None
    assert not may(person, "read", made)
    assert not any(may_decide(person, step.key, made) for step in STEPS)
    assert not [e for e in effects if isinstance(e, Tell) and e.person == person]
    assert not [e for e in effects if isinstance(e, Invite) and person in e.persons]


def test_keeping_out_is_told_to_nobody_but_the_employee_s_own_screens() -> None:
    assert set(choosing().keeps_out(LARS)) == {Show("report", METTE), Show("messages")}


def test_the_employee_cannot_be_kept_out_of_their_own_report() -> None:
    with pytest.raises(Refused, match="other than yourself"):
        choosing().keeps_out(METTE)


@pytest.mark.parametrize("person", ["", LARS])
def test_keeping_out_twice_or_nobody_changes_nothing(person: str) -> None:
    talk = choosing()
    talk.keeps_out(LARS)
    once = talk.draft
    talk.keeps_out(person)
    assert talk.draft == once


class TestLetInAgain:
    def test_the_one_found_is_suggested_again(self) -> None:
        talk = choosing()
        talk.keeps_out(LARS)
        talk.lets_in(LARS)
        assert talk.draft.involved() == (LARS, ANNE, "")
        assert talk.draft.excluded() == frozenset()

    def test_they_may_be_chosen_again(self) -> None:
        talk = choosing()
        talk.keeps_out(SOFIE)
        talk.lets_in(SOFIE)
        talk.chooses("representative", SOFIE)
        assert talk.draft.representative() == SOFIE

    def test_the_others_stay_kept_out(self) -> None:
        talk = choosing()
        talk.keeps_out(LARS)
        talk.keeps_out(SOFIE)
        talk.lets_in(LARS)
        assert talk.draft.excluded() == {SOFIE}

    def test_somebody_who_was_not_kept_out_changes_nothing(self) -> None:
        talk = Talk(draft())
        before = talk.draft
        talk.lets_in(SOFIE)
        assert talk.draft == before


@pytest.mark.parametrize("person", [LARS, ANNE, STRANGER])
def test_keeping_out_and_letting_in_are_confirmed_again_before_sending(person: str) -> None:
    talk = Talk(draft())
    for act in (talk.keeps_out, talk.lets_in):
        act(person)
        assert talk.draft.current() == talk.draft.conversation.asked[-1].question == "people"
        with pytest.raises(Refused, match="still open"):
            talk.sends()
        talk.confirms()
        assert talk.draft.current() == REVIEW


def test_who_was_confirmed_is_kept_by_name() -> None:
    talk = choosing()
    talk.confirms()
    assert talk.draft.people.chosen == {"leader": LARS, "representative": ANNE}
    assert confirmed(talk.draft) == talk.draft.people.chosen


def test_back_from_the_people_who_are_asked_again_opens_the_question_before_them() -> None:
    talk = Talk(draft())
    talk.keeps_out(LARS)
    talk.changes()
    assert talk.draft.current() == "circumstances"


class TestTheUnionRepresentative:
    def sent(self) -> Any:
        talk = choosing()
        talk.chooses("union", TOVE)
        talk.confirms()
        talk.presses("wishes", ())
        return talk.sends()

    def test_takes_part_only_when_the_employee_chose_one(self) -> None:
        assert self.sent().role_of(TOVE) == "union"
        assert choosing().draft.union() == ""

    def test_reads_nothing_decides_nothing_and_adds_nothing(self) -> None:
        made = self.sent()
        assert not may(TOVE, "read", made)
        assert not may(TOVE, "add_evidence", made)
        assert not any(may_decide(TOVE, step.key, made) for step in STEPS)

    def test_alone_is_nobody_who_acts(self) -> None:
        talk = choosing(NOBODY)
        talk.chooses("union", TOVE)
        with pytest.raises(Refused):
            talk.confirms()

    def test_who_is_the_leader_too_is_the_leader(self) -> None:
        talk = choosing()
        talk.chooses("union", LARS)
        talk.confirms()
        talk.presses("wishes", ())
        assert talk.sends().role_of(LARS) == "leader"


REACHED: list[tuple[ContactRole, tuple[str, ...]]] = [
    ("leader", (LARS,)),
    ("on_call", (VIBEKE,)),
    ("representative", (ANNE,)),
    ("hr", (HANNE,)),
]


@pytest.mark.parametrize(("role", "persons"), REACHED)
def test_each_role_reaches_its_people_and_nobody_kept_out(
    role: ContactRole, persons: tuple[str, ...]
) -> None:
    ctx = context(on_call=ON_CALL)
    assert reachable(draft(), role, ctx) == persons
    without = draft(kept_out=persons)
    assert not set(reachable(without, role, ctx)) & set(persons)
    assert reachable(changed(draft(), person=persons[0]), role, ctx) == ()


def test_the_next_leader_is_reached_when_the_leader_is_kept_out() -> None:
    assert reachable(draft(kept_out=(LARS,)), "leader", CTX) == (DORTE,)
    assert reachable(draft(found=None, chosen={}), "leader", CTX) == ()


def test_hr_is_reached_in_danger_where_nobody_is_on_call_and_nobody_kept_out_is() -> None:
    assert reachable(draft(), "on_call", CTX) == (HANNE,)
    assert reachable(draft(kept_out=(HANNE,)), "on_call", CTX) == ()
