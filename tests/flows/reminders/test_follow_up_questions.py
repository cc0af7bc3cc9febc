"""What is asked again after a while: of whom, on which days, and until when."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from flows import events as ev
from flows.calendar.working_time import COPENHAGEN
from flows.case.case import Case
from flows.clock.message_of_the_day import Ref
from flows.reminders.follow_up_questions import FollowUpQuestion, follow_up_questions
from flows.screens.elements import Part
from flows.screens.reminders.follow_up_questions import follow_up_question
from flows.screens.reminders.reminder import reminder
from tests.flows.casework import REASON, Casework
from tests.flows.clockwork import due_reminders_of
from tests.flows.given import (
    ANNE,
    ANSWERS,
    CALENDAR,
    LARS,
    METTE,
    NOW,
    SOFIE,
    case,
    changed,
    context,
    decided,
    kept,
    local,
    view,
    with_part,
)
from tests.flows.reading import buttons, texts
from tests.reminder_names import key_of, named

TODAY = "2026-11-20"
ABSENCE = ["21 Nov", "23 Nov", "27 Nov", "03 Dec", "20 Dec", "19 Jan", "18 Feb"]
LATER = ["04 Dec", "20 Dec", "18 Feb"]


def questions_of(found: Case) -> tuple[FollowUpQuestion, ...]:
    """All that the case still has to ask."""
    return follow_up_questions(found, CALENDAR)


def days(found: Case, key: str) -> list[str]:
    """When something is asked again, on the calendar in Copenhagen."""
    moments = [asked.at.astimezone(COPENHAGEN) for asked in questions_of(found) if named(asked) == key]
    return [f"{at:%d %b}" for at in moments]


def heard(work: Casework, until: str, key: str) -> dict[datetime, str]:
    """Who is asked it and when, with the clock on time."""
    return {at: said[key] for at, said in work.hears_until(until).items() if key in said}


class TestAbsence:
    """The report was sent on Friday 20 November."""

    @pytest.mark.parametrize("key", ["absence", "own_absence"])
    def test_is_asked_on_days_1_3_7_13_30_60_and_90(self, key: str) -> None:
        assert days(case(), key) == ABSENCE

    @pytest.mark.parametrize("answer", ["", "no"])
    def test_is_asked_until_the_first_yes(self, answer: str) -> None:
        work = Casework()
        if answer:
            work.helps(METTE, "register", "absence", answer=answer)
        assert days(work.case, "absence") == ABSENCE
        work.helps(LARS, "register", "absence", answer="yes", first_day=TODAY)
        assert days(work.case, "absence") == days(work.case, "own_absence") == []

    def test_is_not_asked_of_one_who_told_it_in_the_report(self) -> None:
        assert days(case(answers=ANSWERS | {"wishes": ("absence:2026-11-19",)}), "absence") == []

    def test_is_asked_of_lars_and_of_mette(self) -> None:
        asked = {(named(question), question.key.person) for question in questions_of(case())}
        assert {("absence", LARS), ("own_absence", METTE)} <= asked

    def test_is_asked_of_the_deputy_while_lars_is_away(self) -> None:
        found = with_part(case(), SOFIE, "deputy")
        assert {asked.key.person for asked in questions_of(found) if named(asked) == "absence"} == {SOFIE}

    def test_is_asked_in_working_hours_and_once_a_day(self) -> None:
        asked = heard(Casework(), "Tue 2026-12-01 16:00", "own_absence")
        days = "Mon 2026-11-23 08:30", "Tue 2026-11-24 08:00", "Fri 2026-11-27 15:00"
        assert asked == {local(day): METTE for day in days}


class TestCrisisHelp:
    def test_is_offered_again_on_days_14_30_and_90_to_one_who_said_not_now(self) -> None:
        work = Casework()
        assert days(work.case, "crisis_help") == []
        work.helps(LARS, "support", "crisis_help", answer="later")
        assert days(work.case, "crisis_help") == LATER

    def test_is_offered_again_when_the_step_was_decided_so(self) -> None:
        work = Casework()
        work.decides(LARS, "support", "later", REASON)
        assert days(work.case, "crisis_help") == LATER

    @pytest.mark.parametrize("answer", ["accepted", "declined"])
    def test_is_not_offered_again_after_a_yes_or_a_no(self, answer: str) -> None:
        work = Casework()
        work.decides(LARS, "support", "later", REASON)
        work.now = local("Mon 2026-11-23 10:00")
        work.helps(LARS, "support", "crisis_help", answer=answer)
        assert days(work.case, "crisis_help") == []


class TestLookingAgain:
    def test_is_asked_for_on_days_1_3_7_and_14_after_removal_was_asked_for(self) -> None:
        work = Casework()
        work.at("Mon 2026-11-23 10:00").decides(LARS, "removal", "platform", day=TODAY)
        assert days(work.case, "look") == ["24 Nov", "26 Nov", "30 Nov", "07 Dec"]

    def test_ends_when_it_is_gone_and_not_while_it_is_there(self) -> None:
        work = Casework()
        work.decides(LARS, "removal", "platform", day=TODAY)
        work.helps(ANNE, "removal", "look", answer="there")
        assert days(work.case, "look")
        work.helps(ANNE, "removal", "look", answer="gone")
        assert days(work.case, "look") == []

    def test_begins_anew_when_it_is_asked_for_a_second_time(self) -> None:
        work = Casework()
        work.decides(LARS, "removal", "platform", day=TODAY)
        first = heard(work, "Mon 2026-12-14 16:00", "look")
        work.does(ev.StepReopened(LARS, "removal", REASON))
        work.decides(LARS, "removal", "platform", day=TODAY)
        again = heard(work, "Mon 2027-01-11 16:00", "look")
        assert len(first) == len(again) == 4

    @pytest.mark.parametrize("outcome", ["not_contacted", "not_relevant", "gone"])
    def test_is_not_asked_where_nobody_asked_for_removal(self, outcome: str) -> None:
        work = Casework()
        work.decides(LARS, "removal", outcome, REASON)
        assert days(work.case, "look") == []


class TestActions:
    def decided(self) -> Casework:
        work = Casework()
        work.decides(LARS, "register", "anonymous")
        work.decides(ANNE, "analyse", "prevention", what="To om samtalerne", who="Lars", when="2026-12-01")
        return work

    def test_each_is_asked_about_on_the_morning_of_its_day(self) -> None:
        assert heard(self.decided(), "Wed 2026-12-02 16:00", "action") == {
            local("Tue 2026-12-01 09:00"): LARS
        }

    def test_one_that_is_moved_is_asked_about_on_its_new_day(self) -> None:
        work = self.decided()
        work.at("Tue 2026-12-01 10:00").helps(
            LARS, "analyse", "action_done", number="1", answer="moved", when="2026-12-10"
        )
        assert days(work.case, "action") == ["10 Dec"]

    def test_one_that_is_done_is_asked_about_no_more(self) -> None:
        work = self.decided()
        work.helps(ANNE, "analyse", "action_done", number="1", answer="done")
        assert days(work.case, "action") == []

    def test_it_goes_on_when_the_case_is_closed(self) -> None:
        found = replace(self.decided().case, ending=replace(self.decided().case.ending, closed_at=NOW))
        assert [(named(asked), asked.key.round) for asked in questions_of(found)] == [("action", 1)]


class TestTheSummary:
    def booked(self, start: str) -> Casework:
        work = Casework(case(evidence=(kept(),), decisions=decided("register")))
        work.does(ev.MeetingBooked(LARS, "meeting", local(start)))
        return work

    def test_reaches_mette_more_than_a_day_before_the_meeting(self) -> None:
        asked = heard(self.booked("Thu 2026-11-26 10:00"), "Fri 2026-11-27 16:00", "summary")
        assert asked == {local("Wed 2026-11-25 09:00"): METTE}

    def test_comes_before_the_weekend_when_the_meeting_is_on_monday(self) -> None:
        asked = heard(self.booked("Mon 2026-11-30 10:00"), "Mon 2026-11-30 16:00", "summary")
        assert asked == {local("Fri 2026-11-27 15:30"): METTE}

    def test_is_written_down_so_that_the_meeting_can_be_decided(self) -> None:
        work = self.booked("Thu 2026-11-26 10:00")
        assert work.at("Wed 2026-11-25 09:00").hears()["summary"] == METTE
        assert work.case.record("meeting", "summary") is not None

    def test_is_not_sent_for_a_meeting_that_was_held(self) -> None:
        work = self.booked("Thu 2026-11-26 10:00")
        work.case = replace(work.case, decisions=decided("register", "meeting"))
        assert heard(work, "Fri 2026-11-27 16:00", "summary") == {}

    def test_is_sent_again_for_a_meeting_that_is_moved_far(self) -> None:
        work = self.booked("Thu 2026-11-26 10:00")
        heard(work, "Thu 2026-11-26 09:00", "summary")
        work.does(ev.MeetingBooked(LARS, "meeting", local("Thu 2026-12-10 10:00")))
        assert heard(work, "Fri 2026-12-11 16:00", "summary") == {local("Wed 2026-12-09 09:00"): METTE}


@pytest.mark.parametrize("ended", [{"withdrawn_at": NOW}, {"closed_at": NOW, "archived_at": NOW}])
def test_a_case_that_has_ended_asks_nothing(ended: dict[str, datetime]) -> None:
    found = changed(Casework().is_asked().case, **ended)
    assert questions_of(found) == ()
    assert due_reminders_of(found, context(local("Mon 2027-02-01 10:00"))) == ()


def test_nobody_is_asked_what_nobody_owns() -> None:
    alone = case(participants=case().people.participants[:1])
    assert {asked.key.person for asked in questions_of(alone)} == {METTE}


def test_what_is_answered_still_says_what_was_asked() -> None:
    work = Casework(case(answers=ANSWERS), local("Mon 2026-11-23 09:00"))
    assert [button.label for button in buttons(seen_by_mette(work))] == ["Nej", "Ja"]
    work.helps(METTE, "register", "absence", answer="no")
    said = "\n".join(texts(seen_by_mette(work)))
    assert "Har du måttet lade dit normale arbejde ligge?" in said
    assert "Tak. Det er besvaret." in said
    assert buttons(seen_by_mette(work)) == []


def test_what_is_not_to_be_answered_any_more_says_what_that_was() -> None:
    work = Casework(case(answers=ANSWERS), local("Mon 2026-11-23 09:00"))
    work.decides(LARS, "register", "disease")
    said = "\n".join(texts(seen_by_mette(work)))
    assert "Hvordan har du det?" in said
    assert "Det behøver du ikke svare på mere." in said


def seen_by_mette(work: Casework) -> tuple[Part, ...]:
    return follow_up_question(work.case, key_of("own_absence"), view(work.ctx, METTE))


def asked_in_words(work: Casework, key: str, person: str) -> str:
    seen = view(work.ctx, person)
    said = reminder([Ref(work.case.id, key_of(key))], {work.case.id: work.case}, seen)
    return "\n".join(texts(said.parts))


def test_what_was_asked_still_says_what_it_was_when_it_is_answered_or_matters_no_more() -> None:
    work = Casework()
    question = "Har Mette måttet lade sit normale arbejde ligge?"
    assert question in asked_in_words(work, "absence", LARS)
    work.helps(LARS, "register", "absence", answer="yes", first_day="2026-11-20")
    answered = asked_in_words(work, "absence", LARS)
    assert question in answered
    assert answered.endswith("Tak. Det er besvaret.")
    closing = asked_in_words(work, "closing", METTE)
    assert "Din leder mener, at sagen kan lukkes." in closing
    assert closing.endswith("Det behøver du ikke svare på mere.")


def test_one_who_may_not_read_the_case_is_not_told_what_was_asked_in_it() -> None:
    work = Casework()
    former = replace(
        work.case,
        people=replace(
            work.case.people, participants=tuple(p for p in work.case.people.participants if p.person != LARS)
        ),
    )
    assert texts(follow_up_question(former, key_of("absence"), view(work.ctx, LARS))) == [
        "*Sag 2026-0042*\nDet behøver du ikke svare på mere."
    ]
