"""The plan of a case's reminders: kept in rows, claimed once, and proved when Slack has the message."""

from __future__ import annotations

from functools import partial

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import select

from flows import events as ev
from flows.clock.message_of_the_day import Ref
from flows.people.presence import Presence
from storage import case_turns, cases, plan, presence, reminders
from storage.database import Storage, Transaction
from storage.tables import ReminderRow
from storage.trying import Conflict
from tests.reminder_names import key_of
from tests.storage.clock import knows, sweeps, told, week
from tests.storage.races import started_at_once
from tests.storage.stories import DAY, DORTE, HOUR, LARS, NOW, at, case_of, reports

DUE = NOW + 5 * HOUR
COPENHAGEN = "Europe/Copenhagen"


def planned(storage: Storage, case: str) -> set[tuple[str, str]]:
    """What the case still has to say, and to whom."""
    with storage.transaction() as tx:
        rows = plan.rows_of(tx, [case])[case]
    return {(key.step, key.person) for key, row in rows.items() if not row.is_claimed}


def test_the_plan_has_the_next_of_each_thing_and_nothing_that_is_decided(storage: Storage) -> None:
    case = reports(storage)
    assert {("contact", LARS), ("support", LARS)} <= planned(storage, case)
    decided = ev.StepDecided(LARS, "support", "declined", "")
    case_turns.on_case(storage, case, decided, at(), as_=LARS, arrival="decided")
    assert ("support", LARS) not in planned(storage, case)


def test_what_is_claimed_leaves_the_plan_for_good(storage: Storage) -> None:
    case = reports(storage)
    sweeps(storage, DUE)
    said = {n.key for n in case_of(storage, case).claimed_reminders}
    assert said
    reminders.replan(storage, case, knows(storage, DUE))
    with storage.transaction() as tx:
        left = {key for key, row in plan.rows_of(tx, [case])[case].items() if not row.is_claimed}
    assert left
    assert not said & left


def test_a_reminder_is_proved_when_slack_has_it_and_not_before(storage: Storage) -> None:
    case = reports(storage)
    sweeps(storage, DUE)
    first, *others = case_of(storage, case).claimed_reminders
    assert first.told_at is None
    storage.run(lambda tx: plan.prove(tx, [Ref(case, first.key)], DUE + HOUR))
    assert case_of(storage, case).claimed_reminders[0].told_at == DUE + HOUR
    assert all(claimed_reminder.told_at is None for claimed_reminder in others)


def test_a_reminder_of_a_case_that_is_gone_is_proved_in_silence(storage: Storage) -> None:
    storage.run(lambda tx: plan.prove(tx, [Ref("gone", key_of("contact"))], DUE))


def test_one_key_cannot_be_planned_or_claimed_twice(storage: Storage) -> None:
    case = reports(storage)

    def again(tx: Transaction) -> None:
        row = tx.session.exec(select(ReminderRow).where(ReminderRow.case_id == case)).first()
        assert row is not None
        copy = ReminderRow(**{**row.model_dump(), "is_claimed": True})
        tx.session.expunge_all()
        tx.session.add(copy)
        tx.session.flush()

    with pytest.raises(IntegrityError), storage.transaction() as tx:
        again(tx)


def test_of_two_that_read_the_same_only_one_claims(postgresql: Storage) -> None:
    """Two processes at once: the other begins again, and finds that it is said."""
    case = reports(postgresql)
    later = at(NOW + 5 * HOUR)
    with postgresql.transaction() as slow:
        found = cases.get(slow, case, as_=LARS)
        reminders.remind(postgresql, [LARS], later)
        with pytest.raises((Conflict, IntegrityError)):
            cases.put(slow, found, later)
        slow.session.rollback()
    done = started_at_once(*[partial(reminders.remind, postgresql, [LARS], later)] * 4)
    assert [one.exception() for one in done] == [None] * 4
    assert told(postgresql, "reminders") == [LARS]


def test_whoever_is_away_is_planned_for_whoever_stands_in_and_again_for_them(storage: Storage) -> None:
    case = reports(storage)
    away = Presence(is_away=True, away_until=NOW + 3 * DAY)
    storage.run(lambda tx: presence.put(tx, LARS, away, NOW))
    reminders.replan(storage, case, knows(storage, NOW, **{DORTE: COPENHAGEN}))
    assert {("contact", DORTE), ("legal", DORTE)} <= planned(storage, case)
    assert storage.run(lambda tx: presence.back(tx, {LARS: Presence()}, NOW + HOUR) == {LARS})
    storage.run(lambda tx: presence.put(tx, LARS, Presence(), NOW + HOUR))
    reminders.replan(storage, case, knows(storage, NOW + HOUR, **{DORTE: COPENHAGEN}))
    assert {("contact", LARS), ("legal", LARS)} <= planned(storage, case)


def test_whoever_is_back_counts_as_such_until_their_cases_know_it(storage: Storage) -> None:
    storage.run(lambda tx: presence.put_all(tx, {LARS: Presence(is_away=True), DORTE: Presence()}, NOW))
    assert storage.read(presence.untold) == []
    for hours in (1, 2):
        storage.run(lambda tx, hours=hours: presence.put(tx, LARS, Presence(), NOW + hours * HOUR))
        assert storage.read(presence.untold) == [LARS]
    storage.run(lambda tx: presence.is_told(tx, LARS))
    assert storage.read(presence.untold) == []
    assert storage.read(lambda tx: presence.away(tx, NOW + DAY)) == []


def test_whoever_is_away_again_before_their_cases_know_it_is_looked_for_again(storage: Storage) -> None:
    for hours, seen in enumerate((Presence(is_away=True), Presence(), Presence(is_away=True))):
        storage.run(lambda tx, at=NOW + hours * HOUR, seen=seen: presence.put(tx, LARS, seen, at))
    storage.run(lambda tx: presence.is_told(tx, LARS))
    assert storage.read(lambda tx: presence.away(tx, NOW + DAY)) == [LARS]


def test_replanning_says_nothing(storage: Storage) -> None:
    case = reports(storage)
    reminders.replan(storage, case, at(DUE))
    found = case_of(storage, case)
    assert found.claimed_reminders == ()
    assert told(storage, "reminders") == []


def test_a_case_that_cannot_be_read_keeps_nothing_of_another_back(storage: Storage) -> None:
    lost, whole = reports(storage), reports(storage, "U0ANOTHER")
    storage.keys.destroy(lost)
    ctx = knows(storage, DUE)
    reminders.remind(storage, [LARS], ctx)
    assert told(storage, "reminders")
    assert case_of(storage, whole, LARS).claimed_reminders


def test_a_case_that_cannot_be_read_keeps_nobody_from_their_monday(storage: Storage) -> None:
    lost, whole = reports(storage), reports(storage, "U0ANOTHER")
    storage.keys.destroy(lost)
    found = week(storage, LARS, knows(storage, DUE))
    assert {item.case.id for item in found.step_states} == {whole}
