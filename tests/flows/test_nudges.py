"""When somebody is reminded, and when nobody is. Moments are worked out by hand from a printed calendar."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from flows.case import Case, Nudge, Participant
from flows.clocks import COPENHAGEN, Calendar
from flows.dues import police_deadline
from flows.nudges import due_nudges, next_nudge_at, planned
from flows.procedure import STEPS, step
from tests.flows.given import (
    ANNE,
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

FRIDAY = local("Fri 2026-11-20 15:00")
OPEN: dict[str, Any] = {"content_at": local("Fri 2026-11-20 14:00")}


def plan(key: str, found: Case, calendar: Calendar = CALENDAR) -> list[str]:
    """The step's reminders on the clock in Copenhagen."""
    duty = step(key)
    assert duty is not None
    moments = [at.astimezone(COPENHAGEN) for _, at in planned(found, duty, calendar, CALENDAR)]
    return [f"{at:%a %d %b %H:%M}" for at in moments]


def due(found: Case, at: str, **ctx: Any) -> dict[str, int]:
    """The reminders that are due at that time: step and number."""
    return {nudge.step: nudge.number for nudge in due_nudges(found, context(local(at), **ctx))}


PLANS = {
    "document": ["Mon 23 Nov 08:00", "Mon 23 Nov 09:00", "Tue 24 Nov 15:00"],
    "contact": ["Mon 23 Nov 08:00", "Mon 23 Nov 11:00"],
    "support": ["Mon 23 Nov 08:00", "Mon 23 Nov 08:00", "Mon 23 Nov 08:00", "Mon 23 Nov 15:00"],
    "legal": [
        "Fri 20 Nov 16:00",
        "Fri 20 Nov 16:00",
        "Fri 20 Nov 16:00",
        "Fri 20 Nov 16:00",
        "Mon 23 Nov 08:00",
    ],
    "removal": ["Mon 23 Nov 08:00", "Mon 23 Nov 08:00"],
    "register": [
        "Mon 23 Nov 08:00",
        "Mon 23 Nov 15:00",
        "Fri 27 Nov 15:00",
        "Mon 30 Nov 15:00",
        "Wed 02 Dec 15:00",
        "Thu 03 Dec 15:00",
        "Fri 04 Dec 15:00",
    ],
    "meeting": ["Tue 24 Nov 15:00", "Wed 25 Nov 15:00", "Fri 04 Dec 08:00", "Mon 07 Dec 08:00"],
    "analyse": ["Mon 30 Nov 15:00", "Thu 10 Dec 15:00", "Fri 18 Dec 15:00", "Mon 21 Dec 08:00"],
}


@pytest.mark.parametrize(("key", "moments"), PLANS.items())
def test_reminders_are_planned_in_the_owner_s_own_hours(key: str, moments: list[str]) -> None:
    assert plan(key, case(FRIDAY, **OPEN)) == moments


RED_PLANS = {
    "contact": ["Fri 20 Nov 15:30", "Fri 20 Nov 16:00"],
    "support": ["Fri 20 Nov 19:00", "Sat 21 Nov 15:00", "Sun 22 Nov 15:00", "Mon 23 Nov 15:00"],
    "legal": [
        "Sat 21 Nov 14:00",
        "Sun 22 Nov 02:00",
        "Sun 22 Nov 14:00",
        "Mon 23 Nov 02:00",
        "Mon 23 Nov 08:00",
    ],
}


@pytest.mark.parametrize(("key", "moments"), RED_PLANS.items())
def test_a_red_case_reminds_its_leader_at_any_hour(key: str, moments: list[str]) -> None:
    assert plan(key, case(FRIDAY, severity="RED", **OPEN)) == moments


def test_a_red_case_never_wakes_the_employee() -> None:
    assert plan("document", case(FRIDAY, severity="RED", **OPEN)) == PLANS["document"]


def test_a_legal_reminder_comes_earlier_than_a_closed_day_and_not_later() -> None:
    sent = local("Thu 2026-11-19 10:00")
    assert plan("legal", case(sent, content_at=sent)) == [
        "Fri 20 Nov 10:00",
        "Fri 20 Nov 16:00",  # 36 hours are Friday 22:00
        "Fri 20 Nov 16:00",  # 48 hours are Saturday
        "Fri 20 Nov 16:00",
        "Fri 20 Nov 16:00",  # 66 hours are Sunday 04:00
    ]


