"""What the tables are made of: moments, encrypted values, and indexes of some rows alone.

A value that a query looks for is `keyed`, and one that is only read `locked`: with the key of the database
both lie there encrypted, and statements and rows have the values themselves. Which key it is, the transaction
says (`unlocked_by`). docs/what-a-thief-learns.md tells of each column what can be read without it.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any, Protocol, cast

from sqlalchemy import Column, DateTime, Dialect, Index, LargeBinary, text
from sqlalchemy.sql import operators
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field

from storage.column_ciphers import ColumnCipher, SpoiltColumn

PADDED_TO = 32
"""Bytes of which a value's length is a multiple, where a column says nothing else."""


class UtcDateTime(TypeDecorator[datetime]):
    """An aware datetime, UTC in the database; a naive one is refused rather than guessed."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To UTC. Raises ValueError for a naive datetime."""
        return None if value is None else _in_utc(value)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """SQLite gives the UTC moment back without its zone."""
        return None if value is None else value.replace(tzinfo=value.tzinfo or UTC).astimezone(UTC)


def _in_utc(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise ValueError("a datetime for the database must be aware")
    return value.astimezone(UTC)


class _HasColumns(Protocol):
    @property
    def columns(self) -> ColumnCipher: ...


_KEY: ContextVar[_HasColumns | None] = ContextVar("key of the database")


@contextmanager
def unlocked_by(key: _HasColumns | None) -> Iterator[None]:
    """What is read and written within has its encrypted values by that key, which is unwrapped at need.

    Without one what is read stays as it is stored, and what is written is so already: to copy whole rows.
    """
    before = _KEY.set(key)
    try:
        yield
    finally:
        _KEY.reset(before)


SPOILT = object()
"""In place of a value that was not written with the key of the database, where it is marked."""
_MARKED: ContextVar[bool] = ContextVar("spoilt values are marked", default=False)


@contextmanager
def marking_spoilt() -> Iterator[None]:
    """What is read within has SPOILT for a value that cannot be read, which raises SpoiltColumn otherwise."""
    before = _MARKED.set(True)
    try:
        yield
    finally:
        _MARKED.reset(before)


NONE = b"\xff"
"""In place of a value that is None: no text in UTF-8."""
_WRITTEN: Mapping[type, Callable[[Any], str]] = {
    str: str,
    int: str,
    bool: lambda value: "1" if value else "",
    datetime: lambda value: _in_utc(value).isoformat(),
}
_READ: Mapping[type, Callable[[str], Any]] = {
    str: str,
    int: int,
    bool: bool,
    datetime: datetime.fromisoformat,
}


class _Encrypted(TypeDecorator[Any]):
    impl = LargeBinary
    cache_ok = True
    compared_by: frozenset[Any] = frozenset({operators.is_, operators.is_not})

    class Comparator(TypeDecorator.Comparator[Any]):
        """Refuses what the database cannot tell of encrypted values, and would answer wrongly."""

        def operate(self, op: Any, *other: Any, **kwargs: Any) -> Any:
            """Raises TypeError. SQLAlchemy itself compares columns, to know them."""
            is_of_columns = any(isinstance(one, Column) for one in other)
            if not is_of_columns and op not in cast(_Encrypted, self.type).compared_by:
                raise TypeError(f"encrypted values are not compared by {op.__name__}")
            return super().operate(op, *other, **kwargs)

    comparator_factory = Comparator

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        """Encrypted. Raises DatabaseKeyMissing."""
        key = _KEY.get()
        return value if key is None else self._encrypted(value, key.columns)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        """The value itself. Raises DatabaseKeyMissing and SpoiltColumn."""
        key = _KEY.get()
        if value is None or key is None:
            return value
        try:
            return self._opened(value, key.columns)
        except SpoiltColumn:
            if not _MARKED.get():
                raise
            return SPOILT

    @abstractmethod
    def _encrypted(self, value: Any, cipher: ColumnCipher) -> bytes | None:
        """The value as it is stored."""

    @abstractmethod
    def _opened(self, stored: bytes, cipher: ColumnCipher) -> Any:
        """The value again. Raises SpoiltColumn."""


class Keyed(_Encrypted):
    """A text that is looked for: encrypted so that equal ones are equal.

    Columns of one `name` can be compared with each other.
    """

    cache_ok = True
    compared_by = _Encrypted.compared_by | {operators.eq, operators.ne, operators.in_op, operators.not_in_op}

    def __init__(self, name: str, to: int = PADDED_TO) -> None:
        super().__init__()
        self.name, self.to = name, to

    def _encrypted(self, value: Any, cipher: ColumnCipher) -> bytes | None:
        return None if value is None else cipher.keyed(str(value).encode(), self.name.encode(), self.to)

    def _opened(self, stored: bytes, cipher: ColumnCipher) -> Any:
        return cipher.opened_keyed(stored, self.name.encode()).decode()


class Locked(_Encrypted):
    """A value that is only read: encrypted so that nobody sees whether two are equal.

    `name` is that of its table and column, and `kind` what it is. None is a value like any other, unless it
    `shows_none` for a query that looks for it.
    """

    cache_ok = True

    def __init__(self, name: str, kind: type = str, to: int = PADDED_TO, shows_none: bool = False) -> None:
        super().__init__()
        self.name, self.kind, self.to, self.shows_none = name, kind, to, shows_none
        # Else SQLAlchemy would leave None out of an insert, where it is a value.
        self.should_evaluate_none = not shows_none

    def _encrypted(self, value: Any, cipher: ColumnCipher) -> bytes | None:
        if value is None and self.shows_none:
            return None
        written = NONE if value is None else _WRITTEN[self.kind](value).encode()
        return cipher.locked(written, self.name.encode(), self.to)

    def _opened(self, stored: bytes, cipher: ColumnCipher) -> Any:
        written = cipher.opened_locked(stored, self.name.encode())
        return None if written == NONE else _READ[self.kind](written.decode())


def moment(**kwargs: Any) -> Any:
    """A column that holds a Moment."""
    return Field(sa_type=UtcDateTime, **kwargs)


def keyed(name: str, to: int = PADDED_TO, **kwargs: Any) -> Any:
    """A column that holds a text which is looked for."""
    return Field(sa_type=cast("type[Any]", Keyed(name, to)), **kwargs)


def locked(name: str, kind: type = str, to: int = PADDED_TO, **kwargs: Any) -> Any:
    """A column that holds a value which is only read; a nullable one shows where it is None."""
    shows_none = bool(kwargs.get("nullable"))
    return Field(sa_type=cast("type[Any]", Locked(name, kind, to, shows_none)), **kwargs)


def some(name: str, *columns: str, of: str) -> Index:
    """An index of the rows of which that holds, so that it does not grow with the others.

    A query finds them by it when it says the same in the same words.
    """
    return Index(name, *columns, sqlite_where=text(of), postgresql_where=text(of))
