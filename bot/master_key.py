"""The master key, wherever it is given. Making one is for the first start alone.

It is read from the setting VAERN_MASTER_KEY, else from the credential that systemd loads, else from the data
folder.
"""

from __future__ import annotations

import os
from pathlib import Path

from pyrage.x25519 import Identity

from bot.misconfigured import Misconfigured
from storage.keys import read_identity

RESTORE = "Restore it from your copy; never make a new one."
RESTORE_KEYS = "Restore the folder keys of VAERN_DATA from a backup of the keys."
CREDENTIAL = "vaern-master-key"
"""The name of the credential: `LoadCredential=vaern-master-key:...` in the unit."""


def file_of(data: Path) -> Path:
    """Where the key lies unless the settings or systemd hold it."""
    return data / "master.key"


def found_master(data: Path, setting: str) -> Identity | None:
    """The key, by the first of the three places that has one; None when none has. Raises Misconfigured."""
    try:
        text = setting or _from_file(data)
        return None if text is None else read_identity(text)
    except ValueError:
        raise Misconfigured([f"The master key is not an age secret key. {RESTORE}"]) from None


def is_in_folder(data: Path, master: Identity) -> bool:
    """Whether that key is the one that lies in the data folder."""
    path = file_of(data)
    try:
        return path.exists() and str(read_identity(path.read_text("utf-8"))) == str(master)
    except (OSError, ValueError):
        return False


def _from_file(data: Path) -> str | None:
    path = next((path for path in (_credential(), file_of(data)) if path and path.exists()), None)
    try:
        return path.read_text("utf-8") if path else None
    except OSError as error:
        mend = "Let the user that runs Værn read it."
        raise Misconfigured([f"The master key {path} cannot be read ({error.strerror}). {mend}"]) from None


def _credential() -> Path | None:
    """The file that systemd makes of the credential: systemd.exec(5), "Credentials"."""
    folder = os.environ.get("CREDENTIALS_DIRECTORY")
    return Path(folder) / CREDENTIAL if folder else None
