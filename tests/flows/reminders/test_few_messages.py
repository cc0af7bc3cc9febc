"""How many messages come, what is decided together in one, and what the employee is asked and told."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.flows.given import HANNE, LARS, METTE
from tests.flows.reminders.prompt import Story, orange
from tests.flows.reminders.prompt_leader import has_decided, monday_s_sitting, whole


class TestOtherWays:
    def test_after_three_weeks_of_silence_mette_hears_once_what_else_there_is(self) -> None:
        story = Story().at("Mon 2027-02-01 16:00")
        assert story.heard(METTE, lambda key: key == "other_ways") == ["Mon 21 Dec 08:30"]

    def test_not_while_somebody_acts_or_everything_is_waited_for(self) -> None:
        story = Story().at("Fri 2026-12-18 10:00")
        story.helps("support", "crisis_help", answer="later")
        assert story.at("Mon 2026-12-28 16:00").heard(METTE, lambda key: key == "other_ways") == []
        waiting = whole(Story()).at("Mon 2027-01-25 16:00")
        assert waiting.heard(METTE, lambda key: key == "other_ways") == []


class TestOwnPoliceReport:
    """The 72 hours end on Wednesday at 14:30."""

    def story(self) -> Story:
        found = monday_s_sitting(Story()).at("Mon 2026-11-30 10:10")
        found.decides("legal", "employee_reports")
        return found

    def test_while_mette_is_silent_the_step_is_open_and_lars_is_reminded_of_it(self) -> None:
        story = self.story().at("Wed 2026-12-02 14:00")
        assert story.case.decision("legal") is None
        assert story.reminded("legal")
        assert story.heard(HANNE, lambda key: key == "escalation:legal") == ["Wed 02 Dec 08:30"]

    def test_a_yes_decides_it_and_mette_is_reminded_once_well_before_they_end(self) -> None:
        story = self.story()
        story.helps("legal", "own_report", by=METTE, answer="yes")
        story.at("Thu 2026-12-03 16:00")
        assert story.heard(METTE, lambda key: key == "own_report") == ["Tue 01 Dec 15:30"]
        assert story.reminded("legal") == []

    def test_the_one_reminder_keeps_its_time_and_does_not_join_the_message_of_the_day(self) -> None:
        story = self.story()
        story.helps("legal", "own_report", by=METTE, answer="yes")
        story.at("Tue 2026-12-01 17:00")
        assert story.heard(METTE, lambda key: key == "own_absence") == ["Tue 01 Dec 09:05"]
        assert story.heard(METTE, lambda key: key == "own_report") == ["Tue 01 Dec 15:30"]

    def test_who_has_reported_it_is_not_reminded(self) -> None:
        story = self.story()
        story.helps("legal", "own_report", by=METTE, answer="yes")
        story.at("Tue 2026-12-01 09:00").helps("legal", "own_report", by=METTE, answer="done")
        story.at("Thu 2026-12-03 16:00")
        assert story.heard(METTE, lambda key: key == "own_report") == []

    def test_a_no_gives_lars_the_reminders_that_are_left(self) -> None:
        story = self.story()
        story.helps("legal", "own_report", by=METTE, answer="no")
        assert story.heard(LARS, lambda key: key == "own-report-answered") == ["Mon 30 Nov 10:10"]
        story.at("Wed 2026-12-02 14:00")
        assert story.reminded("legal")
        assert story.heard(METTE, lambda key: key == "own_report") == []

    def test_a_late_yes_is_reminded_of_half_way_to_their_end(self) -> None:
        story = Story().at("Wed 2026-12-02 09:00")
        story.decides("legal", "employee_reports")
        story.at("Wed 2026-12-02 09:10").helps("legal", "own_report", by=METTE, answer="yes")
        story.at("Fri 2026-12-04 16:00")
        assert story.heard(METTE, lambda key: key == "own_report") == ["Wed 02 Dec 11:50"]

    def test_whoever_was_reminded_of_the_question_is_not_reminded_of_the_yes(self) -> None:
        story = self.story().at("Wed 2026-12-02 12:30")
        story.helps("legal", "own_report", by=METTE, answer="yes")
        story.at("Fri 2026-12-04 16:00")
        assert story.heard(METTE, lambda key: key == "own_report") == ["Tue 01 Dec 15:30"]

    def test_nothing_is_asked_of_it_when_they_have_ended(self) -> None:
        story = Story().at("Thu 2026-12-03 09:00")
        story.decides("legal", "employee_reports")
        story.at("Fri 2026-12-18 16:00")
        assert story.heard(METTE, lambda key: key == "own_report") == []


@pytest.mark.parametrize(
    ("sent", "happened"),
    [
        ("Mon 2026-11-30 09:05", "Sun 2026-11-29 14:30"),
        ("Mon 2026-11-30 08:10", "Mon 2026-11-30 07:00"),
        ("Mon 2026-11-30 11:45", "Mon 2026-11-30 09:15"),
        ("Mon 2026-11-30 14:30", "Sat 2026-11-28 22:00"),
        ("Tue 2026-12-01 09:00", "Mon 2026-11-30 20:00"),
    ],
)
def test_a_silent_leader_has_at_most_eight_messages_in_a_week_and_three_of_them_about_the_police(
    sent: str, happened: str
) -> None:
    story = Story(orange(sent, happened)).at("Sun 2026-12-06 12:00")
    assert story.count(LARS) <= 8
    assert 1 <= len(story.reminded("legal")) <= 3


def test_a_prompt_leader_has_at_most_four_messages_in_a_week_and_mette_eight(
    record_property: Callable[[str, object], None],
) -> None:
    prompt = whole_week(Story())
    quiet = Story().at("Sun 2026-12-06 12:00")
    leader, employee, silent_one = prompt.count(LARS), prompt.count(METTE), quiet.count(LARS)
    record_property(
        "measured",
        f"messages of a prompt leader's case: leader {leader}, employee {employee}; "
        f"a silent leader {silent_one}",
    )
    assert leader <= 4
    assert employee <= 8
    assert silent_one <= 8


def whole_week(story: Story) -> Story:
    """The first week of a prompt leader."""
    has_decided(story).at("Wed 2026-12-02 11:00").decides("support", "held", day="2026-12-02")
    return story.at("Sun 2026-12-06 12:00")


def test_what_is_decided_in_one_sitting_is_one_message() -> None:
    story = has_decided(Story())
    assert story.heard(METTE, lambda key: key == "decided") == ["Mon 30 Nov 09:35", "Mon 30 Nov 10:20"]
