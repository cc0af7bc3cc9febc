"""The migrations make the very tables that the code works with, and can be taken back."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from subprocess import PIPE
from uuid import uuid4

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text
from sqlmodel import SQLModel

from storage.database import Storage, open_storage
from storage.keys import Keyring
from storage.migrating import newest
from tests.storage.postgresql import Server
from tests.storage.stories import case_of, reports

OPENS = """
import sys
from pathlib import Path
from subprocess import PIPE
from pyrage.x25519 import Identity
from storage.database import open_storage
from storage.keys import Keyring
from storage.migrating import newest
print("ready", flush=True)
sys.stdin.readline()
open_storage(sys.argv[1], Keyring(Identity.generate()), Path(sys.argv[2])).close()
"""


def tables(storage: Storage) -> set[str]:
    return set(inspect(storage.engine).get_table_names()) - {"alembic_version"}


def differences(storage: Storage) -> list[object]:
    with storage.engine.begin() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, SQLModel.metadata))


def taken_back(storage: Storage) -> None:
    config = Config()
    config.set_main_option("script_location", "storage:migrations")
    with storage.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "base")


def test_the_migrated_tables_are_those_of_the_code(empty_url: str, keyring: Keyring, tmp_path: Path) -> None:
    storage = open_storage(empty_url, keyring, tmp_path)
    assert differences(storage) == []
    storage.close()


def indexes(storage: Storage) -> set[str]:
    """As the database itself tells them, with the rows that they are of."""
    sqlite = "SELECT lower(sql) FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
    postgresql = "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'"
    with storage.engine.begin() as connection:
        return set(connection.scalars(text(postgresql if storage.is_shared else sqlite)))


def test_the_indexes_are_of_the_same_rows(empty_url: str, keyring: Keyring, tmp_path: Path) -> None:
    storage = open_storage(empty_url, keyring, tmp_path)
    migrated = indexes(storage)
    taken_back(storage)
    SQLModel.metadata.create_all(storage.engine)
    made = indexes(storage)
    storage.close()
    assert {index for index in made if " WHERE " in index.upper()} <= migrated
    assert len([index for index in made if " WHERE " in index.upper()]) == 7


def test_the_migrations_can_be_taken_back_and_made_again(
    empty_url: str, keyring: Keyring, tmp_path: Path
) -> None:
    storage = open_storage(empty_url, keyring, tmp_path)
    everything = tables(storage)
    taken_back(storage)
    assert tables(storage) == set()
    storage.migrate()
    assert tables(storage) == everything == set(SQLModel.metadata.tables)
    assert differences(storage) == []
    storage.close()


def test_the_newest_is_known_by_its_name() -> None:
    """So that a database which needs no migration is told without Alembic."""
    config = Config()
    config.set_main_option("script_location", "storage:migrations")
    assert ScriptDirectory.from_config(config).get_current_head() == newest()


def test_migrating_again_changes_nothing(storage: Storage) -> None:
    case = reports(storage)
    before = case_of(storage, case)
    storage.migrate()
    assert case_of(storage, case) == before


def test_two_processes_may_start_on_an_empty_database(server: Server, tmp_path: Path) -> None:
    name = uuid4().hex
    arguments = [sys.executable, "-c", OPENS, server.create(name), str(tmp_path)]
    started = [subprocess.Popen(arguments, stdin=PIPE, stdout=PIPE, stderr=PIPE, text=True) for _ in range(3)]
    for process in started:
        assert process.stdout
        process.stdout.readline()
    for process in started:
        assert process.stdin
        process.stdin.write("\n")
        process.stdin.flush()
    errors = [process.communicate()[1][-300:] for process in started]
    server.drop(name)
    assert [process.returncode for process in started] == [0, 0, 0], errors
