"""The eight steps as people do them: what helps, what must come first, and where an outcome leads."""

from __future__ import annotations

from datetime import timedelta

import pytest

from flows import events as ev
from flows.access.rules import state_of
from flows.effects import ArchiveChannel
from flows.procedure.gates import actions
from tests.flows.casework import PLAN, REASON, Casework, with_hr
from tests.flows.given import (
    ANNE,
    DORTE,
    HANNE,
    LARS,
    METTE,
    NOW,
    SOFIE,
    case,
    kept,
    local,
    with_part,
)

TODAY = "2026-11-20"


class TestContact:
    def test_mette_hears_that_lars_has_seen_it(self) -> None:
        assert Casework().helps(LARS, "contact", "acknowledge") == [(METTE, "acknowledged")]

    def test_lars_and_mette_agree_in_words_that_both_see(self) -> None:
        work = Casework()
        work.cannot_decide(LARS, "contact", "agreed", "Fill this in")
        assert work.decides(LARS, "contact", "agreed", plan=PLAN) == [(METTE, "decided")]
        assert work.case.decision("contact").details == {"plan": PLAN}

    def test_anne_may_answer_as_well(self) -> None:
        work = Casework()
        work.decides(ANNE, "contact", "agreed", plan=PLAN)
        assert work.case.decision("contact").by == ANNE

    def test_taken_over_makes_sofie_the_deputy_and_the_step_stays_open(self) -> None:
        work = Casework()
        told = work.decides(LARS, "contact", "taken_over", person=SOFIE)
        assert {(METTE, "decided"), (METTE, "taken-over"), (SOFIE, "joined")} == set(told)
        assert work.has(SOFIE, "deputy")
        assert work.case.decision("contact") is None

    def test_anne_cannot_hand_the_leader_s_part_to_anybody(self) -> None:
        work = Casework()
        work.cannot_decide(ANNE, "contact", "taken_over", "not yours", person=SOFIE)

    def test_sent_on_brings_the_next_leader_in(self) -> None:
        work = Casework()
        assert (METTE, "escalated") in work.decides(ANNE, "contact", "sent_on")
        assert work.has(DORTE, "next_leader")

    def test_sent_on_by_the_next_leader_goes_to_hr(self) -> None:
        work = Casework(with_part(case(), DORTE, "next_leader"))
        work.decides(DORTE, "contact", "sent_on")
        assert work.has(HANNE, "hr")

    def test_not_harassment_ends_the_case_when_mette_agrees(self) -> None:
        work = Casework()
        assert (METTE, "decided") in work.decides(LARS, "contact", "not_harassment", REASON)
        told = work.helps(METTE, "contact", "agree", answer="agree")
        assert {person for person, message in told if message == "closed"} == {METTE, LARS, ANNE}
        assert state_of(work.case) == "archived"
        assert ArchiveChannel("C0SAG") in work.effects

    def test_not_harassment_goes_to_the_next_leader_when_mette_disagrees(self) -> None:
        work = Casework()
        work.decides(LARS, "contact", "not_harassment", REASON)
        work.helps(METTE, "contact", "agree", answer="disagree")
        assert work.case.decision("contact") is None
        assert work.has(DORTE, "next_leader")
        work.cannot(ev.TaskDone(METTE, "contact", "agree", {"answer": "agree"}), "nothing to answer")

    def test_mette_may_disagree_also_where_nobody_is_known_above_lars(self) -> None:
        work = Casework(case(excluded=frozenset({DORTE, HANNE})))
        work.decides(LARS, "contact", "not_harassment", REASON)
        work.helps(METTE, "contact", "agree", answer="disagree")
        assert work.case.decision("contact") is None


class TestSupport:
    def test_the_talk_has_been_held_on_a_day_that_has_come(self) -> None:
        work = Casework()
        work.cannot_decide(LARS, "support", "held", "not come yet", day="2026-11-21")
        work.decides(LARS, "support", "held", day=TODAY)
        assert work.case.decision("support")

    def test_crisis_help_that_mette_declined_is_written_down(self) -> None:
        work = Casework()
        work.helps(LARS, "support", "crisis_help", answer="declined")
        assert work.case.value("support", "crisis_help", "answer") == "declined"


