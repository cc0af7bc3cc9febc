"""The journal is one chain: what is changed, removed or put between shows."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import delete, update
from sqlmodel import col, select

from storage import journal
from storage.database import Storage, Transaction
from storage.journal import Line, Link
from storage.tables import JournalRow
from tests.storage.conftest import Open
from tests.storage.races import at_once
from tests.storage.stories import LARS, METTE, NOW, reports


def line(number: int = 0, person: str = LARS) -> Line:
    return Line(NOW + timedelta(seconds=number), person, "StepDecided", "support")


def writes(storage: Storage, times: int, subject: str = "a case") -> None:
    for number in range(times):
        storage.run(partial(journal.write, subject=subject, line=line(number)))


def broken(storage: Storage) -> int | None:
    with storage.transaction() as tx:
        return journal.first_broken(tx)


def test_an_empty_journal_holds(storage: Storage) -> None:
    assert broken(storage) is None


def test_the_chain_holds_over_a_whole_report(storage: Storage) -> None:
    reports(storage)
    assert broken(storage) is None


def test_the_lines_of_a_case_come_back_oldest_first(storage: Storage) -> None:
    storage.run(lambda tx: journal.write(tx, "another", line(9)))
    writes(storage, 3)
    with storage.transaction() as tx:
        assert journal.lines(tx, "a case") == [line(0), line(1), line(2)]


@pytest.mark.parametrize("field", ["person", "act", "detail", "subject"])
def test_a_changed_line_is_found(storage: Storage, field: str) -> None:
    writes(storage, 4)
    with storage.transaction() as tx:
        tx.session.execute(update(JournalRow).where(col(JournalRow.seq) == 2).values({field: METTE}))
    assert broken(storage) == 2


def test_a_changed_moment_is_found(storage: Storage) -> None:
    writes(storage, 4)
    with storage.transaction() as tx:
        earlier = NOW - timedelta(hours=1)
        tx.session.execute(update(JournalRow).where(col(JournalRow.seq) == 1).values(at=earlier))
    assert broken(storage) == 1


@pytest.mark.parametrize("removed", [1, 2, 3])
def test_a_removed_line_is_found(storage: Storage, removed: int) -> None:
    writes(storage, 4)
    with storage.transaction() as tx:
        tx.session.execute(delete(JournalRow).where(col(JournalRow.seq) == removed))
    assert broken(storage) == removed + 1


def test_a_removed_line_is_found_though_the_rest_is_numbered_anew(storage: Storage) -> None:
    writes(storage, 4)
    with storage.transaction() as tx:
        tx.session.execute(delete(JournalRow).where(col(JournalRow.seq) == 2))
        for old in (3, 4):
            tx.session.execute(update(JournalRow).where(col(JournalRow.seq) == old).values(seq=old - 1))
    assert broken(storage) == 2


def test_an_inserted_line_is_found(storage: Storage) -> None:
    writes(storage, 3)

    def inserts(tx: Transaction) -> None:
        tx.session.execute(update(JournalRow).where(col(JournalRow.seq) == 3).values(seq=4))
        forged = JournalRow(seq=3, at=NOW, subject="a case", person=METTE, act="read", hash="0" * 64)
        tx.session.add(forged)

    storage.run(inserts)
    assert broken(storage) == 3


def test_a_line_before_the_first_is_found(storage: Storage) -> None:
    writes(storage, 2)
    forged = JournalRow(seq=0, at=NOW, subject="a case", person=METTE, act="read", hash="0" * 64)
    storage.run(lambda tx: tx.session.add(forged))
    assert broken(storage) == 0


def test_two_changed_places_of_lines_are_found(storage: Storage) -> None:
    writes(storage, 3)
    with storage.transaction() as tx:
        for old, new in ((1, 9), (2, 1), (9, 2)):
            tx.session.execute(update(JournalRow).where(col(JournalRow.seq) == old).values(seq=new))
    assert broken(storage) == 1


def test_a_line_that_was_rolled_back_leaves_no_gap(storage: Storage) -> None:
    writes(storage, 2)

    def fails(tx: Transaction) -> None:
        journal.write(tx, "a case", line())
        raise RuntimeError

    with pytest.raises(RuntimeError):
        storage.run(fails)
    writes(storage, 2)
    assert broken(storage) is None
    with storage.transaction() as tx:
        assert list(tx.session.exec(select(JournalRow.seq).order_by(col(JournalRow.seq)))) == [1, 2, 3, 4]


def test_writers_at_once_keep_one_chain(opened: Open) -> None:
    storages = [opened() for _ in range(3)]
    at_once(*(lambda s=s, n=n: writes(s, 10, f"case {n}") for n, s in enumerate(storages)))
    assert broken(storages[0]) is None
    with storages[0].transaction() as tx:
        assert [len(journal.lines(tx, f"case {n}")) for n in range(3)] == [10, 10, 10]


@pytest.mark.parametrize("most", [1, 2, 3, 4, 5])
def test_the_chain_can_be_followed_a_few_lines_at_a_time(storage: Storage, most: int) -> None:
    writes(storage, 4)
    assert followed(storage, most) == (Link(4, last_hash(storage)), None)
    with storage.transaction() as tx:
        tx.session.execute(update(JournalRow).where(col(JournalRow.seq) == 3).values(person=METTE))
    link, first = followed(storage, most)
    assert (link.seq, first) == (2, 3)


def followed(storage: Storage, most: int) -> tuple[Link, int | None]:
    """To its end or to where it breaks."""
    link, first, before = Link(), None, None
    while first is None and link != before:
        before = link
        with storage.transaction() as tx:
            link, first = journal.followed(tx, link, most)
    return link, first


def last_hash(storage: Storage) -> str:
    with storage.transaction() as tx:
        return tx.session.exec(select(JournalRow.hash).order_by(col(JournalRow.seq).desc())).first() or ""


def test_a_line_is_the_same_whatever_zone_its_moment_was_told_in(storage: Storage) -> None:
    nuuk = Line(NOW.astimezone(ZoneInfo("America/Nuuk")), LARS, "read", "")
    storage.run(lambda tx: journal.write(tx, "a case", nuuk))
    assert broken(storage) is None
