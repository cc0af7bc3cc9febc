"""Whoever does what a step's help says is not reminded of it, and nobody is asked in their place."""

from __future__ import annotations

import pytest

from flows.procedure.procedure import step
from tests.flows.given import ANNE, DORTE, HANNE, LARS, METTE, with_part
from tests.flows.reminders.prompt import REASON, Story, orange
from tests.flows.reminders.prompt_leader import has_decided, monday_s_sitting, whole

STEPS = ("document", "contact", "support", "legal", "removal", "register", "meeting", "analyse")


@pytest.mark.parametrize("severity", ["YELLOW", "ORANGE", "RED"])
def test_a_prompt_leader_is_never_escalated_and_mette_hears_of_no_delay(severity: str) -> None:
    story = whole(Story(orange(severity=severity))).at("Mon 2027-01-04 12:00")
    assert story.escalated() == []
    assert {key: story.reminded(key) for key in STEPS if key != "meeting"} == {
        key: [] for key in STEPS if key != "meeting"
    }
    # On the day itself, when Mette has had the summary for a day: it is not held yet.
    assert story.reminded("meeting") == ["Wed 09 Dec 09:00"]


class TestDocument:
    def test_what_is_documented_is_not_reminded_of(self) -> None:
        story = Story().at("Wed 2026-12-02 16:00")
        assert story.reminded("document", METTE) == story.heard(ANNE, lambda key: "document" in key) == []


class TestContact:
    """'Write that you have read it. Ask when the two of you can talk. Agree the next step.'"""

    def test_who_has_answered_has_a_working_day_to_agree_the_plan(self) -> None:
        story = Story().at("Mon 2026-11-30 09:20")
        story.helps("contact", "acknowledge")
        story.at("Tue 2026-12-01 09:15").decides("contact", "agreed", plan="Vi taler sammen onsdag.")
        assert [key for key in story.escalated() if "contact" in key] == []

    def test_the_reminder_between_is_of_the_plan_alone(self) -> None:
        story = Story().at("Mon 2026-11-30 09:20")
        story.helps("contact", "acknowledge")
        made = step("contact")
        assert made is not None
        assert made.instruction.of(story.case) == "Agree the next step with the employee."

    def test_who_agrees_nothing_after_it_is_escalated_all_the_same(self) -> None:
        story = Story().at("Mon 2026-11-30 09:20")
        story.helps("contact", "acknowledge")
        story.at("Wed 2026-12-02 16:00")
        assert "escalation:contact" in story.escalated()

    def test_a_second_acknowledgement_gives_no_more_time(self) -> None:
        story = Story().at("Mon 2026-11-30 09:20")
        story.helps("contact", "acknowledge")
        story.at("Tue 2026-12-01 09:15").helps("contact", "acknowledge")
        story.at("Tue 2026-12-01 10:00")
        assert "escalation:contact" in story.escalated()


class TestSupport:
    """'Today: go to the employee. Crisis help: within a day and night. The talk: one to three days later.'"""

    def test_the_offer_ends_the_24_hours_and_a_booked_talk_is_waited_for(self) -> None:
        story = monday_s_sitting(Story()).at("Wed 2026-12-02 12:00")
        assert story.reminded("support") == []
        assert [key for key in story.escalated() if "support" in key] == []

    def test_who_has_booked_no_talk_is_reminded_of_the_talk_and_escalated_on_day_4(
        self,
    ) -> None:
        story = Story().at("Mon 2026-11-30 09:25")
        story.helps("support", "crisis_help", answer="accepted")
        story.at("Fri 2026-12-04 12:00")
        assert story.reminded("support") == ["Tue 01 Dec 08:00", "Wed 02 Dec 08:00", "Thu 03 Dec 08:00"]
        asked = story.heard(DORTE, lambda key: key == "escalation:support")
        assert asked == ["Fri 04 Dec 09:05"]

    def test_who_has_held_it_and_says_nothing_is_asked_the_morning_after(self) -> None:
        story = monday_s_sitting(Story()).at("Thu 2026-12-03 16:00")
        assert story.reminded("support") == ["Thu 03 Dec 09:00"]
        assert [key for key in story.escalated() if "support" in key] == []
        assert "escalation:support" in story.at("Fri 2026-12-04 12:00").escalated()

    def test_a_talk_booked_for_after_day_3_is_not_waited_for(self) -> None:
        story = Story().at("Mon 2026-11-30 09:25")
        story.helps("support", "crisis_help", answer="accepted")
        story.books("support", "Tue 2026-12-08 10:00")
        assert "escalation:support" in story.at("Fri 2026-12-04 12:00").escalated()

    def test_a_report_before_the_weekend_has_its_talk_until_the_end_of_monday(self) -> None:
        story = Story(orange("Fri 2026-11-20 15:00", "Fri 2026-11-20 14:00")).at("Fri 2026-11-20 15:30")
        story.helps("support", "crisis_help", answer="later")
        story.books("support", "Mon 2026-11-23 14:00")
        story.at("Tue 2026-11-24 07:00")
        assert [key for key in story.escalated() if "support" in key] == []

    def test_who_did_nothing_of_it_is_reminded_and_escalated_as_before(self) -> None:
        story = Story().at("Wed 2026-12-02 12:00")
        assert story.reminded("support")[0] == "Mon 30 Nov 10:05"
        assert story.heard(DORTE, lambda key: key == "escalation:support") == ["Tue 01 Dec 09:05"]


