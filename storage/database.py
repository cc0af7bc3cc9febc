"""One transaction at a time over SQLite, or PostgreSQL for more than one process."""

from __future__ import annotations

import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO, TypeVar

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, SQLModel

from storage.keys import Keyring, Unreadable

Result = TypeVar("Result")
TRIES = 5
_MIGRATION_LOCK = 7_361_002


class Conflict(Exception):
    """Somebody else changed the same row first; the transaction is to be done again from the start."""


class InUse(Exception):
    """Another process works with this data folder."""


@dataclass(frozen=True)
class Transaction:
    """All that happens in it is remembered together or not at all."""

    session: Session
    keyring: Keyring
    folder: Path
    versions: dict[str, int] = field(default_factory=dict)
    """Of the drafts and cases as they were read in it; what it writes must still be of that version."""

    def insert_once(self, row: SQLModel) -> bool:
        """Adds the row unless its key is there already; tells whether it was new."""
        values = row.model_dump()
        table = type(row).__table__  # type: ignore[attr-defined]
        dialect = self.session.get_bind().dialect.name
        insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
        added = insert(table).values(**values).on_conflict_do_nothing().returning(*table.primary_key)
        # The row that comes back tells it: PostgreSQL's driver does not count inserted rows.
        return self.session.execute(added).first() is not None


@dataclass(frozen=True)
class Storage:
    """The database, the keys and the folder of the evidence files."""

    engine: Engine
    keyring: Keyring
    folder: Path

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """Commits at the end, rolls back on any exception."""
        with Session(self.engine, expire_on_commit=False) as session, session.begin():
            yield Transaction(session, self.keyring, self.folder)

    def run(self, work: Callable[[Transaction], Result]) -> Result:
        """The work in one transaction, again from the start after a Conflict. Raises it after five.

        A row that another process added first is such a conflict too, and a key that it destroyed
        between two looks: the next try finds it so. What stays unreadable is raised as Unreadable.
        """
        for _ in range(TRIES - 1):
            try:
                with self.transaction() as tx:
                    return work(tx)
            except (Conflict, IntegrityError, Unreadable):
                continue
        with self.transaction() as tx:
            return work(tx)

    @property
    def is_shared(self) -> bool:
        """Whether other processes may work on the same database."""
        return self.engine.dialect.name == "postgresql"

    def migrate(self) -> None:
        """Brings the database to this version of the product."""
        config = Config()
        config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
        with self.engine.begin() as connection:
            if self.is_shared:
                # Two processes may start at the same moment: the second waits, and finds nothing to do.
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MIGRATION_LOCK})
            config.attributes["connection"] = connection
            command.upgrade(config, "head")

    def close(self) -> None:
        """Ends all connections."""
        self.engine.dispose()


def open_storage(url: str, keyring: Keyring, folder: Path) -> Storage:
    """The storage at a database address ("" is SQLite in the folder), migrated and ready."""
    storage = connect(url, keyring, folder)
    storage.migrate()
    return storage


def connect(url: str, keyring: Keyring, folder: Path) -> Storage:
    """The storage as it is, for a visitor beside the process that works with it and migrates it."""
    address = url or f"sqlite:///{folder / 'vaern.db'}"
    engine = create_engine(_with_driver(address), pool_pre_ping=True, hide_parameters=True)
    if engine.dialect.name == "sqlite":
        _prepare_sqlite(engine)
    return Storage(engine, keyring, folder)


def _with_driver(address: str) -> str:
    for plain in ("postgresql://", "postgres://"):
        if address.startswith(plain):
            return "postgresql+psycopg://" + address.removeprefix(plain)
    return address


def _prepare_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def _settings(connection: Any, _: Any) -> None:
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=20000"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("PRAGMA secure_delete=ON")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # Taking the write lock at once keeps two writers from failing half-way with "database is locked".
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def prepare_folder(folder: Path) -> None:
    """The data folder, open to its owner alone even when somebody made it wider."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)


def take_folder(folder: Path) -> TextIO:
    """Holds the data folder for this process until the returned file is closed or the process ends.

    SQLite is for one process only: a second one would pay effects twice. Raises InUse.
    """
    lock = (folder / "vaern.lock").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        lock.close()
        raise InUse(str(folder)) from error
    return lock
