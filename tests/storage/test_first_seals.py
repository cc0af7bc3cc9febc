"""The first seals are over what a version before them has left, also in a backup; and there is one key."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import delete, update
from sqlmodel import col

from flows import events as ev
from storage import backups, journal_heads, journal_key, key_backups, restoring
from storage.database import Storage
from storage.tables import DecisionRow, JournalHeadRow, JournalRow, ParticipantRow, SealRow
from tests.storage.conftest import Open
from tests.storage.sealed import WHOLE, as_before_seals, broken_head, decides, found
from tests.storage.stories import LARS, METTE, NOW, begins, does, looks_at, reports


@pytest.fixture
def earlier(opened: Open) -> tuple[Storage, str, str, str]:
    """A database of the version before seals, with two cases and a report."""
    storage = opened()
    one, two, draft = reports(storage), reports(storage, "U0OMAR"), begins(storage)
    decides(storage, one)
    storage.run(partial(journal_heads.write, now=NOW))
    looks_at(storage, one, LARS)
    storage.run(partial(journal_heads.write, now=NOW + timedelta(hours=1)))
    as_before_seals(storage)
    return storage, one, two, draft


def migrated(storage: Storage, opened: Open) -> Storage:
    """As a start of this version opens it."""
    again = opened()
    again.migrate()
    return again


def test_what_the_version_before_has_left_holds_and_is_sealed(
    earlier: tuple[Storage, str, str, str], opened: Open
) -> None:
    before, *subjects = earlier
    storage = migrated(before, opened)
    assert [found(storage, subject) for subject in subjects] == [WHOLE] * 3
    assert broken_head(storage) is None
    decides(storage, subjects[0])
    with storage.transaction() as tx:
        tx.session.execute(update(DecisionRow).values(by="U0OMAR"))
    assert found(storage, subjects[0]) == (None, ("decisions",))


def test_what_did_not_hold_then_does_not_hold_now(
    earlier: tuple[Storage, str, str, str], opened: Open
) -> None:
    before, one, two, _ = earlier
    with before.transaction() as tx:
        third = (col(JournalRow.subject) == one) & (col(JournalRow.number) == 3)
        tx.session.execute(update(JournalRow).where(third).values(person="U0OMAR"))
        tx.session.execute(update(JournalHeadRow).where(col(JournalHeadRow.number) == 2).values(hash="0"))
    storage = migrated(before, opened)
    assert (found(storage, one)[0], found(storage, two)) == (3, WHOLE)
    assert broken_head(storage) == 2


def test_it_is_done_once_more_when_it_was_not_remembered(
    earlier: tuple[Storage, str, str, str], opened: Open
) -> None:
    """A process is killed after all was sealed, and before the key had its name."""
    before, *subjects = earlier
    storage = migrated(before, opened)
    storage.keys.rename("journal", journal_key.IN_THE_MAKING)
    again = migrated(storage, opened)
    assert [found(again, subject) for subject in subjects] == [WHOLE] * 3
    assert not journal_key.is_in_the_making(again.keys)


def test_nobody_has_it_sealed_anew_by_emptying_the_seals(storage: Storage) -> None:
    case = reports(storage)
    with storage.transaction() as tx:
        tx.session.execute(update(ParticipantRow).values(role="hr"))
        tx.execute(delete(SealRow))
    storage.migrate()
    assert found(storage, case)[0] == 1


def test_without_its_key_no_other_is_made(opened: Open) -> None:
    storage = opened()
    reports(storage)
    (storage.keys.folder / "journal.key").unlink()
    again = migrated(storage, opened)
    assert journal_key.is_missing(again.keys)


def test_what_is_restored_holds_and_so_does_what_was_erased_since(
    storage: Storage, other_place: Storage, tmp_path: Path
) -> None:
    case, draft = reports(storage), begins(storage)
    storage.run(partial(journal_heads.write, now=NOW))
    made = backups.make(storage, tmp_path, NOW)
    does(storage, ev.Withdrawn(METTE))
    restoring.restore(other_place, made.path, key_backups.make(storage.keys, tmp_path, NOW), NOW)
    other_place.migrate()
    assert [found(other_place, subject) for subject in (case, draft)] == [WHOLE] * 2
    assert broken_head(other_place) is None
    decides(other_place, case)
    assert found(other_place, case) == WHOLE


@pytest.mark.parametrize("is_key_there", [True, False])
def test_a_backup_of_before_seals_is_sealed_when_it_is_restored(
    storage: Storage, other_place: Storage, tmp_path: Path, is_key_there: bool
) -> None:
    """The keys are of a backup from before too, or of one that has the key of the journal by now."""
    case = reports(storage)
    as_before_seals(storage)
    made = backups.make(storage, tmp_path, NOW)
    before = made.path / backups.MANIFEST
    before.write_text(before.read_text().replace(made.manifest.revision, "0005"))
    if is_key_there:
        storage.migrate()
    restoring.restore(other_place, made.path, key_backups.make(storage.keys, tmp_path, NOW), NOW)
    other_place.migrate()
    assert found(other_place, case) == WHOLE
