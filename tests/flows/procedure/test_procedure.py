"""When each step is due, worked out by hand from a printed calendar, and how a deadline reads."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.calendar.working_time import COPENHAGEN, Calendar
from flows.clock.message_of_the_day import Ref
from flows.procedure.due_times import police_deadline
from flows.procedure.procedure import STEPS, step
from flows.procedure.step_state import step_states
from flows.screens.elements import Note, Text
from flows.screens.messages import case_message
from flows.screens.reminders.reminder import reminder
from flows.screens.steps.row import deadline_note
from tests.flows.given import (
    ANSWERS,
    CALENDAR,
    LARS,
    METTE,
    case,
    context,
    decided,
    local,
    opened,
    view,
)
from tests.reminder_names import key_of

OWN = Calendar(closed=frozenset({date(2026, 12, 24), date(2026, 12, 31)}))
PUBLIC: dict[str, Any] = {"answers": ANSWERS | {"where": ("facebook",)}}
SAID_PUBLIC: dict[str, Any] = {"answers": ANSWERS | {"circumstances": ("public",)}}


def due(key: str, sent: str, severity: str = "YELLOW", calendar: Calendar = CALENDAR, **facts: Any) -> str:
    """The due time on the clock in Copenhagen, '24:00' as the midnight that ends the day."""
    found = step(key)
    assert found is not None
    at = found.deadline.due(case(local(sent), severity=severity, **facts), calendar).astimezone(COPENHAGEN)
    if (at.hour, at.minute) == (0, 0):
        return f"{at - timedelta(days=1):%a %Y-%m-%d} 24:00"
    return f"{at:%a %Y-%m-%d %H:%M}"


FRIDAY, CHRISTMAS = "Fri 2026-11-20 15:00", "Wed 2026-12-23 15:00"
SPRING, AUTUMN = "Sat 2026-03-28 12:00", "Sat 2026-10-24 12:00"

SAME_FOR_ALL = [
    ("document", FRIDAY, "Fri 2026-11-20 16:00"),
    ("legal", FRIDAY, "Sun 2026-11-22 15:00"),
    ("removal", FRIDAY, "Wed 2026-11-25 15:00"),
    ("register", FRIDAY, "Wed 2026-11-25 15:00"),
    ("meeting", FRIDAY, "Fri 2026-12-04 24:00"),
    ("analyse", FRIDAY, "Sun 2026-12-20 24:00"),
    ("document", CHRISTMAS, "Wed 2026-12-23 16:00"),
    ("legal", CHRISTMAS, "Fri 2026-12-25 15:00"),
    ("removal", CHRISTMAS, "Wed 2026-12-30 15:00"),
    ("register", CHRISTMAS, "Wed 2026-12-30 15:00"),
    ("meeting", CHRISTMAS, "Wed 2027-01-06 24:00"),
    ("analyse", CHRISTMAS, "Fri 2027-01-22 24:00"),
    ("document", SPRING, "Mon 2026-03-30 16:00"),
    ("legal", SPRING, "Mon 2026-03-30 13:00"),
    ("removal", SPRING, "Wed 2026-04-01 12:00"),
    ("register", SPRING, "Wed 2026-04-01 12:00"),
    ("meeting", SPRING, "Sat 2026-04-11 24:00"),
    ("analyse", SPRING, "Mon 2026-04-27 24:00"),
    ("document", AUTUMN, "Mon 2026-10-26 16:00"),
    ("legal", AUTUMN, "Mon 2026-10-26 11:00"),
    ("removal", AUTUMN, "Wed 2026-10-28 12:00"),
    ("register", AUTUMN, "Wed 2026-10-28 12:00"),
    ("meeting", AUTUMN, "Sat 2026-11-07 24:00"),
    ("analyse", AUTUMN, "Mon 2026-11-23 24:00"),
]
ANSWERS_DUE = [
    ("RED", FRIDAY, "Fri 2026-11-20 16:00"),
    ("ORANGE", FRIDAY, "Mon 2026-11-23 09:00"),
    ("YELLOW", FRIDAY, "Mon 2026-11-23 11:00"),
    ("RED", CHRISTMAS, "Wed 2026-12-23 16:00"),
    ("ORANGE", CHRISTMAS, "Mon 2026-12-28 09:00"),
    ("YELLOW", CHRISTMAS, "Mon 2026-12-28 11:00"),
    ("RED", SPRING, "Sat 2026-03-28 13:00"),
    ("ORANGE", SPRING, "Mon 2026-03-30 10:00"),
    ("YELLOW", SPRING, "Mon 2026-03-30 12:00"),
    ("RED", "Sun 2026-03-29 01:30", "Sun 2026-03-29 03:30"),
    ("RED", "Sat 2026-10-24 23:59", "Sun 2026-10-25 00:59"),
    ("RED", "Sun 2026-12-20 03:00", "Sun 2026-12-20 04:00"),
    ("ORANGE", "Fri 2026-11-20 14:00", "Fri 2026-11-20 16:00"),
    ("YELLOW", "Thu 2026-11-19 07:00", "Thu 2026-11-19 12:00"),
]


SUPPORT = [
    ("YELLOW", FRIDAY, "Sat 2026-11-21 15:00"),
    ("ORANGE", FRIDAY, "Sat 2026-11-21 15:00"),
    ("RED", FRIDAY, "Fri 2026-11-20 16:00"),
    ("YELLOW", CHRISTMAS, "Thu 2026-12-24 15:00"),
    ("ORANGE", SPRING, "Sun 2026-03-29 13:00"),
    ("YELLOW", AUTUMN, "Sun 2026-10-25 11:00"),
    ("RED", AUTUMN, "Sat 2026-10-24 13:00"),
]


@pytest.mark.parametrize(("severity", "sent", "expected"), SUPPORT)
def test_help_is_offered_within_a_day_and_at_once_in_a_red_case(
    severity: str, sent: str, expected: str
) -> None:
    assert due("support", sent, severity, OWN) == expected


@pytest.mark.parametrize("severity", ["YELLOW", "ORANGE", "RED"])
@pytest.mark.parametrize(("key", "sent", "expected"), SAME_FOR_ALL)
def test_a_step_is_due_by_the_same_time_whatever_the_severity(
    key: str, sent: str, expected: str, severity: str
) -> None:
    assert due(key, sent, severity, OWN) == expected


@pytest.mark.parametrize(("severity", "sent", "expected"), ANSWERS_DUE)
def test_the_employee_is_to_be_answered_the_sooner_the_more_serious_it_is(
    severity: str, sent: str, expected: str
) -> None:
    assert due("contact", sent, severity, OWN) == expected


def test_an_organisation_that_is_open_on_christmas_eve_answers_then() -> None:
    assert due("contact", CHRISTMAS, "ORANGE") == "Thu 2026-12-24 09:00"


@pytest.mark.parametrize("facts", [PUBLIC, SAID_PUBLIC])
def test_what_everybody_can_see_is_to_be_removed_within_a_day(facts: dict[str, Any]) -> None:
    assert due("removal", FRIDAY, **facts) == "Sat 2026-11-21 15:00"


def test_every_step_and_severity_was_worked_out() -> None:
    worked_out = {key for key, _, _ in SAME_FOR_ALL} | {"contact", "support"}
    assert worked_out == {found.key for found in STEPS}
    assert [found.number for found in STEPS] == list(range(1, 9))


POLICE = [
    ("2026-11-20T14:00", "Mon 2026-11-23 14:00"),
    (
        "2026-03-28T12:00",
        "Tue 2026-03-31 13:00",
    ),  # the clock went forward
    ("2026-10-24T12:00", "Tue 2026-10-27 11:00"),  # the clock went back
    ("2026-03-29", "Wed 2026-04-01 01:00"),
    ("2026-10-25", "Tue 2026-10-27 23:00"),
    ("2026-11-18", "Sat 2026-11-21 00:00"),
    ("2025-12-24T18:00", "Sat 2025-12-27 18:00"),
]


@pytest.mark.parametrize(("answer", "expected"), POLICE)
def test_the_72_hours_are_elapsed_hours_from_the_first_minute_said(answer: str, expected: str) -> None:
    made = opened(local("Fri 2026-11-20 15:00"), answers={"when": answer})
    assert police_deadline(made) == local(expected)


def test_what_nobody_knows_the_time_of_counts_from_when_it_was_found() -> None:
    made = opened(answers={"when": "found:2026-11-19T10:00"})
    assert police_deadline(made) == local("Sun 2026-11-22 10:00")


def test_a_period_counts_from_its_beginning() -> None:
    made = opened(answers={"when": "2026-11-18T10:00/2026-11-20"})
    assert police_deadline(made) == local("Sat 2026-11-21 10:00")


LEGAL = [
    ("Fri 2026-11-20 14:00", "Sun 2026-11-22 15:00"),  # 48 hours after the report come first
    ("Wed 2026-11-18 16:00", "Sat 2026-11-21 16:00"),  # the 72 hours come first
    ("Tue 2026-11-17 15:00", "Sun 2026-11-22 15:00"),  # the 72 hours ended as it was sent
    ("Sun 2026-11-01 10:00", "Sun 2026-11-22 15:00"),  # they ended long ago
]


@pytest.mark.parametrize(("content", "expected"), LEGAL)
def test_the_police_report_is_decided_within_48_hours_and_inside_the_72_while_they_run(
    content: str, expected: str
) -> None:
    assert due("legal", FRIDAY, content_at=local(content)) == expected


MIDNIGHTS = [
    ("Sat 2026-12-05 00:00", "fredag 4. december kl. 24.00", "Friday 4 December at 24:00"),
    ("Fri 2027-01-01 00:00", "torsdag 31. december kl. 24.00", "Thursday 31 December at 24:00"),
    ("Mon 2026-03-30 00:00", "søndag 29. marts kl. 24.00", "Sunday 29 March at 24:00"),
    ("Mon 2026-10-26 00:00", "søndag 25. oktober kl. 24.00", "Sunday 25 October at 24:00"),
    ("Sat 2026-12-05 00:01", "lørdag 5. december kl. 00.01", "Saturday 5 December at 00:01"),
    ("Fri 2026-12-04 23:59", "fredag 4. december kl. 23.59", "Friday 4 December at 23:59"),
    ("Thu 2026-11-26 09:15", "torsdag 26. november kl. 09.15", "Thursday 26 November at 09:15"),
]


@pytest.mark.parametrize(("at", "danish", "english"), MIDNIGHTS)
def test_midnight_reads_as_the_end_of_the_day_that_ends(at: str, danish: str, english: str) -> None:
    assert view(context()).moment(local(at)) == danish
    assert view(context(language="en"), METTE).moment(local(at)) == english


def test_a_deadline_is_read_on_the_reader_s_own_clock() -> None:
    nuuk = view(context(zone="America/Nuuk"), LARS)
    assert nuuk.moment(local("Sat 2026-12-05 00:00")) == "fredag 4. december kl. 21.00"
    assert nuuk.moment(local("Sat 2026-12-05 00:00", ZoneInfo("America/Nuuk"))).endswith("kl. 24.00")


@given(st.dates(date(2024, 1, 1), date(2030, 1, 1)))
def test_a_deadline_in_days_never_names_a_day_too_many(sent: date) -> None:
    at = datetime(sent.year, sent.month, sent.day, 12, tzinfo=COPENHAGEN)
    seen = view(context(at))
    for key, days in (("meeting", 14), ("analyse", 30)):
        found = step(key)
        assert found is not None
        last = sent + timedelta(days=days)
        assert f" {last.day}. " in seen.moment(found.deadline.due(case(at), CALENDAR))
        assert seen.moment(found.deadline.due(case(at), CALENDAR)).endswith("kl. 24.00")


LIMIT = "mandag 23. november kl. 14.00"
RUNNING = f"De 72 timer udløber {LIMIT}. Derefter kan medarbejderen miste retten til erstatning fra staten."
ENDED = f"De 72 timer udløb {LIMIT}. Sagen kan stadig anmeldes."
MOMENTS = [
    ("Mon 2026-11-23 13:59", RUNNING),
    ("Mon 2026-11-23 14:00", RUNNING),
    ("Mon 2026-11-23 14:01", ENDED),
]


@pytest.mark.parametrize(("now", "text"), MOMENTS)
def test_the_72_hours_are_told_as_running_and_then_as_ended_with_their_source(now: str, text: str) -> None:
    ctx = context(local(now))
    found = case(content_at=local("Fri 2026-11-20 14:00"))
    notes = [deadline_note(item, view(ctx)) for item in step_states(found, CALENDAR, ctx.now)]
    (said,) = [note for note in notes if note]
    assert said.startswith(text)
    assert "civilstyrelsen.dk, tjekket den" in said
    reminded = reminder([Ref(found.id, key_of("legal"))], {found.id: found}, view(ctx, LARS))
    assert Note(said) in reminded.parts


@pytest.mark.parametrize(
    ("now", "text"),
    [
        ("Mon 2026-11-23 13:59", f"Du kan altid selv anmelde til politiet. Gør det helst inden {LIMIT}."),
        ("Mon 2026-11-23 14:01", "Du kan altid selv anmelde til politiet, også nu."),
    ],
)
@pytest.mark.parametrize("outcome", ["not_reported", "waiting"])
def test_an_employee_without_a_police_report_hears_that_they_may_go_themself(
    now: str, text: str, outcome: str
) -> None:
    (done,) = decided("legal")
    facts: dict[str, Any] = {"content_at": local("Fri 2026-11-20 14:00"), "decisions": (done,)}
    against = case(**facts | {"decisions": (replace(done, outcome=outcome),)})
    seen = view(context(local(now)), METTE)
    assert Text(text) in case_message(against, "decided", "legal", seen).parts
    assert Text(text) not in case_message(case(**facts), "decided", "legal", seen).parts
