"""A pause keeps everything, and whatever the employee does next ends it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from flows import events as ev
from flows.effects import Refused, Show, Tell
from flows.evidence.routing import LONGEST_GREETING
from flows.report.decide import decide
from flows.report.draft import ELSEWHERE, REVIEW, Draft
from tests.flows.given import ANNE, DORTE, FOUND, LARS, METTE, begun, draft, kept, offered, questions, refused
from tests.flows.talk import CTX, Talk

STORY = "Han skriver til mig igen og igen."
UNCLEAR = "Nu er jeg tilbage og vil gerne fortsætte, hvor jeg slap."


def paused(start: Draft) -> Talk:
    talk = Talk(start)
    talk.pauses()
    return talk


@pytest.mark.parametrize("start", [begun(), draft(), draft(reopened="story"), draft(evidence=(kept(),))])
def test_a_pause_keeps_everything_and_shows_itself(start: Draft) -> None:
    talk = Talk(start)
    assert talk.pauses() == (Show("report", METTE),)
    assert talk.draft == replace(start, conversation=replace(start.conversation, is_paused=True))


@pytest.mark.parametrize("start", [draft(), draft(reopened="story"), draft(reopened="evidence"), begun()])
@pytest.mark.parametrize("hello", ["hej", "Hej igen!", "ja", "x" * LONGEST_GREETING])
def test_a_short_message_resumes_and_is_never_used_as_an_answer(start: Draft, hello: str) -> None:
    talk = paused(start)
    effects = talk.types(hello, "words1")
    assert effects == (Show("report", METTE),)
    assert talk.turn.after == "resumed"
    assert talk.draft.answers == start.answers
    assert talk.draft.evidence == start.evidence
    assert not talk.draft.conversation.is_paused


def test_the_question_is_asked_again_in_a_message_of_its_own() -> None:
    talk = paused(draft())
    talk.types("hej")
    assert questions(talk.draft)[-2:] == (REVIEW, REVIEW)


def test_going_on_by_the_button_asks_again_too() -> None:
    talk = paused(draft())
    talk.does(ev.ReportStarted(METTE, "another"))
    assert not talk.draft.conversation.is_paused
    assert (talk.draft.id, talk.draft.current()) == ("draft1", REVIEW)


def test_more_than_a_greeting_answers_the_open_question() -> None:
    talk = paused(draft(reopened="story"))
    talk.types(STORY)
    assert talk.draft.answers["story"] == STORY
    assert not talk.draft.conversation.is_paused


def test_more_than_a_greeting_at_the_review_joins_the_story() -> None:
    talk = paused(draft())
    talk.types(STORY)
    assert talk.turn.after == "told"
    assert STORY in str(talk.draft.answers["story"])


@pytest.mark.parametrize(
    "start",
    [
        draft(reopened="kinds"),
        draft(reopened="people"),
        draft(reopened="wishes"),
        draft(answers={"sender": "internal"}, asked=("danger", "sender", ELSEWHERE)),
    ],
    ids=["kinds", "people", "wishes", "elsewhere"],
)
def test_any_message_resumes_also_one_that_answers_nothing(start: Draft) -> None:
    talk = paused(start)
    talk.types(UNCLEAR)
    assert not talk.draft.conversation.is_paused
    kept = "\n\n".join(filter(None, (str(start.answers.get("story", "")), UNCLEAR)))
    assert talk.draft.whole_account() == kept
    assert talk.draft.current() == start.current()


ACTS: list[ev.DraftEvent] = [
    ev.ChangeAsked(METTE, "story"),
    ev.FileOffered(METTE, offered()),
    ev.WordsKept(METTE, "words1", "Du skal passe på."),
    ev.PersonChosen(METTE, "leader", DORTE),
    ev.PersonKeptOut(METTE, LARS),
    ev.PersonLetIn(METTE, LARS),
    ev.UrgencyChosen(METTE, "RED"),
    ev.DangerReported(METTE),
    ev.ContactAsked(METTE, "hr"),
    ev.EvidenceDescribed(METTE, "file2", {"platform": "Facebook"}),
    ev.FormSubmitted(METTE, {"story": STORY}),
]


@pytest.mark.parametrize("act", ACTS, ids=[type(act).__name__ for act in ACTS])
def test_every_act_of_the_employee_ends_the_pause_and_shows_the_question(act: ev.DraftEvent) -> None:
    talk = paused(draft(evidence=(kept("file2"),)))
    assert Show("report", METTE) in talk.does(act)
    assert not talk.draft.conversation.is_paused


def test_an_answer_ends_it() -> None:
    talk = paused(draft(reopened="kinds"))
    talk.presses("kinds", ("flood",))
    assert not talk.draft.conversation.is_paused
    assert talk.draft.current() == REVIEW


AGAIN: list[ev.DraftEvent] = [
    ev.Answered(METTE, "danger", "no"),
    ev.FileOffered(METTE, offered("file2")),
    ev.WordsKept(METTE, "file2", "Du skal passe på."),
]


@pytest.mark.parametrize("again", AGAIN, ids=[type(act).__name__ for act in AGAIN])
def test_what_arrives_twice_never_leaves_a_pause_on_the_screen_that_is_over(again: ev.DraftEvent) -> None:
    """A double press that comes after the pause: either it pauses still, or the question is shown."""
    talk = paused(draft(evidence=(kept("file2"),)))
    effects = talk.does(again)
    assert talk.draft.conversation.is_paused or Show("report", METTE) in effects


THE_WORLD: list[ev.DraftEvent] = [
    FOUND,
    ev.PeopleFound(DORTE, "", ANNE),
    ev.FileSettled(kept()),
    ev.FileSettled(refused()),
    ev.ContactAnswered(LARS),
]


@pytest.mark.parametrize("event", THE_WORLD, ids=[type(event).__name__ for event in THE_WORLD])
def test_the_world_s_answers_leave_the_employee_in_peace(event: ev.DraftEvent) -> None:
    talk = Talk(draft(evidence=(offered(),)))
    talk.does(ev.ContactAsked(METTE, "leader"))
    talk.pauses()
    talk.does(event)
    assert talk.draft.conversation.is_paused


def test_an_act_that_is_refused_leaves_the_pause() -> None:
    talk = paused(draft())
    with pytest.raises(Refused):
        talk.presses("danger", "perhaps")
    assert talk.draft.conversation.is_paused


def test_pausing_twice_is_pausing_once() -> None:
    talk = paused(draft())
    once = talk.draft
    talk.pauses()
    assert talk.draft == once


def test_a_paused_report_can_be_erased() -> None:
    left, effects = decide(paused(draft()).draft, ev.Withdrawn(METTE), CTX)
    assert left is None
    assert Tell(METTE, "withdrawn") in effects
