"""The report as a conversation: what the employee does, and what the draft then holds."""

from __future__ import annotations

from dataclasses import replace

import pytest

from flows import events as ev
from flows.effects import FindPeople, Refused, Show, Tell
from flows.form import Value, question
from flows.report.decide import begin, decide
from flows.report.draft import ELSEWHERE, IN_DANGER, REVIEW
from flows.report.questions import REPORT
from flows.report.understanding import asks_again
from tests.flows.given import ANSWERS, METTE, begun, draft, questions
from tests.flows.talk import CTX, Talk

ROAD = [q.key for q in REPORT]


@pytest.fixture
def talk() -> Talk:
    return Talk(begun())


@pytest.fixture
def reviewing() -> Talk:
    return Talk(draft())


def test_a_report_begins_with_danger_and_looks_for_the_people() -> None:
    started, effects = begin(ev.ReportStarted(METTE, "draft1"), "2026-0042", CTX)
    assert started.current() == "danger"
    assert started.number == "2026-0042"
    assert effects == (FindPeople(METTE), Show("report", METTE))


def test_the_whole_road_can_be_walked_by_buttons(talk: Talk) -> None:
    for key in ROAD:
        assert talk.draft.current() == key
        assert Show("report", METTE) in talk.presses(key, ANSWERS[key])
    assert talk.draft.current() == REVIEW
    assert talk.draft.answers == ANSWERS
    assert questions(talk.draft) == (*ROAD, REVIEW)


DANISH = ["Nej", "en borger", "nedsættende, dødstrusler og had", "arbejdsmail, fb", "i går kl. 14.30"]
DANISH += ["Han truer mig.", "det er væk", "utryg, under 15"]
ENGLISH = ["no", "A citizen in a case of mine", "9, 1 and 13", "1 and 7", "yesterday at 2.30 pm"]
ENGLISH += ["Han truer mig.", "It is gone", "I feel unsafe, the sender is under 15"]
WISHES = ["politi ja, med navn, fravær fra mandag", "police yes, with name, absent since Monday"]


@pytest.mark.parametrize(
    ("said", "wishes"), [(DANISH, WISHES[0]), (ENGLISH, WISHES[1])], ids=["danish", "english"]
)
def test_the_whole_road_can_be_walked_by_typing_in_both_languages(
    talk: Talk, said: list[str], wishes: str
) -> None:
    for text in said:
        talk.types(text)
    talk.confirms()
    talk.types(wishes)
    assert talk.draft.current() == REVIEW
    assert talk.draft.answers == {
        "danger": "no",
        "sender": "citizen",
        "kinds": ("degrading", "threat_life", "hate"),
        "where": ("work_mail", "facebook"),
        "when": "2026-11-19T14:30",
        "story": "Han truer mig.",
        "evidence": "gone",
        "circumstances": ("unsafe", "child"),
        "people": "confirmed",
        "wishes": ("police:yes", "register:named", "absence:2026-11-16"),
    }


def test_danger_is_answered_at_once_with_whom_to_call(talk: Talk) -> None:
    talk.presses("danger", "yes")
    assert talk.draft.current() == IN_DANGER
    talk.does(ev.SafetyReported(METTE))
    assert (talk.turn.question, talk.turn.after) == ("sender", "safe")


@pytest.mark.parametrize("text", ["jeg er i sikkerhed nu", "Gå videre", "I am safe", "faren er ovre"])
def test_in_danger_nothing_is_asked_until_the_employee_writes_that_they_are_safe(
    talk: Talk, text: str
) -> None:
    talk.presses("danger", "yes")
    for said in (
        "hvad skal jeg gøre",
        "jeg er ikke i sikkerhed",
        "han står og hamrer på døren derude lige nu",
    ):
        talk.types(said)
        assert talk.turn.question == talk.draft.current() == IN_DANGER
    assert "hamrer på døren" in talk.draft.whole_account()
    talk.types(text)
    assert talk.draft.current() == "sender"


@pytest.mark.parametrize("text", ["hvad?", "måske", "7", "²", "9" * 40_000, "<!channel>"])
def test_a_typed_answer_that_is_unclear_is_asked_again_and_nothing_is_lost(talk: Talk, text: str) -> None:
    talk.presses("danger", "no")
    before = talk.draft
    talk.types(text)
    assert (talk.turn.question, talk.turn.said) == ("sender", text)
    assert talk.draft.answers == before.answers
    assert talk.draft.whole_account() in {"", text}


def test_back_opens_the_question_before_and_back_again_the_one_before_that(talk: Talk) -> None:
    for key in ROAD[:4]:
        talk.presses(key, ANSWERS[key])
    for expected in ("where", "kinds", "sender", "danger"):
        talk.changes()
        assert talk.draft.current() == expected
    with pytest.raises(Refused, match="nothing before"):
        talk.changes()


def test_after_back_and_a_new_answer_the_road_goes_on_where_it_was(talk: Talk) -> None:
    for key in ROAD[:4]:
        talk.presses(key, ANSWERS[key])
    talk.changes("kinds")
    talk.types("dødstrusler")
    assert talk.draft.answers["kinds"] == ("threat_life",)
    assert talk.draft.current() == "when"


