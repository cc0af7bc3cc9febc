"""Backups of database and evidence, made while Værn runs. Without the keys nothing in them can be read."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from storage import evidence, migrating, snapshots
from storage.database import Storage
from storage.folder import prepare_folder, prepare_folders, sync_folder

DATABASE, MANIFEST = "vaern.sqlite", "backup.json"
TIME = "%Y%m%dT%H%M%SZ"
SNAPSHOTS = 5
"""As often the database is copied anew when a file that it names is taken out meanwhile."""

_DATA = "vaern-data-"
_ITEMS = "SELECT subject, id FROM evidence WHERE state = 'kept' ORDER BY subject, id"


class NoBackup(Exception):
    """The folder holds no backup, or not a whole one."""


@dataclass(frozen=True)
class Manifest:
    """What a backup of the data says about itself. `sha256` is that of its database."""

    made_at: str
    revision: str
    sha256: str
    cases: int
    drafts: int
    items: int


@dataclass(frozen=True)
class Made:
    """A backup that was made. `missing` are the ids of items whose file is not in the data folder."""

    path: Path
    manifest: Manifest
    missing: tuple[str, ...]


def make(storage: Storage, to: Path, now: datetime) -> Made:
    """A backup of database and evidence in a folder of its own within `to`, as of one moment.

    It appears under its name when all of it is safely on disk. A file that the backup before it has is linked
    to that one, since evidence never changes: so it must be on the same file system, with hard links.
    """
    whole, before = to / f"{_DATA}{now.astimezone(UTC):{TIME}}", _newest(to)
    part = to / f".{whole.name}.part"
    prepare_folder(part)
    try:
        missing = _copied(storage, part, before)
        manifest = _manifest(part / DATABASE, now, len(missing))
        _write(part / MANIFEST, json.dumps(asdict(manifest), indent=1).encode())
        part.rename(whole)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    sync_folder(to)
    return Made(whole, manifest, missing)


def _newest(to: Path) -> Path | None:
    return max((path for path in to.glob(f"{_DATA}*") if (path / MANIFEST).exists()), default=None)


def _copied(storage: Storage, part: Path, before: Path | None) -> tuple[str, ...]:
    """An item is taken out and its file goes between two looks: then the database is copied anew."""
    missing: tuple[str, ...] = ()
    for _ in range(SNAPSHOTS):
        (part / DATABASE).unlink(missing_ok=True)
        snapshots.take(storage, part / DATABASE)
        missing = tuple(_without_file(storage, part, before))
        if not missing:
            break
    return missing


def _without_file(storage: Storage, part: Path, before: Path | None) -> Iterator[str]:
    """Copies the files that the copy of the database names; gives the ids of those that are not there."""
    for subject, item in items_of(part / DATABASE):
        target = evidence.path_of(part, subject, item)
        earlier = evidence.path_of(before, subject, item) if before else None
        try:
            _put(evidence.path_of(storage.folder, subject, item), target, earlier)
        except FileNotFoundError:
            if not storage.keys.is_erased(subject):
                yield item


def items_of(database: Path) -> Iterator[tuple[str, str]]:
    """The items of evidence that a copy of the database has, each by its draft or case and its id."""
    with closing(sqlite3.connect(database)) as connection:
        yield from connection.execute(_ITEMS)


def _put(source: Path, target: Path, earlier: Path | None) -> None:
    if target.exists():
        return
    size = source.stat().st_size
    prepare_folders(target.parents[1], target.parent)
    if earlier is not None and earlier.exists() and earlier.stat().st_size == size:
        target.hardlink_to(earlier)
    else:
        copy_file(source, target)


def copy_file(source: Path, target: Path) -> None:
    """Copies a file, for its owner alone, and has it on disk under its name only when it is whole.

    Raises FileNotFoundError when it is not there.
    """
    part = target.with_name(f".{target.name}.part")
    with source.open("rb") as file:
        part.unlink(missing_ok=True)
        with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            shutil.copyfileobj(file, out, 1 << 20)
            out.flush()
            os.fsync(out.fileno())
    part.rename(target)


def _write(path: Path, content: bytes) -> None:
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())


def _manifest(database: Path, now: datetime, missing: int) -> Manifest:
    database.chmod(0o600)
    with closing(sqlite3.connect(database)) as connection:
        (cases,) = connection.execute('SELECT count(*) FROM "case"').fetchone()
        (drafts,) = connection.execute("SELECT count(*) FROM draft").fetchone()
    items = sum(1 for _ in items_of(database)) - missing
    made_at = now.astimezone(UTC).isoformat()
    return Manifest(made_at, migrating.newest(), fingerprint(database), cases, drafts, items)


def fingerprint(database: Path) -> str:
    """The SHA-256 of a copy of the database."""
    with database.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read(backup: Path) -> Manifest:
    """What a backup says about itself. Raises NoBackup when it is none, or not as it was made."""
    try:
        manifest = Manifest(**json.loads((backup / MANIFEST).read_text("utf-8")))
        is_whole = fingerprint(backup / DATABASE) == manifest.sha256
    except (OSError, TypeError, ValueError):
        raise NoBackup from None
    if not is_whole:
        raise NoBackup
    return manifest
