"""All that a database holds."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event, select, text
from sqlmodel import SQLModel

from storage.database import Storage


def everything(storage: Storage) -> dict[str, list[tuple[Any, ...]]]:
    """The rows of every table; two of these are equal when nothing was changed between."""
    with storage.engine.begin() as connection:
        return {
            table.name: sorted(map(tuple, connection.execute(select(table))), key=repr)
            for table in SQLModel.metadata.sorted_tables
        }


def as_text(storage: Storage) -> str:
    """Every row of a PostgreSQL database as its dump would write it."""
    with storage.engine.begin() as connection:
        names = connection.scalars(text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")).all()
        dumps = [connection.scalars(text(f'SELECT t::text FROM "{name}" t')).all() for name in names]  # noqa: S608
    return "\n".join(line for dump in dumps for line in dump)


class Killed(Exception):
    """The process ended here."""


@contextmanager
def killed_at(storage: Storage, statement: int) -> Iterator[None]:
    """The process dies before that statement, counted from 1; it lives when there are not so many."""
    seen = 0

    def count(*_: object) -> None:
        nonlocal seen
        seen += 1
        if seen == statement:
            raise Killed

    event.listen(storage.engine, "before_cursor_execute", count)
    try:
        yield
    finally:
        event.remove(storage.engine, "before_cursor_execute", count)
