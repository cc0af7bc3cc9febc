"""The data folder, the database and the master key at a start: opened, or a sentence of what is wrong."""

from __future__ import annotations

import logging
from contextlib import ExitStack
from typing import TextIO

from pyrage.x25519 import Identity, Recipient
from sqlalchemy.exc import DBAPIError, OperationalError

from bot.master_key import RESTORE, file_of, found_master
from bot.misconfigured import Misconfigured, NotReachable
from bot.settings import Settings
from storage import claiming, rewrapping
from storage.database import Storage, connect
from storage.folder import InUse, prepare_folder, take_folder
from storage.keys import Keyring, make_master
from storage.migrating import NewerDatabase, is_used

log = logging.getLogger(__name__)

REFUSALS = ("password authentication failed", "no password supplied", "pg_hba.conf", "does not exist")
"""What PostgreSQL says to a wrong user, password or name of a database, all of which it refuses at once."""
MEND_ADDRESS = "Mend DATABASE_URL: its address, user, password and the name of the database."


Opened = tuple[Storage, ExitStack]


def opened(settings: Settings, recovery: tuple[Recipient, ...]) -> Opened:
    """The storage, migrated, with the master key that opens it; and what is to be closed after it.

    The key is made at the first start, when the database has answered and holds nothing yet. Raises
    Misconfigured, and NotReachable while the database is away.
    """
    with ExitStack() as stack:
        _take(settings, stack)
        try:
            storage = _storage(settings, recovery)
            stack.callback(storage.close)
            _look_into(storage, settings)
        except NewerDatabase:
            mend = "Start that version, or restore a copy from before it."
            raise Misconfigured([f"The database was made by a newer Værn. {mend}"]) from None
        except DBAPIError as error:
            raise database_fault(error, settings) from None
        return storage, stack.pop_all()
    raise AssertionError("an ExitStack lets every error through")


def _take(settings: Settings, stack: ExitStack) -> None:
    try:
        prepare_folder(settings.data)
        if not settings.database_url:
            stack.callback(_lock(settings).close)
    except OSError:
        mend = "Make it a folder of the user that runs Værn, or set VAERN_DATA to another one."
        raise Misconfigured([f"The data folder {settings.data} cannot be written. {mend}"]) from None


def _lock(settings: Settings) -> TextIO:
    try:
        return take_folder(settings.data)
    except InUse:
        mend = "Stop the other one first, or give each its own folder."
        fault = f"Another Værn is running with the data folder {settings.data}. {mend}"
        raise Misconfigured([fault]) from None


def _storage(settings: Settings, recovery: tuple[Recipient, ...]) -> Storage:
    master = found_master(settings.data, settings.master_key)
    if master is None:
        # Another process that starts for the first time makes the key before the tables.
        has_tables = _has_tables(settings)
        master = found_master(settings.data, settings.master_key) or _made(settings, has_tables=has_tables)
    return connect(settings.database_url, Keyring(master, recovery), settings.data)


def _has_tables(settings: Settings) -> bool:
    asking = connect(settings.database_url, Keyring(Identity.generate()), settings.data)
    try:
        with asking.reader.connect() as connection:
            return is_used(connection)
    finally:
        asking.close()


def _made(settings: Settings, *, has_tables: bool) -> Identity:
    path = file_of(settings.data)
    if has_tables:
        raise Misconfigured([f"The master key {path} is missing, and there are cases it opened. {RESTORE}"])
    try:
        made = make_master(path)
    except FileExistsError:
        return _made_meanwhile(settings)
    log.warning("made the master key %s: keep a copy apart from the data, or all is lost with it", path)
    return made


def _made_meanwhile(settings: Settings) -> Identity:
    """By another process that starts for the first time in the same folder."""
    found = found_master(settings.data, settings.master_key)
    if found is None:
        raise Misconfigured([f"The master key in {settings.data} is gone again. {RESTORE}"])
    return found


def _look_into(storage: Storage, settings: Settings) -> None:
    storage.migrate()
    with storage.transaction() as tx:
        if not storage.keyring.fits(tx.session):
            raise Misconfigured([_other_key(settings)])
        if not storage.is_shared:
            claiming.release_all(tx)
        if storage.keyring.recovery and (others := rewrapping.outdated(tx)):
            log.warning(
                "recovery_recipients do not open %s keys that were made before: run vaern keys rewrap", others
            )


def _other_key(settings: Settings) -> str:
    if settings.database_url and not settings.master_key:
        shared = (
            "All processes with one database share the folder VAERN_DATA, or the key in VAERN_MASTER_KEY."
        )
        return f"The master key in {settings.data} does not open what is stored. {shared} {RESTORE}"
    return f"The master key does not open what is stored. {RESTORE}"


def database_fault(error: DBAPIError, settings: Settings) -> Misconfigured:
    """What the database's refusal means, in a sentence with its mend."""
    said = str(error.orig)
    if not settings.database_url:
        mend = "Restore it from a backup, and keep the broken file."
        if isinstance(error, OperationalError):
            mend = "See that the folder can be written and has room."
        return Misconfigured([f"The database in {settings.data} cannot be used. {mend}"])
    if any(refusal in said for refusal in REFUSALS):
        return Misconfigured([f"The database of DATABASE_URL refuses Værn. {MEND_ADDRESS}"])
    if getattr(error.orig, "sqlstate", "") == "42501":
        mend = "Give its user the right CREATE on the schema public, or let it own the database."
        return Misconfigured([f"Værn may not make its tables in the database of DATABASE_URL. {mend}"])
    if isinstance(error, OperationalError):
        mend = "Check that it runs and that its address is right."
        return NotReachable([f"The database of DATABASE_URL cannot be reached. {mend}"])
    return Misconfigured([f"The database of DATABASE_URL cannot be used. {MEND_ADDRESS}"])
