"""The clock's turns: each reminder once, each summary once a week, however often and wherever it looks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import event
from sqlmodel import select

from flows import events as ev
from flows.calendar.working_time import Calendar
from flows.reminders.rules import MONDAY_CLOCK
from storage import case_turns, journal, reminders
from storage.database import Storage
from storage.people_tables import MessageDayRow
from tests.storage.clock import due_in, due_summaries, knows, summarises, sweeps, told
from tests.storage.conftest import Open
from tests.storage.contents import Killed, everything, killed_at
from tests.storage.races import at_once
from tests.storage.stories import ANNE, DAY, HOUR, LARS, METTE, MINUTE, NOW, at, case_of, reports

ZONES = ["Europe/Copenhagen", "America/Nuuk", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Auckland"]


HANNE = "U0HANNE"
EVERYBODY = sorted([METTE, LARS, ANNE, HANNE])
"""Those in the case, and HR, who has the counts of what is overdue."""


def monday(hour: int, minute: int, weeks: int = 0, zone: str = "Europe/Copenhagen") -> datetime:
    return datetime(2026, 11, 30, hour, minute, tzinfo=ZoneInfo(zone)) + timedelta(weeks=weeks)


def test_somebody_is_due_when_their_next_reminder_is(storage: Storage) -> None:
    case = reports(storage)
    assert due_in(storage, NOW) == {}
    assert due_in(storage, NOW + 90 * MINUTE) == {LARS: [case]}


def test_a_reminder_is_sent_once_however_often_the_clock_looks(storage: Storage) -> None:
    reports(storage)
    for minute in range(5):
        sweeps(storage, NOW + 90 * MINUTE + minute * MINUTE)
    assert told(storage, "reminders") == [LARS]
    assert due_in(storage, NOW + 90 * MINUTE + 9 * MINUTE) == {}


def test_two_sweeps_at_once_remind_once_of_all_cases(opened: Open) -> None:
    storage, other = opened(), opened()
    made = [reports(storage, f"U0{number}") for number in range(4)]
    at_once(*(partial(sweeps, s, NOW + 90 * MINUTE) for s in (storage, other)))
    assert told(storage, "reminders") == [LARS]
    for number, case in enumerate(made):
        claimed = [n.key for n in case_of(storage, case, f"U0{number}").claimed_reminders]
        assert claimed
        assert len(claimed) == len({*claimed})
        with storage.transaction() as tx:
            assert journal.first_broken(tx, case) is None


def test_a_sweep_and_a_decision_at_once_both_count(opened: Open) -> None:
    storage, other = opened(), opened()
    for number in range(4):
        case = reports(storage, f"U0{number}", now=NOW + number * DAY)
        declined = ev.StepDecided(LARS, "support", "declined", "")
        at_once(
            partial(sweeps, storage, NOW + number * DAY + 5 * HOUR),
            partial(case_turns.on_case, other, case, declined, at(), as_=LARS, arrival=case),
        )
        found = case_of(storage, case, LARS)
        assert found.decision("support") is not None
        assert found.claimed_reminders
        # What is said of the others of the day is not to fill the message.
        case_turns.on_case(storage, case, ev.Withdrawn(f"U0{number}"), at(), as_=LARS, arrival=f"ends {case}")


def test_an_outage_of_days_is_made_good_by_one_message_of_the_day_a_person(storage: Storage) -> None:
    reports(storage)
    for minute in range(3):
        sweeps(storage, copenhagen("2026-12-03T09:00") + minute * MINUTE)
    days = [person for person, _ in message_days(storage)]
    assert sorted(days) == sorted({*days})
    assert {LARS, METTE} <= {*days}


def message_days(storage: Storage) -> list[tuple[str, str]]:
    """Who had the message of which day."""
    with storage.transaction() as tx:
        return [(row.person, row.day) for row in tx.session.exec(select(MessageDayRow))]


def test_a_reminder_that_dies_is_made_good_by_the_next(storage: Storage) -> None:
    reports(storage)
    ctx, before = knows(storage, NOW + 5 * HOUR), everything(storage)
    for statement in range(1, 200, 3):
        try:
            with killed_at(storage, statement):
                reminders.remind(storage, [LARS], ctx)
        except Killed:
            assert everything(storage) == before
            continue
        break
    assert told(storage, "reminders") == [LARS]


def test_a_reminder_is_journaled_by_its_steps_and_a_look_of_the_clock_is_not(storage: Storage) -> None:
    case = reports(storage)
    for moment in (NOW + MINUTE, NOW + 90 * MINUTE, NOW + 90 * MINUTE):
        sweeps(storage, moment)
    with storage.transaction() as tx:
        [line] = [line for line in journal.lines(tx, case) if line.act == reminders.ACT]
    steps = [claimed_reminder.key.name for claimed_reminder in case_of(storage, case).claimed_reminders]
    assert line.detail == " ".join((LARS, *steps))


def test_on_monday_the_summary_is_the_message_of_the_day(storage: Storage) -> None:
    reports(storage)
    for minute in (0, 29, 30, 31, 59):
        sweeps(storage, monday(8, minute))
    sweeps(storage, monday(15, 59))
    assert sorted(told(storage, "weekly")) == EVERYBODY
    assert [entry for entry in message_days(storage) if entry == (METTE, "2026-11-30")] == [
        (METTE, "2026-11-30")
    ]
    assert METTE not in told(storage, "reminders")


def test_the_summary_is_owed_once_a_week(storage: Storage) -> None:
    reports(storage)
    for moment in (monday(8, 30), monday(8, 31), monday(9, 0) + 3 * DAY, monday(8, 29, 1)):
        summarises(storage, moment)
    assert sorted(told(storage, "weekly")) == EVERYBODY
    summarises(storage, monday(8, 30, 1))
    assert sorted(told(storage, "weekly")[4:]) == EVERYBODY


def test_no_summary_is_owed_before_half_past_eight(storage: Storage) -> None:
    reports(storage)
    summarises(storage, monday(8, 29))
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
    summarises(storage, copenhagen(quiet))
    assert told(storage, "weekly") == []
    if heard:
        summarises(storage, copenhagen(heard))
        assert sorted(told(storage, "weekly")) == EVERYBODY


def copenhagen(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Europe/Copenhagen"))


@pytest.mark.parametrize("zone", ["Mars/Olympus", "", "../etc"])
def test_one_whose_zone_is_unknown_is_told_in_the_organisation_s_hours_and_stops_nobody(
    storage: Storage, zone: str
) -> None:
    reports(storage)
    summarises(storage, monday(8, 29), **{LARS: zone})
    assert told(storage, "weekly") == []
    summarises(storage, monday(8, 30), **{LARS: zone})
    assert sorted(told(storage, "weekly")) == EVERYBODY


def test_looking_for_whom_a_summary_is_due_writes_nothing(storage: Storage) -> None:
    reports(storage)
    summarises(storage, monday(9, 0))
    ctx = knows(storage, monday(9, 1))
    begun: list[object] = []
    event.listen(storage.engine, "begin", begun.append)
    assert due_summaries(storage, ctx) == {}
    assert begun == []


def test_who_came_after_that_monday_waits_for_the_next(storage: Storage) -> None:
    reports(storage, now=monday(8, 31))
    summarises(storage, monday(9, 0))
    assert told(storage, "weekly") == []
    summarises(storage, monday(8, 30, 1))
    assert METTE in told(storage, "weekly")


def test_an_old_participant_of_a_new_case_is_told_as_ever(storage: Storage) -> None:
    reports(storage, now=monday(12, 0, -3))
    reports(storage, "U0OMAR", now=monday(8, 31))
    summarises(storage, monday(9, 0))
    assert sorted(told(storage, "weekly")) == EVERYBODY


def test_each_is_told_at_their_own_half_past_eight(storage: Storage) -> None:
    reports(storage)
    zones = {METTE: "Europe/Copenhagen", LARS: "America/Nuuk", ANNE: "Pacific/Auckland"}
    heard = []
    for zone in ("Pacific/Auckland", "Europe/Copenhagen", "America/Nuuk"):
        before = set(told(storage, "weekly"))
        summarises(storage, monday(8, 29, zone=zone), **zones)
        assert set(told(storage, "weekly")) == before
        summarises(storage, monday(8, 30, zone=zone), **zones)
        heard += [person for person in told(storage, "weekly") if person not in before]
    assert heard == [ANNE, METTE, HANNE, LARS]


@pytest.mark.parametrize("away", ["Pacific/Auckland", "America/Nuuk"])
def test_who_travels_gets_no_second_summary_that_week(storage: Storage, away: str) -> None:
    reports(storage)
    summarises(storage, monday(12, 0))
    zones = {METTE: away, LARS: away, ANNE: away}
    for day in range(1, 5):
        summarises(storage, monday(12, 0) + day * DAY, **zones)
    assert sorted(told(storage, "weekly")) == EVERYBODY


def test_two_sweeps_at_once_owe_one_summary_each(opened: Open) -> None:
    storage, other = opened(), opened()
    reports(storage)
    at_once(*(lambda s=s: summarises(s, monday(9, 0)) for s in (storage, other)))
    assert sorted(told(storage, "weekly")) == EVERYBODY


@pytest.fixture
def long_ago(storage: Storage) -> str:
    """A case in which everybody has a part since January."""
    return reports(storage, now=datetime(2026, 1, 7, 9, 0, tzinfo=UTC))


@given(st.datetimes(datetime(2026, 3, 1), datetime(2027, 12, 1)), st.sampled_from(ZONES))  # noqa: DTZ001
@example(datetime(2026, 10, 26, 7, 0), "Europe/Copenhagen")  # noqa: DTZ001
@example(datetime(2026, 3, 30, 6, 45), "Europe/Copenhagen")  # noqa: DTZ001
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_summary_is_due_in_the_working_hours_of_its_week_from_half_past_eight_on_its_monday(
    storage: Storage, long_ago: str, naive: datetime, zone: str
) -> None:
    """Also in the weeks that are an hour shorter or longer, and after a holiday."""
    now = naive.replace(tzinfo=UTC)
    day = now.astimezone(ZoneInfo(zone)).date()
    half_past_eight = datetime.combine(day - timedelta(days=day.weekday()), MONDAY_CLOCK, ZoneInfo(zone))
    is_due = Calendar(ZoneInfo(zone)).is_working_time(now) and now >= half_past_eight
    ctx = at(now, **{METTE: zone})
    found = due_summaries(storage, ctx)
    assert (METTE in found) == is_due
