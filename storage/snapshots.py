"""A copy of the whole database as of one moment, in a file of SQLite, whichever database it comes from.

SQLite makes it itself, while others write. From PostgreSQL, and back into it, the rows are copied.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection, Integer, Table, insert, select, text
from sqlmodel import SQLModel

from storage import columns, migrating
from storage.database import Storage
from storage.engines import engines

PIECE = 500


def take(storage: Storage, to: Path) -> None:
    """Writes the copy into a file that is not there yet. Raises sqlalchemy.exc.DBAPIError and OSError."""
    if not storage.is_shared:
        with closing(storage.engine.raw_connection()) as connection:
            # Not the backup interface, which begins anew when somebody writes: sqlite.org/lang_vacuum.html
            connection.cursor().execute("VACUUM INTO ?", (str(to),))
        return
    with storage.reader.connect() as source, opened(to) as target:
        _copy(source, target)


@contextmanager
def opened(snapshot: Path) -> Iterator[Connection]:
    """A writing transaction in such a copy, which is brought to this version of the product.

    Raises what `migrating.upgrade` raises.
    """
    engine, reader = engines(f"sqlite:///{snapshot}", snapshot.parent)
    reader.dispose()
    try:
        with engine.begin() as connection:
            migrating.upgrade(connection)
            migrating.check_tables(connection)
            yield connection
    finally:
        engine.dispose()


def put(snapshot: Path, storage: Storage) -> None:
    """Fills an empty PostgreSQL with what the copy holds, all of it or nothing."""
    with opened(snapshot) as source, storage.engine.begin() as target:
        migrating.upgrade(target)
        for table in reversed(SQLModel.metadata.sorted_tables):
            # A migration may have put a first row into a table.
            target.execute(table.delete())
        _copy(source, target)
        for table in SQLModel.metadata.sorted_tables:
            _count_on(target, table)


def _copy(source: Connection, target: Connection) -> None:
    """The rows as they are stored: it is the same database, with the same key."""
    reading = source.execution_options(yield_per=PIECE)
    with columns.unlocked_by(None):
        for table in SQLModel.metadata.sorted_tables:
            for piece in reading.execute(select(table)).mappings().partitions():
                target.execute(insert(table), [dict(row) for row in piece])


def _count_on(target: Connection, table: Table) -> None:
    """The next row gets the number after the highest one that was put in."""
    (key, *others) = table.primary_key.columns
    if others or not isinstance(key.type, Integer) or key.autoincrement is False:
        return
    highest = target.execute(select(key).order_by(key.desc()).limit(1)).scalar()
    named = {"table": f'"{table.name}"', "column": key.name}
    sequence = target.execute(text("SELECT pg_get_serial_sequence(:table, :column)"), named).scalar()
    if highest is not None and sequence is not None:
        target.execute(text("SELECT setval(:sequence, :highest)"), {"sequence": sequence, "highest": highest})