class TestRemoval:
    def test_documentation_comes_first(self) -> None:
        work = Casework(case())
        work.cannot_decide(LARS, "removal", "not_relevant", "Documentation is missing")
        work.decides(METTE, "document", "cannot")
        assert work.decides(LARS, "removal", "not_relevant", REASON)

    def test_hr_reads_the_letter_before_it_is_sent(self) -> None:
        work = with_hr()
        work.cannot_decide(LARS, "removal", "demanded", "letter is missing", day=TODAY)
        assert work.helps(LARS, "removal", "draft", text="Fjern opslaget.") == [(HANNE, "task-done")]
        work.cannot_decide(LARS, "removal", "demanded", "HR must read", day=TODAY)
        assert work.helps(HANNE, "removal", "check", answer="ok") == [(LARS, "task-done")]
        assert work.decides(LARS, "removal", "demanded", day=TODAY)

    def test_a_letter_that_was_changed_is_read_again(self) -> None:
        work = with_hr()
        work.helps(LARS, "removal", "draft", text="Fjern opslaget.")
        work.helps(HANNE, "removal", "check", answer="ok")
        work.now += timedelta(hours=1)
        work.helps(LARS, "removal", "draft", text="Fjern opslaget i dag.")
        work.cannot_decide(LARS, "removal", "both", "HR must read", day=TODAY)

    def test_what_is_to_be_changed_is_not_lost_where_the_letter_may_be_sent(self) -> None:
        work = with_hr()
        work.helps(LARS, "removal", "draft", text="Fjern opslaget.")
        both = {"answer": "ok", "text": "Skriv det kortere."}
        work.cannot(ev.TaskDone(HANNE, "removal", "check", both), "goes with another answer")
        assert work.helps(HANNE, "removal", "check", answer="ok", text="  ")

    def test_lars_does_not_check_his_own_letter(self) -> None:
        work = with_hr()
        work.helps(LARS, "removal", "draft", text="Fjern opslaget.")
        work.cannot(ev.TaskDone(LARS, "removal", "check", {"answer": "ok"}), "not yours")

    def test_where_it_is_about_safety_the_police_come_first(self) -> None:
        work = Casework(case(severity="RED", evidence=(kept(),)))
        work.cannot_decide(LARS, "removal", "platform", "Decide step 4 first", day=TODAY)
        work.decides(LARS, "legal", "waiting", REASON)
        assert work.decides(LARS, "removal", "platform", day=TODAY)


class TestRegister:
    def test_a_name_stands_only_when_mette_agrees(self) -> None:
        work = Casework()
        work.cannot_decide(LARS, "register", "incident", "has not agreed")
        work.helps(METTE, "register", "consent", answer="named")
        assert work.decides(LARS, "register", "incident")

    @pytest.mark.parametrize("outcome", ["incident", "anonymous", "waiting"])
    def test_absence_makes_easy_the_way(self, outcome: str) -> None:
        work = Casework()
        work.helps(METTE, "register", "consent", answer="named")
        told = work.helps(METTE, "register", "absence", answer="yes", first_day="2026-11-19")
        assert told == [(LARS, "task-done")]
        work.cannot_decide(LARS, "register", outcome, "EASY")
        assert work.decides(LARS, "register", "easy", day=TODAY)

    def test_costs_that_can_be_claimed_make_easy_the_way(self) -> None:
        work = Casework()
        work.helps(ANNE, "register", "route", claim="yes", over_days="no")
        work.cannot_decide(LARS, "register", "anonymous", "EASY")