def test_a_legal_reminder_of_a_report_sent_on_a_closed_day_waits_for_the_first_working_hour() -> None:
    found = case(local("Sat 2026-11-21 12:00"), content_at=local("Sat 2026-11-21 11:00"))
    assert plan("legal", found)[:3] == ["Mon 23 Nov 08:00", "Mon 23 Nov 08:00", "Mon 23 Nov 11:00"]


def test_a_legal_reminder_keeps_its_hour_when_the_72_hours_end_before_anybody_is_at_work() -> None:
    found = case(local("Wed 2026-04-01 17:30"), content_at=local("Wed 2026-04-01 17:00"))  # Easter
    assert plan("legal", found) == [
        "Thu 02 Apr 17:00",
        "Fri 03 Apr 05:00",
        "Fri 03 Apr 17:00",
        "Sat 04 Apr 05:00",
        "Sat 04 Apr 11:00",
    ]


def test_a_report_that_comes_after_the_72_hours_is_reminded_of_all_the_same() -> None:
    found = case(FRIDAY, content_at=local("Mon 2026-11-16 10:00"))
    assert due(found, "Fri 2026-11-20 15:30") == {}
    assert "legal" in due(found, "Mon 2026-11-23 10:00")


def test_a_reminder_that_lay_before_the_report_is_never_sent() -> None:
    found = case(FRIDAY, content_at=local("Wed 2026-11-18 16:00"))  # 24 and 36 hours were over
    assert "legal" not in due(found, "Fri 2026-11-20 15:00")
    assert due(found, "Fri 2026-11-20 16:00")["legal"] > 2


LATE_PLANS = {
    "Fri 2026-11-20 10:00": ["Fri 20 Nov 12:00", "Fri 20 Nov 13:36"],  # the 72 hours end at 14:00
    "Fri 2026-11-20 13:00": ["Fri 20 Nov 13:30", "Fri 20 Nov 13:54"],
}


@pytest.mark.parametrize(("sent", "moments"), LATE_PLANS.items())
def test_a_report_that_comes_late_in_the_72_hours_is_reminded_of_half_way_and_before_they_end(
    sent: str, moments: list[str]
) -> None:
    found = case(local(sent), content_at=local("Tue 2026-11-17 14:00"))
    assert plan("legal", found) == moments
    assert next_nudge_at(found, context(found.sent_at)) == police_half_way(found)


def police_half_way(found: Case) -> datetime:
    return found.sent_at + (police_deadline(found) - found.sent_at) / 2


def test_a_late_legal_reminder_comes_before_closing_when_the_72_hours_end_in_the_evening() -> None:
    found = case(local("Fri 2026-11-20 15:00"), content_at=local("Tue 2026-11-17 20:00"))
    assert plan("legal", found) == ["Fri 20 Nov 16:00", "Fri 20 Nov 16:00"]


def test_a_late_legal_reminder_breaks_quiet_hours_when_the_72_hours_end_in_the_night() -> None:
    found = case(local("Fri 2026-11-20 20:00"), content_at=local("Wed 2026-11-18 01:00"))
    assert plan("legal", found) == ["Fri 20 Nov 22:30", "Sat 21 Nov 00:30"]
    assert due(found, "Sat 2026-11-21 00:00") == {"legal": 6}
    assert due(found, "Sat 2026-11-21 00:30") == {"legal": 7}


def test_a_report_in_good_time_has_those_of_the_five_legal_reminders_that_are_to_come_and_no_more() -> None:
    at_the_last = local("Fri 2026-11-20 11:00") - timedelta(hours=65, minutes=59)
    assert len(plan("legal", case(FRIDAY, **OPEN))) == 5
    assert plan("legal", case(local("Fri 2026-11-20 11:00"), content_at=at_the_last)) == ["Fri 20 Nov 11:01"]
    assert len(plan("legal", case(FRIDAY, content_at=local("Mon 2026-11-16 10:00")))) == 5


def test_a_legal_reminder_sent_under_the_plan_of_five_is_not_sent_again() -> None:
    found = case(local("Fri 2026-11-20 06:00"), content_at=local("Tue 2026-11-17 11:00"))
    assert "legal" not in due(found, "Fri 2026-11-20 08:00")  # 66 hours were over before the report
    later = replace(found, nudges=(Nudge("legal", 5, LARS, local("Fri 2026-11-20 08:00")),))
    assert "legal" not in due(later, "Fri 2026-11-20 08:29")
    assert due(later, "Fri 2026-11-20 08:30")["legal"] == 6


