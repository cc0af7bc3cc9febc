"""The data folder: open to its owner alone, and held by one process."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path
from typing import TextIO


class InUse(Exception):
    """Another process works with this data folder."""


def prepare_folder(folder: Path) -> None:
    """The data folder, open to its owner alone even when somebody made it wider."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)


def prepare_folders(*folders: Path) -> None:
    """Several, each within the one before it: what is made on the way would else be open to others."""
    for folder in folders:
        prepare_folder(folder)


def sync_folder(folder: Path) -> None:
    """Has the names in the folder on disk for good."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def take_folder(folder: Path) -> TextIO:
    """Holds the data folder for this process until the returned file is closed or the process ends.

    SQLite is for one process only: a second one would deliver effects twice. Raises InUse.
    """
    lock = (folder / "vaern.lock").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        lock.close()
        raise InUse(str(folder)) from error
    return lock
