"""One transaction at a time, remembered together or not at all."""

from __future__ import annotations

import stat
import subprocess
import sys
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from threading import Barrier

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import DBAPIError, StatementError
from sqlmodel import col, select

from storage.database import Storage, Transaction
from storage.dialects import COMPILED
from storage.folder import InUse, prepare_folder, take_folder
from storage.tables import JournalHeadRow, SummaryRow
from storage.trying import TRIES, Conflict
from tests.storage.conftest import Open
from tests.storage.races import at_once
from tests.storage.stories import NOW

TAKES = "import sys, pathlib; from storage.folder import take_folder; take_folder(pathlib.Path(sys.argv[1]))"
zones = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
moments = st.datetimes(datetime(1971, 1, 1), datetime(2200, 1, 1), timezones=zones)  # noqa: DTZ001


def summary(person: str = "mette", at: datetime = NOW) -> SummaryRow:
    return SummaryRow(person=person, monday="2026-11-23", owed_at=at)


def written(storage: Storage) -> dict[str, datetime]:
    with storage.transaction() as tx:
        return {row.person: row.owed_at for row in tx.session.exec(select(SummaryRow))}


def test_what_is_compiled_for_one_process_serves_the_next_and_reading_serves_writing(opened: Open) -> None:
    look = select(SummaryRow).where(SummaryRow.person == "mette")
    with opened().transaction() as tx:
        tx.execute(look).all()
    compiled = set(COMPILED)
    for begin in (opened().transaction, opened().reading):
        with begin() as tx:
            assert tx.execute(look).all() == []
    assert set(COMPILED) == compiled != set()


def test_an_exception_leaves_nothing(storage: Storage) -> None:
    with pytest.raises(RuntimeError), storage.transaction() as tx:
        tx.session.add(summary())
        tx.session.flush()
        raise RuntimeError
    assert not written(storage)


def test_a_conflict_is_tried_again_from_the_start(storage: Storage) -> None:
    attempts: list[Transaction] = []

    def work(tx: Transaction) -> str:
        tx.session.add(summary(f"try {len(attempts)}"))
        tx.session.flush()
        attempts.append(tx)
        if len(attempts) < 3:
            raise Conflict
        return "done"

    assert storage.run(work) == "done"
    assert list(written(storage)) == ["try 2"]
    assert len(set(map(id, attempts))) == 3


def test_a_conflict_that_does_not_end_is_raised(storage: Storage) -> None:
    attempts = []

    def work(_: Transaction) -> None:
        attempts.append(1)
        raise Conflict

    with pytest.raises(Conflict):
        storage.run(work)
    assert len(attempts) == TRIES


def test_of_two_that_wait_for_each_other_both_get_through(postgresql: Storage) -> None:
    """PostgreSQL ends one of them with 40P01, and it is done again."""
    postgresql.run(lambda tx: tx.session.add_all([summary("mette"), summary("omar")]))
    both_hold = Barrier(2)
    begun: list[str] = []

    def work(first: str, second: str) -> None:
        def turn(tx: Transaction) -> None:
            begun.append(first)
            tx.session.get(SummaryRow, (first, "2026-11-23"), with_for_update=True)
            if len(begun) <= 2:
                both_hold.wait(30)
            tx.session.get(SummaryRow, (second, "2026-11-23"), with_for_update=True)

        postgresql.run(turn)

    at_once(lambda: work("mette", "omar"), lambda: work("omar", "mette"))
    # Once more, or oftener where the two meet again before one of them is through.
    assert len(begun) > 2


def test_who_reads_waits_for_nobody_who_writes_and_holds_nobody_up(storage: Storage) -> None:
    storage.run(lambda tx: tx.session.add(summary()))
    with storage.reading() as look:
        before = look.session.exec(select(SummaryRow.person)).all()
        with storage.transaction() as tx:
            tx.session.add(summary("omar"))
            tx.session.flush()
            assert storage.read(lambda other: other.session.exec(select(SummaryRow.person)).all()) == before
        assert look.session.exec(select(SummaryRow.person)).all() == before == ["mette"]
    assert set(written(storage)) == {"mette", "omar"}


def test_nothing_can_be_written_by_who_reads(storage: Storage) -> None:
    with pytest.raises(DBAPIError), storage.reading() as tx:
        tx.session.add(summary())
        tx.session.flush()
    assert not written(storage)