class TestLegal:
    def test_who_asks_hr_and_decides_within_a_day_hears_of_it_no_more_than_once(self) -> None:
        story = monday_s_sitting(Story()).at("Tue 2026-12-01 09:00")
        story.helps("legal", "advice", answer="report", text="Hanne tilråder.")
        story.helps("legal", "wish", answer="yes")
        story.decides("legal", "reported", day="2026-12-01")
        story.at("Thu 2026-12-03 16:00")
        assert len(story.reminded("legal")) <= 1
        assert [key for key in story.escalated() if "legal" in key] == []


class TestRemoval:
    """'HR reads the text before you send it.'"""

    def test_who_has_written_the_letter_is_not_reminded_while_hr_reads_it(self) -> None:
        story = Story(with_part(orange(), HANNE, "hr")).at("Mon 2026-11-30 09:40")
        story.helps("removal", "draft", text="Fjern venligst opslaget.")
        story.at("Tue 2026-12-01 15:30").helps("removal", "check", by=HANNE, answer="ok")
        story.at("Tue 2026-12-01 15:45").decides("removal", "demanded", day="2026-12-01")
        story.at("Thu 2026-12-03 16:00")
        assert story.reminded("removal") == []
        assert [key for key in story.escalated() if "removal" in key] == []

    def test_who_is_asked_to_change_the_letter_is_reminded(self) -> None:
        story = Story(with_part(orange(), HANNE, "hr")).at("Mon 2026-11-30 09:40")
        story.helps("removal", "draft", text="Fjern venligst opslaget.")
        story.helps("removal", "check", by=HANNE, answer="change", text="Kortere.")
        assert story.at("Wed 2026-12-02 16:00").reminded("removal")

    def test_who_has_looked_is_not_asked_to_look_again_on_that_day(self) -> None:
        story = has_decided(Story()).at("Tue 2026-12-01 08:00")
        story.helps("removal", "look", answer="there")
        story.at("Tue 2026-12-01 16:00")
        assert story.heard(LARS, lambda key: key == "look") == []


class TestRegister:
    def test_after_easy_nobody_is_asked_about_absence(self) -> None:
        story = monday_s_sitting(Story()).at("Mon 2026-11-30 10:10")
        story.decides("register", "easy", day="2026-11-30")
        story.at("Wed 2026-12-30 16:00")
        asked = [story.heard(who, lambda key: "absence" in key) for who in (LARS, METTE)]
        assert asked == [[], []]

    def test_who_waits_for_absence_with_a_reason_is_left_until_day_ten(self) -> None:
        story = monday_s_sitting(Story()).at("Mon 2026-11-30 10:10")
        story.decides("register", "waiting", REASON)
        story.at("Wed 2026-12-09 16:00")
        assert story.reminded("register") == []
        assert [key for key in story.escalated() if "register" in key] == []
        story.at("Fri 2026-12-11 16:00")
        assert story.reminded("register")
        assert "escalation:register" in story.escalated()

    def test_absence_that_one_has_answered_is_not_asked_of_the_other_on_that_day(self) -> None:
        story = has_decided(Story()).at("Tue 2026-12-01 08:30")
        story.helps("register", "absence", answer="no")
        story.at("Tue 2026-12-01 16:00")
        assert story.heard(METTE, lambda key: key == "own_absence") == []


class TestMeeting:
    def test_a_meeting_on_the_last_day_leaves_a_working_day_to_note_it(self) -> None:
        story = has_decided(Story())
        story.at("Wed 2026-12-02 11:00").decides("support", "held", day="2026-12-02")
        story.books("meeting", "Mon 2026-12-14 14:00")
        story.at("Tue 2026-12-15 10:00").decides("meeting", "close")
        story.at("Thu 2026-12-17 16:00")
        assert [key for key in story.escalated() if "meeting" in key] == []

    def test_one_booked_for_after_the_deadline_is_waited_for_also_when_step_6_comes_late(self) -> None:
        story = monday_s_sitting(Story()).at("Mon 2026-11-30 10:10")
        story.helps("legal", "advice", answer="not_report", text="Hanne fraråder.")
        story.helps("legal", "wish", by=METTE, answer="no")
        story.decides("legal", "not_reported", REASON)
        story.decides("removal", "platform", day="2026-11-30")
        story.books("meeting", "Tue 2026-12-22 10:00")
        story.at("Wed 2026-12-02 11:00").decides("support", "held", day="2026-12-02")
        story.at("Thu 2026-12-17 09:00").decides("register", "incident")
        story.at("Thu 2026-12-24 12:00")
        assert story.reminded("meeting") == ["Tue 22 Dec 09:00", "Wed 23 Dec 09:00"]
        assert story.heard(DORTE, lambda key: key == "escalation:meeting") == ["Wed 23 Dec 10:00"]


class TestAnalyse:
    def test_who_has_booked_it_is_not_reminded_before_it_is_held(self) -> None:
        story = has_decided(Story())
        story.books("analyse", "Mon 2026-12-21 13:00")
        assert story.at("Mon 2026-12-21 14:00").reminded("analyse") == []
        assert story.at("Tue 2026-12-22 16:00").reminded("analyse") == ["Tue 22 Dec 09:00"]


def test_nothing_calls_hr_in_a_red_case_whose_leader_has_done_all_there_is_to_do() -> None:
    story = has_decided(Story(orange(severity="RED"))).at("Wed 2026-12-02 09:59")
    assert "escalation:silence" not in story.escalated()
