"""The journal is read a piece at a time: a chain, its fingerprints, and the subjects that are no case."""

from __future__ import annotations

from functools import partial

import pytest

from storage import journal
from storage.database import Storage
from storage.journal import Line, Link
from tests.storage.stories import LARS, METTE, NOW, reports
from tests.storage.test_journal import broken, changes, line


@pytest.mark.parametrize("over", [-1, 0, 1])
def test_a_chain_of_more_lines_than_are_read_at_once_is_followed_to_its_end(
    storage: Storage, over: int
) -> None:
    count = 2 * journal.PIECE + over
    storage.run(lambda tx: journal.write_all(tx, [("a case", line(number)) for number in range(count)]))
    assert storage.read(lambda tx: journal.followed(tx, "a case")).end.number == count
    changes(storage, count, person=METTE)
    assert broken(storage) == count


def test_the_fingerprints_are_found_also_after_a_broken_line(storage: Storage) -> None:
    for detail in ("letter " + "a" * 64, "letter " + "b" * 64, "picture", "U0LARS reminder:contact"):
        came = Line(NOW, METTE, "FileSettled", detail)
        storage.run(partial(journal.write, subject="a case", line=came))
    changes(storage, 1, person=LARS)
    chain = storage.read(lambda tx: journal.followed(tx, "a case"))
    assert (chain.end, chain.broken) == (Link(), 1)
    assert chain.fingerprints == {"letter": {"a" * 64, "b" * 64}}


def test_the_subjects_that_are_no_case_are_found_a_piece_at_a_time(storage: Storage) -> None:
    case = reports(storage)
    others = sorted(f"draft {number:04}" for number in range(journal.PIECE + 1))
    with storage.transaction() as tx:
        for other in others:
            journal.write(tx, other, line())
    first = storage.read(lambda tx: journal.other_subjects(tx, ""))
    rest = storage.read(lambda tx: journal.other_subjects(tx, first[-1]))
    assert first + rest == others
    assert case not in others
