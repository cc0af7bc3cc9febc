"""Restoring a backup into an empty data folder and an empty database. What was erased since stays erased."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, insert, select, update
from sqlmodel import Session, col

from flows.retention.rules import RESTORED
from storage import backups, columns, database_key, erasing, evidence, seals, snapshots
from storage.backups import DATABASE
from storage.database import Storage, Transaction
from storage.folder import prepare_folders, sync_folder
from storage.key_files import KeyFiles
from storage.tables import CaseRow, DraftRow, ErasureRow, EvidenceRow, OutboxRow

_WORK, _FINAL = "restored.sqlite", "vaern.db"


class WrongKeys(Exception):
    """The master key opens none of the keys of the backup."""


@dataclass(frozen=True)
class Restored:
    """What is there now.

    `erased` is how many drafts and cases were in the backup and are erased since. `missing_keys` and
    `missing_files` are how many drafts and cases, and items of evidence, cannot be read for want of them.
    """

    cases: int
    drafts: int
    items: int
    erased: int
    missing_keys: int
    missing_files: int

    @property
    def is_whole(self) -> bool:
        """Whether nothing of it is missing."""
        return not self.missing_keys and not self.missing_files


def restore(storage: Storage, backup: Path, key_backup: Path, now: datetime) -> Restored:
    """Fills the data folder and the database, which is the last to be there: until then it can be done again.

    What the folder knows to be erased counts too: where only the database is lost, it is the newest to know.
    Raises WrongKeys, DatabaseKeyMissing, and what `backups.read` and `migrating.upgrade` raise.
    """
    backups.read(backup)
    KeyFiles(key_backup).copy_to(storage.keys)
    if not storage.keyring.opens_any(storage.keys):
        raise WrongKeys
    if database_key.is_missing(storage.keys):
        raise database_key.DatabaseKeyMissing("the key of the database is in none of the folders")
    work = storage.folder / _WORK
    for left in storage.folder.glob(f"{_WORK}*"):
        left.unlink()
    backups.copy_file(backup / DATABASE, work)
    with columns.unlocked_by(storage.database_key), snapshots.opened(work) as connection:
        erased = _erase_again(connection, storage.keys, now)
        _seal(connection, storage, erased)
        _take_as_begun(connection, now)
    result = _counted(storage, work, _bring_files(storage, backup, work), len(erased))
    _publish(storage, work)
    return result


def _erase_again(connection: Connection, keys: KeyFiles, now: datetime) -> set[str]:
    """Replays what was erased: as the backup knows it, and as the folders of the keys do. Gives what."""
    numbers = {
        case: number for case, number in connection.execute(select(col(CaseRow.id), col(CaseRow.number)))
    }
    there = {*numbers, *connection.execute(select(col(DraftRow.id))).scalars()}
    known = set(connection.execute(select(col(ErasureRow.subject))).scalars())
    again = there & {*known, *keys.erased()}
    for subject in again:
        erasing.drop_rows(connection, subject)
    for subject in again - known:
        values = {"subject": subject, "at": now, "number": numbers.get(subject, ""), "why": RESTORED}
        connection.execute(insert(ErasureRow), values)
    for subject in known:
        keys.destroy(subject)
    return again


def _seal(connection: Connection, storage: Storage, erased: Iterable[str]) -> None:
    """Seals what is erased as erased."""
    with Session(connection, expire_on_commit=False) as session:
        tx = Transaction(session, storage.keyring, storage.folder, storage.known, storage.database_key)
        seals.take_as_erased(tx, erased)
        session.flush()


def _take_as_begun(connection: Connection, now: datetime) -> None:
    """What is owed in the backup may have been delivered since: so it is looked for before it is sent."""
    is_owed = col(OutboxRow.done_at).is_(None)
    connection.execute(update(OutboxRow).where(is_owed).values(claimed_until=None, started_at=now))


def _bring_files(storage: Storage, backup: Path, work: Path) -> int:
    """Copies the evidence; gives how many files are missing."""
    missing = 0
    for subject, item in backups.items_of(work):
        target = evidence.path_of(storage.folder, subject, item)
        if target.exists():
            continue
        prepare_folders(target.parents[1], target.parent)
        try:
            backups.copy_file(evidence.path_of(backup, subject, item), target)
        except FileNotFoundError:
            missing += 1
    return missing


def _counted(storage: Storage, work: Path, missing_files: int, erased: int) -> Restored:
    with snapshots.opened(work) as connection:
        cases = set(connection.execute(select(col(CaseRow.id))).scalars())
        drafts = set(connection.execute(select(col(DraftRow.id))).scalars())
        is_kept = col(EvidenceRow.state) == "kept"
        items = len(connection.execute(select(col(EvidenceRow.id)).where(is_kept)).all())
    missing_keys = len((cases | drafts).difference(storage.keys.subjects()))
    return Restored(len(cases), len(drafts), items, erased, missing_keys, missing_files)


def _publish(storage: Storage, work: Path) -> None:
    if storage.is_shared:
        snapshots.put(work, storage)
        work.unlink()
    else:
        work.rename(storage.folder / _FINAL)
    sync_folder(storage.folder)
