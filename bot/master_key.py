"""The master key as the settings tell where it is. Making one is for the first start alone."""

from __future__ import annotations

from pathlib import Path

from pyrage.x25519 import Identity

from bot.misconfigured import Misconfigured
from storage.keys import read_identity

RESTORE = "Restore it from your copy; never make a new one."


def file_of(data: Path) -> Path:
    """Where the key lies unless the settings hold it."""
    return data / "master.key"


def found_master(data: Path, setting: str) -> Identity | None:
    """The key from the setting, else from its file; None when there is none. Raises Misconfigured."""
    path = file_of(data)
    try:
        if setting:
            return read_identity(setting)
        return read_identity(path.read_text()) if path.exists() else None
    except ValueError:
        raise Misconfigured([f"The master key is not an age secret key. {RESTORE}"]) from None
    except OSError:
        raise Misconfigured(
            [f"The master key {path} cannot be read. Let the user that runs Værn read it."]
        ) from None
