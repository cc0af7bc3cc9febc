"""The journal is a chain a case with heads over all: what is changed, removed or put between shows."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import delete, update
from sqlmodel import col, select

from storage import journal, journal_heads
from storage.database import Storage, Transaction
from storage.journal import Line, Link
from storage.tables import JournalHeadRow, JournalRow
from tests.storage.conftest import Open
from tests.storage.races import at_once
from tests.storage.statements import counted
from tests.storage.stories import LARS, METTE, NOW, reports


def line(number: int = 0, person: str = LARS) -> Line:
    return Line(NOW + timedelta(seconds=number), person, "StepDecided", "support")


def writes(storage: Storage, times: int, subject: str = "a case") -> None:
    for number in range(times):
        storage.run(partial(journal.write, subject=subject, line=line(number)))


def broken(storage: Storage, subject: str = "a case") -> int | None:
    with storage.transaction() as tx:
        return journal.first_broken(tx, subject)


def heads(storage: Storage) -> list[Link]:
    """Writes heads until nothing is left without one."""
    found: list[Link] = []
    while head := storage.run(partial(journal_heads.write, now=NOW)):
        found.append(head)
    return found


def broken_head(storage: Storage, most: int = 4) -> int | None:
    """The first head that does not hold, looked for so many at a time."""
    link, first, before = Link(), None, None
    while first is None and link != before:
        before = link
        with storage.transaction() as tx:
            link, first = journal_heads.followed(tx, link, most)
    return first


def test_an_empty_journal_holds(storage: Storage) -> None:
    assert broken(storage) is None


def test_the_chain_holds_over_a_whole_report(storage: Storage) -> None:
    assert broken(storage, reports(storage)) is None


def test_the_lines_of_a_case_come_back_oldest_first(storage: Storage) -> None:
    storage.run(lambda tx: journal.write(tx, "another", line(9)))
    writes(storage, 3)
    with storage.transaction() as tx:
        assert journal.lines(tx, "a case") == [line(0), line(1), line(2)]


def of(number: int, subject: str = "a case") -> Any:
    """The line of that number."""
    return (col(JournalRow.subject) == subject) & (col(JournalRow.number) == number)


def changes(storage: Storage, number: int, /, **values: object) -> None:
    with storage.transaction() as tx:
        tx.session.execute(update(JournalRow).where(of(number)).values(values))


def removes(storage: Storage, *numbers: int, subject: str = "a case") -> None:
    with storage.transaction() as tx:
        for number in numbers:
            tx.session.execute(delete(JournalRow).where(of(number, subject)))


def forges(storage: Storage, number: int) -> None:
    forged = JournalRow(subject="a case", number=number, at=NOW, person=METTE, act="read", hash="0" * 64)
    storage.run(lambda tx: tx.session.add(forged))


@pytest.mark.parametrize("field", ["person", "act", "detail"])
def test_a_changed_line_is_found(storage: Storage, field: str) -> None:
    writes(storage, 4)
    changes(storage, 2, **{field: METTE})
    assert broken(storage) == 2


def test_a_line_that_was_moved_to_another_case_is_missed(storage: Storage) -> None:
    writes(storage, 4)
    changes(storage, 2, subject="another")
    assert (broken(storage), broken(storage, "another")) == (3, 2)


def test_a_changed_moment_is_found(storage: Storage) -> None:
    writes(storage, 4)
    changes(storage, 1, at=NOW - timedelta(hours=1))
    assert broken(storage) == 1


@pytest.mark.parametrize("removed", [1, 2, 3])
def test_a_removed_line_is_found(storage: Storage, removed: int) -> None:
    writes(storage, 4)
    removes(storage, removed)
    assert broken(storage) == removed + 1


def test_a_removed_line_is_found_though_the_rest_is_numbered_anew(storage: Storage) -> None:
    writes(storage, 4)
    removes(storage, 2)
    for old in (3, 4):
        changes(storage, old, number=old - 1)
    assert broken(storage) == 2


def test_an_inserted_line_is_found(storage: Storage) -> None:
    writes(storage, 3)
    changes(storage, 3, number=4)
    forges(storage, 3)
    assert broken(storage) == 3


def test_a_line_before_the_first_is_found(storage: Storage) -> None:
    writes(storage, 2)
    forges(storage, 0)
    assert broken(storage) == 0


def test_two_changed_places_of_lines_are_found(storage: Storage) -> None:
    writes(storage, 3)
    for old, new in ((1, 9), (2, 1), (9, 2)):
        changes(storage, old, number=new)
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
    assert numbers(storage) == [1, 2, 3, 4]


def numbers(storage: Storage, subject: str = "a case") -> list[int]:
    with storage.transaction() as tx:
        query = select(JournalRow.number).where(JournalRow.subject == subject)
        return list(tx.session.exec(query.order_by(col(JournalRow.seq))))


def test_writers_at_once_keep_a_chain_a_case(opened: Open) -> None:
    storages = [opened() for _ in range(3)]
    at_once(*(lambda s=s, n=n: writes(s, 10, f"case {n}") for n, s in enumerate(storages)))
    for number in range(3):
        assert broken(storages[0], f"case {number}") is None
        assert numbers(storages[0], f"case {number}") == [*range(1, 11)]


def test_two_who_write_of_the_same_case_at_once_are_both_in_its_chain(opened: Open) -> None:
    storages = [opened(), opened()]
    for _ in range(5):
        at_once(*(partial(writes, storage, 1) for storage in storages))
    assert broken(storages[0]) is None
    assert numbers(storages[0]) == [*range(1, 11)]


def test_a_turn_that_is_not_over_keeps_nobody_from_writing_of_another_case(postgresql: Storage) -> None:
    with postgresql.transaction() as slow:
        journal.write(slow, "a case", line())
        writes(postgresql, 1, "another")
    assert (numbers(postgresql), numbers(postgresql, "another")) == ([1], [1])


def test_a_line_costs_three_statements_however_many_there_are(storage: Storage) -> None:
    counts = []
    for _ in range(3):
        writes(storage, 20)
        with counted(storage) as statements, storage.transaction() as tx:
            journal.write(tx, "a case", line())
        counts.append(len(statements))
    assert counts == [3, 3, 3]


def test_nothing_new_needs_no_head(storage: Storage) -> None:
    assert heads(storage) == []
    writes(storage, 2)
    assert [head.number for head in heads(storage)] == [1]
    assert heads(storage) == []
    assert broken_head(storage) is None


def test_a_head_covers_some_lines_and_the_next_one_the_rest(storage: Storage) -> None:
    with storage.transaction() as tx:
        for number in range(journal_heads.MOST_LINES + 1):
            journal.write(tx, f"case {number % 3}", line(number))
    assert [head.number for head in heads(storage)] == [1, 2]
    assert broken_head(storage) is None


@pytest.fixture
def headed(storage: Storage) -> Storage:
    """Four heads, each over lines of two cases; the case is as long again as what they cover of another."""
    for number in range(4):
        writes(storage, 2)
        writes(storage, 1, f"case {number}")
        heads(storage)
    return storage


@pytest.mark.parametrize("most", [1, 2, 3, 4, 5])
def test_the_heads_can_be_followed_a_few_at_a_time(headed: Storage, most: int) -> None:
    assert broken_head(headed, most) is None
    changes(headed, 6, hash="0" * 64)
    assert broken_head(headed, most) == 3


def test_an_end_that_was_cut_off_is_found(headed: Storage) -> None:
    removes(headed, 7, 8)
    assert (broken(headed), broken_head(headed)) == (7, 4)


def test_a_whole_chain_that_was_removed_is_found(headed: Storage) -> None:
    removes(headed, 1, subject="case 1")
    assert (broken(headed, "case 1"), broken_head(headed)) == (1, 2)


def test_a_chain_that_was_written_anew_is_found(headed: Storage) -> None:
    removes(headed, *range(1, 9))
    writes(headed, 8)
    assert (broken(headed), broken_head(headed)) == (9, 1)


@pytest.mark.parametrize(("removed", "found"), [(1, 2), (2, 3), (4, 4)])
def test_a_removed_head_is_found(headed: Storage, removed: int, found: int) -> None:
    with headed.transaction() as tx:
        tx.session.execute(delete(JournalHeadRow).where(col(JournalHeadRow.number) == removed))
    assert broken_head(headed) == found


def test_a_head_before_the_first_is_found(headed: Storage) -> None:
    headed.run(lambda tx: tx.session.add(JournalHeadRow(number=0, at=NOW, hash="0" * 64)))
    assert broken_head(headed) == 0


def test_a_changed_head_is_found(headed: Storage) -> None:
    with headed.transaction() as tx:
        first = col(JournalHeadRow.number) == 1
        tx.session.execute(update(JournalHeadRow).where(first).values(at=NOW - timedelta(hours=1)))
    assert broken_head(headed) == 1


def test_two_processes_that_write_heads_at_once_cover_each_line_once(opened: Open) -> None:
    storages = [opened(), opened()]
    for number in range(5):
        writes(storages[0], 1, f"case {number}")
        at_once(*(partial(heads, storage) for storage in storages))
    assert broken_head(storages[0]) is None
    with storages[0].transaction() as tx:
        assert list(tx.session.exec(select(JournalRow.head).order_by(col(JournalRow.seq)))) == [1, 2, 3, 4, 5]


def test_a_line_is_the_same_whatever_zone_its_moment_was_told_in(storage: Storage) -> None:
    nuuk = Line(NOW.astimezone(ZoneInfo("America/Nuuk")), LARS, "read", "")
    storage.run(lambda tx: journal.write(tx, "a case", nuuk))
    assert broken(storage) is None
