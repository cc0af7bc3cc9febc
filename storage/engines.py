"""SQLite, or PostgreSQL for more than one process: an engine that writes, and one that only reads.

On SQLite a writing transaction is alone from its first statement, whatever it reads before it writes: one
that began by reading and wrote later would fail with SQLITE_BUSY_SNAPSHOT, which no waiting cures
(sqlite.org/isolation.html).
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event

from storage import dialects

LONGEST_CONNECTING = 10
"""Seconds until a server of PostgreSQL has to take a connection."""
DRIVERS = {"sqlite": dialects.SQLITE, "postgresql": dialects.POSTGRESQL, "postgres": dialects.POSTGRESQL}
"""By the scheme of an address without a driver."""


def engines(url: str, folder: Path) -> tuple[Engine, Engine]:
    """What writes and what reads at a database address; "" is SQLite in the folder."""
    address = _with_driver(url or f"sqlite:///{folder / 'vaern.db'}")
    if address.startswith(dialects.SQLITE):
        engine, reader = _engine(address), _engine(address)
        _prepare_sqlite(engine, "BEGIN IMMEDIATE")
        _prepare_sqlite(reader, "BEGIN", "query_only=ON")
        return engine, reader
    # The address may say otherwise. The library would wait for a silent server for minutes.
    is_said = "connect_timeout=" in address
    waits: dict[str, Any] = {} if is_said else {"connect_timeout": LONGEST_CONNECTING}
    given: dict[str, Any] = {"connect_args": waits, "pool_pre_ping": True}
    reader = _engine(address, {"postgresql_readonly": True}, isolation_level="REPEATABLE READ", **given)
    return _engine(address, **given), reader


def _engine(address: str, options: Mapping[str, Any] = MappingProxyType({}), **more: Any) -> Engine:
    kept = {"compiled_cache": dialects.COMPILED}
    return create_engine(address, hide_parameters=True, execution_options={**kept, **options}, **more)


def _with_driver(address: str) -> str:
    kind, _, rest = address.partition("://")
    return f"{DRIVERS.get(kind, kind)}://{rest}"


BUSY = "busy_timeout=20000"
SHORTLY = 200
"""Milliseconds."""
SETTINGS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    BUSY,
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


def shorten_log(engine: Engine) -> None:
    """Empties SQLite's write-ahead log, so that no earlier form of a page is left in it.

    Where somebody reads just now it stays for the next time (sqlite.org/pragma.html#pragma_wal_checkpoint).
    """
    with closing(engine.raw_connection()) as connection:
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout={SHORTLY}")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        cursor.execute(f"PRAGMA {BUSY}")
