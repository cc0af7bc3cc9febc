"""`vaern keys`: wraps the keys of all cases again, and recovers them with a recovery key."""

from __future__ import annotations

from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Annotated, TextIO

import typer
from pyrage.x25519 import Identity, Recipient

from bot import organisation
from bot.commands.output import AsJson, examples, print_json
from bot.commands.store import connected, faults_told
from bot.master_key import file_of, found_master
from bot.misconfigured import Misconfigured
from bot.settings import Store, load_store
from storage import rewrapping
from storage.database import Storage, connect
from storage.folder import InUse, prepare_folder, take_folder
from storage.keys import Keyring, make_master, read_identity, read_recipient

REWRAP = examples("vaern keys rewrap", "vaern keys rewrap --json")
RECOVER = examples("vaern keys recover --with /media/safe/recovery.key")

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
            _tell(*_all(storage, storage.keyring.master), as_json=as_json)


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
        if not store.database_url and not (store.data / "vaern.db").exists():
            raise Misconfigured(
                [f"There is no database in {store.data}. Set VAERN_DATA to the folder of Værn."]
            )
        with closing(_held(store)), closing(_with_new_master(store, opener)) as storage:
            _tell(*_all(storage, opener), as_json=as_json)


def _held(store: Store) -> TextIO:
    prepare_folder(store.data)
    try:
        return take_folder(store.data)
    except InUse:
        raise Misconfigured(["Værn is running with this data folder. Stop it first."]) from None


def _read(path: Path) -> Identity:
    try:
        return read_identity(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, ValueError):
        raise Misconfigured([f"{path} is no age secret key that can be read."]) from None


def _with_new_master(store: Store, opener: Identity) -> Storage:
    """Nothing is made before the recovery key has opened something."""
    recovery = _recovery(store)
    with closing(connect(store.database_url, Keyring(opener), store.data)) as asking, asking.reading() as tx:
        if not tx.keyring.opens_some(tx.session):
            raise Misconfigured(["This recovery key opens nothing here: its recipient was never in use."])
    master = found_master(store.data, store.master_key) or make_master(file_of(store.data))
    return connect(store.database_url, Keyring(master, recovery), store.data)


def _recovery(store: Store) -> tuple[Recipient, ...]:
    return tuple(map(read_recipient, organisation.load(store.organisation).recovery_recipients))


def _all(storage: Storage, opener: Identity) -> tuple[int, int]:
    """How many keys were wrapped again, and how many the opener does not open."""
    storage.run(partial(rewrapping.reseal, opener=opener))
    wrapped = unreadable = 0
    after: str | None = ""
    while after is not None:
        piece = storage.run(partial(rewrapping.rewrap, opener=opener, after=after))
        wrapped, unreadable, after = wrapped + piece.wrapped, unreadable + piece.unreadable, piece.last
    return wrapped, unreadable


def _tell(wrapped: int, unreadable: int, *, as_json: bool) -> None:
    if as_json:
        print_json({"wrapped": wrapped, "unreadable": unreadable})
    else:
        typer.echo(f"{wrapped} keys wrapped again, {unreadable} could not be opened")
    raise typer.Exit(1 if unreadable else 0)
