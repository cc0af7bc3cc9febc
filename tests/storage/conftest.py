"""Storage on both databases; of PostgreSQL one in a process of the suite, which is emptied after a test."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql
from pyrage.x25519 import Identity
from sqlalchemy import Engine
from sqlmodel import SQLModel

from storage.database import KEYS, Storage, connect
from storage.database_key import DATABASE
from storage.engines import engines
from storage.key_files import KeyFiles, WrappedKey
from storage.keys import Key, Keyring
from tests.storage.postgresql import Server

HANG_UP = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'
"""
EMPTY = sql.SQL(";").join(
    sql.SQL("DELETE FROM {}").format(sql.Identifier(table.name))
    for table in reversed(SQLModel.metadata.sorted_tables)
)


@pytest.fixture(scope="session")
def keyring() -> Keyring:
    """A master key without recovery recipients."""
    return Keyring(Identity.generate())


@pytest.fixture(scope="session")
def database_key(keyring: Keyring) -> WrappedKey:
    """A key of the database."""
    return keyring.wrap(Key(Identity.generate()))


@pytest.fixture
def data(tmp_path: Path, database_key: WrappedKey) -> Path:
    """A data folder with a key of the database, as a first start makes it."""
    KeyFiles(tmp_path / KEYS).add(DATABASE, database_key)
    return tmp_path


@pytest.fixture(scope="session")
def migrated_url(server: Server, migrated_database: str) -> str:
    """The address of a migrated PostgreSQL database."""
    return server.create("storage", like=migrated_database)


@pytest.fixture(scope="session")
def connections(migrated_url: str) -> Iterator[tuple[Engine, Engine]]:
    """To that database, kept from test to test: the server needs long to get to know each."""
    made = engines(migrated_url, Path())
    yield made
    for engine in made:
        engine.dispose()


@pytest.fixture(scope="session")
def cleaner(migrated_url: str) -> Iterator[psycopg.Connection]:
    """By which that database is emptied, kept for the same reason."""
    with closing(psycopg.connect(migrated_url, autocommit=True)) as made:
        yield made


@pytest.fixture
def postgresql_url(migrated_url: str, cleaner: psycopg.Connection) -> Iterator[str]:
    """The address of the migrated PostgreSQL database, which is empty again after the test."""
    yield migrated_url
    # Whoever still holds a lock would keep the rows from going.
    cleaner.execute(HANG_UP)
    cleaner.execute(EMPTY)


@pytest.fixture(params=["sqlite", "postgresql"])
def dialect(request: pytest.FixtureRequest) -> str:
    """Which database the test runs on."""
    return str(request.param)


Open = Callable[[], Storage]


@pytest.fixture
def empty_url(dialect: str, request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a database in which nothing has been made yet; "" is SQLite in the test's folder."""
    if dialect == "sqlite":
        yield ""
        return
    server: Server = request.getfixturevalue("server")
    name = uuid4().hex
    yield server.create(name)
    server.drop(name)


@pytest.fixture
def url(dialect: str, request: pytest.FixtureRequest, migrated: Path, tmp_path: Path) -> str:
    """The address of an empty, migrated database."""
    if dialect == "postgresql":
        return str(request.getfixturevalue("postgresql_url"))
    shutil.copy(migrated / "vaern.db", tmp_path)
    return ""


@pytest.fixture
def opened(request: pytest.FixtureRequest, url: str, keyring: Keyring, data: Path) -> Iterator[Open]:
    """Opens the test's database as one more process would; on PostgreSQL over the connections of all."""
    with ExitStack() as stack:

        def open_it() -> Storage:
            if url:
                return Storage(*request.getfixturevalue("connections"), keyring, data)
            storage = connect(url, keyring, data)
            stack.callback(storage.close)
            return storage

        yield open_it


@pytest.fixture
def storage(opened: Open) -> Storage:
    """A fresh storage."""
    return opened()


@pytest.fixture
def postgresql(
    postgresql_url: str, connections: tuple[Engine, Engine], keyring: Keyring, data: Path
) -> Storage:
    """A fresh storage that several processes may share: two transactions can be open at once in it."""
    return Storage(*connections, keyring, data)


@pytest.fixture
def other_place(dialect: str, server: Server, keyring: Keyring, tmp_path: Path) -> Iterator[Storage]:
    """An empty database of each kind, and an empty data folder."""
    folder = tmp_path / "other"
    folder.mkdir()
    url = "" if dialect == "sqlite" else server.create("restored")
    with closing(connect(url, keyring, folder)) as storage:
        yield storage
    if url:
        server.drop("restored")
