"""Inserts that say what is to happen when the key is there already, made once for each table."""

from __future__ import annotations

from functools import cache

from sqlalchemy import Executable, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import SQLModel


def _insert(dialect: str, table: type[SQLModel]) -> postgresql.Insert | sqlite.Insert:
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)


@cache
def insert_once(dialect: str, table: type[SQLModel]) -> Executable:
    """An insert that leaves a row alone whose key is there already, and gives the keys of what is new."""
    columns: Table = table.__table__  # type: ignore[attr-defined]
    # What comes back tells whether it is new: PostgreSQL's driver does not count inserted rows.
    return _insert(dialect, table).on_conflict_do_nothing().returning(*columns.primary_key)


@cache
def insert_or_add(dialect: str, table: type[SQLModel], keys: tuple[str, ...], name: str) -> Executable:
    """An insert that adds to this column where the key is there already, and gives what it then holds."""
    insert, columns = _insert(dialect, table), table.__table__.c  # type: ignore[attr-defined]
    more = {name: columns[name] + insert.excluded[name]}
    return insert.on_conflict_do_update(index_elements=keys, set_=more).returning(columns[name])


@cache
def insert_or_end(dialect: str, table: type[SQLModel], key: str, names: tuple[str, ...]) -> Executable:
    """An insert that changes these columns where the key is there already and the first has no value yet.

    It gives the key, and nothing where that column had a value.
    """
    insert, columns = _insert(dialect, table), table.__table__.c  # type: ignore[attr-defined]
    newest = {name: insert.excluded[name] for name in names}
    ending = insert.on_conflict_do_update(
        index_elements=[key], set_=newest, where=columns[names[0]].is_(None)
    )
    return ending.returning(columns[key])


@cache
def insert_or_change(dialect: str, table: type[SQLModel], key: str, names: tuple[str, ...]) -> Executable:
    """An insert that changes these columns where the key is there already."""
    insert = _insert(dialect, table)
    newest = {name: insert.excluded[name] for name in names}
    return insert.on_conflict_do_update(index_elements=[key], set_=newest)
