"""`vaern backup` and `vaern restore`: database and evidence, and what was erased since stays erased."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.commands.output import AsJson, print_json
from bot.commands.store import faults_told, held, opened
from bot.master_key import RESTORE, required_master
from bot.misconfigured import Misconfigured
from bot.settings import Store, load_store
from storage import backups, key_backups, restoring
from storage.backups import Made, NoBackup
from storage.database import Storage, connect
from storage.keys import Keyring
from storage.migrating import NewerDatabase, StrangeDatabase, is_used
from storage.restoring import Restored, WrongKeys

Folder = Annotated[Path, typer.Argument(metavar="FOLDER", help="A folder on another disk, which is there.")]
Backup = Annotated[Path, typer.Argument(metavar="BACKUP", help="A backup: …/vaern-data-20261130T081500Z.")]
Keys = Annotated[
    Path,
    typer.Option("--keys", metavar="BACKUP", help="Of the keys: …/vaern-keys-20261130T081500Z."),
]
AlthoughExpired = Annotated[
    bool, typer.Option("--although-expired", help="Take keys that are older than thirty days.")
]

IN_DATA = "{to} is in the data folder, and would be lost with it. Choose a folder on another disk."
NO_FOLDER = "There is no folder {to}. Make it first."
TOGETHER = "{to} holds backups of the {others}. Data and keys are kept apart: choose another folder."
NOT_WRITTEN = "The backup could not be written to {to} ({reason}). What was there before is as it was."
NO_BACKUP = "{path} is no backup of the data, or is not as it was made. Name a folder vaern-data-…."
NO_KEYS = "{path} is no backup of the keys. Name a folder vaern-keys-…."
EXPIRED = (
    "These keys are {days} days old: what was erased since then could be read again. "
    "Take a newer backup of the keys, or add --although-expired."
)
NOT_EMPTY = "{where} is not empty. Restore into an empty data folder and an empty database."
NEWER = "The backup was made by a newer Værn. Restore it with that version."
WRONG_KEYS = f"The master key opens none of these keys. {RESTORE}"


def back_up(to: Folder, as_json: AsJson = False) -> None:
    """Back up database and evidence, beside a running Værn.

    The keys are not in it: back them up to another place with vaern keys backup, after this.
    """
    with faults_told():
        store = load_store()
        require_place(store, to, "keys")
        with opened(store) as storage:
            made = _made(storage, to)
    _tell_made(made, as_json=as_json)
    raise typer.Exit(1 if made.missing else 0)


def require_place(store: Store, to: Path, others: str) -> None:
    """Raises Misconfigured for a folder that is no place for a backup, such as one with those others."""
    if not to.is_dir():
        raise Misconfigured([NO_FOLDER.format(to=to)])
    if to.resolve().is_relative_to(store.data.resolve()):
        raise Misconfigured([IN_DATA.format(to=to)])
    if any(to.glob(f"vaern-{others}-*")):
        raise Misconfigured([TOGETHER.format(to=to, others=others)])


def _made(storage: Storage, to: Path) -> Made:
    try:
        return backups.make(storage, to, datetime.now(UTC))
    except OSError as error:
        raise Misconfigured([NOT_WRITTEN.format(to=to, reason=error.strerror)]) from None


def _tell_made(made: Made, *, as_json: bool) -> None:
    manifest = made.manifest
    if as_json:
        print_json({"path": str(made.path), **vars(manifest), "missing": list(made.missing)})
        return
    typer.echo(f"{made.path}: {manifest.cases} cases, {manifest.drafts} reports, {manifest.items} files")
    for item in made.missing:
        typer.echo(f"item {item}: MISSING in the data folder")


def restore(
    backup: Backup, keys: Keys, although_expired: AlthoughExpired = False, as_json: AsJson = False
) -> None:
    """Restore a backup into an empty data folder and an empty database.

    The master key has to be there, and Værn is not to run. What was erased after the backup stays erased, as
    the keys tell.
    """
    with faults_told():
        store = load_store()
        _require_keys(keys, although_expired=although_expired)
        keyring = Keyring(required_master(store))
        with closing(held(store)), closing(connect(store.database_url, keyring, store.data)) as storage:
            _require_empty(store, storage)
            result = _restored(storage, backup, keys)
    _tell_restored(result, as_json=as_json)
    raise typer.Exit(0 if result.is_whole else 1)


def _require_keys(keys: Path, *, although_expired: bool) -> None:
    try:
        age = datetime.now(UTC) - key_backups.made_at(keys)
    except NoBackup:
        raise Misconfigured([NO_KEYS.format(path=keys)]) from None
    if age > key_backups.KEPT and not although_expired:
        raise Misconfigured([EXPIRED.format(days=age.days)])


def _require_empty(store: Store, storage: Storage) -> None:
    if not storage.is_shared:
        if (store.data / "vaern.db").exists():
            raise Misconfigured([NOT_EMPTY.format(where=store.data / "vaern.db")])
        return
    with storage.reader.connect() as connection:
        if is_used(connection):
            raise Misconfigured([NOT_EMPTY.format(where="The database of DATABASE_URL")])


def _restored(storage: Storage, backup: Path, keys: Path) -> Restored:
    try:
        return restoring.restore(storage, backup, keys, datetime.now(UTC))
    except (NoBackup, StrangeDatabase):
        raise Misconfigured([NO_BACKUP.format(path=backup)]) from None
    except NewerDatabase:
        raise Misconfigured([NEWER]) from None
    except WrongKeys:
        raise Misconfigured([WRONG_KEYS]) from None
    except OSError as error:
        raise Misconfigured([NOT_WRITTEN.format(to=storage.folder, reason=error.strerror)]) from None


def _tell_restored(result: Restored, *, as_json: bool) -> None:
    if as_json:
        print_json(vars(result))
        return
    typer.echo(f"{result.cases} cases, {result.drafts} reports and {result.items} files are restored")
    if result.erased:
        typer.echo(f"{result.erased} that were erased since the backup stay erased")
    if not result.is_whole:
        typer.echo(f"MISSING: {result.missing_keys} keys, {result.missing_files} files")
