"""Reading and writing over SQLite, or PostgreSQL for more than one process.

A reading transaction sees one moment of the database, waits for no writer and holds none up. A writing one
is alone from its first statement on SQLite, whatever it reads before it writes: one that began by reading
and wrote later would fail with SQLITE_BUSY_SNAPSHOT, which no waiting cures (sqlite.org/isolation.html).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from sqlalchemy import Connection, CursorResult, Engine, Executable, Row, create_engine, event, text
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlmodel import Session, SQLModel

from flows.case.case import Case
from flows.case.reminder_key import ReminderKey
from flows.people.organisation import Context
from flows.report.draft import Draft
from storage import dialects, inserts, migrating
from storage.keys import Key, Keyring, Unreadable
from storage.known import Known
from storage.tables import EvidenceRow, ParticipantRow

Result = TypeVar("Result")
PlainRow = Row[*tuple[Any, ...]]
"""A row with its columns as attributes, which nobody keeps watch over."""
TRIES = 10
SERIALISATION = frozenset({"40001", "40P01"})
"""PostgreSQL's codes for a transaction that met another one and is to be done again: its manual, 13.5."""
OWES = "owes"
LONGEST_CONNECTING = 10
"""Seconds until a server of PostgreSQL has to take a connection."""
_MIGRATION_LOCK = 7_361_002
DRIVERS = {"sqlite": dialects.SQLITE, "postgresql": dialects.POSTGRESQL, "postgres": dialects.POSTGRESQL}
"""By the scheme of an address without a driver."""


class Conflict(Exception):
    """Somebody else changed the same row first; the transaction is to be done again from the start."""


@dataclass
class OpenedDraft:
    """A draft as this transaction has read or written it last, with the rows of its evidence."""

    version: int
    draft: Draft
    evidence: dict[str, EvidenceRow]


@dataclass
class OpenedCase:
    """A case as this transaction has read or written it last, with those of its rows that may change.

    `reminders` are the rows of its plan, as storage.plan reads them, and `due_at` is its next deadline as it
    stands in its row.
    """

    version: int
    case: Case
    evidence: dict[str, EvidenceRow]
    participants: dict[str, ParticipantRow]
    reminders: dict[ReminderKey, Any]
    due_at: datetime | None


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
    opened: dict[str, OpenedDraft | OpenedCase] = field(default_factory=dict)
    _wrapped: dict[str, bytes] = field(default_factory=dict)
    _keys: dict[str, Key] = field(default_factory=dict)

    def fetch_keys(self, subjects: Collection[str]) -> None:
        """Reads the wrapped keys of several drafts or cases together."""
        self._wrapped.update(self.keyring.wrapped(self.session, subjects))

    def key(self, subject: str) -> Key:
        """The key of a draft or case, unwrapped once. Raises Unreadable when it is destroyed."""
        if subject not in self._keys:
            if subject not in self._wrapped:
                self.fetch_keys([subject])
            self._keys[subject] = self.keyring.unwrapped(self._wrapped.get(subject))
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
        """A fresh key for a draft; its case keeps it, so evidence is never encrypted twice."""
        self._keys[subject] = self.keyring.new_key(self.session, subject)
        return self._keys[subject]

    def destroy_key(self, subject: str) -> None:
        """Makes everything of that draft or case unreadable for good."""
        self._keys.pop(subject, None)
        self._wrapped.pop(subject, None)
        self.keyring.destroy(self.session, subject)

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
        with Session(engine, expire_on_commit=False) as session:
            with session.begin():
                yield Transaction(session, self.keyring, self.folder, self.known)
            for heard in self.on_owed if session.info.get(OWES) else ():
                heard()

    def read(self, look: Callable[[Transaction], Result]) -> Result:
        """What the look finds, in one reading transaction."""
        with self.reading() as tx:
            return look(tx)

    def run(self, work: Callable[[Transaction], Result]) -> Result:
        """The work in one writing transaction, again from the start after a conflict. Raises it after ten.

        A row that another process added first is such a conflict too, a transaction that PostgreSQL ended
        for another's sake, and a key that was destroyed between two looks: the next try finds it so. What
        stays unreadable is raised as Unreadable.
        """
        for _ in range(TRIES - 1):
            try:
                with self.transaction() as tx:
                    return work(tx)
            except (Conflict, IntegrityError, Unreadable):
                continue
            except DBAPIError as error:
                if getattr(error.orig, "sqlstate", None) not in SERIALISATION:
                    raise
        with self.transaction() as tx:
            return work(tx)

    def turn(self, work: Callable[[Transaction, Context], Result], ctx: Context) -> Result:
        """A decision in one writing transaction, upon people as the database knows them at that moment."""
        return self.run(lambda tx: work(tx, tx.newest(ctx)))

    @property
    def is_shared(self) -> bool:
        """Whether other processes may work on the same database."""
        return self.engine.dialect.name == "postgresql"

    def migrate(self) -> None:
        """Brings the database to this version of the product."""
        with self.engine.begin() as connection:
            if self.is_shared:
                # Two processes may start at the same moment: the second waits, and finds nothing to do.
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MIGRATION_LOCK})
            migrating.upgrade(connection)
            migrating.check_tables(connection)

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
    address = _with_driver(url or f"sqlite:///{folder / 'vaern.db'}")
    if address.startswith(dialects.SQLITE):
        engine, reader = _engine(address), _engine(address)
        _prepare_sqlite(engine, "BEGIN IMMEDIATE")
        _prepare_sqlite(reader, "BEGIN", "query_only=ON")
    else:
        # The address may say otherwise. The library would wait for a silent server for minutes.
        is_said = "connect_timeout=" in address
        waits: dict[str, Any] = {} if is_said else {"connect_timeout": LONGEST_CONNECTING}
        given: dict[str, Any] = {"connect_args": waits, "pool_pre_ping": True}
        engine = _engine(address, **given)
        reader = _engine(address, {"postgresql_readonly": True}, isolation_level="REPEATABLE READ", **given)
    return Storage(engine, reader, keyring, folder)


def _engine(address: str, options: Mapping[str, Any] = MappingProxyType({}), **more: Any) -> Engine:
    kept = {"compiled_cache": dialects.COMPILED}
    return create_engine(address, hide_parameters=True, execution_options={**kept, **options}, **more)


def _with_driver(address: str) -> str:
    kind, _, rest = address.partition("://")
    return f"{DRIVERS.get(kind, kind)}://{rest}"


SETTINGS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "busy_timeout=20000",
    "secure_delete=ON",
)


def _prepare_sqlite(engine: Engine, begin: str, *more: str) -> None:
    @event.listens_for(engine, "connect")
    def _settings(connection: Any, _: Any) -> None:
        connection.isolation_level = None
        for pragma in (*SETTINGS, *more):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)
