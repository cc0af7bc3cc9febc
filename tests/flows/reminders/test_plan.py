"""When somebody is reminded, and when nobody is. Moments are worked out by hand from a printed calendar."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from flows.calendar.working_time import Calendar
from flows.case.case import Decision, Participant, Record
from flows.case.reminder_key import FOLLOW_UPS, OF_STEP
from flows.procedure.procedure import STEPS
from tests.flows.clockwork import due_reminders_of, look, next_at
from tests.flows.given import (
    ANNE,
    ANSWERS,
    CALENDAR,
    LARS,
    METTE,
    SOFIE,
    case,
    context,
    decided,
    kept,
    local,
    with_part,
)
from tests.flows.reminders.reminder_times import FRIDAY, OPEN, due, plan
from tests.reminder_names import claimed, named

PLANS = {
    "document": ["Mon 23 Nov 08:30", "Mon 23 Nov 09:00", "Tue 24 Nov 15:00"],
    "contact": ["Mon 23 Nov 08:30", "Mon 23 Nov 11:00"],
    "support": ["Mon 23 Nov 08:30", "Mon 23 Nov 08:30", "Mon 23 Nov 08:30", "Mon 23 Nov 15:00"],
    "legal": ["Fri 20 Nov 15:30", "Fri 20 Nov 15:30", "Mon 23 Nov 08:00"],
    "removal": ["Mon 23 Nov 08:30", "Mon 23 Nov 08:30"],
    "register": [
        "Mon 23 Nov 08:30",
        "Mon 23 Nov 15:00",
        "Fri 27 Nov 15:00",
        "Mon 30 Nov 15:00",
        "Wed 02 Dec 15:00",
        "Thu 03 Dec 15:00",
        "Fri 04 Dec 15:00",
    ],
    "meeting": ["Tue 24 Nov 15:00", "Wed 25 Nov 15:00", "Fri 04 Dec 08:00", "Mon 07 Dec 08:30"],
    "analyse": ["Mon 30 Nov 15:00", "Thu 10 Dec 15:00", "Fri 18 Dec 15:00", "Mon 21 Dec 08:30"],
}


@pytest.mark.parametrize(("key", "moments"), PLANS.items())
def test_reminders_come_in_the_owner_s_own_hours_and_on_monday_with_the_summary(
    key: str, moments: list[str]
) -> None:
    assert plan(key, case(FRIDAY, **OPEN)) == moments


RED_PLANS = {
    "contact": ["Fri 20 Nov 15:30", "Fri 20 Nov 16:00"],
    "support": ["Fri 20 Nov 19:00", "Sat 21 Nov 15:00", "Sun 22 Nov 15:00", "Mon 23 Nov 15:00"],
    "legal": ["Sat 21 Nov 14:00", "Sun 22 Nov 14:00", "Mon 23 Nov 08:00"],
}


@pytest.mark.parametrize(("key", "moments"), RED_PLANS.items())
def test_a_red_case_reminds_its_leader_at_any_hour(key: str, moments: list[str]) -> None:
    assert plan(key, case(FRIDAY, severity="RED", **OPEN)) == moments


def test_a_red_case_never_wakes_the_employee() -> None:
    assert plan("document", case(FRIDAY, severity="RED", **OPEN)) == PLANS["document"]


@pytest.mark.parametrize("severity", ["YELLOW", "RED"])
def test_after_an_outage_the_newest_is_that_of_the_latest_moment(severity: str) -> None:
    start = {"number": "1", "start": local("Wed 2026-11-25 10:00").isoformat()}
    held = Record("analyse", "meeting", LARS, local("Mon 2026-11-23 10:00"), start)
    done = decided("document", "contact", "support", "legal", "removal", "register", "meeting")
    found = case(FRIDAY, severity=severity, records=(held,), decisions=done)
    seen = look(found, context(local("Tue 2026-12-01 10:00")))
    assert [n.key.number for n in seen.claimed_reminders if named(n) == "analyse"] == [1], (
        "the tenth day, after the meeting's"
    )
    later = look(seen.case, context(local("Wed 2026-12-02 10:00"), message_days=seen.message_days))
    assert [n for n in later.claimed_reminders if named(n) == "analyse"] == []


def test_after_an_outage_only_the_newest_of_each_step_is_sent() -> None:
    found = case(FRIDAY, **OPEN)
    seen = look(found, context(local("Mon 2026-11-30 10:00")))
    said = {named(n): n.key.number for n in seen.claimed_reminders if n.key.kind in OF_STEP | FOLLOW_UPS}
    assert said == {
        "document": 3,
        "contact": 2,
        "support": 4,
        "legal": 3,
        "register": 3,  # the fourth says at 15:00 that the time is over, and never before
        "meeting": 2,
        "analyse": 1,
        "absence": 3,
        "own_absence": 3,
    }
    assert due(seen.case, "Mon 2026-11-30 15:00", message_days=seen.message_days) == {}


@pytest.mark.parametrize("when", ["Sat 2026-11-28 03:00", "Fri 2026-11-27 20:00", "Fri 2026-12-25 12:00"])
def test_what_was_missed_in_an_outage_waits_for_the_owner_s_next_working_hour(when: str) -> None:
    assert due(case(FRIDAY, **OPEN), when) == {}
    following = next_at(case(FRIDAY, **OPEN), context(local(when)))
    assert following == CALENDAR.next_working_time(local(when))


def test_a_missed_legal_reminder_is_sent_at_night_when_the_72_hours_end_before_morning() -> None:
    found = case(local("Fri 2026-11-20 10:00"), content_at=local("Fri 2026-11-20 05:00"))
    assert due(found, "Mon 2026-11-23 03:00") == {"legal": 3}
    assert due(found, "Mon 2026-11-23 06:00") == {}  # the 72 hours have ended


def test_a_missed_red_reminder_is_sent_at_once_to_the_leader_and_in_the_morning_to_the_employee() -> None:
    found = case(FRIDAY, severity="RED", **OPEN)
    missed = due(found, "Tue 2026-11-24 23:00")
    assert missed["contact"] == 2
    assert "document" not in missed


@pytest.mark.parametrize("key", [s.key for s in STEPS])
def test_a_decided_step_is_never_reminded_of(key: str) -> None:
    ready = case(FRIDAY, decisions=decided("document", "support", "legal", "removal", "register"), **OPEN)
    done = replace(ready, decisions=(*ready.decisions, *decided(key)))
    assert key not in due(done, "Mon 2027-02-01 10:00")


def test_a_step_whose_gate_is_closed_is_not_reminded_of_until_it_opens() -> None:
    found = case(FRIDAY, **OPEN)
    assert "removal" not in due(found, "Mon 2026-11-23 10:00")
    assert due(replace(found, decisions=decided("document")), "Mon 2026-11-23 10:00")["removal"] == 2


@pytest.mark.parametrize("ended", ["archived_at", "withdrawn_at"])
def test_a_finished_case_needs_the_clock_no_more(ended: str) -> None:
    facts = OPEN | {ended: FRIDAY, "closed_at": FRIDAY if ended == "archived_at" else None}
    done = case(FRIDAY, decisions=decided(*(s.key for s in STEPS)), **facts)
    assert next_at(done, context(FRIDAY)) is None
    assert due(done, "Mon 2027-02-01 10:00") == {}


def test_the_own_closed_days_of_the_organisation_are_free() -> None:
    closed = Calendar(closed=frozenset({date(2026, 11, 23)}))
    assert due(case(FRIDAY, **OPEN), "Mon 2026-11-23 15:00", calendar=closed) == {}
    assert "contact" in due(case(FRIDAY, **OPEN), "Tue 2026-11-24 08:00", calendar=closed)


def test_somebody_in_another_zone_is_reminded_in_their_own_morning() -> None:
    found = case(FRIDAY, severity="YELLOW", **OPEN)
    nuuk = {"zone": "America/Nuuk"}  # three hours behind Copenhagen
    assert due(found, "Mon 2026-11-23 11:29", **nuuk).keys() <= {"legal"}
    assert {"contact", "support"} <= due(found, "Mon 2026-11-23 11:30", **nuuk).keys()


@pytest.mark.parametrize(
    ("people", "key", "to"),
    [
        ((METTE, LARS, ANNE), "legal", LARS),
        ((METTE, LARS, ANNE), "document", METTE),
        ((METTE, ANNE), "legal", ANNE),
        ((METTE, ANNE), "contact", ANNE),
        ((METTE, LARS), "analyse", LARS),
    ],
)
def test_the_first_role_that_somebody_holds_is_reminded(people: tuple[str, ...], key: str, to: str) -> None:
    roles: dict[str, Any] = {METTE: "employee", LARS: "leader", ANNE: "representative"}
    members = tuple(Participant(person, roles[person], FRIDAY) for person in people)
    found = case(FRIDAY, participants=members, decisions=decided("register"), **OPEN)
    sent = due_reminders_of(found, context(local("Mon 2027-02-01 10:00")))
    assert {claimed_reminder.to for claimed_reminder in sent if named(claimed_reminder) == key} == {to}


def test_a_deputy_who_has_taken_over_is_reminded_and_the_leader_is_left_alone() -> None:
    sent = due_reminders_of(
        with_part(case(FRIDAY, **OPEN), SOFIE, "deputy"), context(local("Mon 2026-11-23 10:00"))
    )
    assert SOFIE in {claimed_reminder.to for claimed_reminder in sent}
    assert LARS not in {claimed_reminder.to for claimed_reminder in sent}


def test_a_sent_reminder_is_not_sent_again_and_the_next_one_is_the_next() -> None:
    found = replace(case(FRIDAY, **OPEN), claimed_reminders=(claimed("register", LARS, FRIDAY, number=2),))
    assert "register" not in due(found, "Fri 2026-11-27 14:59")
    assert due(found, "Fri 2026-11-27 15:00")["register"] == 3


def test_what_falls_due_later_in_the_day_is_no_reason_for_a_message_by_itself() -> None:
    done = decided("document", "contact", "support", "legal")
    removal = Decision("removal", "not_relevant", "", LARS, FRIDAY)
    register = Decision("register", "incident", "", LARS, FRIDAY)
    answers = ANSWERS | {"wishes": ("absence:2026-11-19",)}
    found = case(FRIDAY, decisions=(*done, removal, register), answers=answers, **OPEN)
    assert due(found, "Tue 2026-11-24 14:59") == {}
    assert due(found, "Tue 2026-11-24 15:00") == {"meeting": 1}
    asks = replace(found, report=replace(found.report, answers=ANSWERS))
    assert due(asks, "Tue 2026-11-24 08:00")["meeting"] == 1  # with what is asked anyway


def test_the_clock_is_needed_next_when_the_first_reminder_is_due() -> None:
    found = case(FRIDAY, **OPEN)
    assert next_at(found, context(FRIDAY)) == local("Fri 2026-11-20 15:30")
    assert next_at(found, context(FRIDAY + timedelta(hours=2))) == local("Mon 2026-11-23 08:00")


def test_the_leader_is_reminded_to_book_a_meeting_whose_step_still_waits() -> None:
    found = case(FRIDAY, evidence=(kept(),), decisions=decided("document", "contact", "support"))
    sent = due(found, "Tue 2026-11-24 15:30")
    assert sent["meeting"] == 1
