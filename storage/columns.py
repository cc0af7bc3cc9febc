"""What the tables are made of: moments, and indexes of some rows alone."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, Dialect, Index, text
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field


class UtcDateTime(TypeDecorator[datetime]):
    """An aware datetime, UTC in the database; a naive one is refused rather than guessed."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To UTC. Raises ValueError for a naive datetime."""
        if value is not None and value.tzinfo is None:
            raise ValueError("a datetime for the database must be aware")
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """SQLite gives the UTC moment back without its zone."""
        return None if value is None else value.replace(tzinfo=value.tzinfo or UTC).astimezone(UTC)


def moment(**kwargs: Any) -> Any:
    """A column that holds a Moment."""
    return Field(sa_type=UtcDateTime, **kwargs)


def some(name: str, *columns: str, of: str) -> Index:
    """An index of the rows of which that holds, so that it does not grow with the others.

    A query finds them by it when it says the same in the same words.
    """
    return Index(name, *columns, sqlite_where=text(of), postgresql_where=text(of))