def test_another_exception_is_not_tried_again(storage: Storage) -> None:
    attempts = []

    def work(_: Transaction) -> None:
        attempts.append(1)
        raise ValueError

    with pytest.raises(ValueError):
        storage.run(work)
    assert len(attempts) == 1


def test_two_writers_at_once_both_land(storage: Storage) -> None:
    def writes(person: str) -> None:
        for number in range(10):
            row = summary(f"{person} {number}")
            storage.run(lambda tx, row=row: tx.session.add(row))  # type: ignore[misc]

    at_once(lambda: writes("mette"), lambda: writes("omar"))
    assert len(written(storage)) == 20


def test_two_who_add_the_same_new_row_both_get_through(storage: Storage) -> None:
    """The second finds the row of the first, once it looks again."""

    def puts() -> None:
        def work(tx: Transaction) -> None:
            row = tx.session.get(SummaryRow, ("mette", "2026-11-23")) or summary()
            tx.session.add(row)

        storage.run(work)

    for _ in range(10):
        at_once(puts, puts)
        assert list(written(storage)) == ["mette"]
        storage.run(lambda tx: tx.session.delete(tx.session.exec(select(SummaryRow)).one()))


def test_a_row_is_inserted_once(storage: Storage) -> None:
    assert storage.run(lambda tx: tx.insert_once(summary()))
    assert not storage.run(lambda tx: tx.insert_once(summary(at=NOW + timedelta(days=1))))
    assert written(storage) == {"mette": NOW}


def test_a_row_is_inserted_once_within_a_transaction(storage: Storage) -> None:
    assert storage.run(lambda tx: [tx.insert_once(summary()) for _ in range(3)]) == [True, False, False]


def test_of_many_at_once_one_inserts(opened: Open) -> None:
    storages = [opened() for _ in range(4)]
    works = [lambda s=s: s.run(lambda tx: tx.insert_once(summary())) for s in storages]
    assert sorted(at_once(*works)) == [False, False, False, True]


def test_a_naive_moment_is_refused(storage: Storage) -> None:
    naive = NOW.replace(tzinfo=None)
    with pytest.raises(StatementError, match="must be aware"):
        storage.run(lambda tx: tx.session.add(summary(at=naive)))
    with pytest.raises(StatementError, match="must be aware"):
        storage.run(lambda tx: tx.insert_once(summary(at=naive)))


@given(at=moments)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_moment_comes_back_aware_in_utc_and_the_same(storage: Storage, at: datetime) -> None:
    with storage.transaction() as tx:
        tx.session.merge(summary(at=at))
    read = written(storage)["mette"]
    assert read == at
    assert read.tzinfo is UTC or read.utcoffset() == timedelta()


def test_moments_of_different_zones_compare_as_moments(storage: Storage) -> None:
    """SQLite compares text: what is written in another zone must not sort by its own clock."""
    later = (NOW + timedelta(hours=1)).astimezone(timezone(timedelta(hours=-9)))
    head = JournalHeadRow(number=1, at=later, hash="")
    storage.run(lambda tx: tx.session.add(head))
    with storage.transaction() as tx:
        assert not tx.session.exec(select(JournalHeadRow).where(JournalHeadRow.at <= NOW)).all()


def test_what_is_encrypted_is_not_looked_for_in_vain(storage: Storage) -> None:
    """Such a query would find nothing, or anything, without a word."""
    for locked in (lambda: SummaryRow.owed_at <= NOW, lambda: col(SummaryRow.overdue) == "{}"):
        with pytest.raises(TypeError, match="are not compared by"):
            locked()
    with pytest.raises(TypeError, match="are not compared by"):
        col(SummaryRow.person).like("m%")
    storage.run(lambda tx: tx.session.add(summary()))
    with storage.transaction() as tx:
        assert tx.session.exec(select(SummaryRow).where(SummaryRow.person == "mette")).one().owed_at == NOW


def test_the_data_folder_is_for_its_owner_alone(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir(mode=0o755)
    prepare_folder(folder)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_second_process_cannot_take_the_folder(tmp_path: Path) -> None:
    held = take_folder(tmp_path)
    command = [sys.executable, "-c", TAKES, str(tmp_path)]
    second = subprocess.run(command, capture_output=True, text=True, check=False)
    held.close()
    assert second.returncode == 1
    assert "InUse" in second.stderr


def test_the_folder_is_free_again_when_its_holder_lets_go(tmp_path: Path) -> None:
    held = take_folder(tmp_path)
    with pytest.raises(InUse):
        take_folder(tmp_path)
    held.close()
    take_folder(tmp_path).close()
