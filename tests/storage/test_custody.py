"""Who has had what: told by the journal, for each case its own, and for evidence by the item's id."""

from __future__ import annotations

from functools import partial

import pytest

from flows.evidence.custody import OPERATOR, Access
from storage import custody, journal
from storage.cases import NoSuchCase
from storage.database import Storage
from storage.journal import Line
from tests.storage.stories import ANNE, HOUR, LARS, METTE, NOW, case_of, reports


def happened(storage: Storage, case: str, *lines: Line) -> None:
    for line in lines:
        storage.run(partial(journal.write, subject=case, line=line))


def accesses(storage: Storage, case: str) -> tuple[Access, ...]:
    with storage.transaction() as tx:
        return custody.of(tx, case_of(storage, case))


def test_a_case_that_nobody_has_opened_has_no_accesses(storage: Storage) -> None:
    assert accesses(storage, reports(storage)) == ()


def test_reading_asking_getting_and_checking_are_told_oldest_first(storage: Storage) -> None:
    case = reports(storage)
    happened(
        storage,
        case,
        Line(NOW, LARS, "read", ""),
        Line(NOW, LARS, "EvidenceAsked", "file1"),
        Line(NOW + HOUR, LARS, custody.SHARED, "file1"),
        Line(NOW + 2 * HOUR, OPERATOR, custody.VERIFIED, "file1"),
    )
    assert accesses(storage, case) == (
        Access(NOW, LARS, "read"),
        Access(NOW, LARS, "asked", "file1"),
        Access(NOW + HOUR, LARS, "delivered", "file1"),
        Access(NOW + 2 * HOUR, OPERATOR, "verified", "file1"),
    )


def test_what_is_no_access_and_what_belongs_to_another_case_is_left_out(storage: Storage) -> None:
    case, other = reports(storage), reports(storage, ANNE)
    happened(storage, case, Line(NOW, LARS, "refused", ""), Line(NOW, LARS, "StepDecided", "support"))
    happened(storage, other, Line(NOW, LARS, "read", ""))
    assert accesses(storage, case) == ()


def test_a_case_is_found_by_its_number_and_by_nothing_like_it(storage: Storage) -> None:
    case = reports(storage)
    number = case_of(storage, case).number
    with storage.transaction() as tx:
        assert custody.numbered(tx, number).id == case
        for wrong in ("", case, number[:-1], f"{number} ", "2026-%", METTE):
            with pytest.raises(NoSuchCase):
                custody.numbered(tx, wrong)
