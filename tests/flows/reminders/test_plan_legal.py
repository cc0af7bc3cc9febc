"""When somebody is reminded of the police report. Moments are worked out by hand from a printed calendar."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from flows.case.case import Case
from flows.procedure.due_times import police_deadline
from tests.flows.clockwork import next_at
from tests.flows.given import (
    case,
    context,
    local,
)
from tests.flows.reminders.reminder_times import FRIDAY, OPEN, due, plan


def test_a_legal_reminder_comes_earlier_than_a_closed_day_and_not_later() -> None:
    sent = local("Thu 2026-11-19 10:00")
    assert plan("legal", case(sent, content_at=sent)) == [
        "Fri 20 Nov 10:00",
        "Fri 20 Nov 15:30",  # 48 hours are Saturday
        "Fri 20 Nov 15:30",  # 66 hours are Sunday 04:00
    ]


def test_a_legal_reminder_of_a_report_sent_on_a_closed_day_waits_for_the_first_working_hour() -> None:
    found = case(local("Sat 2026-11-21 12:00"), content_at=local("Sat 2026-11-21 11:00"))
    assert plan("legal", found) == ["Mon 23 Nov 08:00", "Mon 23 Nov 11:00", "Mon 23 Nov 15:30"]


def test_a_legal_reminder_keeps_its_hour_when_the_72_hours_end_before_anybody_is_at_work() -> None:
    found = case(local("Wed 2026-04-01 17:30"), content_at=local("Wed 2026-04-01 17:00"))  # Easter
    assert plan("legal", found) == [
        "Thu 02 Apr 17:00",
        "Fri 03 Apr 17:00",
        "Sat 04 Apr 11:00",
    ]


def test_a_report_that_comes_after_the_72_hours_is_reminded_of_all_the_same() -> None:
    found = case(FRIDAY, content_at=local("Mon 2026-11-16 10:00"))
    assert due(found, "Fri 2026-11-20 15:20") == {}
    assert "legal" in due(found, "Mon 2026-11-23 10:00")


def test_a_reminder_that_lay_before_the_report_is_never_sent() -> None:
    found = case(FRIDAY, content_at=local("Wed 2026-11-18 16:00"))  # 24 hours were over
    assert "legal" not in due(found, "Fri 2026-11-20 15:00")
    assert due(found, "Fri 2026-11-20 16:00")["legal"] > 1


LATE_PLANS = {
    "Fri 2026-11-20 10:00": ["Fri 20 Nov 12:00", "Fri 20 Nov 13:00"],  # the 72 hours end at 14:00
    "Fri 2026-11-20 13:00": ["Fri 20 Nov 13:30", "Fri 20 Nov 13:45"],
}


@pytest.mark.parametrize(("sent", "moments"), LATE_PLANS.items())
def test_a_report_that_comes_late_in_the_72_hours_is_reminded_of_half_way_and_well_before_they_end(
    sent: str, moments: list[str]
) -> None:
    found = case(local(sent), content_at=local("Tue 2026-11-17 14:00"))
    assert plan("legal", found) == moments
    assert next_at(found, context(found.report.sent_at)) == police_half_way(found)


def police_half_way(found: Case) -> datetime:
    return found.report.sent_at + (police_deadline(found) - found.report.sent_at) / 2


def test_a_late_legal_reminder_comes_before_closing_when_the_72_hours_end_in_the_evening() -> None:
    found = case(local("Fri 2026-11-20 15:00"), content_at=local("Tue 2026-11-17 20:00"))
    assert plan("legal", found) == ["Fri 20 Nov 15:30", "Fri 20 Nov 15:30"]


def test_a_late_legal_reminder_breaks_quiet_hours_when_the_72_hours_end_in_the_night() -> None:
    found = case(local("Fri 2026-11-20 20:00"), content_at=local("Wed 2026-11-18 01:00"))
    assert plan("legal", found) == ["Fri 20 Nov 22:30", "Fri 20 Nov 23:45"]
    assert due(found, "Fri 2026-11-20 23:00") == {"legal": 1}
    assert due(found, "Sat 2026-11-21 00:30") == {"legal": 2}


def test_a_report_in_good_time_has_those_of_the_three_legal_reminders_that_are_to_come_and_no_more() -> None:
    at_the_last = local("Fri 2026-11-20 11:00") - timedelta(hours=65, minutes=59)
    assert len(plan("legal", case(FRIDAY, **OPEN))) == 3
    assert plan("legal", case(local("Fri 2026-11-20 11:00"), content_at=at_the_last)) == ["Fri 20 Nov 11:01"]
    assert len(plan("legal", case(FRIDAY, content_at=local("Mon 2026-11-16 10:00")))) == 3
