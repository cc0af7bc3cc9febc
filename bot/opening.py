"""The data folder, the database and the master key at a start: opened, or a sentence of what is wrong."""

from __future__ import annotations

import logging
from contextlib import ExitStack
from typing import TextIO

from pyrage.x25519 import Identity, Recipient
from sqlalchemy.exc import DBAPIError, OperationalError

from bot.master_key import BESIDE, RESTORE, RESTORE_KEYS, file_of, found_master, is_with_the_data
from bot.misconfigured import Misconfigured, NotReachable
from bot.settings import Settings
from storage import claiming, database_key, migrating, missing_keys, rewrapping
from storage.database import KEYS, Storage, connect
from storage.folder import InUse, prepare_folder, take_folder
from storage.keys import Keyring, make_master
from storage.migrating import NewerDatabase, StrangeDatabase, encoding_of

log = logging.getLogger(__name__)

REFUSALS = (
    *("password authentication failed", "no password supplied", "pg_hba.conf", "does not exist"),
    *("is not permitted to log in", "is not currently accepting connections", "invalid ", "certificate"),
    *("unrecognized configuration parameter", "does not support SSL", "received invalid response"),
)
"""What PostgreSQL, or its library, says to a wrong user, password, database or option: it refuses at once."""
OTHER = "Restore it from a backup, or give Værn an empty one."
STRANGE = f"is not one of Værn, or a part of it is gone. {OTHER}"
MENDS_OF_CODES = {
    "42501": "Værn may not make its tables in the database of DATABASE_URL. "
    "Give its user the right CREATE on the schema public, or let it own the database.",
    "25006": "The database of DATABASE_URL can only be read. "
    "Take the server that others copy from, and let its user write.",
    **dict.fromkeys(("42P01", "42P07", "42703"), f"The database of DATABASE_URL {STRANGE}"),
}
"""By PostgreSQL's code: its manual, appendix A. The last are of a table or column that should not be so."""
BROKEN = "Restore it from a backup, and keep the broken file."
NO_ROOM = "See that the folder can be written and has room."
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
        except OSError:
            raise _not_writable(settings) from None
        except StrangeDatabase:
            raise Misconfigured([f"{_named(settings)} {STRANGE}"]) from None
        except NewerDatabase:
            mend = "Start that version, or restore a copy from before it."
            raise Misconfigured([f"The database was made by a newer Værn. {mend}"]) from None
        except DBAPIError as error:
            raise database_fault(error, settings) from None
        return storage, stack.pop_all()
    raise AssertionError("an ExitStack lets every error through")


def _take(settings: Settings, stack: ExitStack) -> None:
    try:
        prepare_folder(settings.store.data)
        prepare_folder(settings.store.data / "evidence")
        if not settings.store.database_url:
            stack.callback(_lock(settings).close)
    except OSError:
        raise _not_writable(settings) from None


def _not_writable(settings: Settings) -> Misconfigured:
    mend = "Make it a folder of the user that runs Værn, or set VAERN_DATA to another one."
    return Misconfigured([f"The data folder {settings.store.data} cannot be written. {mend}"])


def _named(settings: Settings) -> str:
    return (
        "The database of DATABASE_URL"
        if settings.store.database_url
        else f"The database in {settings.store.data}"
    )


def _lock(settings: Settings) -> TextIO:
    try:
        return take_folder(settings.store.data)
    except InUse:
        mend = "Stop the other one first, or give each its own folder."
        fault = f"Another Værn is running with the data folder {settings.store.data}. {mend}"
        raise Misconfigured([fault]) from None


def _storage(settings: Settings, recovery: tuple[Recipient, ...]) -> Storage:
    master = found_master(settings.store)
    if master is None:
        # Another process that starts for the first time makes the key before the tables.
        is_used = _is_used(settings)
        master = found_master(settings.store) or _made(settings, is_used=is_used)
    return connect(settings.store.database_url, Keyring(master, recovery), settings.store.data)


def _is_used(settings: Settings) -> bool:
    """Whether there are tables, or keys of cases, of which some other database may be."""
    asking = connect(settings.store.database_url, Keyring(Identity.generate()), settings.store.data)
    try:
        with asking.reader.connect() as connection:
            return migrating.is_used(connection) or any(asking.keys.subjects())
    finally:
        asking.close()


