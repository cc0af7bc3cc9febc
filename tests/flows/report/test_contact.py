"""Somebody is asked to get in touch at once: whom the employee chooses, each once, and it is answered."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import get_args

import pytest

from flows import events as ev
from flows.case.case import Case, Contact, ContactRole
from flows.deciding.decide import decide as decide_case
from flows.effects import CONTACT_WANTED, Effect, Refused, Show, Tell
from flows.report.draft import ELSEWHERE, IN_DANGER, REVIEW, Draft
from flows.screens.report.conversation import turn
from flows.screens.report.form import form
from tests.flows.given import (
    ANNE,
    DORTE,
    HANNE,
    LARS,
    METTE,
    NOW,
    ON_CALL,
    SOFIE,
    STRANGER,
    TOVE,
    VIBEKE,
    begun,
    case,
    changed,
    context,
    draft,
    view,
)
from tests.flows.reading import buttons, texts
from tests.flows.talk import Talk, tells

CTX = context(on_call=ON_CALL)
LATER = context(NOW + timedelta(minutes=5), on_call=ON_CALL)
WHO: list[tuple[ContactRole, str]] = [
    ("leader", LARS),
    ("on_call", VIBEKE),
    ("representative", ANNE),
    ("hr", HANNE),
]


def asks(talk: Talk, role: ContactRole) -> tuple[Effect, ...]:
    return talk.does(ev.ContactAsked(METTE, role))


def answers(talk: Talk, person: str) -> tuple[Effect, ...]:
    return talk.does(ev.ContactAnswered(person))


@pytest.fixture
def talk() -> Talk:
    return Talk(draft(), CTX)


class TestDanger:
    @pytest.mark.parametrize("start", [begun(), draft(), draft(reopened="story"), draft(found=None)])
    def test_tells_the_employee_what_to_do_and_nobody_else_anything(self, start: Draft) -> None:
        talk = Talk(start, CTX)
        assert talk.does(ev.DangerReported(METTE)) == (Show("report", METTE),)
        assert talk.turn.question == talk.draft.current() == IN_DANGER
        assert talk.draft.people.contacts == ()

    def test_answered_at_the_question_tells_nobody_else_either(self) -> None:
        talk = Talk(begun(), CTX)
        for effects in (talk.presses("danger", "yes"), Talk(begun(), CTX).types("ja, han står udenfor")):
            assert effects == (Show("report", METTE),)

    def test_is_kept_as_the_answer_and_makes_the_report_red(self, talk: Talk) -> None:
        talk.does(ev.DangerReported(METTE))
        assert talk.draft.answers["danger"] == "yes"
        talk.does(ev.SafetyReported(METTE))
        assert talk.draft.severity() == talk.sends().report.severity == "RED"

    def test_lets_no_other_question_be_answered_or_changed(self, talk: Talk) -> None:
        talk.does(ev.DangerReported(METTE))
        before = talk.draft
        with pytest.raises(Refused, match="First say that you are safe"):
            talk.presses("kinds", ("hate",))
        with pytest.raises(Refused, match="First say that you are safe"):
            talk.changes("story")
        assert talk.draft == before

    def test_is_over_in_the_form_too_and_can_be_said_there_again(self, talk: Talk) -> None:
        seen = view(CTX, METTE)
        talk.does(ev.DangerReported(METTE))
        assert "form_danger" not in {b.act for b in buttons(form(talk.draft, seen).parts)}
        talk.does(ev.SafetyReported(METTE))
        assert "form_danger" in {b.act for b in buttons(form(talk.draft, seen).parts)}

    def test_says_of_the_interrupted_question_that_it_comes_back(self) -> None:
        talk = Talk(begun(), CTX)
        talk.presses("danger", "no")
        talk.does(ev.DangerReported(METTE))
        shown = texts(turn(talk.draft, 1, view(CTX, METTE)))
        assert shown[1:] == ["Hvem står bag? Vi vender tilbage til det, når du er i sikkerhed."]

    def test_ends_a_pause(self, talk: Talk) -> None:
        talk.pauses()
        assert Show("report", METTE) in talk.does(ev.DangerReported(METTE))
        assert not talk.draft.conversation.is_paused

    def test_loses_nothing_that_was_answered_or_is_being_answered(self, talk: Talk) -> None:
        talk.changes("story")
        before = talk.draft
        talk.does(ev.DangerReported(METTE))
        assert talk.draft.answers == {**before.answers, "danger": "yes"}
        talk.does(ev.SafetyReported(METTE))
        assert talk.draft.current() == "story"

    def test_said_while_danger_is_asked_again_answers_that_question(self, talk: Talk) -> None:
        talk.changes("danger")
        talk.does(ev.DangerReported(METTE))
        talk.does(ev.SafetyReported(METTE))
        assert talk.draft.current() == REVIEW

    def test_can_be_said_where_the_report_ends_kindly(self) -> None:
        talk = Talk(draft(answers={"sender": "internal"}), CTX)
        talk.does(ev.DangerReported(METTE))
        assert talk.draft.current() == IN_DANGER
        talk.does(ev.SafetyReported(METTE))
        assert talk.draft.current() == ELSEWHERE


@pytest.mark.parametrize(("role", "person"), WHO)
class TestAsking:
    def test_tells_that_person_alone_and_only_the_role(
        self, talk: Talk, role: ContactRole, person: str
    ) -> None:
        effects = asks(talk, role)
        assert tells(effects) == [Tell(person, CONTACT_WANTED, f"{role}:{METTE}")]
        assert {Show("report", METTE), Show("messages")} <= set(effects)
        assert talk.draft.people.contacts == (Contact(role, person, NOW),)

    def test_twice_tells_once(self, talk: Talk, role: ContactRole, person: str) -> None:
        asks(talk, role)
        once = talk.draft
        talk.ctx = LATER
        assert tells(asks(talk, role)) == []
        assert talk.draft == once

    def test_never_tells_somebody_kept_out(self, talk: Talk, role: ContactRole, person: str) -> None:
        talk.keeps_out(person)
        before = talk.draft
        if role == "leader":
            assert tells(asks(talk, role)) == [Tell(DORTE, CONTACT_WANTED, f"{role}:{METTE}")]
            return
        with pytest.raises(Refused, match="cannot see whom"):
            asks(talk, role)
        assert talk.draft == before

    def test_changes_nothing_in_the_report(self, talk: Talk, role: ContactRole, person: str) -> None:
        before = talk.draft
        asks(talk, role)
        assert replace(talk.draft, people=replace(talk.draft.people, contacts=())) == before

    def test_works_before_anything_is_answered_and_where_the_report_ends_kindly(
        self, role: ContactRole, person: str
    ) -> None:
        for start in (begun(), draft(answers={"sender": "internal"})):
            assert tells(asks(Talk(start, CTX), role)) == [Tell(person, CONTACT_WANTED, f"{role}:{METTE}")]


def test_every_role_was_tried() -> None:
    assert [role for role, _ in WHO] == list(get_args(ContactRole))


def test_everybody_on_call_is_told_and_those_kept_out_are_not() -> None:
    shift = replace(ON_CALL, people=(VIBEKE, SOFIE, LARS, METTE))
    talk = Talk(draft(kept_out=(LARS,)), context(on_call=shift))
    assert tells(asks(talk, "on_call")) == [
        Tell(p, CONTACT_WANTED, f"on_call:{METTE}") for p in (VIBEKE, SOFIE)
    ]


def test_another_leader_is_told_as_well_when_the_first_was_wrong(talk: Talk) -> None:
    asks(talk, "leader")
    talk.keeps_out(LARS)
    assert tells(asks(talk, "leader")) == [Tell(DORTE, CONTACT_WANTED, f"leader:{METTE}")]
    assert tells(asks(talk, "leader")) == []


def test_without_anybody_in_the_role_the_employee_hears_whom_to_call() -> None:
    talk = Talk(draft(found=ev.PeopleFound(), chosen={}))
    for role in ("leader", "representative"):
        with pytest.raises(Refused, match="112"):
            asks(talk, role)
    assert talk.draft.people.contacts == ()


class TestTheAnswer:
    def test_is_told_to_the_employee_once(self, talk: Talk) -> None:
        asks(talk, "leader")
        talk.ctx = LATER
        effects = answers(talk, LARS)
        assert (talk.turn.after, talk.turn.said) == ("contacted", LARS)
        assert {Show("report", METTE), Show("messages")} <= set(effects)
        assert talk.draft.people.contacts == (Contact("leader", LARS, NOW, LATER.now),)
        once = talk.draft
        talk.ctx = context(NOW + timedelta(hours=1))
        answers(talk, LARS)
        assert talk.draft == once

    @pytest.mark.parametrize("person", [ANNE, STRANGER, METTE, ""])
    def test_of_somebody_who_was_not_asked_is_refused(self, talk: Talk, person: str) -> None:
        asks(talk, "leader")
        with pytest.raises(Refused, match="no longer open"):
            answers(talk, person)

    def test_does_not_end_a_pause(self, talk: Talk) -> None:
        asks(talk, "hr")
        talk.pauses()
        answers(talk, HANNE)
        assert talk.draft.conversation.is_paused

    def test_of_two_are_both_told_above_the_open_question(self, talk: Talk) -> None:
        asks(talk, "leader")
        asks(talk, "hr")
        answers(talk, LARS)
        answers(talk, HANNE)
        said = texts(turn(talk.draft, talk.draft.turn, view(CTX, METTE)))
        assert said[1:3] == [f"{who} har set det og kontakter dig nu." for who in ("Lars", "Hanne")]

    def test_of_one_leaves_the_others_open(self, talk: Talk) -> None:
        asks(talk, "leader")
        asks(talk, "hr")
        answers(talk, HANNE)
        open_still = [c.person for c in talk.draft.people.contacts if c.answered_at is None]
        assert open_still == [LARS]


class TestAfterSending:
    def sent(self) -> Case:
        talk = Talk(draft(), CTX)
        asks(talk, "on_call")
        asks(talk, "hr")
        return talk.sends()

    def test_who_was_asked_is_still_known_and_has_no_part_in_the_case(self) -> None:
        made = self.sent()
        assert [c.person for c in made.people.contacts] == [VIBEKE, HANNE]
        assert {made.role_of(VIBEKE), made.role_of(HANNE)} == {None}

    def test_they_can_answer_once(self) -> None:
        made = self.sent()
        once, effects = decide_case(made, ev.ContactAnswered(VIBEKE), LATER)
        assert tells(effects) == [Tell(METTE, "contact-answered", VIBEKE)]
        assert Show("messages") in effects
        assert [c.answered_at for c in once.people.contacts] == [LATER.now, None]
        again, effects = decide_case(once, ev.ContactAnswered(VIBEKE), context(NOW + timedelta(days=1)))
        assert (again, tells(effects)) == (once, [])

    def test_they_can_answer_when_the_case_is_withdrawn(self) -> None:
        made = changed(self.sent(), withdrawn_at=NOW)
        _, effects = decide_case(made, ev.ContactAnswered(VIBEKE), LATER)
        assert tells(effects) == [Tell(METTE, "contact-answered", VIBEKE)]

    @pytest.mark.parametrize("person", [LARS, TOVE, METTE, ""])
    def test_nobody_else_can(self, person: str) -> None:
        with pytest.raises(Refused, match="no longer open"):
            decide_case(self.sent(), ev.ContactAnswered(person), LATER)

    def test_a_case_without_contacts_has_none_to_answer(self) -> None:
        with pytest.raises(Refused, match="no longer open"):
            decide_case(case(), ev.ContactAnswered(LARS), CTX)


def test_somebody_asked_and_kept_out_later_is_told_nothing_more() -> None:
    talk = Talk(draft(), CTX)
    asks(talk, "leader")
    owed = [*talk.keeps_out(LARS), *asks(talk, "leader"), *answers(talk, LARS)]
    assert LARS not in {effect.person for effect in owed if isinstance(effect, Tell)}
    talk.confirms()
    made = talk.sends()
    assert made.role_of(LARS) is None
    assert LARS in made.people.excluded
