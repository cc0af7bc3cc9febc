"""Work in a transaction that is done again from its start, where that is what helps."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError

from storage.keys import Unreadable

Result = TypeVar("Result")

TRIES = 10
SERIALISATION = frozenset({"40001", "40P01"})
"""PostgreSQL's codes for a transaction that met another one and is to be done again: its manual, 13.5."""
RESTARTING = frozenset({"57P01", "57P02", "57P03"})
"""PostgreSQL's codes while it stops or starts; those of class 08 are of the connection: appendix A."""
PAUSES = (0.1, 0.3, 0.6, 1.0, 2.0, 4.0)
"""Seconds between tries while PostgreSQL is away: as long as a server takes that is started again."""


class Conflict(Exception):
    """Somebody else changed the same row first; the transaction is to be done again from the start."""


def tried(attempt: Callable[[], Result], tries: int = TRIES) -> Result:
    """What the attempt gives, made again after a conflict, and while PostgreSQL is away for a moment.

    A row that another process added first is a conflict too, a transaction that PostgreSQL ended for
    another's sake, and a key that was destroyed between two looks: the next try finds it so. What stays so is
    raised in the end. A connection that is lost while its transaction ends may have ended it: so whoever
    decides looks first whether what has arrived is done already.
    """
    pauses = iter(PAUSES)
    left = tries
    while True:
        try:
            return attempt()
        except (Conflict, IntegrityError, Unreadable):
            left -= 1
            if not left:
                raise
        except DBAPIError as error:
            if _code(error) in SERIALISATION and left > 1:
                left -= 1
                continue
            pause = next(pauses, None) if is_away(error) else None
            if pause is None:
                raise
            time.sleep(pause)


def is_away(error: DBAPIError) -> bool:
    """Whether PostgreSQL cannot be reached, or has ended the connection: it may be back in a moment."""
    if error.connection_invalidated:
        return True
    code = _code(error)
    is_of_connection = code in RESTARTING or code.startswith("08") or not code
    return isinstance(error, OperationalError) and hasattr(error.orig, "sqlstate") and is_of_connection


def _code(error: DBAPIError) -> str:
    return getattr(error.orig, "sqlstate", None) or ""
