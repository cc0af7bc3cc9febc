"""The times of the steps: the standard, what may be set, and what holds for any case with any of them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.case.case import Case, Decision, Record
from flows.procedure.due_times import easy_limit, police_deadline
from flows.procedure.procedure import PROCEDURES, name_of, procedure_of
from flows.procedure.step_state import due_of
from flows.procedure.steps import Step
from flows.reminders.follow_up_questions import follow_up_questions
from flows.times.limits import faults
from flows.times.times import STANDARD, Times, as_json, differences, from_json, settings_of, with_settings
from tests.answers import ANSWERS
from tests.flows.given import CALENDAR, LARS, NOW, case, local
from tests.flows.times.valid_times import valid_times

severities = st.sampled_from(["RED", "ORANGE", "YELLOW"])
moments = st.timedeltas(timedelta(), timedelta(days=240)).map(lambda later: NOW + later)
ages = st.timedeltas(timedelta(), timedelta(hours=100))


@st.composite
def sent_cases(draw: st.DrawFn) -> Case:
    """A case that was sent at any time, of content of the last days, with times that may be set."""
    times, sent_at = draw(valid_times()), draw(moments)
    content_at = sent_at - draw(ages)
    return case(
        sent_at, severity=draw(severities), content_at=content_at, times=times, procedure=name_of(times)
    )


def step_of(found: Case, key: str) -> Step:
    step = procedure_of(found).step(key)
    assert step is not None
    return step


def due(found: Case, key: str) -> datetime:
    return due_of(found, step_of(found, key), CALENDAR)


@given(valid_times())
def test_what_may_be_set_is_no_fault_and_stays_as_it_was_written(times: Times) -> None:
    assert faults(times) == []
    assert from_json(as_json(times)) == times
    assert with_settings(differences(times)) == times


@given(sent_cases())
def test_no_decision_on_the_police_lies_after_the_72_hours(found: Case) -> None:
    limit = police_deadline(found)
    if limit > found.report.sent_at:
        assert due(found, "legal") <= limit


@given(sent_cases())
def test_an_incident_is_registered_within_the_14_days_of_easy(found: Case) -> None:
    assert easy_limit(found, CALENDAR) is None
    day = found.report.sent_at.astimezone(CALENDAR.zone).date()
    assert due(found, "register") <= CALENDAR.add_calendar_days(day, 14)


@given(sent_cases(), st.sampled_from([step.key for step in PROCEDURES["herlev-2026-11"].steps]))
def test_nobody_is_asked_to_step_in_before_the_owner_was_reminded(found: Case, key: str) -> None:
    step = step_of(found, key)
    until = due(found, key)
    reminders = [moment.at(found, until, CALENDAR) for moment in step.reminder_times]
    asked = [level.time.at(found, until, CALENDAR) for level in step.escalation]
    # Of a police report whose hours have nearly passed, those that are late come first: step_times.LATE.
    if key != "legal" or any(at and at < until for at in reminders):
        assert min(filter(None, reminders)) <= min(filter(None, asked))
    assert min(filter(None, asked)) >= min(until, found.report.sent_at + timedelta(hours=1))


def test_the_standard_is_what_the_municipality_has_and_keeps_its_name() -> None:
    assert name_of(STANDARD) == "herlev-2026-11"
    assert faults(STANDARD) == []
    assert differences(STANDARD) == {}
    assert procedure_of(case()) is PROCEDURES["herlev-2026-11"]


def test_other_times_have_a_name_that_stays() -> None:
    own = with_settings({"contact.yellow_working_hours": 6})
    assert name_of(own) == "herlev-2026-11+2a0c491363e1"
    assert differences(own) == {"contact.yellow_working_hours": 6}


def test_a_setting_that_a_stored_set_does_not_name_is_of_the_standard() -> None:
    assert from_json('{"contact.red_hours": 2}') == with_settings({"contact.red_hours": 2})


FRIDAY = local("Fri 2026-11-20 09:00")
DUE = [
    ("contact", {"contact.yellow_working_hours": 6}, "Fri 2026-11-20 15:00"),
    ("support", {"support.contact_hours": 36}, "Sat 2026-11-21 21:00"),
    ("legal", {"legal.decided_hours": 30}, "Sat 2026-11-21 15:00"),
    ("removal", {"removal.other_working_days": 2}, "Tue 2026-11-24 09:00"),
    ("register", {"register.incident_working_days": 1}, "Mon 2026-11-23 09:00"),
    ("meeting", {"meeting.held_days": 7}, "Sat 2026-11-28 00:00"),
    ("analyse", {"analyse.done_days": 35}, "Sat 2026-12-26 00:00"),
]


@pytest.mark.parametrize(("key", "changed", "expected"), DUE, ids=[row[0] for row in DUE])
def test_each_step_is_due_by_its_own_times(
    key: str, changed: dict[str, int | tuple[int, ...]], expected: str
) -> None:
    own = with_settings(changed)
    found = case(FRIDAY, times=own, procedure=name_of(own))
    assert due(found, key) == local(expected)


PUBLIC = {"circumstances": ("public",)}
ABSENCE = {"answer": "yes", "first_day": "2026-11-20"}
SATURDAY = FRIDAY + timedelta(days=1)
SITUATIONS: tuple[dict[str, Any], ...] = (
    {},
    {"answers": ANSWERS | PUBLIC},
    *({"severity": severity} for severity in ("RED", "ORANGE")),
    *(
        {"severity": severity, "records": (Record("contact", "acknowledge", LARS, SATURDAY),)}
        for severity in ("RED", "YELLOW")
    ),
    {"records": (Record("support", "crisis_help", LARS, SATURDAY, {"answer": "yes"}),)},
    {"records": (Record("register", "absence", LARS, SATURDAY, ABSENCE),)},
    {"decisions": (Decision("register", "waiting", "", LARS, SATURDAY, is_waiting=True),)},
    {"decisions": (Decision("removal", "platform", "", LARS, SATURDAY),)},
)


def told(times: Times) -> list[object]:
    """All that depends on them, in situations that differ."""
    found: list[object] = []
    for facts in SITUATIONS:
        made = case(FRIDAY, times=times, procedure=name_of(times), **facts)
        for step in procedure_of(made).steps:
            until, levels = due(made, step.key), [level.time for level in step.escalation]
            found += [until, step.books]
            found += [moment.at(made, until, CALENDAR) for moment in (*step.reminder_times, *levels)]
        found += follow_up_questions(made, CALENDAR)
    return found


def test_each_setting_changes_what_is_due_said_or_asked() -> None:
    """One that nothing reads would be a promise that nobody keeps."""
    for name, value in settings_of(STANDARD).items():
        changed = value + 1 if isinstance(value, int) else (*value[:-1], value[-1] + 1)
        own = with_settings({name: changed})
        assert told(own) != told(STANDARD), name
