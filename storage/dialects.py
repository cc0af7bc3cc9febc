"""The dialects of SQLite and PostgreSQL, by which each statement is compiled once in a process.

SQLAlchemy keeps what it has compiled for each engine apart, and for each dialect object. The engine that
reads would so compile anew what the one that writes has compiled, and every further engine all of it. Here
the dialects of one kind are equal, and all engines keep what is compiled in `COMPILED`: the same statement
becomes the same SQL for each of them. docs/decisions/2026-11-29-compiled-once.md tells what that is worth.

`SQLITE` and `POSTGRESQL` are schemes of a database address: "sqlite+once:///data/vaern.db".
"""

from __future__ import annotations

from typing import Any

from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite

COMPILED: dict[Any, Any] = {}
"""What is compiled, by statement and dialect. It grows with the statements in the code, and no further."""
SQLITE, POSTGRESQL = "sqlite+once", "postgresql+once"


class _Alike:
    """Equal to every dialect of its class, so that what is compiled for one is found for the next."""

    def __hash__(self) -> int:
        return hash(type(self))

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other)


class SqliteOnce(_Alike, SQLiteDialect_pysqlite):
    """SQLite by Python's own driver."""

    supports_statement_cache = True


class PostgresqlOnce(_Alike, PGDialect_psycopg):
    """PostgreSQL by psycopg."""

    supports_statement_cache = True


registry.register("sqlite.once", __name__, SqliteOnce.__name__)
registry.register("postgresql.once", __name__, PostgresqlOnce.__name__)
