"""All that a database holds."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pyrage
from sqlalchemy import event, select, text
from sqlmodel import Session, SQLModel

from storage.database import Storage
from storage.keys import Key


def everything(storage: Storage) -> dict[str, list[tuple[Any, ...]]]:
    """The rows of every table; two of these are equal when nothing was changed between."""
    with storage.reading() as tx:
        return {
            table.name: sorted(map(tuple, tx.execute(select(table))), key=repr)
            for table in SQLModel.metadata.sorted_tables
        }


def facts(storage: Storage) -> dict[str, list[tuple[Any, ...]]]:
    """The rows of every table but the journal and its seals, which know of every refusal at the door."""
    return {name: rows for name, rows in everything(storage).items() if name not in {"journal", "seal"}}


def refusals(storage: Storage) -> int:
    """How many refusals the journal has."""
    return sum("refused" in row for row in everything(storage)["journal"])


def as_text(storage: Storage) -> str:
    """Every row of a PostgreSQL database as its dump would write it."""
    with storage.engine.begin() as connection:
        names = connection.scalars(text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")).all()
        dumps = [connection.scalars(text(f'SELECT t::text FROM "{name}" t')).all() for name in names]  # noqa: S608
    return "\n".join(line for dump in dumps for line in dump)


def key_of(storage: Storage, subject: str) -> Key:
    """The key of a draft or case."""
    return storage.keyring.unwrapped(storage.keys.read(subject))


def readable(storage: Storage) -> str:
    """All that anybody who holds the keys can read in the tables, with what is encrypted there decrypted."""
    rows = everything(storage)
    keys = [
        storage.keyring.master,
        *(key_of(storage, subject).identity for subject in storage.keys.subjects()),
    ]
    values = [value for found in rows.values() for row in found for value in row if value]
    opened = (bytes(pyrage.decrypt(v, keys)).decode() if isinstance(v, bytes) else str(v) for v in values)
    return "\n".join(opened)


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


@contextmanager
def killed_after_commit() -> Iterator[None]:
    """The process dies as soon as a transaction is committed, over what it does after it."""

    def dies(_: object) -> None:
        raise Killed

    event.listen(Session, "after_commit", dies)
    try:
        with suppress(Killed):
            yield
    finally:
        event.remove(Session, "after_commit", dies)
