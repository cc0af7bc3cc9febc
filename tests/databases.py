"""PostgreSQL for the tests: one server for all tests of a process, with a database of its own for each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from storage.database import open_storage
from storage.keys import Keyring, read_identity
from tests.storage.postgresql import Server, running_server


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """The server; whoever restarts one has another."""
    with running_server() as made:
        yield made


@pytest.fixture(scope="session")
def migrated_database(server: Server, migrated: Path) -> str:
    """The name of a migrated database on it, to be copied."""
    keyring = Keyring(read_identity((migrated / "master.key").read_text()))
    open_storage(server.create("migrated"), keyring, migrated).close()
    return "migrated"


@pytest.fixture
def database_url(server: Server, migrated_database: str) -> Iterator[str]:
    """The address of a migrated database, which is gone after the test."""
    name = uuid4().hex
    yield server.create(name, like=migrated_database)
    server.drop(name)