class TestMeeting:
    def test_it_asks_whether_the_case_can_close_so_3_to_6_come_first(self) -> None:
        work = Casework()
        work.cannot(ev.TaskDone(LARS, "meeting", "summary"), "Steps 3 to 6")
        work.cannot_decide(LARS, "meeting", "close", "Steps 3 to 6")

    def test_mette_has_had_the_summary_for_a_day(self) -> None:
        work = Casework().has_decided_3_to_6()
        work.cannot_decide(LARS, "meeting", "close", "summary must be sent")
        assert work.helps(LARS, "meeting", "summary") == [(METTE, "summary")]
        work.at("Sat 2026-11-21 14:59").cannot_decide(LARS, "meeting", "close", "when a day has passed")
        assert work.at("Sat 2026-11-21 15:00").decides(LARS, "meeting", "close") == [(METTE, "decided")]

    def test_it_may_go_on_with_a_meeting_within_30_days(self) -> None:
        work = Casework().has_decided_3_to_6().has_met()
        work.does(ev.StepReopened(LARS, "meeting", REASON))
        work.cannot_decide(LARS, "meeting", "continue", "next 30 days", next="2027-01-01")
        work.decides(LARS, "meeting", "continue", next="2026-12-10")
        assert work.case.decision("meeting") is None

    def test_the_next_leader_comes_when_mette_disagrees(self) -> None:
        work = Casework().has_decided_3_to_6()
        work.helps(LARS, "meeting", "summary")
        work.at("Mon 2026-11-23 15:00").decides(LARS, "meeting", "disagrees")
        assert work.has(DORTE, "next_leader")


class TestAnalysis:
    def test_it_builds_on_what_was_registered(self) -> None:
        work = Casework()
        work.cannot_decide(ANNE, "analyse", "assessment", "Step 6")
        work.decides(LARS, "register", "anonymous")
        told = work.decides(ANNE, "analyse", "assessment")
        assert told == [(METTE, "decided"), (LARS, "decided")]

    def test_an_action_has_an_owner_and_a_day_and_is_followed_up(self) -> None:
        work = Casework()
        work.decides(LARS, "register", "anonymous")
        work.cannot_decide(ANNE, "analyse", "prevention", "Fill this in", what="To om samtalerne")
        work.decides(ANNE, "analyse", "prevention", what="To om samtalerne", who="Lars", when="2026-12-01")
        work.helps(ANNE, "analyse", "action_done", number="1", answer="moved", when="2026-12-10")
        assert actions(work.case)[0]["when"] == "2026-12-10"
        work.helps(ANNE, "analyse", "action_done", number="1", answer="done")
        assert actions(work.case)[0]["done"] == "yes"

    @pytest.mark.parametrize("number", ["0", "2", "-1", "et", "²", "9" * 5000])
    def test_an_action_that_is_not_there_is_followed_by_nobody(self, number: str) -> None:
        work = Casework()
        work.decides(LARS, "register", "anonymous")
        work.helps(ANNE, "analyse", "action", what="To om samtalerne", who="Lars", when="2026-12-01")
        work.helps(ANNE, "analyse", "action_done", number=number, answer="done")
        assert "done" not in actions(work.case)[0]


class TestEveryStep:
    def test_it_may_be_opened_again_and_keeps_its_history(self) -> None:
        work = Casework()
        work.decides(LARS, "support", "declined")
        work.cannot(ev.StepReopened(LARS, "support", "kort"), "ten characters")
        assert work.does(ev.StepReopened(LARS, "support", REASON)) == [(METTE, "decided")]
        assert [d.outcome for d in work.case.decisions] == ["declined", ""]
        work.cannot(ev.StepReopened(LARS, "support", REASON), "open already")

    def test_a_meeting_is_booked_moved_and_cancelled_and_mette_hears_of_each(self) -> None:
        work = Casework()
        first, second = local("Mon 2026-11-23 09:00"), local("Tue 2026-11-24 09:00")
        assert work.does(ev.MeetingBooked(LARS, "support", first)) == [(METTE, "decided")]
        assert work.does(ev.MeetingBooked(LARS, "support", second)) == [(METTE, "decided")]
        assert work.does(ev.MeetingCancelled(LARS, "support")) == [(METTE, "decided")]
        work.cannot(ev.MeetingCancelled(LARS, "support"), "No meeting")
        work.cannot(ev.MeetingBooked(LARS, "support", NOW), "time has passed")
        work.cannot(ev.MeetingBooked(LARS, "legal", first), "no meeting in this step")
