"""Somebody at the database, and what they do."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row, Table, delete, insert, text
from sqlmodel import SQLModel

Rows = Mapping[str, Sequence[Mapping[str, Any]]]
TABLES = SQLModel.metadata.tables
NEVER = "'2026-11-23 08:00:00'"
"""A moment at which nothing happened."""


@dataclass
class Forger:
    """Somebody at the database of a municipality with the cases `one` and `two` and a report under way.

    `earlier` is a copy of all rows, taken before the last decision in the first case.
    """

    connection: Connection
    folder: Path
    ids: Mapping[str, str]
    earlier: Rows

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

    def file(self, of: str, number: int = 0) -> Path:
        """The file of an item of a case, in the order in which they came."""
        items = self.finds(f"SELECT id FROM evidence WHERE subject = :{of} ORDER BY position")
        return self.folder / "evidence" / self.ids[of] / f"{items[number].id}.age"

    def puts_back(self, name: str) -> None:
        """The rows of the first case in that table, as they were earlier."""
        table, one = TABLES[name], self.ids["one"]
        self.connection.execute(delete(table).where(_key(table) == one))
        if old := [dict(row) for row in self.earlier[name] if row[_key(table).name] == one]:
            self.connection.execute(insert(table), old)

    def rehashes(self) -> None:
        """Writes all hashes of the first case's journal anew, as they would be without a key."""
        before = ""
        for row in self.finds("SELECT * FROM journal WHERE subject = :one ORDER BY number"):
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
    """A column of a row of the first case is changed."""
    change = f'UPDATE "{table}" SET {change} WHERE {where}'
    return by_sql(f"{table}: {name}", f"CHANGED in {part}", change)
