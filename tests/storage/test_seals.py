"""A seal over each draft and case: what is changed from outside is found, and what is not changed holds."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest
from pyrage.x25519 import Identity
from sqlalchemy import delete, update
from sqlmodel import col, select

from flows import events as ev
from storage import cases, database_key, facts, journal, turns
from storage.database import Storage
from storage.journal import Line
from storage.key_files import KeyFiles
from storage.keys import Key
from storage.tables import CaseRow, JournalRow, SealRow
from tests.storage.conftest import Open
from tests.storage.races import at_once
from tests.storage.sealed import WHOLE, decides, found
from tests.storage.stories import (
    LARS,
    METTE,
    NOW,
    answers,
    at,
    begins,
    case_of,
    does,
    looks_at,
    reports,
)


def test_a_report_and_its_case_hold_after_every_turn(storage: Storage) -> None:
    draft = begins(storage)
    assert found(storage, draft) == WHOLE
    answers(storage)
    assert found(storage, draft) == WHOLE
    turns.send(storage, METTE, at(), arrival="send")
    assert found(storage, draft) == WHOLE
    decides(storage, draft)
    looks_at(storage, draft, LARS)
    assert found(storage, draft) == WHOLE


def test_what_is_erased_holds_without_its_content(storage: Storage) -> None:
    draft = begins(storage)
    does(storage, ev.Withdrawn(METTE))
    assert found(storage, draft) == WHOLE
    with storage.reading() as tx:
        assert tx.session.exec(select(SealRow.facts)).one() == facts.NONE


@pytest.mark.parametrize("acts", [1, 3])
def test_a_change_from_outside_is_found_however_much_is_done_after_it(storage: Storage, acts: int) -> None:
    case = reports(storage)
    with storage.transaction() as tx:
        tx.session.execute(update(CaseRow).values(channel="C0OTHER"))
    for _ in range(acts):
        decides(storage, case)
        looks_at(storage, case, LARS)
    assert found(storage, case)[1] == ("case", "decisions")


def test_an_end_that_was_cut_off_is_found_however_much_is_done_after_it(storage: Storage) -> None:
    case = reports(storage)
    looks_at(storage, case, LARS)
    with storage.transaction() as tx:
        last = len(journal.lines(tx, case))
        gone = (col(JournalRow.subject) == case) & (col(JournalRow.number) == last)
        tx.session.execute(delete(JournalRow).where(gone))
        tx.session.execute(delete(SealRow).where(col(SealRow.subject) == case))
    decides(storage, case)
    assert found(storage, case)[0] is not None


def test_a_look_beside_a_decision_is_no_change_from_outside(postgresql: Storage) -> None:
    """It was read before the decision, and is journaled after it."""
    case = reports(postgresql)
    with postgresql.transaction() as slow:
        cases.get(slow, case, as_=LARS)
        decides(postgresql, case)
        journal.write(slow, case, Line(NOW, LARS, "read", ""))
    assert found(postgresql, case) == WHOLE


def test_two_who_act_at_once_leave_one_seal_that_holds(opened: Open) -> None:
    storages = [opened(), opened()]
    for _ in range(5):
        case = reports(storages[0])
        at_once(partial(decides, storages[0], case), partial(looks_at, storages[1], case, LARS))
        assert found(storages[0], case) == WHOLE


def test_the_digests_are_of_nobody_without_the_key(storage: Storage) -> None:
    """A short text cannot be guessed by its digest."""
    case = case_of(storage, reports(storage))
    other = database_key.DatabaseKey(storage.keyring, KeyFiles(storage.folder / "other"))
    other.files.add(database_key.DATABASE, storage.keyring.wrap(Key(Identity.generate())))
    with storage.reading() as tx:
        mine, theirs = facts.of(case, tx.database_key), facts.of(case, other)
    assert len(facts.changed(mine, theirs)) == 5


def test_a_fact_with_its_default_is_not_told_so_that_a_later_version_may_add_one(storage: Storage) -> None:
    case = case_of(storage, reports(storage))
    some = replace(case, channel_refusal="restricted_action")
    with storage.reading() as tx:
        assert facts.changed(facts.of(case, tx.database_key), facts.of(some, tx.database_key)) == ("case",)
