"""Whatever road the employee takes: what is sent is what was said last, and nobody kept out learns of it."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows import events as ev
from flows.case.case import Case
from flows.case.severity import LEVELS
from flows.deciding.decide import decide as decide_case
from flows.effects import Refused, Show
from flows.evidence.items import DETAILS
from flows.people.organisation import Context
from flows.procedure.procedure import STEPS
from flows.report.decide import decide
from flows.report.draft import ELSEWHERE, IN_DANGER, REVIEW, Draft
from flows.report.questions import REPORT, THAT_IS_ALL
from flows.report.sending import open_case
from tests.flows.given import (
    ANNE,
    DORTE,
    FOUND,
    LARS,
    METTE,
    ON_CALL,
    SOFIE,
    TOVE,
    begun,
    changed,
    context,
    danish,
    draft,
    kept,
    local,
    offered,
    refused,
)
from tests.flows.report.roads import CTX, OTHERS, ROAD, ROLES, STORIES, Memory, answers_to, far_along, reaches
from tests.flows.talk import Talk

KNOWN = {message.id for message in danish()}
SLOWLY = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]


def walked(data: st.DataObject) -> Memory:
    """A road of any length, from the beginning or from the review, walked to its end."""
    memory = data.draw(st.sampled_from([Memory, far_along]))()
    for _ in range(data.draw(st.integers(0, 20))):
        memory.acts(data)
    memory.finishes()
    return memory


@settings(suppress_health_check=SLOWLY)
@given(st.data())
def test_what_is_sent_is_what_was_last_said_on_the_road_and_nothing_else(data: st.DataObject) -> None:
    memory = walked(data)
    case = memory.talk.sends()
    assert case.report.answers == {key: memory.last[key] for key in ROAD}
    assert case.report.severity == memory.severity()
    assert {p.person for p in case.people.participants} == memory.confirmed
    assert case.people.excluded == memory.kept_out
    assert {item.id: dict(item.details) for item in case.evidence} == memory.told


reason = "En grund der er lang nok."
later: st.SearchStrategy[ev.CaseEvent] = st.one_of(
    st.just(ev.ChannelOpened("C0SAG")),
    st.just(ev.ChannelRefused("restricted_action")),
    st.builds(ev.TimePassed, st.sampled_from([METTE, *OTHERS])),
    st.builds(lambda p: ev.MembersSeen((p,)), st.sampled_from([METTE, *OTHERS])),
    st.builds(lambda p: ev.MembersSeen(missing={p: "user_is_restricted"}), st.sampled_from([METTE, *OTHERS])),
    st.builds(ev.WordsKept, st.sampled_from([METTE, *OTHERS]), st.just("late"), st.just("Igen i dag.")),
    st.builds(ev.ContactAnswered, st.sampled_from(OTHERS)),
    st.builds(ev.EvidenceAsked, st.sampled_from([METTE, *OTHERS]), st.sampled_from(["words0", "words1"])),
    st.builds(ev.Withdrawn, st.just(METTE)),
    st.sampled_from(STEPS).flatmap(
        lambda step: st.builds(
            ev.StepDecided,
            st.sampled_from([METTE, *OTHERS]),
            st.just(step.key),
            st.sampled_from([o.key for o in step.outcomes]),
            st.just(reason),
        )
    ),
)


@settings(suppress_health_check=SLOWLY)
@given(st.data())
def test_nobody_kept_out_is_reached_by_anything_after_sending(data: st.DataObject) -> None:
    memory = walked(data)
    case, effects = open_case(memory.talk.draft, CTX)
    assert not reaches(effects) & memory.kept_out
    moments: list[Context] = [CTX, context(local("Wed 2026-12-02 10:00"), on_call=ON_CALL)]
    for event in data.draw(st.lists(later, max_size=10)):
        case, effects = after(case, event, data.draw(st.sampled_from(moments)))
        homes = {e.person for e in effects if isinstance(e, Show) and e.surface == "home"}
        assert not (reaches(effects) | homes) & memory.kept_out
        assert not {p.person for p in case.people.participants} & memory.kept_out


def after(case: Case, event: ev.CaseEvent, ctx: Context) -> tuple[Case, tuple[Any, ...]]:
    try:
        return decide_case(case, event, ctx)
    except Refused:
        return case, ()


anybody = st.sampled_from([METTE, LARS, ANNE, DORTE, SOFIE, TOVE, "U0NOBODY", ""])
files = st.sampled_from([offered("file1"), kept("file1"), refused("file1"), kept("file2"), offered("file3")])
items = st.sampled_from(["file1", "words1", "words2", ""])
odd = st.sampled_from(
    ["", " ", "²", "1", "-1", "yes", "no", "kept", "internal", "2026-02-31", "2027-01-01", "unknown", "\x00"]
)
values: st.SearchStrategy[Any] = odd | st.text(max_size=20) | st.lists(odd, max_size=2).map(tuple)
details = st.dictionaries(st.sampled_from([*DETAILS, "odd"]), odd, max_size=2)
sensible = st.sampled_from(REPORT).flatmap(
    lambda asked: st.builds(ev.Answered, st.just(METTE), st.just(asked.key), answers_to(asked))
)
events: st.SearchStrategy[ev.DraftEvent] = st.one_of(
    sensible,
    sensible,
    st.builds(ev.Answered, st.just(METTE), st.sampled_from([*ROAD, "", "review"]), values),
    st.builds(ev.Typed, st.just(METTE), odd | st.text(max_size=30), items),
    st.builds(ev.ChangeAsked, st.just(METTE), st.sampled_from([*ROAD, "", "review", "elsewhere"])),
    st.builds(
        ev.FormSubmitted,
        st.just(METTE),
        st.dictionaries(st.sampled_from([*ROAD, "review"]), values, max_size=2),
        st.dictionaries(st.sampled_from(ROLES), anybody, max_size=2),
        st.lists(anybody, max_size=2).map(tuple),
    ),
    st.builds(ev.PersonChosen, st.just(METTE), st.sampled_from(ROLES), anybody),
    st.builds(ev.PersonKeptOut, st.just(METTE), anybody),
    st.builds(ev.PersonLetIn, st.just(METTE), anybody),
    st.builds(ev.DangerReported, st.just(METTE)),
    st.builds(ev.SafetyReported, st.just(METTE)),
    st.builds(ev.EvidenceTakenOut, st.just(METTE), items),
    st.builds(
        ev.ContactAsked, st.just(METTE), st.sampled_from(["leader", "on_call", "representative", "hr"])
    ),
    st.builds(ev.ContactAnswered, anybody),
    st.builds(ev.UrgencyChosen, st.just(METTE), st.sampled_from(LEVELS)),
    st.builds(ev.Paused, st.just(METTE)),
    st.builds(ev.FileOffered, st.just(METTE), files),
    st.builds(ev.FileSettled, files),
    st.builds(ev.WordsKept, st.just(METTE), items, odd | st.text(max_size=20)),
    st.builds(ev.EvidenceDescribed, st.just(METTE), items, details),
    st.builds(ev.PeopleFound, anybody, anybody, anybody),
    st.builds(ev.ReportStarted, st.just(METTE), st.just("again")),
    st.builds(ev.Withdrawn, st.just(METTE)),
)
beginnings = st.sampled_from(
    [begun(), draft(), draft(kept_out=(LARS,)), draft(found=None), changed(draft(), is_paused=True)]
)


@given(beginnings, st.lists(events, max_size=20))
def test_every_event_in_every_state_gives_a_result_or_a_sentence_in_danish(
    state: Draft, happened: list[ev.DraftEvent]
) -> None:
    for event in happened:
        try:
            changed, effects = decide(state, event, CTX)
        except Refused as refusal:
            assert refusal.message in KNOWN
            continue
        if changed is None:
            return
        state = changed
        assert state.current() == state.conversation.asked[-1].question
        assert state.current() in {*ROAD, IN_DANGER, REVIEW, ELSEWHERE}
        assert not {METTE, *state.excluded()} & set(state.involved())
        assert not reaches(effects) & state.excluded()


@given(beginnings, st.lists(events, max_size=20))
def test_a_case_reaches_those_whom_the_employee_last_confirmed_and_nobody_else(
    state: Draft, happened: list[ev.DraftEvent]
) -> None:
    confirmed = state.involved()
    for event in happened:
        try:
            state = decide(state, event, CTX)[0] or begun()
        except Refused:
            continue
        if is_confirming(event):
            confirmed = state.involved()
        assert state.current() != REVIEW or state.involved() == confirmed
    try:
        case, _ = open_case(state, CTX)
    except Refused as refusal:
        assert refusal.message in KNOWN
        return
    people = [p.person for p in case.people.participants]
    assert set(people) == {METTE, *filter(None, confirmed)}
    assert len(people) == len(set(people)) >= 2
    assert not case.people.excluded & set(people)
    assert case.role_of(METTE) == "employee"
    assert set(case.report.answers) == set(ROAD)


def is_confirming(event: ev.DraftEvent) -> bool:
    if isinstance(event, ev.FormSubmitted):
        return event.answers.get("people") == "confirmed"
    return isinstance(event, ev.Answered) and (event.question, event.value) == ("people", "confirmed")


@given(STORIES)
def test_the_story_reaches_the_case_as_it_was_written(story: str) -> None:
    talk = Talk(draft(found=FOUND))
    talk.changes("story")
    talk.types(story)
    assert talk.sends().report.answers["story"] == story


@given(STORIES)
def test_a_report_that_began_by_telling_asks_everything_and_keeps_what_was_told(story: str) -> None:
    talk = Talk(begun())
    talk.does(ev.StoryBegun(METTE, story))
    asked = []
    while (key := talk.draft.current()) != REVIEW:
        asked.append(key)
        talk.presses(key, THAT_IS_ALL if key == "story" else draft().answers[key])
    assert asked == ROAD
    assert talk.sends().report.answers["story"] == story
