"""The employee ends a case: everybody is told, nothing more is decided or reminded of, and danger stays."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows import events as ev
from flows.access.rules import may
from flows.case.case import Case
from flows.case.severity import LEVELS, Severity
from flows.clock.monday import open_steps
from flows.deciding.decide import decide
from flows.effects import Effect, FetchFile, Invite, OpenChannel, Refused, ShareEvidence, Show, Tell
from flows.procedure.procedure import STEPS
from flows.procedure.step_state import is_undecided, next_deadline, step_states
from flows.reminders.plan import reminders
from flows.screens.case.case import state_text
from flows.screens.messages import is_wanted
from tests.flows.given import (
    ANNE,
    CALENDAR,
    HANNE,
    LARS,
    METTE,
    NOW,
    SOFIE,
    STRANGER,
    TOVE,
    case,
    context,
    decided,
    kept,
    offered,
    view,
    with_part,
)
from tests.flows.talk import tells

CTX = context()


def withdraws(found: Case, by: str = METTE, days: int = 0) -> tuple[Case, tuple[Effect, ...]]:
    return decide(found, ev.Withdrawn(by), context(NOW + timedelta(days=days)))


def withdrawn(**facts: Any) -> Case:
    return withdraws(case(**facts))[0]


class TestWhoMay:
    def test_the_employee_may(self) -> None:
        assert withdraws(case(), days=2)[0].ending.withdrawn_at == NOW + timedelta(days=2)

    @pytest.mark.parametrize("who", [LARS, ANNE, HANNE, SOFIE, TOVE, STRANGER, ""])
    def test_nobody_else_may(self, who: str) -> None:
        found = with_part(with_part(with_part(case(), HANNE, "hr"), SOFIE, "deputy"), TOVE, "union")
        with pytest.raises(Refused, match="Only the employee"):
            withdraws(found, who)

    @pytest.mark.parametrize("severity", LEVELS)
    def test_but_a_case_about_safety_is_not_ended_by_a_button(self, severity: Severity) -> None:
        found = case(severity=severity)
        if severity != "RED":
            assert withdraws(found)[0].ending.withdrawn_at
            return
        with pytest.raises(Refused, match="your safety"):
            withdraws(found)

    def test_nobody_else_learns_that_it_is_about_safety(self) -> None:
        with pytest.raises(Refused, match="Only the employee"):
            withdraws(case(severity="RED"), LARS)


class TestWhoIsTold:
    def test_everybody_in_the_case_once_and_nobody_else(self) -> None:
        found = with_part(with_part(case(excluded=frozenset({SOFIE})), HANNE, "hr"), TOVE, "union")
        told = tells(withdraws(found)[1])
        assert {tell.message for tell in told} == {"case-withdrawn"}
        assert [tell.person for tell in told] == [METTE, LARS, ANNE, HANNE, TOVE]

    def test_a_second_time_tells_nobody(self) -> None:
        once = withdrawn()
        assert withdraws(once, days=3) == (once, ())

    def test_every_surface_shows_it(self) -> None:
        _, effects = withdraws(case())
        homes = {Show("home", person) for person in (METTE, LARS, ANNE)}
        assert {Show("card"), Show("checklist"), Show("messages"), *homes} <= set(effects)

    def test_a_case_without_a_channel_shows_none(self) -> None:
        _, effects = withdraws(case(channel=None))
        assert not {Show("card"), Show("checklist")} & set(effects)


@pytest.mark.parametrize("key", [step.key for step in STEPS])
@pytest.mark.parametrize("who", [METTE, LARS, ANNE])
def test_nothing_is_decided_any_more(key: str, who: str) -> None:
    first = next(step.outcomes[0].key for step in STEPS if step.key == key)
    with pytest.raises(Refused, match="withdrawn"):
        decide(withdrawn(), ev.StepDecided(who, key, first, "En grund der er lang nok."), CTX)


ADDING: list[ev.CaseEvent] = [
    ev.FileOffered(METTE, offered("file9")),
    ev.WordsKept(METTE, "words1", "Du skal passe på."),
    ev.EvidenceDescribed(METTE, "file1", {"platform": "Facebook"}),
]


@pytest.mark.parametrize("event", ADDING, ids=[type(event).__name__ for event in ADDING])
def test_nothing_is_added_any_more(event: ev.CaseEvent) -> None:
    with pytest.raises(Refused, match="withdrawn"):
        decide(withdrawn(evidence=(kept(),)), event, CTX)


def test_what_was_decided_stays_decided() -> None:
    left = withdrawn(decisions=decided("contact", "legal"))
    states = {item.step.key: item.state for item in step_states(left, CALENDAR, NOW)}
    assert {key for key, state in states.items() if state == "decided"} == {"contact", "legal"}
    assert set(states.values()) == {"decided", "ended"}


def test_a_file_that_was_on_its_way_is_still_told_of_and_kept() -> None:
    left, effects = decide(withdrawn(evidence=(offered(),)), ev.FileSettled(kept()), CTX)
    assert [item.state for item in left.evidence] == ["kept"]
    assert tells(effects) == [Tell(METTE, "received", "file1")]


def test_what_was_sent_can_still_be_read_and_shown_to_those_who_had_it() -> None:
    left = withdrawn(evidence=(kept(),))
    for who in (METTE, LARS, ANNE):
        assert may(who, "read", left)
        _, effects = decide(left, ev.EvidenceAsked(who, "file1"), CTX)
        assert effects == (ShareEvidence(who, "file1"),)


@given(st.timedeltas(timedelta(0), timedelta(days=400)))
def test_nobody_is_reminded_of_anything_any_more(later: timedelta) -> None:
    left, ctx = withdrawn(), context(NOW + later)
    assert reminders(left, ctx) == ()
    assert next_deadline(left, CALENDAR, ctx.now) is None
    for who in (METTE, LARS, ANNE):
        assert decide(left, ev.TimePassed(who, ctx.now), ctx) == (left, ())
        assert open_steps((left,), who, ctx) == ()
    assert not [item for item in step_states(left, CALENDAR, ctx.now) if is_undecided(item)]


def test_every_step_says_that_it_ended() -> None:
    seen = view(CTX, LARS)
    said = {state_text(item, seen) for item in step_states(withdrawn(), CALENDAR, NOW)}
    assert said == {"Slut: Sagen er trukket tilbage."}


@pytest.mark.parametrize("message", ["opened", "receipt", "no-channel"])
def test_a_message_that_asks_for_something_and_is_still_to_be_sent_is_not(message: str) -> None:
    assert not is_wanted(withdrawn(), message, LARS, CTX)


@pytest.mark.parametrize("message", ["case-withdrawn", "contact-answered", "needed", "received", "decided"])
def test_the_others_are(message: str) -> None:
    assert is_wanted(withdrawn(), message, LARS, CTX)


def test_a_channel_that_opens_too_late_tells_nobody_anything() -> None:
    left = withdrawn(channel=None)
    _, effects = decide(left, ev.ChannelOpened("C0SAG"), CTX)
    assert tells(effects) == []


def test_withdrawing_owes_nothing_but_words_and_screens() -> None:
    _, effects = withdraws(replace(case(), evidence=(kept(), offered("file2"))))
    assert not [e for e in effects if isinstance(e, Invite | OpenChannel | FetchFile | ShareEvidence)]