def _made(settings: Settings, *, is_used: bool) -> Identity:
    path = file_of(settings.store)
    if is_used:
        raise Misconfigured([f"The master key {path} is missing, and there are cases it opened. {RESTORE}"])
    try:
        made = make_master(path)
    except FileExistsError:
        return _made_meanwhile(settings)
    except OSError as error:
        if not settings.store.key_file:
            raise
        mend = "Make its folder, for the user that runs Værn."
        raise Misconfigured([f"No master key can be made at {path} ({error.strerror}). {mend}"]) from None
    log.warning("made the master key %s: keep a copy apart from the data, or all is lost with it", path)
    return made


def _made_meanwhile(settings: Settings) -> Identity:
    """By another process that starts for the first time in the same folder."""
    found = found_master(settings.store)
    if found is None:
        raise Misconfigured([f"The master key {file_of(settings.store)} is gone again. {RESTORE}"])
    return found


def _look_into(storage: Storage, settings: Settings) -> None:
    if storage.is_shared:
        _check_encoding(storage)
    storage.migrate()
    if not storage.keyring.opens_any(storage.keys):
        raise Misconfigured([_other_key(settings)])
    if is_with_the_data(settings.store, storage.keyring.master):
        log.warning(BESIDE, file_of(settings.store))
    _look_for_keys(storage, settings)
    if not storage.is_shared:
        storage.run(claiming.release_all)
    if storage.keyring.recovery and (others := rewrapping.outdated(storage.keys, storage.keyring)):
        log.warning(
            "recovery_recipients do not open %s keys that were made before: run vaern keys rewrap", others
        )


def _look_for_keys(storage: Storage, settings: Settings) -> None:
    """A single key that is gone stops nobody else's case."""
    lost = storage.read(missing_keys.count)
    if lost.are_all_missing:
        shared = "All processes with one database share the folder VAERN_DATA."
        fault = f"The keys of all {lost.all} drafts and cases are missing in {settings.store.data / KEYS}."
        raise Misconfigured([f"{fault} {shared if storage.is_shared else ''} {RESTORE_KEYS}"])
    if database_key.is_missing(storage.keys):
        fault = f"The key of the database is missing in {settings.store.data / KEYS}."
        raise Misconfigured([f"{fault} {RESTORE_KEYS}"])
    if lost.missing:
        log.error("%s of %s drafts and cases lack their key. %s", lost.missing, lost.all, RESTORE_KEYS)


def _check_encoding(storage: Storage) -> None:
    """Before the first table is made: what people write has signs that only UTF-8 has all of."""
    with storage.reader.connect() as connection:
        found = encoding_of(connection)
    if found != "UTF8":
        mend = "Make one with ENCODING 'UTF8' and TEMPLATE template0."
        raise Misconfigured([f"The database of DATABASE_URL keeps its text in {found}. {mend}"])


def _other_key(settings: Settings) -> str:
    if settings.store.database_url and file_of(settings.store).exists():
        shared = "All processes with one database share the folder VAERN_DATA, or are given the same key."
        return f"The master key {file_of(settings.store)} does not open what is stored. {shared} {RESTORE}"
    return f"The master key does not open what is stored. {RESTORE}"


def database_fault(error: DBAPIError, settings: Settings) -> Misconfigured:
    """What the database's refusal means, in a sentence with its mend."""
    said = str(error.orig)
    if not settings.store.database_url:
        is_of_content = getattr(error.orig, "sqlite_errorname", "SQLITE_ERROR") == "SQLITE_ERROR"
        mend = NO_ROOM if isinstance(error, OperationalError) and not is_of_content else BROKEN
        return Misconfigured([f"The database in {settings.store.data} cannot be used. {mend}"])
    code = getattr(error.orig, "sqlstate", None) or ""
    if code in MENDS_OF_CODES:
        return Misconfigured([MENDS_OF_CODES[code]])
    if any(refusal in said for refusal in REFUSALS):
        return Misconfigured([f"The database of DATABASE_URL refuses Værn. {MEND_ADDRESS}"])
    if isinstance(error, OperationalError):
        mend = "Check that it runs and that its address is right."
        return NotReachable([f"The database of DATABASE_URL cannot be reached. {mend}"])
    return Misconfigured([f"The database of DATABASE_URL cannot be used. {MEND_ADDRESS}"])
