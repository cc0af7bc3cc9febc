"""Reading and writing over SQLite, or PostgreSQL for more than one process.

A reading transaction sees one moment of the database, waits for no writer and holds none up.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from pyrage.x25519 import Identity
from sqlalchemy import CursorResult, Engine, Executable, select, text
from sqlmodel import Session, SQLModel, col

from flows.people.organisation import Context
from storage import columns, database_key, erasing, inserts, migrating, rows
from storage.database_key import DatabaseKey
from storage.engines import engines
from storage.key_files import KeyFiles
from storage.keys import Key, Keyring
from storage.known import Known
from storage.opened import OpenedCase, OpenedDraft
from storage.tables import ErasureRow
from storage.trying import tried

log = logging.getLogger(__name__)

Result = TypeVar("Result")
LOOKS = 2
OWES = "owes"
KEYS = "keys"
"""The folder of the keys in the data folder."""
_MIGRATION_LOCK = 7_361_002
_ERASED = select(col(ErasureRow.subject))


@dataclass(frozen=True)
class Transaction:
    """All that happens in it is remembered together or not at all.

    `opened` holds what was read of drafts and cases by id, so that each is read and unlocked once;
    what is written must still be of the version that was read.
    """

    session: Session
    keyring: Keyring
    folder: Path
    known: Known
    database_key: DatabaseKey
    opened: dict[str, OpenedDraft | OpenedCase] = field(default_factory=dict)
    erased: list[str] = field(default_factory=list)
    _keys: dict[str, Key] = field(default_factory=dict)

    @property
    def keys(self) -> KeyFiles:
        """The wrapped keys of all drafts and cases."""
        return KeyFiles(self.folder / KEYS)

    def key(self, subject: str) -> Key:
        """The key of a draft or case, unwrapped once. Raises Unreadable when it is destroyed."""
        if subject not in self._keys:
            self._keys[subject] = self.keyring.unwrapped(self.keys.read(subject))
        return self._keys[subject]

    def opened_case(self, case: str) -> OpenedCase | None:
        """The case as this transaction has it open."""
        found = self.opened.get(case)
        return found if isinstance(found, OpenedCase) else None

    def opened_draft(self, draft: str) -> OpenedDraft | None:
        """The draft as this transaction has it open."""
        found = self.opened.get(draft)
        return found if isinstance(found, OpenedDraft) else None

    def new_key(self, subject: str) -> Key:
        """The key of a draft that is begun; its case keeps it, so evidence is never encrypted twice.

        It is on disk before anything is remembered that needs it. Where the draft is begun once more, after
        a conflict, it is the same one. Raises Unreadable for what is erased.
        """
        made = Key(Identity.generate())
        if self.keys.add(subject, self.keyring.wrap(made)):
            self._keys[subject] = made
        return self.key(subject)

    def erase(self, subject: str, now: datetime, number: str = "", why: str = "") -> None:
        """Makes everything of that draft or case unreadable for good, with the end of this transaction.

        Its rows are dropped by whoever calls this; its key and its files go when that is remembered. Of a
        case its number stays, and why.
        """
        self._keys.pop(subject, None)
        self.opened.pop(subject, None)
        self.erased.append(subject)
        self.insert_once(ErasureRow(subject=subject, at=now, number=number, why=why))

    def newest(self, ctx: Context) -> Context:
        """The context with people, presence and days told as they are now in the database."""
        return self.known.newest(self.session, ctx)

    def owes(self) -> None:
        """Something is owed by now: whoever delivers it is told so when this transaction is over."""
        self.session.info[OWES] = True

    def insert_or_change(self, table: type[SQLModel], key: str, names: tuple[str, ...]) -> Executable:
        """An insert that changes these columns where the key is there already; made once for each table."""
        return inserts.insert_or_change(self._dialect, table, key, names)

    @property
    def _dialect(self) -> str:
        return self.session.get_bind().dialect.name

    def execute(
        self, statement: Executable, given: Mapping[str, Any] | Sequence[Mapping[str, Any]] | None = None
    ) -> CursorResult[*tuple[Any, ...]]:
        """Executes a statement, whose rows are plain rows, for the values given or for each of several.

        Meant for a statement that is made once, with a `bindparam` for each value: one that is made anew each
        time takes longer to make than to execute, and with `values(rows)` it would be compiled anew too.
        """
        self.session.flush()
        return self.session.connection().execute(statement, given)

    def rows_that_open(
        self, statement: Executable, given: Mapping[str, Any] | None = None
    ) -> list[rows.PlainRow]:
        """The same for rows of many people, of which one that is spoilt keeps nothing from the others."""
        return rows.rows_that_open(self.session, statement, given)

    def insert_or_add(self, row: SQLModel, keys: tuple[str, ...], name: str) -> Any:
        """Adds the row, or to this column of the one that is there; gives what the column then holds."""
        adding = inserts.insert_or_add(self._dialect, type(row), keys, name)
        return self.execute(adding, row.model_dump()).scalar_one()

    def insert_or_end(self, row: SQLModel, key: str, names: tuple[str, ...]) -> bool:
        """Adds the row, or changes these columns of the one that is there.

        False when the first of them has a value there already.
        """
        ending = inserts.insert_or_end(self._dialect, type(row), key, names)
        return self.execute(ending, row.model_dump()).first() is not None

    def insert_once(self, row: SQLModel) -> bool:
        """Adds the row unless its key is there already; tells whether it was new."""
        return (
            self.execute(inserts.insert_once(self._dialect, type(row)), row.model_dump()).first() is not None
        )


@dataclass(frozen=True)
class Storage:
    """The database, the keys, the folder of the evidence files, and what is known of people.

    `reader` is the same database for transactions that only read. `on_owed` is called after a transaction
    in which something was owed, in its thread.
    """

    engine: Engine
    reader: Engine
    keyring: Keyring
    folder: Path
    known: Known = field(default_factory=Known)
    on_owed: list[Callable[[], None]] = field(default_factory=list)

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """A writing transaction. Commits at the end, rolls back on any exception."""
        with self._begun(self.engine) as tx:
            yield tx

    @contextmanager
    def reading(self) -> Iterator[Transaction]:
        """A transaction that only reads, all of it as of one moment. The database refuses a write in it."""
        with self._begun(self.reader) as tx:
            yield tx

    @contextmanager
    def _begun(self, engine: Engine) -> Iterator[Transaction]:
        with columns.unlocked_by(self.database_key), Session(engine, expire_on_commit=False) as session:
            tx = Transaction(session, self.keyring, self.folder, self.known, self.database_key)
            with session.begin():
                yield tx
            if tx.erased:
                self._take_from_disk(tx.erased)
            for heard in self.on_owed if session.info.get(OWES) else ():
                heard()

    @property
    def keys(self) -> KeyFiles:
        """The wrapped keys of all drafts and cases."""
        return KeyFiles(self.folder / KEYS)

    @cached_property
    def database_key(self) -> DatabaseKey:
        """The key of the database, unwrapped once for all transactions."""
        return DatabaseKey(self.keyring, self.keys)

    def finish_erasing(self, now: datetime) -> None:
        """Takes from the disk what is left of anything that was ever erased. Raises OSError."""
        erased = self.read(lambda tx: list(tx.execute(_ERASED).scalars()))
        left = [subject for subject in erased if erasing.is_left(self.keys, self.folder, subject)]
        erasing.finish(self.engine, self.keys, self.folder, left)
        self.keys.clear(now)

    def _take_from_disk(self, erased: Collection[str]) -> None:
        """A disk that does not answer does not undo the act; what it keeps for now goes later."""
        try:
            erasing.finish(self.engine, self.keys, self.folder, erased)
        except OSError as error:
            log.warning("files of what is erased are left on the disk for now: %s", type(error).__name__)

    def read(self, look: Callable[[Transaction], Result]) -> Result:
        """What the look finds, in one reading transaction; in another one where a key goes meanwhile."""

        def attempt() -> Result:
            with self.reading() as tx:
                return look(tx)

        return tried(attempt, tries=LOOKS)

    def run(self, work: Callable[[Transaction], Result]) -> Result:
        """The work in one writing transaction, again from the start after a conflict, as `tried` tells."""

        def attempt() -> Result:
            with self.transaction() as tx:
                return work(tx)

        return tried(attempt)

    def turn(self, work: Callable[[Transaction, Context], Result], ctx: Context) -> Result:
        """A decision in one writing transaction, upon people as the database knows them at that moment."""
        return self.run(lambda tx: work(tx, tx.newest(ctx)))

    @property
    def is_shared(self) -> bool:
        """Whether other processes may work on the same database."""
        return self.engine.dialect.name == "postgresql"

    def migrate(self) -> None:
        """Brings the database to this version of the product; an empty one gets its key."""
        with self.engine.begin() as connection:
            if self.is_shared:
                # Two processes may start at the same moment: the second waits, and finds nothing to do.
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MIGRATION_LOCK})
            migrating.upgrade(connection)
            migrating.check_tables(connection)
            database_key.make(connection, self.keyring, self.keys)

    def close(self) -> None:
        """Ends all connections."""
        self.engine.dispose()
        self.reader.dispose()


def open_storage(url: str, keyring: Keyring, folder: Path) -> Storage:
    """The storage at a database address ("" is SQLite in the folder), migrated and ready."""
    storage = connect(url, keyring, folder)
    storage.migrate()
    return storage


def connect(url: str, keyring: Keyring, folder: Path) -> Storage:
    """The storage as it is, for a visitor beside the process that works with it and migrates it."""
    return Storage(*engines(url, folder), keyring, folder)
