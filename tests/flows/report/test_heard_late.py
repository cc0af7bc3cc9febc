"""What is heard late, or said beside the question, is neither lost nor counted from the wrong day."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from flows import events as ev
from flows.case.case import Case, Contact
from flows.deciding.decide import decide
from flows.effects import Refused, Show, Tell
from flows.report.draft import IN_DANGER, REVIEW, Draft
from flows.report.sending import open_case
from tests.flows.given import (
    ANSWERS,
    LARS,
    METTE,
    NOW,
    begun,
    changed,
    context,
    draft,
    kept,
    local,
    turns,
)
from tests.flows.talk import CTX, Talk


def asked(key: str) -> Talk:
    """A report with this question open."""
    return Talk(changed(draft(), answers={k: v for k, v in ANSWERS.items() if k != key}, asked=turns(key)))


def test_yesterday_counts_from_when_it_was_said_however_late_it_is_heard() -> None:
    talk = asked("when")
    talk.does(ev.Typed(METTE, "i går", said_at=NOW - timedelta(days=1)))
    assert talk.draft.answers["when"] == "2026-11-18"


def test_a_moment_to_come_is_never_when_it_was_said() -> None:
    talk = asked("when")
    talk.does(ev.Typed(METTE, "i går", said_at=NOW + timedelta(days=3)))
    assert talk.draft.answers["when"] == "2026-11-19"


class TestTheSeventyTwoHours:
    """Posted or received, else found: a detail may move their beginning earlier and never later."""

    def sent(self, when: str, **details: str) -> Case:
        item = replace(kept(), details=details)
        made, _ = open_case(draft(answers={"when": when, "evidence": "kept"}, evidence=(item,)), CTX)
        return made

    def test_count_from_when_an_item_was_posted_where_only_the_finding_was_known(self) -> None:
        assert self.sent("found:2026-11-20", posted="2026-11-18T09:00").report.content_at == local(
            "Wed 2026-11-18 09:00"
        )

    def test_count_from_the_finding_when_an_item_was_posted_later(self) -> None:
        assert self.sent("found:2026-11-18", posted="2026-11-19").report.content_at == local(
            "Wed 2026-11-18 00:00"
        )

    def test_count_from_what_the_employee_said_where_that_is_known(self) -> None:
        assert self.sent("2026-11-19", posted="2026-11-02").report.content_at == local("Thu 2026-11-19 00:00")

    def test_are_moved_by_what_is_told_after_sending(self) -> None:
        found = self.sent("found:2026-11-20")
        told = ev.EvidenceDescribed(METTE, "file1", {"posted": "2026-11-19"})
        changed, effects = decide(replace(found, channel="C0SAG"), told, CTX)
        assert changed.report.content_at == local("Thu 2026-11-19 00:00")
        assert Show("card") in effects
        later, _ = decide(changed, ev.EvidenceDescribed(METTE, "file1", {"posted": "2026-11-20"}), CTX)
        assert later.report.content_at == changed.report.content_at


@pytest.mark.parametrize(
    "text", ["Nej, men han skriver, at han kommer i morgen", "Nej. Han ringer hele tiden."]
)
def test_more_than_a_no_about_danger_is_kept_and_danger_asked_again(text: str) -> None:
    talk = Talk(begun())
    talk.types(text)
    assert (talk.turn.question, talk.turn.after) == ("danger", "told")
    assert talk.draft.whole_account() == text


def test_more_than_a_yes_about_danger_is_danger_at_once_and_kept() -> None:
    talk = Talk(begun())
    text = "Ja, han står nede i receptionen"
    talk.types(text)
    assert talk.draft.current() == IN_DANGER
    assert talk.draft.whole_account() == text


@pytest.mark.parametrize("text", ["send", "ja", "Tak", "ok"])
def test_a_short_word_at_the_review_does_not_become_part_of_the_story(text: str) -> None:
    talk = Talk(draft())
    talk.types(text)
    assert (talk.turn.question, talk.turn.after) == (REVIEW, "unused")
    assert talk.draft.answers["story"] == ANSWERS["story"]


class TestACallForHelp:
    def calling(self) -> Draft:
        talk = Talk(draft())
        talk.does(ev.ContactAsked(METTE, "leader"))
        return talk.draft

    def test_is_not_told_as_done_before_it_is(self) -> None:
        assert self.calling().people.contacts == (Contact("leader", LARS, NOW),)

    def test_that_reached_somebody_says_when(self) -> None:
        talk = Talk(self.calling())
        talk.does(ev.ContactTold(LARS))
        assert talk.draft.people.contacts[0].told_at == NOW

    def test_that_nobody_got_is_said_to_who_called(self) -> None:
        talk = Talk(self.calling())
        talk.does(ev.ContactTold(LARS, is_missed=True))
        assert (talk.turn.after, talk.turn.said) == ("missed", LARS)
        assert talk.draft.people.contacts[0].is_missed

    def test_offers_nobody_who_has_left(self) -> None:
        ctx = context()
        gone = replace(ctx, people={**ctx.people, LARS: replace(ctx.people[LARS], is_active=False)})
        with pytest.raises(Refused):
            Talk(draft(), gone).does(ev.ContactAsked(METTE, "leader"))


def test_a_file_that_comes_after_sending_is_told_to_the_others() -> None:
    sent, _ = open_case(draft(), CTX)
    later = replace(kept("file9"), offered_at=NOW + timedelta(hours=1))
    sent = replace(sent, evidence=(replace(later, state="fetching"),))
    _, effects = decide(sent, ev.FileSettled(later), CTX)
    assert Tell(LARS, "added", "file9") in effects