def test_after_an_outage_only_the_newest_of_each_step_is_sent() -> None:
    found = case(FRIDAY, **OPEN)
    sent = due_nudges(found, context(local("Mon 2026-11-30 10:00")))
    assert {n.step: n.number for n in sent} == {
        "document": 3,
        "contact": 2,
        "support": 4,
        "legal": 5,
        "register": 3,
        "meeting": 2,
        "ask.absence": 3,
        "ask.own-absence": 3,
    }
    later = replace(found, nudges=sent)
    assert due(later, "Mon 2026-11-30 14:59") == {}
    assert due(later, "Mon 2026-11-30 15:00") == {"register": 4, "analyse": 1}


@pytest.mark.parametrize("when", ["Sat 2026-11-28 03:00", "Fri 2026-11-27 20:00", "Fri 2026-12-25 12:00"])
def test_what_was_missed_in_an_outage_waits_for_the_owner_s_next_working_hour(when: str) -> None:
    assert due(case(FRIDAY, **OPEN), when) == {}
    following = next_nudge_at(case(FRIDAY, **OPEN), context(local(when)))
    assert following == CALENDAR.next_working_time(local(when))


def test_a_missed_legal_reminder_is_sent_at_night_when_the_72_hours_end_before_morning() -> None:
    found = case(local("Fri 2026-11-20 10:00"), content_at=local("Fri 2026-11-20 05:00"))
    assert due(found, "Mon 2026-11-23 03:00") == {"legal": 5}
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
    assert next_nudge_at(done, context(FRIDAY)) is None
    assert due(done, "Mon 2027-02-01 10:00") == {}


def test_the_own_closed_days_of_the_organisation_are_free() -> None:
    closed = Calendar(closed=frozenset({date(2026, 11, 23)}))
    assert due(case(FRIDAY, **OPEN), "Mon 2026-11-23 15:00", calendar=closed) == {}
    assert "contact" in due(case(FRIDAY, **OPEN), "Tue 2026-11-24 08:00", calendar=closed)


def test_somebody_in_another_zone_is_reminded_in_their_own_morning() -> None:
    found = case(FRIDAY, severity="YELLOW", **OPEN)
    nuuk = {"zone": "America/Nuuk"}  # three hours behind Copenhagen
    assert due(found, "Mon 2026-11-23 10:59", **nuuk).keys() <= {"legal"}
    assert {"contact", "support"} <= due(found, "Mon 2026-11-23 11:00", **nuuk).keys()


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
    sent = due_nudges(found, context(local("Mon 2027-02-01 10:00")))
    assert {nudge.to for nudge in sent if nudge.step == key} == {to}


def test_a_deputy_who_has_taken_over_is_reminded_and_the_leader_is_left_alone() -> None:
    sent = due_nudges(
        with_part(case(FRIDAY, **OPEN), SOFIE, "deputy"), context(local("Mon 2026-11-23 10:00"))
    )
    assert SOFIE in {nudge.to for nudge in sent}
    assert LARS not in {nudge.to for nudge in sent}


def test_a_sent_reminder_is_not_sent_again_and_the_next_one_is_the_next() -> None:
    found = replace(case(FRIDAY, **OPEN), nudges=(Nudge("contact", 1, LARS, FRIDAY),))
    assert "contact" not in due(found, "Mon 2026-11-23 10:59")
    assert due(found, "Mon 2026-11-23 11:00")["contact"] == 2


def test_the_clock_is_needed_next_when_the_first_reminder_is_due() -> None:
    found = case(FRIDAY, **OPEN)
    assert next_nudge_at(found, context(FRIDAY)) == local("Fri 2026-11-20 16:00")
    assert next_nudge_at(found, context(FRIDAY + timedelta(hours=2))) == local("Mon 2026-11-23 08:00")


def test_the_leader_is_reminded_to_book_a_meeting_whose_step_still_waits() -> None:
    found = case(FRIDAY, evidence=(kept(),), decisions=decided("document", "contact", "support"))
    sent = due(found, "Tue 2026-11-24 15:30")
    assert sent["meeting"] == 1
