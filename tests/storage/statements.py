"""What is said to the database: the statements that some work takes, and how the database finds rows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, event

from storage.database import Storage

Statement = tuple[str, Any]
"""As the driver gets it, with what is bound to it."""


@contextmanager
def counted(storage: Storage) -> Iterator[list[Statement]]:
    """The statements within the block, those that begin and end a transaction left out."""
    found: list[Statement] = []

    def hear(_: Connection, __: Any, statement: str, parameters: Any, *___: object) -> None:
        if not statement.startswith("BEGIN"):
            found.append((statement, parameters))

    event.listen(storage.engine, "before_cursor_execute", hear)
    try:
        yield found
    finally:
        event.remove(storage.engine, "before_cursor_execute", hear)
