"""The master key, wherever it is given. Making one is for the first start alone.

It is read from one of the settings VAERN_MASTER_KEY, VAERN_MASTER_KEY_FILE and VAERN_MASTER_KEY_COMMAND, else
from the credential that systemd loads, else from the data folder, where it lies beside what it opens.
"""

from __future__ import annotations

import os
import shlex
import subprocess
from pathlib import Path

from pyrage.x25519 import Identity

from bot.misconfigured import Misconfigured
from bot.settings import Store
from storage.keys import read_identity

RESTORE = "Restore it from your copy; never make a new one."
RESTORE_KEYS = "Restore the folder keys of VAERN_DATA from a backup of the keys."
CREDENTIAL = "vaern-master-key"
"""The name of the credential: `LoadCredential=vaern-master-key:...` in the unit."""
LONGEST_COMMAND = 30.0
"""Seconds until a command has to give the key."""

BESIDE = (
    "the master key %s lies with the data: whoever takes the disk can read every case. "
    "Keep it elsewhere: docs/administration.md, The master key"
)


def file_of(store: Store) -> Path:
    """The file of the key, where neither the settings nor systemd hold it."""
    return store.key_file or store.data / "master.key"


def missing(store: Store) -> Misconfigured:
    """What is told where there is none."""
    return Misconfigured([f"The master key {file_of(store)} is missing. {RESTORE}"])


def found_master(store: Store) -> Identity | None:
    """The key, by the first of the places that has one; None when none has. Raises Misconfigured."""
    text = store.master_key or (_said(store.key_command) if store.key_command else _from_file(store))
    try:
        return None if text is None else read_identity(text)
    except ValueError:
        raise Misconfigured([f"The master key is not an age secret key. {RESTORE}"]) from None


def required_master(store: Store) -> Identity:
    """The key. Raises Misconfigured, also where there is none."""
    master = found_master(store)
    if master is None:
        raise missing(store)
    return master


def is_in_file(store: Store, master: Identity) -> bool:
    """Whether that key is the one that lies in `file_of`, where it can be replaced."""
    path = file_of(store)
    try:
        return path.exists() and str(read_identity(path.read_text("utf-8"))) == str(master)
    except (OSError, ValueError):
        return False


def is_with_the_data(store: Store, master: Identity) -> bool:
    """Whether that key lies in the data folder, so that a copy of the disk can be read."""
    return is_in_file(store, master) and file_of(store).resolve().is_relative_to(store.data.resolve())


def _from_file(store: Store) -> str | None:
    places = [store.key_file] if store.key_file else [_credential(), file_of(store)]
    path = next((path for path in places if path and path.exists()), None)
    try:
        return path.read_text("utf-8") if path else None
    except UnicodeDecodeError:
        return ""
    except OSError as error:
        mend = "Let the user that runs Værn read it."
        raise Misconfigured([f"The master key {path} cannot be read ({error.strerror}). {mend}"]) from None


def _credential() -> Path | None:
    """The file that systemd makes of the credential: systemd.exec(5), "Credentials"."""
    folder = os.environ.get("CREDENTIALS_DIRECTORY")
    return Path(folder) / CREDENTIAL if folder else None


def _said(command: str) -> str:
    """What the command writes to its output; what it says of a fault goes to the error output."""
    try:
        done = subprocess.run(  # noqa: S603
            shlex.split(command), stdout=subprocess.PIPE, text=True, timeout=LONGEST_COMMAND, check=True
        )
    except subprocess.TimeoutExpired:
        fault = f"gave no key within {LONGEST_COMMAND:.0f} seconds"
    except subprocess.CalledProcessError as error:
        fault = f"ended with {error.returncode}"
    except (OSError, ValueError):
        fault = "could not be run"
    else:
        return done.stdout
    mend = "Run it by hand as the user that runs Værn, and mend what it says."
    raise Misconfigured([f"VAERN_MASTER_KEY_COMMAND {fault}. {mend}"])
