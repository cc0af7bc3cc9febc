"""Somebody at the database, and what they do."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row, Table, delete, insert, select, text, update
from sqlmodel import SQLModel

from storage.columns import unlocked_by
from storage.database_key import DatabaseKey

Rows = Mapping[str, Sequence[Mapping[str, Any]]]
TABLES = SQLModel.metadata.tables
NEVER = "'2026-11-23 08:00:00'"
"""A moment at which nothing happened, in SQL."""
NEVER_AT = datetime(2026, 11, 23, 8, tzinfo=UTC)
"""The same as a value."""


@dataclass
class Forger:
    """Somebody at the database of a municipality with the cases `one` and `two` and a report under way.

    `earlier` is a copy of all rows, taken before the last decision in the first case. By `does` they know no
    key. In all else they are given more than anybody has who has not the master key: values that are
    encrypted as the product does it, by `key`. Only the hashes and seals they cannot make.
    """

    connection: Connection
    folder: Path
    ids: Mapping[str, str]
    earlier: Rows
    key: DatabaseKey

    def does(self, *statements: str, **given: object) -> None:
        """Executes SQL, in which :one, :two and :report stand for ids."""
        for statement in statements:
            self.connection.execute(text(self._named(statement)), given)

    def finds(self, query: str) -> Sequence[Row[Any]]:
        """The rows that a query in SQL gives."""
        return self.connection.execute(text(self._named(query))).all()

    def _named(self, statement: str) -> str:
        for name, id in self.ids.items():
            statement = statement.replace(f":{name}", f"'{id}'")
        return statement

    def rows(self, name: str, /, **where: object) -> list[Row[Any]]:
        """The rows of a table in which these columns have these values, decrypted."""
        table = TABLES[name]
        with unlocked_by(self.key):
            found = self.connection.execute(select(table)).all()
        wanted = {column: self.ids.get(str(value), value) for column, value in where.items()}
        return [row for row in found if all(getattr(row, column) == v for column, v in wanted.items())]

    def rewrites(self, name: str, row: Row[Any], /, **values: object) -> None:
        """Changes columns of a row, or what is told in its body."""
        table = TABLES[name]
        with unlocked_by(self.key):
            same = (column == getattr(row, column.name) for column in table.primary_key.columns)
            self.connection.execute(update(table).where(*same).values(self._written(table, row, values)))

    def adds(self, name: str, row: Row[Any], /, **values: object) -> None:
        """Adds a row like that, but for these columns."""
        with unlocked_by(self.key):
            self.connection.execute(insert(TABLES[name]), [dict(row._mapping) | values])

    def removes(self, name: str, rows: Sequence[Row[Any]]) -> None:
        """Removes rows."""
        table = TABLES[name]
        with unlocked_by(self.key):
            for row in rows:
                same = (column == getattr(row, column.name) for column in table.primary_key.columns)
                self.connection.execute(delete(table).where(*same))

    def _written(self, table: Table, row: Row[Any], values: Mapping[str, object]) -> dict[str, object]:
        told = {name: value for name, value in values.items() if name not in table.c}
        columns = {name: value for name, value in values.items() if name in table.c}
        if told:
            key = self.key.keyring.unwrapped(self.key.files.read(getattr(row, _key(table).name)))
            columns["body"] = key.lock_json(key.unlock_json(row.body) | told)
        return columns

    def told(self, name: str, row: Row[Any]) -> dict[str, Any]:
        """What is told in the body of a row."""
        key = self.key.keyring.unwrapped(self.key.files.read(getattr(row, _key(TABLES[name]).name)))
        found: dict[str, Any] = key.unlock_json(row.body)
        return found

    def file(self, of: str, number: int = 0) -> Path:
        """The file of an item of a case, in the order in which they came."""
        items = self.finds(f"SELECT id FROM evidence WHERE subject = :{of} ORDER BY position")
        return self.folder / "evidence" / self.ids[of] / f"{items[number].id}.age"

    def puts_back(self, name: str) -> None:
        """The rows of the first case in that table, as they were earlier."""
        table, one = TABLES[name], self.ids["one"]
        self.connection.execute(delete(table).where(_key(table) == one))
        old = [dict(row) for row in self.earlier[name] if row[_key(table).name] == one]
        if old:
            with unlocked_by(None):
                self.connection.execute(insert(table), old)

    def rehashes(self) -> None:
        """Writes all hashes of the first case's journal anew, as they would be without a key."""
        before = ""
        for row in sorted(self.rows("journal", subject="one"), key=lambda row: int(row.number)):
            fields = (before, row.number, row.at, row.subject, row.person, row.act, row.detail)
            before = hashlib.sha256("\x1f".join(map(str, fields)).encode()).hexdigest()
            self.does("UPDATE journal SET hash = :hash WHERE seq = :seq", hash=before, seq=row.seq)


def _key(table: Table) -> Any:
    named = "id" if table.name in {"draft", "case"} else "case_id" if "case_id" in table.c else "subject"
    return table.c[named]


Act = Callable[[Forger], None]


@dataclass(frozen=True)
class Tampering:
    """`says` is part of what is said: {one} and {report} are ids, {last} the number of the last line."""

    name: str
    says: str
    act: Act


def by_sql(name: str, says: str, *statements: str) -> Tampering:
    """What is done by these statements alone."""
    return Tampering(name, says, lambda forger: forger.does(*statements))


def column(table: str, name: str, change: str, part: str, where: str) -> Tampering:
    """A column of a row of the first case is changed, by somebody without a key."""
    change = f'UPDATE "{table}" SET {change} WHERE {where}'
    return by_sql(f"{table}: {name}", f"CHANGED in {part}", change)


def value(table: str, name: str, part: str, where: Mapping[str, object], /, **values: object) -> Tampering:
    """A value in a row of the first case is another one, encrypted as the product does it."""

    def act(forger: Forger) -> None:
        [row] = forger.rows(table, **where)
        forger.rewrites(table, row, **values)

    return Tampering(f"{table}: {name}", f"CHANGED in {part}", act)
