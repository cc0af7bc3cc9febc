"""What a clock that was ahead has written is put right, once the time is known again."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlmodel import col, select, update

from flows.clock.message_of_the_day import Ref
from flows.effects import Show, Tell
from flows.people.presence import Presence
from flows.reminders.claimed_ahead import APART
from storage import ahead, inbox, journal, outbox, people, plan, presence, reminders
from storage.database import Storage
from storage.people_tables import MessageDayRow
from storage.tables import OutboxRow, ReminderRow, SummaryRow
from tests.storage.clock import due_in, due_summaries, knows, sweeps, told
from tests.storage.conftest import Open
from tests.storage.stories import DAY, LARS, METTE, MINUTE, NOW, arrives, at, case_of, claims, reports

DUE = NOW + 90 * MINUTE
SOON = NOW + timedelta(minutes=1)
AHEAD = NOW + 7 * DAY


def puts_right(storage: Storage, now: datetime = SOON) -> list[str]:
    """As the product does it when Slack has told the time; gives the cases that are planned anew."""
    claimed = storage.run(lambda tx: ahead.put_right(tx, now))
    storage.known.forget()
    for case in claimed:
        reminders.plan_anew(storage, case, knows(storage, now))
    return claimed


def rows(storage: Storage, case: str) -> set[tuple[object, ...]]:
    """The plan of the case."""
    with storage.transaction() as tx:
        found = tx.session.exec(select(ReminderRow).where(ReminderRow.case_id == case))
        return {tuple(row.model_dump().values()) for row in found}


def test_what_was_claimed_ahead_of_time_comes_at_its_time_and_once(storage: Storage) -> None:
    case = reports(storage)
    before = rows(storage, case)
    sweeps(storage, AHEAD)
    assert rows(storage, case) != before
    assert told(storage, "reminders")
    assert puts_right(storage) == [case]
    assert rows(storage, case) == before
    assert told(storage, "reminders") == []
    assert due_in(storage, SOON) == {}
    sweeps(storage, DUE)
    sweeps(storage, DUE)
    assert told(storage, "reminders") == [LARS]


def test_what_was_said_at_its_time_stays_said(storage: Storage) -> None:
    case = reports(storage)
    sweeps(storage, DUE)
    before = rows(storage, case)
    assert puts_right(storage, DUE) == []
    assert rows(storage, case) == before
    sweeps(storage, AHEAD)
    puts_right(storage, DUE)
    assert rows(storage, case) == before
    assert told(storage, "reminders") == [LARS]


def test_another_process_whose_clock_is_right_too_has_claimed_nothing_ahead(opened: Open) -> None:
    storage, other = opened(), opened()
    case = reports(storage)
    sweeps(other, DUE + timedelta(minutes=9))
    before = rows(storage, case)
    assert puts_right(storage, DUE) == []
    assert rows(storage, case) == before


def test_a_message_that_is_on_its_way_meanwhile_proves_nothing_of_the_new_plan(storage: Storage) -> None:
    case = reports(storage)
    sweeps(storage, AHEAD)
    said = [Ref(case, claimed_reminder.key) for claimed_reminder in case_of(storage, case).claimed_reminders]
    puts_right(storage)
    storage.run(lambda tx: plan.prove(tx, said, SOON))
    with storage.transaction() as tx:
        assert {row.told_at for row in tx.session.exec(select(ReminderRow))} == {None}


def test_it_is_journaled_by_its_steps(storage: Storage) -> None:
    case = reports(storage)
    sweeps(storage, AHEAD)
    steps = {claimed_reminder.key.name for claimed_reminder in case_of(storage, case).claimed_reminders}
    puts_right(storage)
    with storage.transaction() as tx:
        assert journal.first_broken(tx, case) is None
        [line] = [line for line in journal.lines(tx, case) if line.act == reminders.TAKEN_BACK]
    assert set(line.detail.split()) == steps


def test_the_days_and_weeks_of_messages_that_were_never_due_are_free_again(storage: Storage) -> None:
    reports(storage)
    sweeps(storage, AHEAD)
    with storage.transaction() as tx:
        assert tx.session.exec(select(MessageDayRow)).all()
        assert tx.session.exec(select(SummaryRow)).all()
    puts_right(storage)
    with storage.transaction() as tx:
        assert not tx.session.exec(select(MessageDayRow)).all()
        assert not tx.session.exec(select(SummaryRow)).all()
    assert due_summaries(storage, knows(storage, AHEAD))


def test_what_people_did_is_delivered_at_once_and_no_item_waits_for_a_time_that_was_wrong(
    storage: Storage,
) -> None:
    written = ((NOW, AHEAD, None), (AHEAD, AHEAD, None), (NOW, NOW, AHEAD))
    for number, (owed_at, due_at, claimed) in enumerate(written):
        storage.run(
            lambda tx, n=number, o=owed_at, d=due_at: outbox.owe(tx, f"case{n}", (Tell(METTE, "sent"),), o, d)
        )
        mine = update(OutboxRow).where(col(OutboxRow.subject) == f"case{number}")
        storage.run(lambda tx, m=mine, c=claimed: tx.execute(m.values(claimed_until=c)))
    assert claims(storage, SOON) == []
    puts_right(storage)
    assert {item.subject for item in claims(storage, SOON)} == {"case0", "case1", "case2"}


@pytest.mark.parametrize("ahead", [timedelta(), APART])
def test_what_is_delivered_now_by_another_process_is_left_to_it(storage: Storage, ahead: timedelta) -> None:
    storage.run(lambda tx: outbox.owe(tx, "case", (Show("card"),), NOW))
    assert claims(storage, NOW + ahead)
    puts_right(storage)
    assert claims(storage, SOON) == []


def test_who_was_seen_at_a_time_to_come_is_asked_for_again(storage: Storage) -> None:
    lars = replace(at(NOW, **{LARS: "Europe/Copenhagen"}).people[LARS], name="Lars")
    storage.run(lambda tx: people.put(tx, lars, AHEAD))
    storage.run(lambda tx: presence.put(tx, LARS, Presence(), AHEAD))
    knows(storage, NOW)
    assert not storage.known.stale(LARS, SOON)
    puts_right(storage)
    knows(storage, NOW)
    assert storage.known.stale(LARS, SOON)
    assert storage.read(lambda tx: presence.stale(tx, [LARS], SOON)) == [LARS]


def test_an_act_that_was_cut_short_then_is_handed_out_again(storage: Storage) -> None:
    storage.run(lambda tx: inbox.take_in(tx, "act", b"{}", AHEAD))
    arrives(storage, "other")
    puts_right(storage)
    later = SOON + timedelta(minutes=1)
    found = storage.run(lambda tx: inbox.left_over(tx, later, timedelta(seconds=30)))
    assert {arrival.key for arrival in found} == {"act", "other"}
