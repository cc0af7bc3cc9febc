"""Backups of the wrapped keys, made apart from those of the data, and good for thirty days.

After that, what was erased is gone from every copy too.
"""

from __future__ import annotations

import re
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

from storage.backups import TIME, NoBackup
from storage.folder import prepare_folder, sync_folder
from storage.key_files import KeyFiles

KEPT = timedelta(days=30)
"""For so long a backup of the keys is good, and what was erased meanwhile could be read with it."""
_KEYS = "vaern-keys-"
_NAMED = re.compile(rf"{_KEYS}\d{{8}}T\d{{6}}Z")


def make(keys: KeyFiles, to: Path, now: datetime) -> Path:
    """A copy of all wrapped keys, and of what is known to be erased, in a folder of its own within `to`."""
    whole = to / f"{_KEYS}{now.astimezone(UTC):{TIME}}"
    part = to / f".{whole.name}.part"
    copy = KeyFiles(part)
    prepare_folder(part)
    try:
        keys.copy_to(copy)
        part.rename(whole)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    sync_folder(to)
    return whole


def made_at(key_backup: Path) -> datetime:
    """When a backup of the keys was made. Raises NoBackup when the folder is none."""
    if not _NAMED.fullmatch(key_backup.name) or not key_backup.is_dir():
        raise NoBackup
    return datetime.strptime(key_backup.name.removeprefix(_KEYS), TIME).replace(tzinfo=UTC)


def expire(to: Path, now: datetime) -> list[Path]:
    """Removes the backups of the keys in the folder that are older than thirty days, and tells which."""
    old = [
        path for path in sorted(to.iterdir()) if _NAMED.fullmatch(path.name) and made_at(path) < now - KEPT
    ]
    for path in old:
        KeyFiles(path).wipe()
        shutil.rmtree(path)
    return old