def test_a_word_that_may_be_either_of_two_kinds_is_asked_and_the_milder_never_chosen(talk: Talk) -> None:
    for key in ROAD[:2]:
        talk.presses(key, ANSWERS[key])
    talk.types("falsk profil og trusler")
    assert (talk.turn.after, talk.draft.whole_account()) == ("unclear", "")
    assert talk.turn.offers == (("fake_profile", "threat_life"), ("fake_profile", "threat_other"))
    talk.presses("kinds", "fake_profile,threat_life")
    assert talk.draft.answers["kinds"] == ("fake_profile", "threat_life")


@pytest.mark.parametrize("key", ROAD)
def test_any_answer_can_be_changed_from_the_review(reviewing: Talk, key: str) -> None:
    reviewing.changes(key)
    assert reviewing.draft.current() == key
    reviewing.presses(key, ANSWERS[key])
    assert reviewing.draft.current() == REVIEW


def test_a_question_that_was_not_reached_cannot_be_changed(talk: Talk) -> None:
    with pytest.raises(Refused):
        talk.changes("story")


def test_a_double_press_does_nothing_the_second_time(talk: Talk) -> None:
    talk.presses("danger", "yes")
    once = talk.draft
    assert talk.presses("danger", "yes") == ()
    assert talk.draft == once


def test_a_press_on_an_old_question_with_another_answer_is_refused(talk: Talk) -> None:
    talk.presses("danger", "no")
    with pytest.raises(Refused, match="Choose Change"):
        talk.presses("danger", "yes")
    assert talk.draft.answers["danger"] == "no"


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("danger", "perhaps"),
        ("danger", ("no",)),
        ("nothing", "no"),
        ("kinds", "disgusting"),
        ("kinds", ()),
        ("kinds", ("degrading", "magic")),
        ("story", " "),
        ("evidence", "kept"),
        ("people", "yes"),
        ("wishes", "police:maybe"),
        ("wishes", ("police:perhaps",)),
    ],
)
def test_a_payload_that_was_never_offered_is_refused(key: str, value: Value) -> None:
    talk = Talk(draft())
    if key in ROAD:
        talk.changes(key)
    with pytest.raises(Refused, match="cannot use that answer"):
        talk.presses(key, value)


NO_TIMES: list[Value] = ["2026-11-21", "2027-11-20T10:00", "0001-01-01", "soon", ("2026-11-19",), "unknown"]
NO_TIMES += ["found:2026-11-21", "2026-11-19/2026-11-21", "2026-11-19/2026-11-01", "found:"]


@pytest.mark.parametrize("value", NO_TIMES)
def test_a_day_to_come_is_refused_from_the_calendar_too(reviewing: Talk, value: Value) -> None:
    reviewing.changes("when")
    with pytest.raises(Refused, match="did not understand the time"):
        reviewing.presses("when", value)


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("fandt det i går", "found:2026-11-19"),
        ("found yesterday", "found:2026-11-19"),
        ("1. til 10. november", "2026-11-01/2026-11-10"),
        ("from 1 November to 10 November", "2026-11-01/2026-11-10"),
    ],
)
def test_a_period_and_a_finding_answer_when(reviewing: Talk, typed: str, answer: str) -> None:
    reviewing.changes("when")
    reviewing.types(typed)
    assert reviewing.draft.answers["when"] == answer
    assert reviewing.draft.current() == REVIEW


@pytest.mark.parametrize("typed", ["ved ikke", "I do not know", "det kan jeg ikke huske"])
def test_somebody_who_does_not_know_when_is_asked_when_they_found_it(reviewing: Talk, typed: str) -> None:
    reviewing.changes("when")
    reviewing.types(typed)
    assert (reviewing.turn.question, reviewing.turn.said) == ("when", typed)
    asked = question(REPORT, "when")
    assert asked is not None
    assert "when you found it" in asks_again(asked, reviewing.turn.said)


def test_a_withdrawn_report_is_gone() -> None:
    left, effects = decide(draft(), ev.Withdrawn(METTE), CTX)
    assert left is None
    assert effects == (Show("report", METTE), Tell(METTE, "withdrawn"))


def test_a_colleague_or_leader_ends_the_road_kindly_and_can_be_changed(talk: Talk) -> None:
    talk.presses("danger", "no")
    talk.presses("sender", "internal")
    assert talk.draft.current() == ELSEWHERE
    talk.changes("sender")
    talk.presses("sender", "relative")
    assert talk.draft.current() == "kinds"


def test_writing_at_the_people_question_changes_nothing_and_says_so(reviewing: Talk) -> None:
    reviewing.changes("people")
    before = reviewing.draft
    reviewing.types("Lars")
    assert (reviewing.turn.question, reviewing.turn.after) == ("people", "unclear")
    assert (
        replace(
            reviewing.draft,
            conversation=replace(reviewing.draft.conversation, asked=before.conversation.asked),
        )
        == before
    )


def test_hello_in_the_middle_asks_the_open_question_again(reviewing: Talk) -> None:
    reviewing.does(ev.ReportStarted(METTE, "another"))
    assert reviewing.draft.id == "draft1"
    assert reviewing.draft.answers == ANSWERS


@pytest.mark.parametrize("text", ["ja, han står udenfor", "Yes! He is here", "JA"])
def test_somebody_who_says_more_than_yes_to_danger_is_told_to_call(talk: Talk, text: str) -> None:
    talk.types(text)
    assert talk.draft.current() == IN_DANGER


def test_an_unclear_word_about_danger_names_112(talk: Talk) -> None:
    talk.types("han står udenfor")
    asked = question(REPORT, talk.turn.question)
    assert asked is not None
    assert "112" in asks_again(asked, talk.turn.said)
