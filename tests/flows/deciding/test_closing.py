"""How a case ends: in order, confirmed by Mette or in her silence, then archived, and perhaps begun again."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from flows import events as ev
from flows.access.rules import state_of
from flows.effects import Alert, ArchiveChannel, OpenChannel, Show, Tell
from flows.procedure.closing_conditions import asked_at, missing_to_close
from tests.flows.casework import REASON, Casework
from tests.flows.given import ANNE, DORTE, HANNE, LARS, METTE, case, kept, local, with_part

AGREES = ev.ClosingAnswered(METTE, is_agreed=True)
DISAGREES = ev.ClosingAnswered(METTE, is_agreed=False, reason=REASON)


def closed() -> Casework:
    """Mette has confirmed; the analysis is booked and not done."""
    work = Casework().is_asked()
    work.does(AGREES)
    return work


def archived() -> Casework:
    """The analysis is done too."""
    work = closed()
    work.at("Wed 2026-12-02 10:00").decides(ANNE, "analyse", "assessment")
    return work


class TestAsking:
    def test_begins_when_3_to_7_are_decided_and_8_is_booked(self) -> None:
        work = Casework()
        assert missing_to_close(work.case) == "Steps 3 to 6 must be decided first."
        work.has_decided_3_to_6()
        assert missing_to_close(work.case) == "The follow-up meeting must be decided first."
        work.has_met()
        assert missing_to_close(work.case) == "The analysis of step 8 must be booked first."
        told = work.does(ev.MeetingBooked(ANNE, "analyse", local("Tue 2026-12-01 09:00")))
        assert (METTE, "closing-asked") in told
        assert asked_at(work.case) == work.now

    def test_begins_too_when_the_analysis_is_done_already(self) -> None:
        work = Casework().has_decided_3_to_6()
        work.decides(ANNE, "analyse", "assessment")
        work.helps(LARS, "meeting", "summary")
        assert (METTE, "closing-asked") in work.at("Mon 2026-11-23 15:00").decides(LARS, "meeting", "close")

    def test_rests_while_a_step_is_open_again(self) -> None:
        work = Casework().is_asked()
        work.does(ev.StepReopened(LARS, "legal", REASON))
        work.cannot(AGREES, "nothing to answer")
        work.is_advised().decides(LARS, "legal", "not_reported", REASON)
        assert {person for person, _ in work.does(AGREES)} == {METTE, LARS, ANNE}

    def test_is_never_before_the_time(self) -> None:
        Casework().cannot(AGREES, "nothing to answer")


class TestMette:
    def test_confirms_and_everybody_hears_it(self) -> None:
        work = Casework().is_asked()
        assert work.does(AGREES) == [(METTE, "closed"), (LARS, "closed"), (ANNE, "closed")]
        assert state_of(work.case) == "closed"

    def test_disagrees_and_the_meeting_is_open_again_with_the_next_leader(self) -> None:
        work = Casework().is_asked()
        work.cannot(replace(DISAGREES, reason="kort"), "ten characters")
        told = work.does(DISAGREES)
        assert {(LARS, "closing-refused"), (DORTE, "joined")} <= set(told)
        assert work.case.decision("meeting") is None
        assert work.has(DORTE, "next_leader")

    def test_may_disagree_also_where_nobody_is_known_above_the_leader(self) -> None:
        work = Casework(case(evidence=(kept(),), excluded=frozenset({DORTE, HANNE}))).is_asked()
        assert (LARS, "closing-refused") in work.does(DISAGREES)
        assert Alert("nobody-left", "next_leader") in work.effects

    def test_is_asked_anew_after_the_next_meeting(self) -> None:
        work = Casework().is_asked()
        work.does(DISAGREES)
        work.at("Fri 2026-11-27 10:00")
        assert (METTE, "closing-asked") in work.decides(LARS, "meeting", "close")

    @pytest.mark.parametrize("who", [LARS, ANNE])
    def test_alone_confirms(self, who: str) -> None:
        Casework().is_asked().cannot(ev.ClosingAnswered(who, is_agreed=True), "not yours")


class TestSilence:
    """Mette was asked on Monday 23 November at 15:00; ten working days later is Monday 7 December."""

    def test_is_reminded_of_twice_and_then_the_next_leader_is_asked(self) -> None:
        work = Casework().is_asked()
        said = work.hears_until("Mon 2026-12-07 15:00")
        assert [at for at, keys in said.items() if keys.get("closing") == METTE] == [
            local("Thu 2026-11-26 15:00"),
            local("Wed 2026-12-02 15:00"),
            local("Mon 2026-12-07 15:00"),
        ]
        assert Tell(DORTE, "closing-silent") in work.effects
        assert work.has(DORTE, "next_leader")

    def test_is_closed_by_the_next_leader_with_a_reason(self) -> None:
        work = Casework(with_part(case(evidence=(kept(),)), DORTE, "next_leader")).is_asked()
        close = ev.CaseClosed(DORTE, REASON)
        work.at("Mon 2026-12-07 14:59").cannot(close, "ten working days")
        work.at("Mon 2026-12-07 15:00").cannot(replace(close, reason="kort"), "ten characters")
        assert (METTE, "closed") in work.does(close)

    def test_is_not_closed_by_lars(self) -> None:
        work = Casework().is_asked().at("Mon 2026-12-07 15:00")
        work.cannot(ev.CaseClosed(LARS, REASON), "not yours")

    def test_is_broken_until_it_is_closed(self) -> None:
        work = Casework().is_asked().at("Mon 2026-12-14 10:00")
        assert (METTE, "closed") in work.does(AGREES)

    def test_alerts_the_operators_where_nobody_is_known_who_could_close(self) -> None:
        work = Casework(case(evidence=(kept(),), excluded=frozenset({DORTE, HANNE}))).is_asked()
        for day in ("Thu 2026-11-26 15:00", "Wed 2026-12-02 15:00", "Mon 2026-12-07 15:00"):
            work.at(day).hears()
        assert Alert("nobody-left", "next_leader") in work.effects


class TestArchiving:
    def test_waits_for_the_analysis_which_goes_on_when_the_case_is_closed(self) -> None:
        work = closed()
        work.cannot_decide(LARS, "support", "declined", "case is closed")
        told = work.at("Wed 2026-12-02 10:00").decides(ANNE, "analyse", "assessment")
        assert (METTE, "afterwards") in told
        assert state_of(work.case) == "archived"
        assert ArchiveChannel("C0SAG") in work.effects

    def test_comes_at_once_where_the_analysis_is_done(self) -> None:
        work = Casework().is_asked()
        work.decides(ANNE, "analyse", "assessment")
        assert (METTE, "afterwards") in work.does(AGREES)
        assert state_of(work.case) == "archived"

    @pytest.mark.parametrize("question", ["helped", "told"])
    @pytest.mark.parametrize("answer", ["yes", "partly", "no"])
    def test_mette_answers_two_questions(self, question: str, answer: str) -> None:
        work = archived()
        work.does(ev.AfterwardsAnswered(METTE, question, answer))
        assert work.case.value("closing", question, "answer") == answer

    @pytest.mark.parametrize(("question", "answer"), [("liked", "yes"), ("told", "perhaps"), ("", "")])
    def test_there_are_no_other_questions_and_answers(self, question: str, answer: str) -> None:
        archived().cannot(ev.AfterwardsAnswered(METTE, question, answer), "Choose one")

    def test_nothing_more_is_decided(self) -> None:
        archived().cannot(ev.StepReopened(ANNE, "analyse", REASON), "case is closed")


class TestBeginningAgain:
    def test_an_archived_case_gets_a_new_channel(self) -> None:
        work = archived()
        told = work.does(ev.CaseReopened(METTE, REASON))
        assert told == [(LARS, "reopened"), (ANNE, "reopened")]
        assert OpenChannel() in work.effects
        assert work.case.channel is None
        assert state_of(work.case) == "open"
        assert work.case.decision("meeting") is None

    def test_the_new_channel_takes_the_same_people_and_tells_nobody_again(self) -> None:
        work = archived()
        work.does(ev.CaseReopened(METTE, REASON))
        assert work.does(ev.ChannelOpened("C2")) == []
        assert [work.does(ev.MembersSeen((person,))) for person in (METTE, LARS, ANNE)] == [[], [], []]

    def test_what_was_told_before_says_that_they_are_in_the_new_channel(self) -> None:
        work = archived()
        work.does(ev.CaseReopened(METTE, REASON))
        work.does(ev.ChannelOpened("C2"))
        work.does(ev.MembersSeen((METTE, LARS, ANNE)))
        assert work.effects == (Show("messages"),)

    def test_a_closed_case_keeps_its_channel(self) -> None:
        work = closed()
        work.does(ev.CaseReopened(METTE, REASON))
        assert work.case.channel == "C0SAG"
        assert not any(isinstance(effect, OpenChannel) for effect in work.effects)

    def test_within_twelve_months_and_with_a_reason(self) -> None:
        work = archived()
        work.cannot(ev.CaseReopened(METTE, "kort"), "ten characters")
        assert work.case.ending.closed_at is not None
        work.now = work.case.ending.closed_at + timedelta(days=365)
        assert Tell(LARS, "reopened") in [Tell(*told) for told in work.does(ev.CaseReopened(METTE, REASON))]
        late = archived()
        late.now = work.now + timedelta(days=1)
        late.cannot(ev.CaseReopened(METTE, REASON), "twelve months")

    @pytest.mark.parametrize("who", [LARS, ANNE])
    def test_by_mette_alone(self, who: str) -> None:
        archived().cannot(ev.CaseReopened(who, REASON), "not yours")

    def test_not_while_it_is_open(self) -> None:
        Casework().cannot(ev.CaseReopened(METTE, REASON), "case is open")
