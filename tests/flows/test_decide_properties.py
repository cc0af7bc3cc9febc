"""A redelivered event, a second process or a retry never makes anybody hear the same thing twice."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from flows import events as ev
from flows.case import Case, Contact
from flows.decide import decide
from flows.effects import Effect, Refused, Tell
from flows.procedure import STEPS
from tests.flows.given import (
    ANNE,
    HANNE,
    LARS,
    METTE,
    NOW,
    SOFIE,
    STRANGER,
    case,
    context,
    danish,
    kept,
    offered,
    opened,
    refused,
    with_part,
)
from tests.flows.roads import reaches

CTX = context()
KNOWN = {message.id for message in danish()}
PEOPLE = [METTE, LARS, ANNE, SOFIE, HANNE, STRANGER, ""]
anybody = st.sampled_from(PEOPLE)
files = st.sampled_from([make(key) for make in (offered, kept, refused) for key in ("file1", "file2")])
sensible = st.sampled_from(STEPS).flatmap(
    lambda step: st.builds(
        ev.StepDecided,
        anybody,
        st.just(step.key),
        st.sampled_from([o.key for o in step.outcomes]),
        st.sampled_from(["", "kort", "En grund der er lang nok."]),
    )
)
events: st.SearchStrategy[ev.CaseEvent] = st.one_of(
    sensible,
    sensible,
    st.builds(ev.StepDecided, anybody, st.text(max_size=5), st.text(max_size=5), st.text(max_size=20)),
    st.builds(ev.ChannelOpened, st.sampled_from(["C1", "C0SAG"])),
    st.builds(ev.ChannelRefused, st.just("restricted_action")),
    st.builds(ev.MemberJoined, anybody),
    st.builds(ev.MemberMissing, anybody, st.just("user_is_restricted")),
    st.builds(ev.EvidenceAsked, anybody, st.sampled_from(["file1", "file2", ""])),
    st.builds(ev.FileOffered, anybody, files),
    st.builds(ev.FileSettled, files.filter(lambda item: item.state != "fetching")),
    st.builds(
        ev.WordsKept,
        anybody,
        st.sampled_from(["words1", "file1"]),
        st.text(max_size=10),
        st.sampled_from([None, "message", "correction"]),
    ),
    st.builds(
        ev.EvidenceDescribed,
        anybody,
        st.sampled_from(["file1", "words1", ""]),
        st.dictionaries(st.sampled_from(["platform", "odd"]), st.sampled_from(["", "A"])),
    ),
    st.builds(ev.ContactAnswered, anybody),
    st.builds(ev.Withdrawn, anybody),
    st.just(ev.TimePassed()),
)
waiting = case(evidence=(offered("file1"), offered("file2")))
asked = case(contacts=(Contact("leader", LARS, NOW), Contact("hr", HANNE, NOW)), severity="RED")
beginnings = st.sampled_from(
    [
        opened(),
        case(),
        waiting,
        asked,
        with_part(case(), SOFIE, "deputy"),
        case(excluded=frozenset({SOFIE, STRANGER})),
        replace(waiting, withdrawn_at=NOW),
    ]
)


def after(state: Case, event: ev.CaseEvent) -> tuple[Case, tuple[Effect, ...]]:
    """The case and what is owed; a refusal changes nothing and is said in Danish."""
    try:
        return decide(state, event, CTX)
    except Refused as refusal:
        assert refusal.message in KNOWN
        return state, ()


@settings(deadline=None)
@given(beginnings, st.lists(events, max_size=15))
def test_every_event_in_every_state_gives_a_result_or_a_sentence_in_danish(
    state: Case, happened: list[ev.CaseEvent]
) -> None:
    for event in happened:
        changed, effects = after(state, event)
        assert all(effect.person for effect in effects if isinstance(effect, Tell))
        assert changed.decisions[: len(state.decisions)] == state.decisions
        assert changed.participants[0].person == METTE
        assert state.withdrawn_at is None or changed.withdrawn_at == state.withdrawn_at
        assert not state.excluded & reaches(effects)
        state = changed


@settings(deadline=None)
@given(beginnings, st.lists(events, max_size=8), events)
def test_the_same_event_again_tells_nobody_anything_again(
    state: Case, happened: list[ev.CaseEvent], event: ev.CaseEvent
) -> None:
    for earlier in happened:
        state, _ = after(state, earlier)
    once, _ = after(state, event)
    twice, effects = after(once, event)
    assert twice == once
    assert not [effect for effect in effects if isinstance(effect, Tell)]


@given(st.permutations([ev.FileSettled(kept()), ev.FileSettled(refused()), ev.FileSettled(kept())]))
def test_a_file_that_is_safe_stays_safe_whoever_reports_later(order: list[Any]) -> None:
    state = waiting
    for event in order:
        state, _ = decide(state, event, CTX)
    assert [item.id for item in state.evidence_kept()] == ["file1"]


def test_a_refusal_that_arrives_after_the_channel_tells_nobody_anything() -> None:
    assert decide(case(), ev.ChannelRefused("fatal_error"), CTX) == (case(), ())
