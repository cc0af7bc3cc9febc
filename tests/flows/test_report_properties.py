"""Whatever the employee does in whatever order: the last answer counts, and nothing ever breaks."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows import decide as cases
from flows import events as ev
from flows.effects import Refused
from flows.form import Question, Value, question
from flows.intake import REPORT
from flows.report import ELSEWHERE, REVIEW, Draft, decide
from tests.flows.given import (
    ANNE,
    DORTE,
    FOUND,
    LARS,
    METTE,
    SOFIE,
    begun,
    danish,
    draft,
    kept,
    offered,
    refused,
)
from tests.flows.talk import CTX, Talk

ROAD = [q.key for q in REPORT]
QUESTIONS = {q.key: q for q in REPORT}
STORIES = st.text(min_size=1, max_size=40).filter(lambda text: text.strip())
DAYS = {"i går": "2026-11-19", "3. november kl. 9": "2026-11-03T09:00", "ved ikke": "unknown"}
KNOWN = {message.id for message in danish()}


def answers_to(asked: Question) -> st.SearchStrategy[Value]:
    """Answers that its buttons can give."""
    keys = [option.key for option in asked.options]
    match asked.kind:
        case "many":
            return st.lists(st.sampled_from(keys), min_size=1, max_size=4, unique=True).map(tuple)
        case "when":
            return st.sampled_from(list(DAYS.values()))
        case "text":
            return STORIES
        case "people":
            return st.just("confirmed")
        case _:
            return st.sampled_from(keys)


def typed_to(asked: Question, data: st.DataObject) -> tuple[str, Value]:
    """Something that may be typed, and what it means."""
    if asked.kind == "when":
        said = data.draw(st.sampled_from(list(DAYS)))
        return said, DAYS[said]
    if asked.kind == "text":
        story = data.draw(STORIES)
        return story, story
    number = data.draw(st.integers(1, len(asked.options)))
    key = asked.options[number - 1].key
    return str(number), (key,) if asked.kind == "many" else key


class Memory:
    """What the employee last said to each question, kept apart from the draft."""

    def __init__(self) -> None:
        self.talk = Talk(begun())
        self.last: dict[str, Value] = {}

    def acts(self, data: st.DataObject) -> None:
        act = data.draw(st.sampled_from(["press", "press", "press", "type", "type", "back", "change", "old"]))
        current = question(REPORT, self.talk.draft.current())
        try:
            if act == "back":
                self.talk.changes()
            elif act == "change":
                self.talk.changes(data.draw(st.sampled_from(ROAD)))
            elif act == "old":
                key = data.draw(st.sampled_from(ROAD))
                self.presses(QUESTIONS[key], data)
            elif current and (act == "press" or current.kind == "people"):
                self.presses(current, data)
            elif current:
                self.types(current, data)
            elif act == "type" and self.talk.draft.current() == REVIEW:
                self.tells_more(data.draw(STORIES))
        except Refused:
            pass

    def presses(self, asked: Question, data: st.DataObject) -> None:
        value = data.draw(answers_to(asked))
        self.talk.presses(asked.key, value)
        self.last[asked.key] = value

    def types(self, asked: Question, data: st.DataObject) -> None:
        text, value = typed_to(asked, data)
        self.talk.types(text)
        self.last[asked.key] = value

    def tells_more(self, text: str) -> None:
        self.talk.types(text)
        self.last["story"] = f"{self.last['story']}\n\n{text}"

    def finishes(self) -> None:
        """Answers what is still open; a colleague turns out to be a citizen after all."""
        while (key := self.talk.draft.current()) != REVIEW:
            if key == ELSEWHERE:
                self.talk.changes("sender")
                key = "sender"
            value = Talk(draft()).draft.answers[key]
            self.talk.presses(key, value)
            self.last[key] = value


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_what_is_sent_is_the_last_answer_to_each_question_and_nothing_else(data: st.DataObject) -> None:
    memory = Memory()
    for _ in range(data.draw(st.integers(0, 25))):
        memory.acts(data)
    memory.finishes()
    case, _ = cases.open_case(memory.talk.draft, ev.Sent(METTE, "2026-0042"), CTX)
    assert case.answers == {key: memory.last[key] for key in ROAD}


anybody = st.sampled_from([METTE, LARS, ANNE, DORTE, SOFIE, "U0NOBODY", ""])
files = st.sampled_from([offered("file1"), kept("file1"), refused("file1"), kept("file2"), offered("file3")])
odd = st.sampled_from(
    ["", " ", "²", "1", "-1", "yes", "no", "kept", "internal", "2026-02-31", "2027-01-01", "\x00"]
)
values: st.SearchStrategy[Any] = odd | st.text(max_size=20) | st.lists(odd, max_size=2).map(tuple)
sensible = st.sampled_from(REPORT).flatmap(
    lambda asked: st.builds(ev.Answered, st.just(METTE), st.just(asked.key), answers_to(asked))
)
events: st.SearchStrategy[ev.DraftEvent] = st.one_of(
    sensible,
    sensible,
    st.builds(ev.Answered, st.just(METTE), st.sampled_from([*ROAD, "", "review"]), values),
    st.builds(ev.Typed, st.just(METTE), odd | st.text(max_size=30)),
    st.builds(ev.ChangeAsked, st.just(METTE), st.sampled_from([*ROAD, "", "review", "elsewhere"])),
    st.builds(ev.PersonChosen, st.just(METTE), st.sampled_from(["leader", "representative"]), anybody),
    st.builds(ev.FileOffered, st.just(METTE), files),
    st.builds(ev.FileSettled, files),
    st.builds(ev.PeopleFound, anybody, anybody, anybody),
    st.builds(ev.ReportStarted, st.just(METTE), st.just("again")),
    st.builds(ev.Withdrawn, st.just(METTE)),
)
beginnings = st.sampled_from([begun(), draft(), draft(answers={"leader_is_party": "yes"}), draft(found=None)])


def assert_is_danish(refusal: Refused) -> None:
    assert refusal.message in KNOWN


@settings(deadline=None)
@given(beginnings, st.lists(events, max_size=20))
def test_every_event_in_every_state_gives_a_result_or_a_sentence_in_danish(
    state: Draft, happened: list[ev.DraftEvent]
) -> None:
    for event in happened:
        try:
            changed, _ = decide(state, event, CTX)
        except Refused as refusal:
            assert_is_danish(refusal)
            continue
        if changed is None:
            return
        state = changed
        assert state.current() in {*ROAD, REVIEW, ELSEWHERE}
        assert not state.excluded() & {state.leader(), state.representative()}
        assert METTE not in {state.leader(), state.representative()}


@settings(deadline=None)
@given(beginnings, st.lists(events, max_size=20))
def test_sending_in_every_state_gives_a_case_without_the_excluded_or_a_sentence_in_danish(
    state: Draft, happened: list[ev.DraftEvent]
) -> None:
    for event in happened:
        try:
            state = decide(state, event, CTX)[0] or begun()
        except Refused:
            continue
    try:
        case, _ = cases.open_case(state, ev.Sent(METTE, "2026-0042"), CTX)
    except Refused as refusal:
        assert_is_danish(refusal)
        return
    people = [p.person for p in case.participants]
    assert len(people) == len(set(people)) >= 2
    assert not case.excluded & set(people)
    assert case.role_of(METTE) == "employee"
    assert set(case.answers) == set(ROAD)


@settings(deadline=None)
@given(beginnings, st.lists(events, max_size=20))
def test_a_case_reaches_those_whom_the_employee_last_confirmed_and_nobody_else(
    state: Draft, happened: list[ev.DraftEvent]
) -> None:
    confirmed = involved(state)
    for event in happened:
        seen = involved(state)
        is_asked = state.current() == "people"
        try:
            state = decide(state, event, CTX)[0] or begun()
        except Refused:
            continue
        if is_asked and isinstance(event, ev.Answered) and event.question == "people":
            confirmed = seen
        assert state.current() != REVIEW or involved(state) == confirmed
    try:
        case, _ = cases.open_case(state, ev.Sent(METTE, "2026-0042"), CTX)
    except Refused:
        return
    assert {p.person for p in case.participants} == {METTE, *filter(None, confirmed)}


def involved(state: Draft) -> tuple[str, str]:
    return state.leader(), state.representative()


@given(STORIES)
def test_the_story_reaches_the_case_as_it_was_written(story: str) -> None:
    talk = Talk(draft(found=FOUND))
    talk.changes("story")
    talk.types(story)
    case, _ = cases.open_case(talk.draft, ev.Sent(METTE, "2026-0042"), CTX)
    assert case.answers["story"] == story
