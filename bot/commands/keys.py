"""`vaern keys`: wraps the keys of all cases again, and recovers them with a recovery key."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from pyrage.x25519 import Identity, Recipient

from bot import organisation
from bot.commands.backup import NOT_WRITTEN, Folder, require_place
from bot.commands.output import AsJson, examples, print_json
from bot.commands.store import connected, faults_told, held, opened, require_database
from bot.master_key import file_of, found_master, is_in_file, required_master
from bot.misconfigured import Misconfigured
from bot.settings import Store, load_store
from storage import key_backups, missing_keys, rewrapping
from storage.database import Storage, connect
from storage.key_files import KeyFiles
from storage.keys import Keyring, make_master, read_identity, read_recipient
from storage.rewrapping import Wrapped

REWRAP = examples("vaern keys rewrap", "vaern keys rewrap --json")
ROTATE = examples("vaern keys rotate", "vaern keys rotate --to /media/safe/new.key")
BACKUP = examples("vaern keys backup /media/keys")
RECOVER = examples("vaern keys recover --with /media/safe/recovery.key")

NOT_ITS_KEY = (
    "The master key does not open everything in this database, or nothing is in it, so it stays as it is. "
    "Check VAERN_DATA and DATABASE_URL."
)

cli = typer.Typer(help="Wrap the keys of all cases again, or recover them.", epilog=REWRAP)


@cli.command(epilog=REWRAP)
def rewrap(as_json: AsJson = False) -> None:
    """Wrap all keys for the recovery recipients of now.

    A recovery recipient that was named later opens only what came after it, until this has been run. It works
    beside a running Værn that was started with the new recipient.
    """
    with faults_told():
        store = load_store()
        with closing(connected(store, _recovery(store))) as storage:
            _tell(_all(storage, storage.keyring.master), as_json=as_json)


@cli.command(epilog=RECOVER)
def recover(
    with_: Annotated[
        Path, typer.Option("--with", metavar="FILE", help="The recovery key, an age secret key.")
    ],
    as_json: AsJson = False,
) -> None:
    """Open all cases with a recovery key, when the master key is lost, and give them a new one.

    Stop Værn first. The new master key is made in the data folder, unless the settings hold one.
    """
    with faults_told():
        store = load_store()
        opener = _read(with_)
        require_database(store)
        with closing(held(store)), closing(_with_new_master(store, opener)) as storage:
            _tell(_all(storage, opener), as_json=as_json)


@cli.command(epilog=ROTATE)
def rotate(
    to: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Where the new key is put, if not in the data folder.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Give all cases a new master key, such as when somebody may have seen the old one.

    Stop Værn first. With --to the old key goes on opening everything until Værn has been started with the new
    one and `vaern keys rewrap` was run.
    """
    with faults_told():
        store = load_store()
        require_database(store)
        old = required_master(store)
        if to is None and not is_in_file(store, old):
            raise Misconfigured(
                ["The master key is not in a file of Værn's own. Name a file for the new one: --to."]
            )
        with closing(held(store)):
            _tell(_rotated(store, old, to), as_json=as_json)


@cli.command("backup", epilog=BACKUP)
def back_up(to: Folder, as_json: AsJson = False) -> None:
    """Back up the keys, beside a running Værn, and remove backups of them older than thirty days.

    They are as secret as the master key and the data together are: keep them apart from both. What is erased
    can be read for thirty days yet by whoever has a backup of its key, and not after.
    """
    with faults_told():
        store, now = load_store(), datetime.now(UTC)
        require_place(store, to, "data")
        with opened(store) as storage:
            try:
                made = key_backups.make(storage.keys, to, now)
                expired = key_backups.expire(to, now)
            except OSError as error:
                raise Misconfigured([NOT_WRITTEN.format(to=to, reason=error.strerror)]) from None
    if as_json:
        print_json({"path": str(made), "expired": [str(path) for path in expired]})
        return
    typer.echo(f"{made}: {sum(1 for _ in KeyFiles(made).subjects())} keys")
    for path in expired:
        typer.echo(f"{path}: expired, removed")


def _rotated(store: Store, old: Identity, to: Path | None) -> Wrapped:
    """Both keys open everything before the new one takes the place of the old, and it alone does after."""
    recovery, place = _recovery(store), to or file_of(store).with_suffix(".new")
    _require_its_database(store, old)
    try:
        new = make_master(place)
    except OSError:
        raise Misconfigured([f"{place} cannot be written, or is there already."]) from None
    for_both = Keyring(new, (*recovery, old.to_public()))
    with closing(connect(store.database_url, for_both, store.data)) as storage:
        result = _all(storage, old)
    if result.unreadable:
        place.unlink()
        raise Misconfigured([NOT_ITS_KEY])
    if to is None:
        place.replace(file_of(store))
        with closing(connect(store.database_url, Keyring(new, recovery), store.data)) as storage:
            result = _all(storage, new)
    return result


def _require_its_database(store: Store, master: Identity) -> None:
    """It may be the key of another database, and this the only copy of it."""
    with closing(connect(store.database_url, Keyring(master), store.data)) as storage:
        found = storage.read(missing_keys.count)
    if not found.all or found.missing:
        raise Misconfigured([NOT_ITS_KEY])


def _read(path: Path) -> Identity:
    try:
        return read_identity(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, ValueError):
        raise Misconfigured([f"{path} is no age secret key that can be read."]) from None


def _with_new_master(store: Store, opener: Identity) -> Storage:
    """Nothing is made before the recovery key has opened something."""
    recovery = _recovery(store)
    with closing(connect(store.database_url, Keyring(opener), store.data)) as asking:
        if not asking.keyring.opens_any(asking.keys):
            raise Misconfigured(["This recovery key opens nothing here: its recipient was never in use."])
    master = found_master(store) or make_master(file_of(store))
    return connect(store.database_url, Keyring(master, recovery), store.data)


def _recovery(store: Store) -> tuple[Recipient, ...]:
    return tuple(map(read_recipient, organisation.load(store.organisation).recovery_recipients))


def _all(storage: Storage, opener: Identity) -> Wrapped:
    storage.run(partial(rewrapping.reseal, opener=opener))
    return rewrapping.rewrap(storage.keys, storage.keyring, opener)


def _tell(result: Wrapped, *, as_json: bool) -> None:
    if as_json:
        print_json(vars(result))
    else:
        typer.echo(f"{result.wrapped} keys wrapped again, {result.unreadable} could not be opened")
    raise typer.Exit(1 if result.unreadable else 0)
