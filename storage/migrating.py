"""Brings a database to this version of the product."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, text

MIGRATIONS = Path(__file__).parent / "migrations"


class NewerDatabase(Exception):
    """The database was brought forward by a newer version of the product."""


def upgrade(connection: Connection) -> None:
    """Makes the tables that are missing, and changes those of an earlier version. Raises NewerDatabase."""
    version = version_of(connection)
    if version > newest():
        raise NewerDatabase
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
    return max(path.name.partition("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def is_used(connection: Connection) -> bool:
    """Whether a product has worked with the database, and so there was a master key."""
    return version_of(connection) != ""


def version_of(connection: Connection) -> str:
    """The revision that the database has; "" for an empty one."""
    if not inspect(connection).has_table("alembic_version"):
        return ""
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or ""
