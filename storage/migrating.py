"""Brings a database to this version of the product."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, text
from sqlmodel import SQLModel

MIGRATIONS = Path(__file__).parent / "migrations"


class NewerDatabase(Exception):
    """The database was brought forward by a newer version of the product."""


class StrangeDatabase(Exception):
    """The database is of no version of the product, or lacks tables of the version that it names."""


def upgrade(connection: Connection) -> None:
    """Makes the tables that are missing, and changes those of an earlier version.

    Raises NewerDatabase and StrangeDatabase.
    """
    version = version_of(connection)
    if version not in {"", *_versions()}:
        raise NewerDatabase if version.isdecimal() and version > newest() else StrangeDatabase
    if version == newest():
        return
    # Alembic takes as long to be imported as a tenth of all else, and most starts need none of it.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def newest() -> str:
    """The revision that this version needs: the migrations are numbered by their names."""
    return max(_versions())


def _versions() -> set[str]:
    return {path.name.partition("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*.py")}


def check_tables(connection: Connection) -> None:
    """Raises StrangeDatabase when one of the tables of this version is not there."""
    if set(SQLModel.metadata.tables) - set(inspect(connection).get_table_names()):
        raise StrangeDatabase


def encoding_of(connection: Connection) -> str:
    """In which a database of PostgreSQL keeps its text."""
    return str(connection.execute(text("SHOW server_encoding")).scalar())


def is_used(connection: Connection) -> bool:
    """Whether a product has worked with the database, and so there was a master key."""
    return version_of(connection) != ""


def version_of(connection: Connection) -> str:
    """The revision that the database has; "" for an empty one."""
    if not inspect(connection).has_table("alembic_version"):
        return ""
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or ""
