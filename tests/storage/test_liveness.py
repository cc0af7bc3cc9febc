"""Several processes on one PostgreSQL: what one had begun that is gone is taken over, and only then."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import text

from storage import claiming, settling
from storage.claiming import OutboxItem
from storage.database import Storage, Transaction
from storage.liveness import GONE_AFTER, LOCKS, Liveness
from storage.settling import Done
from storage.tables import ErasureRow
from tests.storage.conftest import Open
from tests.storage.stories import NOW, at, begins

LATER = NOW + timedelta(minutes=1)
"""Long before a lease ends."""


class Process:
    """One process of the product; its seconds pass when it is told so."""

    def __init__(self, opened: Open, clock: list[float]) -> None:
        self.storage = opened()
        self.liveness = Liveness(self.storage, lambda: clock[0])
        self.liveness.look()

    def is_cut_off(self) -> None:
        """Its connection has ended, and the server knows it."""
        self.liveness.end()
        waits = text("SELECT pg_advisory_xact_lock(:locks, :process)")
        self.storage.run(lambda tx: tx.execute(waits, {"locks": LOCKS, "process": self.liveness.process}))

    def claims(self) -> dict[str, OutboxItem]:
        """What it is given to deliver, by id; it works at nothing else."""
        process = self.liveness.process
        claim = self.storage.run(lambda tx: claiming.claim(tx, LATER, (), process=process))
        return {item.id: item for item in claim.items}


@pytest.fixture
def clock() -> list[float]:
    """The seconds that have passed for everybody."""
    return [100.0]


@pytest.fixture
def starts(opened: Open, clock: list[float]) -> Callable[[], Process]:
    """Starts one more process."""
    return lambda: Process(opened, clock)


@pytest.fixture
def dialect() -> str:
    """Only with PostgreSQL there are several."""
    return "postgresql"


Starts = Callable[[], Process]


def test_what_a_killed_process_had_begun_is_taken_over_within_seconds(
    starts: Starts, clock: list[float]
) -> None:
    one, other = starts(), starts()
    begins(one.storage)
    begun = one.claims()
    assert begun
    clock[0] += 10 * GONE_AFTER
    assert other.liveness.look() == 0
    assert other.claims() == {}, "it is alive, however long it takes"
    one.is_cut_off()
    assert other.liveness.look() == 0
    clock[0] += GONE_AFTER
    assert other.liveness.look() == len(begun)
    taken = other.claims()
    assert taken.keys() == begun.keys()
    assert all(item.is_unknown for item in taken.values())


def test_a_connection_that_is_lost_and_made_again_is_no_death(starts: Starts, clock: list[float]) -> None:
    one, other = starts(), starts()
    begins(one.storage)
    assert one.claims()
    one.is_cut_off()
    assert other.liveness.look() == 0
    clock[0] += GONE_AFTER - 1
    one.liveness.look()
    clock[0] += 1
    assert other.liveness.look() == 0
    clock[0] += GONE_AFTER
    assert other.liveness.look() == 0


def test_when_the_server_was_started_again_nobody_is_gone_at_once(starts: Starts, clock: list[float]) -> None:
    one, other = starts(), starts()
    begins(one.storage)
    assert one.claims()
    for process in (one, other):
        process.is_cut_off()
    clock[0] += 10 * GONE_AFTER
    assert other.liveness.look() == 0
    one.liveness.look()
    clock[0] += GONE_AFTER
    assert other.liveness.look() == 0


def test_what_could_not_be_written_down_is_claimed_again_by_whoever_had_it(starts: Starts) -> None:
    one, other = starts(), starts()
    begins(one.storage)
    begun = one.claims()
    assert begun
    assert other.claims() == {}
    again = one.claims()
    assert again.keys() == begun.keys()
    assert all(item.is_unknown for item in again.values())


def test_what_is_settled_twice_is_answered_once(storage: Storage) -> None:
    """The connection was lost while the transaction ended, which was done again."""
    begins(storage)
    item = storage.run(lambda tx: claiming.claim(tx, NOW, ())).items[0]
    remembered: list[str] = []

    def remember(_: Transaction) -> None:
        remembered.append(item.id)

    for _ in range(2):
        settling.settle(storage, [Done(item, None, remember)], at())
    assert remembered == [item.id]


def _ends_connections(tx: Transaction) -> None:
    tx.execute(
        text(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name = 'turn'"
        )
    )


def test_a_connection_that_is_lost_in_the_midst_of_a_turn_costs_nothing(opened: Open) -> None:
    storage, administrator = opened(), opened()
    tries: list[int] = []

    def turn(tx: Transaction) -> str:
        tries.append(len(tries))
        tx.execute(text("SET application_name = 'turn'"))
        if len(tries) == 1:
            administrator.run(_ends_connections)
        tx.session.add(ErasureRow(subject="one", at=NOW))
        return "done"

    assert storage.run(turn) == "done"
    assert len(tries) == 2
    with storage.reading() as tx:
        assert tx.execute(text("SELECT count(*) FROM erasure")).scalar() == 1


def test_a_look_whose_connection_is_lost_is_made_again(opened: Open) -> None:
    storage, administrator = opened(), opened()
    tries: list[int] = []

    def look(tx: Transaction) -> int:
        tries.append(len(tries))
        tx.execute(text("SET application_name = 'turn'"))
        if len(tries) == 1:
            administrator.run(_ends_connections)
        return int(tx.execute(text("SELECT 1")).scalar() or 0)

    assert (storage.read(look), len(tries)) == (1, 2)
