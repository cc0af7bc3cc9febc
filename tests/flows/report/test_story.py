"""What happened, in the employee's own words: kept as it was written, and who goes on telling is heard."""

from __future__ import annotations

import pytest

from flows import events as ev
from flows.effects import Refused, Show
from flows.report.draft import REVIEW
from flows.report.questions import REPORT, THAT_IS_ALL
from flows.screens.report.hearing import cpr_seen
from tests.flows.given import ANSWERS, METTE, begun, changed, context, draft, turns, view
from tests.flows.talk import Talk

MORE = "Han skrev også til min søster."
ACCOUNT = "han har skrevet fire gange nu, og han ved hvor mine børn går i skole"
SEEN = view(context(), METTE)
CPR = "Han skrev 010190-1234 i opslaget."


HOSTILE = [
    "x" * 40_000,
    "<!channel> <@U0LARS>",
    "\u202egnaf\u202c \u2066x\u2069",
    "*b* `c` {name} %s",
    "🙂\x00",
]


@pytest.mark.parametrize("text", HOSTILE, ids=["long", "ping", "rtl", "markup", "odd"])
def test_the_story_is_kept_as_it_was_written(text: str) -> None:
    talk = Talk(draft(reopened="story"))
    talk.types(text)
    assert talk.draft.answers["story"] == text


def first_told(text: str) -> Talk:
    """Mette at the question of what has happened, who had told that much before it."""
    answers = {key: ANSWERS[key] for key in ("danger", "sender", "kinds", "where", "when")}
    talk = Talk(changed(begun(), answers=answers, account=text, asked=turns("story")))
    assert talk.draft.current() == "story"
    return talk


class TestTellingFirst:
    def test_is_kept_and_everything_is_asked_all_the_same(self) -> None:
        talk = Talk(begun())
        assert talk.does(ev.StoryBegun(METTE, MORE)) == (Show("report", METTE),)
        assert (talk.turn.question, talk.turn.after) == ("danger", "told")
        assert talk.draft.answers == {}
        assert talk.draft.whole_account() == MORE

    def test_leaves_nothing_to_go_back_to(self) -> None:
        talk = Talk(begun())
        talk.does(ev.StoryBegun(METTE, MORE))
        with pytest.raises(Refused, match="nothing before"):
            talk.changes()

    def test_joins_what_is_told_when_the_question_comes(self) -> None:
        talk = first_told(MORE)
        talk.types("Noget andet.")
        assert talk.draft.answers["story"] == f"{MORE}\n\nNoget andet."
        assert talk.draft.current() == "evidence"

    def test_may_be_all_there_is_to_tell(self) -> None:
        talk = first_told(MORE)
        talk.presses("story", THAT_IS_ALL)
        assert talk.draft.answers["story"] == MORE
        assert talk.draft.account == ""

    def test_nothing_told_is_no_answer(self) -> None:
        with pytest.raises(Refused):
            first_told("").presses("story", THAT_IS_ALL)


class TestALongAccount:
    @pytest.mark.parametrize("key", [q.key for q in REPORT if q.key not in {"story", "danger"}])
    def test_typed_at_any_question_is_kept_and_the_question_stays_open(self, key: str) -> None:
        talk = Talk(draft(reopened=key))
        talk.types(ACCOUNT)
        assert ACCOUNT in talk.draft.whole_account()
        assert (talk.turn.question, talk.turn.after) == (key, "told")

    def test_typed_at_danger_is_kept_when_it_begins_with_yes(self) -> None:
        talk = Talk(begun())
        talk.types(f"ja {ACCOUNT}")
        assert ACCOUNT in talk.draft.whole_account()
        assert talk.draft.conversation.is_endangered


class TestTellingMore:
    def test_at_the_review_joins_the_story(self) -> None:
        talk = Talk(draft())
        talk.types(MORE)
        assert talk.turn.after == "told"
        assert talk.draft.answers["story"] == f"{ANSWERS['story']}\n\n{MORE}"
        assert talk.draft.current() == REVIEW

    def test_twice_joins_it_twice(self) -> None:
        talk = Talk(draft())
        talk.types(MORE)
        talk.types(MORE)
        assert talk.draft.answers["story"] == f"{ANSWERS['story']}\n\n{MORE}\n\n{MORE}"

    def test_while_the_story_is_changed_takes_its_place(self) -> None:
        talk = Talk(draft(reopened="story"))
        talk.types(MORE)
        assert talk.draft.answers["story"] == MORE


class TestANumberLikeACprNumber:
    def test_is_told_of_and_the_story_stays_as_it_was_written(self) -> None:
        talk = Talk(draft(reopened="story"))
        talk.types(CPR)
        assert cpr_seen(talk.turn.said, SEEN)
        assert talk.draft.answers["story"] == CPR

    def test_is_told_of_at_the_review_and_in_the_first_words_too(self) -> None:
        for talk, does in ((Talk(draft()), ev.Typed(METTE, CPR)), (Talk(begun()), ev.StoryBegun(METTE, CPR))):
            talk.does(does)
            assert talk.turn.after == "told"
            assert cpr_seen(talk.turn.said, SEEN)

    def test_does_not_keep_the_report_from_being_sent(self) -> None:
        assert Talk(draft(answers={"story": CPR})).sends().report.answers["story"] == CPR

    @pytest.mark.parametrize("text", [MORE, "Ring til mig på 30 40 50 60.", "Sag 2026-0042 den 20.11.2026"])
    def test_is_not_seen_in_anything_else(self, text: str) -> None:
        talk = Talk(draft(reopened="story"))
        talk.types(text)
        assert cpr_seen(talk.turn.said, SEEN) == ()
