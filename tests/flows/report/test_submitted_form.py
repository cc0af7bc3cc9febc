"""The report as one form: all of it is taken or nothing, and it gives what the conversation would give."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from flows import events as ev
from flows.effects import Effect, Refused, Show
from flows.form import Value
from flows.report.decide import FormRefused
from flows.report.draft import ELSEWHERE, IN_DANGER, REVIEW, Draft
from flows.report.questions import REPORT
from tests.flows.given import (
    ANNE,
    ANSWERS,
    DORTE,
    LARS,
    METTE,
    SOFIE,
    STRANGER,
    TOVE,
    begun,
    danish,
    draft,
    kept,
)
from tests.flows.talk import Talk, tells

ROAD = [q.key for q in REPORT]
KNOWN = {message.id for message in danish()}


def fills(
    talk: Talk,
    answers: dict[str, Value] | None = None,
    people: dict[ev.InvolvedRole, str] | None = None,
    kept_out: tuple[str, ...] = (),
) -> tuple[Effect, ...]:
    return talk.does(ev.FormSubmitted(METTE, answers or {}, people or {}, kept_out))


def is_safe_now(talk: Talk) -> None:
    """Whoever said yes to danger says that it is over, so that the questions go on."""
    if talk.draft.conversation.is_endangered:
        talk.does(ev.SafetyReported(METTE))


def said(state: Draft) -> tuple[Any, ...]:
    """What a draft says, without the turns in which it was said."""
    return (
        dict(state.answers),
        state.involved(),
        state.people.kept_out,
        dict(state.people.chosen),
        state.severity(),
    )


OTHER: dict[str, Value] = ANSWERS | {
    "danger": "yes",
    "kinds": ("hate", "flood"),
    "when": "2026-11-01/2026-11-10",
    "evidence": "cannot",
    "wishes": ("police:yes", "absence:2026-11-16"),
}
PEOPLE: dict[ev.InvolvedRole, str] = {"leader": SOFIE, "representative": ANNE, "union": TOVE}
FORMS: list[tuple[dict[str, Value], dict[ev.InvolvedRole, str], tuple[str, ...]]] = [
    (ANSWERS, {}, ()),
    (OTHER, {}, ()),
    (OTHER, PEOPLE, ()),
    (ANSWERS, {}, (LARS,)),
    (ANSWERS, {"representative": ""}, (LARS, STRANGER)),
    (ANSWERS | {"sender": "relative"}, {"leader": DORTE}, (LARS, SOFIE)),
    ({"danger": "no", "sender": "internal"}, {}, ()),
    ({key: ANSWERS[key] for key in ROAD[:5]}, {}, ()),
]


class TestTheSameAsTheConversation:
    @pytest.mark.parametrize(("answers", "people", "kept_out"), FORMS)
    def test_for_a_new_report(
        self, answers: dict[str, Value], people: dict[ev.InvolvedRole, str], kept_out: tuple[str, ...]
    ) -> None:
        by_form, by_talk = Talk(begun()), Talk(begun())
        fills(by_form, answers, people, kept_out)
        is_safe_now(by_form)
        spoken(by_talk, answers, people, kept_out)
        assert said(by_form.draft) == said(by_talk.draft)
        assert (
            by_form.draft.current()
            == by_talk.draft.current()
            == by_form.draft.conversation.asked[-1].question
        )

    @pytest.mark.parametrize("key", [key for key in ROAD if key != "people"])
    def test_for_one_answer_that_is_changed(self, key: str) -> None:
        by_form, by_talk = Talk(draft()), Talk(draft())
        fills(by_form, {key: OTHER[key]})
        by_talk.changes(key)
        by_talk.presses(key, OTHER[key])
        is_safe_now(by_form)
        is_safe_now(by_talk)
        assert said(by_form.draft) == said(by_talk.draft)
        assert by_form.draft.current() == by_talk.draft.current() == REVIEW

    def test_and_it_sends_the_same_case(self) -> None:
        by_form = Talk(begun())
        fills(by_form, ANSWERS)
        assert by_form.sends() == Talk(draft()).sends()


def spoken(
    talk: Talk,
    answers: dict[str, Value],
    people: dict[ev.InvolvedRole, str],
    kept_out: tuple[str, ...],
) -> None:
    """The same, act by act."""
    for key in (key for key in ROAD if key in answers and key not in {"people", "wishes"}):
        talk.presses(key, answers[key])
        is_safe_now(talk)
    for person in kept_out:
        talk.keeps_out(person)
    for role, person in people.items():
        talk.chooses(role, person)
    for key in (key for key in ("people", "wishes") if key in answers):
        talk.presses(key, answers[key])


BAD: list[tuple[str, Value]] = [
    ("danger", "perhaps"),
    ("sender", ""),
    ("kinds", ()),
    ("kinds", ("magic",)),
    ("where", "facebook"),
    ("when", "2026-11-21"),
    ("when", "unknown"),
    ("story", " "),
    ("evidence", "kept"),
    ("circumstances", ()),
    ("people", "yes"),
    ("wishes", ("police:yes", "police:no")),
    ("nothing", "no"),
]


class TestAllOrNothing:
    @pytest.mark.parametrize(("key", "value"), BAD)
    def test_one_answer_that_cannot_be_used_takes_none(self, key: str, value: Value) -> None:
        talk = Talk(begun())
        before = talk.draft
        with pytest.raises(FormRefused) as refused:
            fills(talk, ANSWERS | {key: value}, {"leader": SOFIE}, (STRANGER,))
        assert talk.draft == before
        assert list(refused.value.faults) == [key]
        assert refused.value.faults[key] in KNOWN

    def test_every_fault_is_told_by_its_question(self) -> None:
        with pytest.raises(FormRefused) as refused:
            fills(Talk(begun()), dict(ANSWERS | {"when": "2027-01-01", "kinds": (), "story": ""}))
        assert set(refused.value.faults) == {"when", "kinds", "story"}
        assert set(refused.value.faults.values()) <= KNOWN
        assert refused.value.message in refused.value.faults.values()
        assert "time" in refused.value.faults["when"]

    @pytest.mark.parametrize(
        ("people", "kept_out", "fault"),
        [({"leader": METTE}, (), "leader"), ({"representative": LARS}, (LARS,), "representative")],
    )
    def test_a_person_who_cannot_be_chosen_is_told_by_the_role(
        self, people: dict[ev.InvolvedRole, str], kept_out: tuple[str, ...], fault: str
    ) -> None:
        talk = Talk(draft())
        before = talk.draft
        with pytest.raises(FormRefused) as refused:
            fills(talk, {"story": "Noget andet."}, people, kept_out)
        assert list(refused.value.faults) == [fault]
        assert talk.draft == before

    def test_the_employee_cannot_keep_themself_out(self) -> None:
        talk = Talk(draft())
        before = talk.draft
        with pytest.raises(Refused, match="other than yourself"):
            fills(talk, {"story": "Noget andet."}, {}, (LARS, METTE))
        assert talk.draft == before

    def test_the_people_cannot_be_confirmed_when_nobody_is_left(self) -> None:
        with pytest.raises(FormRefused) as refused:
            fills(Talk(draft()), {"people": "confirmed"}, {"representative": ""}, (LARS, DORTE))
        assert list(refused.value.faults) == ["people"]


class TestDanger:
    def test_said_in_the_form_tells_whom_to_call(self) -> None:
        talk = Talk(begun())
        fills(talk, {"danger": "yes"})
        assert talk.draft.current() == talk.turn.question == IN_DANGER

    def test_said_again_after_it_was_over_stops_the_questions_again(self) -> None:
        talk = Talk(draft(answers={"danger": "yes"}))
        fills(talk, {"story": "Noget andet."})
        assert talk.draft.current() == REVIEW
        fills(talk, {"danger": "yes"})
        assert talk.draft.current() == talk.turn.question == IN_DANGER

    def test_in_a_form_that_is_refused_is_not_kept(self) -> None:
        talk = Talk(begun())
        with pytest.raises(FormRefused):
            fills(talk, {"danger": "yes", "kinds": ()})
        assert "danger" not in talk.draft.answers


class TestThePeople:
    def test_who_is_kept_out_learns_nothing_and_the_next_leader_takes_the_place(self) -> None:
        talk = Talk(draft())
        effects = fills(talk, {"people": "confirmed"}, {}, (LARS,))
        assert talk.draft.involved() == (DORTE, ANNE, "")
        assert {effect.person for effect in tells(effects)} <= {METTE}
        assert talk.sends().people.excluded == {LARS}

    def test_who_was_kept_out_stays_so_in_a_form_that_does_not_say_it_again(self) -> None:
        talk = Talk(draft(kept_out=(LARS,)))
        fills(talk, {"story": "Noget andet."})
        assert talk.draft.people.kept_out == (LARS,)

    def test_who_are_changed_and_not_confirmed_are_asked_about(self) -> None:
        talk = Talk(draft())
        fills(talk, {}, {"leader": SOFIE})
        assert talk.draft.current() == talk.draft.conversation.asked[-1].question == "people"

    def test_messages_that_were_told_show_who_is_kept_out(self) -> None:
        assert Show("messages") in fills(Talk(draft()), {"people": "confirmed"}, {}, (LARS,))


def test_a_form_that_says_nothing_changes_nothing() -> None:
    talk = Talk(draft())
    before = talk.draft
    assert tells(fills(talk)) == []
    assert talk.draft == before


def test_the_same_form_again_changes_nothing() -> None:
    talk = Talk(begun())
    fills(talk, OTHER, PEOPLE, (LARS,))
    once = talk.draft
    assert tells(fills(talk, OTHER, PEOPLE, (LARS,))) == []
    assert talk.draft == once


def test_a_form_while_an_answer_is_being_changed_ends_that_change() -> None:
    talk = Talk(draft(reopened="story"))
    fills(talk, {"story": "Noget andet."})
    assert talk.draft.current() == REVIEW


def test_answers_that_the_form_puts_off_the_road_are_not_sent() -> None:
    talk = Talk(begun())
    fills(talk, dict(ANSWERS | {"sender": "internal"}))
    assert talk.draft.current() == ELSEWHERE
    with pytest.raises(Refused, match="still open"):
        talk.sends()


def test_evidence_that_is_there_may_be_said_to_be_all() -> None:
    talk = Talk(replace(begun(), evidence=(kept(),)))
    fills(talk, dict(ANSWERS | {"evidence": "kept"}))
    assert talk.draft.current() == REVIEW


CPR = "Han skrev 010190-1234 i opslaget."


def test_a_cpr_number_in_the_form_s_story_is_told_of_once() -> None:
    talk = Talk(begun())
    fills(talk, {"story": CPR})
    assert talk.turn.said == CPR
    once = talk.draft
    fills(talk, {"story": CPR})
    assert talk.draft == once
