"""Rows of many people are read without those that somebody has spoilt, which keep nothing from the others.

A row is spoilt when a value in it was not written with the key of the database: by a disk that gives back
something else, or by somebody who writes into the database. What belongs to one draft or case raises
SpoiltColumn instead, since half of it would be worse than none.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Executable, Row
from sqlmodel import Session

from storage.columns import SPOILT, marking_spoilt

log = logging.getLogger(__name__)

PlainRow = Row[*tuple[Any, ...]]
"""A row with its columns as attributes, which nobody keeps watch over."""


def rows_that_open(
    session: Session, statement: Executable, given: Mapping[str, Any] | None = None
) -> list[PlainRow]:
    """The rows of the statement, plain ones; of those that are spoilt the log tells how many there are."""
    found, spoilt = told_apart(session, statement, given)
    if spoilt:
        log.error("%d rows of %s cannot be read", len(spoilt), ", ".join(_tables(statement)))
    return found


def told_apart(
    session: Session, statement: Executable, given: Mapping[str, Any] | None = None
) -> tuple[list[PlainRow], list[PlainRow]]:
    """The rows that are as they were written, and those that are spoilt, with SPOILT for a value."""
    session.flush()
    with marking_spoilt():
        rows = session.connection().execute(statement, given).all()
    spoilt = [row for row in rows if any(value is SPOILT for value in row)]
    return [row for row in rows if row not in spoilt] if spoilt else list(rows), spoilt


def _tables(statement: Executable) -> list[str]:
    return sorted({str(found.name) for found in statement.get_final_froms()})  # type: ignore[attr-defined]
