"""The clock's turns: each reminder once, each summary once a week, however often and wherever it looks."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import event
from sqlmodel import col, select

from flows import events as ev
from flows.clocks import Calendar
from storage import case_turns, journal, summaries
from storage.database import Storage
from storage.tables import OutboxRow, SummaryRow
from tests.storage.conftest import Open
from tests.storage.contents import Killed, everything, killed_at
from tests.storage.races import at_once
from tests.storage.stories import ANNE, DAY, HOUR, LARS, METTE, MINUTE, NOW, at, case_of, reports

ZONES = ["Europe/Copenhagen", "America/Nuuk", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Auckland"]


def told(storage: Storage, message: str) -> list[str]:
    """Who was told so, as often as they were."""
    query = select(OutboxRow.args).where(OutboxRow.kind == "Tell").order_by(col(OutboxRow.seq))
    with storage.transaction() as tx:
        found = [json.loads(args) for args in tx.session.exec(query)]
    return [args["person"] for args in found if args["message"] == message]


def monday(hour: int, minute: int, weeks: int = 0, zone: str = "Europe/Copenhagen") -> datetime:
    return datetime(2026, 11, 30, hour, minute, tzinfo=ZoneInfo(zone)) + timedelta(weeks=weeks)


def test_a_case_is_due_when_its_next_reminder_is(storage: Storage) -> None:
    case = reports(storage)
    assert case_turns.due_cases(storage, NOW) == []
    assert case_turns.due_cases(storage, NOW + 5 * HOUR) == [case]


def test_a_reminder_is_sent_once_however_often_the_clock_looks(storage: Storage) -> None:
    case = reports(storage)
    for minute in range(5):
        case_turns.pass_time(storage, case, at(NOW + 5 * HOUR + minute * MINUTE))
    assert told(storage, "reminder") == [LARS]
    assert case_turns.due_cases(storage, NOW + 5 * HOUR + 9 * MINUTE) == []


def test_two_sweeps_at_once_remind_once(opened: Open) -> None:
    storage, other = opened(), opened()
    made = [reports(storage, f"U0{number}") for number in range(8)]
    later = at(NOW + 5 * HOUR)

    def sweeps(s: Storage) -> None:
        for case in made:
            case_turns.pass_time(s, case, later)

    at_once(lambda: sweeps(storage), lambda: sweeps(other))
    assert told(storage, "reminder") == [LARS] * 8
    with storage.transaction() as tx:
        assert journal.first_broken(tx) is None


def test_a_sweep_and_a_decision_at_once_both_count(opened: Open) -> None:
    storage, other = opened(), opened()
    for number in range(6):
        case = reports(storage, f"U0{number}")
        reported = ev.StepDecided(LARS, "legal", "employee_reports", "")
        at_once(
            partial(case_turns.pass_time, storage, case, at(NOW + 5 * HOUR)),
            partial(case_turns.on_case, other, case, reported, at(), as_=LARS, arrival=case),
        )
        found = case_of(storage, case, LARS)
        assert found.decision("legal") is not None
        assert found.nudges


def test_an_outage_of_days_is_made_good_by_one_reminder_a_person(storage: Storage) -> None:
    case = reports(storage)
    case_turns.pass_time(storage, case, at(NOW + 5 * DAY))
    assert sorted(told(storage, "reminder")) == sorted({*told(storage, "reminder")})


def test_a_sweep_that_dies_is_made_good_by_the_next(storage: Storage) -> None:
    case = reports(storage)
    before = everything(storage)
    for statement in range(1, 100):
        try:
            with killed_at(storage, statement):
                case_turns.pass_time(storage, case, at(NOW + 5 * HOUR))
        except Killed:
            assert everything(storage) == before
            continue
        break
    assert told(storage, "reminder") == [LARS]


def test_a_reminder_is_journaled_and_a_look_of_the_clock_is_not(storage: Storage) -> None:
    case = reports(storage)
    for moment in (NOW + MINUTE, NOW + 5 * HOUR, NOW + 5 * HOUR):
        case_turns.pass_time(storage, case, at(moment))
    with storage.transaction() as tx:
        assert [line.act for line in journal.lines(tx, case)].count("TimePassed") == 1


def test_the_summary_is_owed_once_a_week(storage: Storage) -> None:
    reports(storage)
    for moment in (monday(8, 30), monday(8, 31), monday(9, 0) + 3 * DAY, monday(8, 29, 1)):
        summaries.owe_summaries(storage, at(moment))
    assert sorted(told(storage, "weekly")) == sorted([METTE, LARS, ANNE])
    summaries.owe_summaries(storage, at(monday(8, 30, 1)))
    assert len(told(storage, "weekly")) == 6


def test_no_summary_is_owed_before_half_past_eight(storage: Storage) -> None:
    reports(storage)
    summaries.owe_summaries(storage, at(monday(8, 29)))
    assert told(storage, "weekly") == []


@pytest.mark.parametrize(
    ("quiet", "heard"),
    [
        ("2026-12-02T23:00", "2026-12-03T08:00"),  # the bot was down from Monday to Wednesday night
        ("2026-12-03T07:59", "2026-12-03T08:00"),
        ("2026-12-05T12:00", None),  # a Saturday: the next working hour belongs to the next week
        ("2027-03-29T08:30", "2027-03-30T08:00"),  # Easter Monday
        ("2027-05-17T12:00", "2027-05-18T08:00"),  # Whit Monday
    ],
)
def test_a_late_summary_waits_for_the_working_hours(storage: Storage, quiet: str, heard: str | None) -> None:
    reports(storage)
    summaries.owe_summaries(storage, at(copenhagen(quiet)))
    assert told(storage, "weekly") == []
    if heard:
        summaries.owe_summaries(storage, at(copenhagen(heard)))
        assert sorted(told(storage, "weekly")) == sorted([METTE, LARS, ANNE])


def copenhagen(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Europe/Copenhagen"))


@pytest.mark.parametrize("zone", ["Mars/Olympus", "", "../etc"])
def test_one_whose_zone_is_unknown_is_told_in_the_organisation_s_hours_and_stops_nobody(
    storage: Storage, zone: str
) -> None:
    reports(storage)
    summaries.owe_summaries(storage, at(monday(8, 29), **{LARS: zone}))
    assert told(storage, "weekly") == []
    summaries.owe_summaries(storage, at(monday(8, 30), **{LARS: zone}))
    assert sorted(told(storage, "weekly")) == sorted([METTE, LARS, ANNE])


def test_a_sweep_without_anything_to_owe_opens_one_transaction(storage: Storage) -> None:
    reports(storage)
    summaries.owe_summaries(storage, at(monday(9, 0)))
    begun: list[object] = []
    event.listen(storage.engine, "begin", begun.append)
    summaries.owe_summaries(storage, at(monday(9, 1)))
    assert len(begun) == 1


def test_who_came_after_that_monday_waits_for_the_next(storage: Storage) -> None:
    reports(storage, now=monday(8, 31))
    summaries.owe_summaries(storage, at(monday(9, 0)))
    assert told(storage, "weekly") == []
    summaries.owe_summaries(storage, at(monday(8, 30, 1)))
    assert METTE in told(storage, "weekly")


def test_an_old_participant_of_a_new_case_is_told_as_ever(storage: Storage) -> None:
    reports(storage, now=monday(12, 0, -3))
    reports(storage, "U0OMAR", now=monday(8, 31))
    summaries.owe_summaries(storage, at(monday(9, 0)))
    assert sorted(told(storage, "weekly")) == sorted([METTE, LARS, ANNE])


def test_each_is_told_at_their_own_half_past_eight(storage: Storage) -> None:
    reports(storage)
    zones = {METTE: "Europe/Copenhagen", LARS: "America/Nuuk", ANNE: "Pacific/Auckland"}
    heard = []
    for zone in ("Pacific/Auckland", "Europe/Copenhagen", "America/Nuuk"):
        before = set(told(storage, "weekly"))
        summaries.owe_summaries(storage, at(monday(8, 29, zone=zone), **zones))
        assert set(told(storage, "weekly")) == before
        summaries.owe_summaries(storage, at(monday(8, 30, zone=zone), **zones))
        heard += [person for person in told(storage, "weekly") if person not in before]
    assert heard == [ANNE, METTE, LARS]


@pytest.mark.parametrize("away", ["Pacific/Auckland", "America/Nuuk"])
def test_who_travels_gets_no_second_summary_that_week(storage: Storage, away: str) -> None:
    reports(storage)
    summaries.owe_summaries(storage, at(monday(12, 0)))
    zones = {METTE: away, LARS: away, ANNE: away}
    for day in range(1, 5):
        summaries.owe_summaries(storage, at(monday(12, 0) + day * DAY, **zones))
    assert sorted(told(storage, "weekly")) == sorted([METTE, LARS, ANNE])


def test_two_sweeps_at_once_owe_one_summary_each(opened: Open) -> None:
    storage, other = opened(), opened()
    reports(storage)
    at_once(*(lambda s=s: summaries.owe_summaries(s, at(monday(9, 0))) for s in (storage, other)))
    assert sorted(told(storage, "weekly")) == sorted([METTE, LARS, ANNE])


@pytest.fixture
def long_ago(storage: Storage) -> str:
    """A case in which everybody has a part since January."""
    return reports(storage, now=datetime(2026, 1, 7, 9, 0, tzinfo=UTC))


@given(st.datetimes(datetime(2026, 3, 1), datetime(2027, 12, 1)), st.sampled_from(ZONES))  # noqa: DTZ001
@example(datetime(2026, 10, 26, 7, 0), "Europe/Copenhagen")  # noqa: DTZ001
@example(datetime(2026, 3, 30, 6, 45), "Europe/Copenhagen")  # noqa: DTZ001
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15, deadline=None)
def test_what_is_owed_is_the_summary_of_the_latest_monday_that_has_begun(
    storage: Storage, long_ago: str, naive: datetime, zone: str
) -> None:
    """In working hours, also in the weeks that are an hour shorter or longer."""
    now = naive.replace(tzinfo=UTC)
    local = now.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    latest = datetime.combine(local.date() - timedelta(days=local.weekday()), summaries.MONDAY_CLOCK)
    latest -= timedelta(weeks=latest > local)
    calendar = Calendar(ZoneInfo(zone))
    summaries.owe_summaries(storage, at(now, **{METTE: zone}))
    with storage.transaction() as tx:
        rows = tx.session.exec(select(SummaryRow)).all()
        for row in rows:
            tx.session.delete(row)
    expected = [latest.date().isoformat()] if calendar.is_working_time(now) else []
    assert [row.monday for row in rows if row.person == METTE] == expected
