"""When others are asked to step in, worked out by hand from a printed calendar, and what is said of why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from flows.calendar.working_time import COPENHAGEN, Calendar
from flows.case.case import Case, Decision, Record
from flows.procedure.procedure import STEPS, step
from flows.procedure.steps import ReminderTime, Step
from flows.words import Voice
from tests.flows.given import ANSWERS, CALENDAR, LARS, case, local

FRIDAY, SATURDAY, FRIDAY_NIGHT = "Fri 2026-11-20 15:00", "Sat 2026-11-21 10:00", "Fri 2026-11-20 22:00"
EASTER = "Wed 2027-03-24 15:00"
"""The Wednesday before five closed days: Thursday to Easter Monday."""
CHRISTMAS = "Wed 2026-12-23 15:00"
SHUT = Calendar(closed=frozenset(date(2026, 12, day) for day in (24, 28, 29, 30, 31)))
"""An organisation that is closed from Christmas to New Year."""


def written(at: datetime | None) -> str:
    return f"{at.astimezone(COPENHAGEN):%a %d %b %H:%M}" if at else "none"


def levels(key: str, found: Case, calendar: Calendar = CALENDAR) -> list[str]:
    """When each level of the step falls, on the clock in Copenhagen."""
    made = step(key)
    assert made is not None
    due = made.deadline.due(found, calendar)
    return [written(level.time.at(found, due, calendar)) for level in made.escalation]


def sent(at: str, severity: str = "YELLOW", **facts: Any) -> Case:
    return case(local(at), severity=severity, **facts)


def absence(told: str, first_day: str) -> Record:
    return Record("register", "absence", LARS, local(told), {"answer": "yes", "first_day": first_day})


def waits(key: str, at: str, **details: str) -> Decision:
    return Decision(key, "waiting", "Vi venter lidt.", LARS, local(at), details, is_waiting=True)


ROLES = [
    ("document", [("representative",)]),
    ("contact", [("deputy",), ("next_leader",), ("hr",)]),
    ("support", [("next_leader",), ("next_leader", "representative")]),
    ("legal", [("hr", "next_leader")] * 2),
    ("removal", [("hr",)]),
    ("register", [("hr", "next_leader")] * 6),
    ("meeting", [("next_leader",)]),
    ("analyse", [("hr",)]),
]


def test_every_step_says_who_is_asked_next() -> None:
    assert [(s.key, [level.roles for level in s.escalation]) for s in STEPS] == ROLES


DOCUMENT = [
    (FRIDAY, "Mon 23 Nov 15:00"),
    (SATURDAY, "Mon 23 Nov 16:00"),  # due by then; Monday 10:00 would be earlier
    (FRIDAY_NIGHT, "Mon 23 Nov 16:00"),
    (EASTER, "Tue 30 Mar 15:00"),
]


@pytest.mark.parametrize(("at", "expected"), DOCUMENT)
def test_the_representative_offers_help_on_the_next_working_day_and_not_before_it_is_due(
    at: str, expected: str
) -> None:
    assert levels("document", sent(at)) == [expected]


CONTACT = [
    ("YELLOW", FRIDAY, ["Mon 23 Nov 11:00", "Mon 23 Nov 13:00", "Mon 23 Nov 15:00"]),
    ("ORANGE", FRIDAY, ["Mon 23 Nov 09:00", "Mon 23 Nov 11:00", "Mon 23 Nov 13:00"]),
    ("RED", FRIDAY_NIGHT, ["Fri 20 Nov 23:00", "Sat 21 Nov 00:00", "Sat 21 Nov 01:00"]),
    ("YELLOW", EASTER, ["Tue 30 Mar 11:00", "Tue 30 Mar 13:00", "Tue 30 Mar 15:00"]),
    ("ORANGE", "Thu 2026-11-19 13:00", ["Thu 19 Nov 15:00", "Fri 20 Nov 09:00", "Fri 20 Nov 11:00"]),
    ("RED", "Sun 2027-03-28 00:30", ["Sun 28 Mar 01:30", "Sun 28 Mar 03:30", "Sun 28 Mar 04:30"]),
]


@pytest.mark.parametrize(("severity", "at", "expected"), CONTACT)
def test_an_employee_without_an_answer_gets_the_deputy_then_the_next_leader_then_hr(
    severity: str, at: str, expected: list[str]
) -> None:
    assert levels("contact", sent(at, severity)) == expected


def test_who_was_passed_a_case_has_the_time_anew() -> None:
    passed = (waits("contact", "Fri 2026-11-20 17:30"),)
    found = sent(FRIDAY, "RED", decisions=passed)
    assert levels("contact", found) == ["Fri 20 Nov 18:30", "Fri 20 Nov 19:30", "Fri 20 Nov 20:30"]


SUPPORT = [
    ("YELLOW", FRIDAY, ["Sat 21 Nov 15:00", "Tue 24 Nov 15:00"]),
    ("RED", FRIDAY, ["Fri 20 Nov 19:00", "Tue 24 Nov 15:00"]),  # due at 16:00, reminded of at 19:00
    ("ORANGE", EASTER, ["Thu 25 Mar 15:00", "Sun 28 Mar 16:00"]),  # the clock went forward
]


@pytest.mark.parametrize(("severity", "at", "expected"), SUPPORT)
def test_the_next_leader_is_asked_when_no_help_was_offered_and_the_representative_on_day_four(
    severity: str, at: str, expected: list[str]
) -> None:
    assert levels("support", sent(at, severity)) == expected


LEGAL = [
    ("Fri 2026-11-20 14:00", ["Sun 22 Nov 15:00", "Mon 23 Nov 08:00"]),
    ("Wed 2026-11-18 16:00", ["Sat 21 Nov 16:00", "none"]),  # due when the 72 hours end
    ("Thu 2026-11-19 20:00", ["Sun 22 Nov 15:00", "none"]),  # six hours before their end is 14:00
    ("Mon 2026-11-16 10:00", ["Sun 22 Nov 15:00", "none"]),  # they had ended
]


@pytest.mark.parametrize(("content_at", "expected"), LEGAL)
def test_hr_and_the_next_leader_are_asked_at_due_and_again_before_the_72_hours_end(
    content_at: str, expected: list[str]
) -> None:
    assert levels("legal", sent(FRIDAY, content_at=local(content_at))) == expected


def test_one_who_waits_with_a_reason_is_asked_after_before_the_72_hours_end() -> None:
    found = sent(FRIDAY, content_at=local("Fri 2026-11-20 14:00"))
    early = replace(found, decisions=(waits("legal", "Sun 2026-11-22 14:00"),))
    assert levels("legal", early) == ["Mon 23 Nov 14:00", "Mon 23 Nov 08:00"]
    late = replace(found, decisions=(waits("legal", "Mon 2026-11-23 09:00"),))
    assert levels("legal", late) == ["Mon 23 Nov 14:00", "none"]


REMOVAL = [
    (FRIDAY, {}, "Wed 25 Nov 15:00"),
    (FRIDAY, {"where": ("facebook",)}, "Sun 22 Nov 15:00"),  # due after a day
    (EASTER, {}, "Thu 01 Apr 15:00"),
]


@pytest.mark.parametrize(("at", "answers", "expected"), REMOVAL)
def test_hr_is_asked_about_removal_after_two_days_and_not_before_it_is_due(
    at: str, answers: dict[str, Any], expected: str
) -> None:
    assert levels("removal", sent(at, answers=ANSWERS | answers)) == [expected]


def test_an_incident_is_asked_after_on_day_ten() -> None:
    assert levels("register", sent(FRIDAY)) == ["Mon 30 Nov 15:00", *["none"] * 5]


def test_an_incident_is_not_asked_after_while_there_is_time() -> None:
    assert levels("register", sent(CHRISTMAS), SHUT) == ["Wed 06 Jan 15:00", *["none"] * 5]


EASY = [
    (  # known from the first day; the fourteenth is Friday 4 December
        absence(FRIDAY, "2026-11-20"),
        ["Mon 30 Nov 09:00", "Wed 02 Dec 09:00", "Thu 03 Dec 09:00", "Fri 04 Dec 09:00", "none"],
    ),
    (  # told on the thirteenth day; the fourteenth is Tuesday 1 December
        absence("Mon 2026-11-30 12:00", "2026-11-17"),
        ["none", "none", "none", "Tue 01 Dec 09:00", "none"],
    ),
    (  # told on the last day, after its morning
        absence("Tue 2026-12-01 10:00", "2026-11-17"),
        ["none", "none", "none", "none", "Thu 03 Dec 10:00"],
    ),
    (  # told when they were over
        absence("Wed 2026-12-02 10:00", "2026-11-17"),
        ["none", "none", "none", "none", "Fri 04 Dec 10:00"],
    ),
]


@pytest.mark.parametrize(("record", "expected"), EASY)
def test_the_days_of_easy_that_are_to_come_when_it_is_known_are_asked_after(
    record: Record, expected: list[str]
) -> None:
    assert levels("register", sent(FRIDAY, records=(record,))) == ["none", *expected]


def test_the_days_of_easy_run_on_in_easter() -> None:
    found = sent("Wed 2027-03-17 10:00", records=(absence("Wed 2027-03-17 12:00", "2027-03-17"),))
    expected = ["Sat 27 Mar 09:00", "Mon 29 Mar 09:00", "Tue 30 Mar 09:00", "Wed 31 Mar 09:00"]
    assert levels("register", found) == ["none", *expected, "none"]


def test_an_absence_in_the_report_older_than_the_14_days_is_reminded_of_and_then_asked_after() -> None:
    found = sent(FRIDAY, answers=ANSWERS | {"wishes": ("absence:2026-11-02",)})
    register = step("register")
    assert register is not None
    due = register.deadline.due(found, CALENDAR)
    assert written(register.reminder_times[-1].at(found, due, CALENDAR)) == "Mon 23 Nov 15:00"
    assert levels("register", found) == [*["none"] * 5, "Tue 24 Nov 15:00"]


def test_the_next_leader_is_asked_the_morning_after_the_meeting_was_due() -> None:
    assert levels("meeting", sent(FRIDAY)) == ["Sat 05 Dec 09:00"]
    again = sent(FRIDAY, decisions=(waits("meeting", "Fri 2026-12-04 12:00", next="2026-12-10"),))
    assert levels("meeting", again) == ["Fri 11 Dec 09:00"]


def test_who_has_booked_a_later_meeting_is_left_to_hold_it() -> None:
    booked = Record("meeting", "meeting", LARS, local(FRIDAY), {"start": "2026-12-08T10:00:00+01:00"})
    assert levels("meeting", sent(FRIDAY, records=(booked,))) == ["Wed 09 Dec 10:00"]


ANALYSE = [(FRIDAY, "Mon 21 Dec 09:00"), ("Fri 2027-02-26 10:00", "Mon 29 Mar 09:00")]


@pytest.mark.parametrize(("at", "expected"), ANALYSE)
def test_hr_is_asked_about_the_analysis_on_day_31(at: str, expected: str) -> None:
    assert levels("analyse", sent(at)) == [expected]


@pytest.mark.parametrize("severity", ["YELLOW", "ORANGE", "RED"])
@pytest.mark.parametrize("at", [FRIDAY, SATURDAY, FRIDAY_NIGHT, EASTER, CHRISTMAS, "Mon 2026-11-23 07:00"])
@pytest.mark.parametrize("made", STEPS, ids=lambda made: made.key)
def test_nobody_is_asked_to_step_in_before_the_owner_was_reminded(made: Step, at: str, severity: str) -> None:
    found = sent(at, severity, records=(absence(at, at[4:14]),))
    due = made.deadline.due(found, SHUT)
    reminders = [moment.at(found, due, SHUT) for moment in made.reminder_times]
    asked = [level.time.at(found, due, SHUT) for level in made.escalation]
    assert min(filter(None, reminders)) <= min(filter(None, asked))
    assert min(filter(None, asked)) > found.report.sent_at + timedelta(minutes=30)


MOMENTS = [moment for s in STEPS for moment in (*s.reminder_times, *(level.time for level in s.escalation))]


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("moment", MOMENTS, ids=lambda moment: moment.why[:20])
def test_every_moment_says_why_in_a_whole_sentence(moment: ReminderTime, language: Any) -> None:
    said = Voice(language)(moment.why, **dict(moment.values))
    assert said.endswith(".") and not said[0].islower() and "{" not in said
    assert (said == moment.why.format(**dict(moment.values))) is (language == "en")


def test_a_reason_names_its_own_number() -> None:
    support = step("support")
    assert support is not None
    said = [Voice("en")(moment.why, **dict(moment.values)) for moment in support.reminder_times]
    assert said[:2] == [
        "4 hours have passed since the report.",
        "24 hours have passed since the report.",
    ]
    assert said[2] == "Day 2 after the report has come."
