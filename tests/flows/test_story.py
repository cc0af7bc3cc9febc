"""What happened, in the employee's own words: kept as it was written, and who goes on telling is heard."""

from __future__ import annotations

import pytest

from flows import events as ev
from flows.draft import REVIEW
from flows.effects import Refused, Show, Tell
from tests.flows.given import ANSWERS, METTE, begun, draft
from tests.flows.talk import Talk, tells

MORE = "Han skrev også til min søster."
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


class TestTellingFirst:
    def test_is_the_story_and_everything_else_is_asked(self) -> None:
        talk = Talk(begun())
        effects = talk.does(ev.StoryBegun(METTE, MORE))
        assert tells(effects) == [Tell(METTE, "told-more")]
        assert Show("report", METTE) in effects
        assert talk.draft.current() == "danger"
        assert talk.draft.answers == {"story": MORE}

    def test_leaves_nothing_to_go_back_to(self) -> None:
        talk = Talk(begun())
        talk.does(ev.StoryBegun(METTE, MORE))
        with pytest.raises(Refused, match="nothing before"):
            talk.changes()

    def test_may_be_told_anew_when_the_question_comes(self) -> None:
        talk = Talk(begun())
        talk.does(ev.StoryBegun(METTE, MORE))
        talk.changes("story")
        talk.types("Noget andet.")
        assert talk.draft.answers["story"] == "Noget andet."
        assert talk.draft.current() == "danger"


class TestTellingMore:
    def test_at_the_review_joins_the_story(self) -> None:
        talk = Talk(draft())
        assert tells(talk.types(MORE)) == [Tell(METTE, "told-more")]
        assert talk.draft.answers["story"] == f"{ANSWERS['story']}\n\n{MORE}"
        assert talk.draft.current() == REVIEW

    def test_twice_joins_it_twice(self) -> None:
        talk = Talk(draft())
        talk.types(MORE)
        talk.types(MORE)
        assert talk.draft.answers["story"] == f"{ANSWERS['story']}\n\n{MORE}\n\n{MORE}"

    def test_while_the_story_is_changed_takes_its_place(self) -> None:
        talk = Talk(draft(reopened="story"))
        assert tells(talk.types(MORE)) == []
        assert talk.draft.answers["story"] == MORE


class TestANumberLikeACprNumber:
    def test_is_told_of_and_the_story_stays_as_it_was_written(self) -> None:
        talk = Talk(draft(reopened="story"))
        assert tells(talk.types(CPR)) == [Tell(METTE, "cpr-seen")]
        assert talk.draft.answers["story"] == CPR

    def test_is_told_of_at_the_review_and_in_the_first_words_too(self) -> None:
        for talk, does in ((Talk(draft()), ev.Typed(METTE, CPR)), (Talk(begun()), ev.StoryBegun(METTE, CPR))):
            assert tells(talk.does(does)) == [Tell(METTE, "told-more"), Tell(METTE, "cpr-seen")]

    def test_does_not_keep_the_report_from_being_sent(self) -> None:
        assert Talk(draft(answers={"story": CPR})).sends().answers["story"] == CPR

    @pytest.mark.parametrize("text", [MORE, "Ring til mig på 30 40 50 60.", "Sag 2026-0042 den 20.11.2026"])
    def test_is_not_seen_in_anything_else(self, text: str) -> None:
        assert tells(Talk(draft(reopened="story")).types(text)) == []
