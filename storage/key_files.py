"""The wrapped keys of drafts and cases: a file each, in a folder of their own outside of the database.

A copy of the database so holds no key, and what is erased is gone from every copy of it that was ever made.
That it is erased stands beside the keys, in an empty file that outlives them: a key that comes back from an
older copy is known by it, and opens nothing any more.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from storage.folder import prepare_folder, sync_folder

KEY, ERASED = ".key", ".erased"
MARK = b"\n"
"""Ends the mark of those for whom a key is wrapped; what follows is in the age format."""
BEING_WRITTEN = timedelta(hours=1)
"""A file that is younger may be one that somebody is just writing."""


@dataclass(frozen=True)
class WrappedKey:
    """A key as its file holds it.

    `recipients` is the mark of those for whom it is wrapped (storage/keys.py).
    """

    recipients: str
    wrapped: bytes


@dataclass(frozen=True)
class KeyFiles:
    """The folder of the keys, of a data folder or of a backup. Each file is for its owner alone."""

    folder: Path

    def read(self, subject: str) -> WrappedKey | None:
        """The wrapped key of a draft or case; None when it is destroyed."""
        try:
            mark, _, wrapped = self._of(subject, KEY).read_bytes().partition(MARK)
        except FileNotFoundError:
            return None
        return WrappedKey(mark.decode("ascii", "replace"), wrapped)

    def add(self, subject: str, key: WrappedKey) -> bool:
        """Puts a key there, safely on disk, unless there is one or it was erased; tells whether it did."""
        prepare_folder(self.folder)
        whole = self._written(key)
        try:
            if self.is_erased(subject):
                return False
            self._of(subject, KEY).hardlink_to(whole)
        except FileExistsError:
            return False
        finally:
            whole.unlink()
        sync_folder(self.folder)
        return True

    def replace(self, subject: str, key: WrappedKey) -> None:
        """Puts another wrapping of the same key in place of the one that is there, and wipes that one."""
        whole, before = self._written(key), self._apart()
        try:
            before.hardlink_to(self._of(subject, KEY))
        except FileNotFoundError:
            whole.unlink()
            return
        whole.replace(self._of(subject, KEY))
        sync_folder(self.folder)
        _wipe(before)
        if self.is_erased(subject):
            # By another process between the two looks.
            self.destroy(subject)

    def rename(self, subject: str, to: str) -> None:
        """Gives a key another name, unless a key has that name already. Doing it again is no fault."""
        with suppress(FileExistsError, FileNotFoundError):
            self._of(to, KEY).hardlink_to(self._of(subject, KEY))
        self._of(subject, KEY).unlink(missing_ok=True)
        sync_folder(self.folder)

    def destroy(self, subject: str) -> None:
        """Notes that it is erased, and wipes the key. Doing it again is no fault."""
        prepare_folder(self.folder)
        self._of(subject, ERASED).touch(mode=0o600)
        sync_folder(self.folder)
        apart = self._apart()
        with suppress(FileNotFoundError):
            self._of(subject, KEY).rename(apart)
            _wipe(apart)
        sync_folder(self.folder)

    def is_erased(self, subject: str) -> bool:
        """Whether it was erased here, or where this folder was copied from."""
        return self._of(subject, ERASED).exists()

    def subjects(self) -> Iterator[str]:
        """The drafts and cases that have a key."""
        return self._named(KEY)

    def erased(self) -> Iterator[str]:
        """The drafts and cases that were erased."""
        return self._named(ERASED)

    def _named(self, kind: str) -> Iterator[str]:
        if self.folder.is_dir():
            with os.scandir(self.folder) as entries:
                for entry in entries:
                    if entry.name.endswith(kind):
                        yield entry.name.removesuffix(kind)

    def _of(self, subject: str, kind: str) -> Path:
        return self.folder / f"{subject}{kind}"

    def _apart(self) -> Path:
        return self.folder / f".{secrets.token_hex(8)}.part"

    def _written(self, key: WrappedKey) -> Path:
        """Under a name of its own, until it is whole."""
        path = self._apart()
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(as_written(key))
            file.flush()
            os.fsync(file.fileno())
        return path

    def copy_to(self, other: KeyFiles) -> None:
        """Adds all keys to another folder. What is erased here is erased there."""
        for subject in list(self.subjects()):
            if key := self.read(subject):
                other.add(subject, key)
        for subject in list(self.erased()):
            if not other.is_erased(subject) or other.read(subject):
                other.destroy(subject)

    def wipe(self) -> None:
        """Wipes every key in the folder: of a backup whose time is over."""
        for subject in list(self.subjects()):
            _wipe(self._of(subject, KEY))

    def clear(self, now: datetime) -> None:
        """Wipes what a process that was killed has left of keys under other names."""
        for part in self.folder.glob(".*.part"):
            with suppress(FileNotFoundError):
                found = part.stat()
                if datetime.fromtimestamp(found.st_mtime, UTC) > now - BEING_WRITTEN:
                    continue
                # Killed before it was taken from the key's own name: to wipe it would wipe the key.
                part.unlink() if found.st_nlink > 1 else _wipe(part)


def as_written(key: WrappedKey) -> bytes:
    """What stands in the file of a key."""
    return key.recipients.encode() + MARK + key.wrapped


def _wipe(path: Path) -> None:
    """Overwrites a file and removes it. What the device keeps of the blocks besides, no program can tell."""
    with path.open("r+b") as file:
        file.write(secrets.token_bytes(path.stat().st_size))
        file.flush()
        os.fsync(file.fileno())
    path.unlink()
