"""Storage on both databases: one PostgreSQL server a session, a database of its own for every test."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from uuid import uuid4

import pytest
from pyrage.x25519 import Identity

from storage.database import Storage, open_storage
from storage.keys import Keyring
from tests.storage.postgresql import Server, running_server

MIGRATED = "migrated"


@pytest.fixture(scope="session")
def server(keyring: Keyring, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The PostgreSQL server, with a migrated database to copy."""
    with running_server() as made:
        open_storage(made.create(MIGRATED), keyring, tmp_path_factory.mktemp("migrated")).close()
        yield made


@pytest.fixture(scope="session")
def keyring() -> Keyring:
    """A master key without recovery recipients."""
    return Keyring(Identity.generate())


@pytest.fixture(scope="session")
def migrated_file(keyring: Keyring, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite database to copy."""
    folder = tmp_path_factory.mktemp("migrated")
    open_storage("", keyring, folder).close()
    return folder / "vaern.db"


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
def url(dialect: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a fresh, migrated database."""
    if dialect == "sqlite":
        shutil.copy(request.getfixturevalue("migrated_file"), tmp_path)
        yield ""
        return
    server: Server = request.getfixturevalue("server")
    name = uuid4().hex
    yield server.create(name, MIGRATED)
    server.drop(name)


@pytest.fixture
def opened(url: str, keyring: Keyring, tmp_path: Path) -> Iterator[Open]:
    """Opens the test's database as one more process would."""
    with ExitStack() as stack:

        def open_it() -> Storage:
            storage = open_storage(url, keyring, tmp_path)
            stack.callback(storage.close)
            return storage

        yield open_it


@pytest.fixture
def storage(opened: Open) -> Storage:
    """A fresh storage."""
    return opened()


@pytest.fixture
def postgresql(request: pytest.FixtureRequest, keyring: Keyring, tmp_path: Path) -> Iterator[Storage]:
    """A fresh storage that several processes may share: two transactions can be open at once in it."""
    server: Server = request.getfixturevalue("server")
    name = uuid4().hex
    storage = open_storage(server.create(name, MIGRATED), keyring, tmp_path)
    yield storage
    storage.close()
    server.drop(name)
