"""Which processes on one PostgreSQL are alive: what one that was killed had begun is taken over in seconds.

Each holds a lock of the server's as long as its connection lives, which the server knows better than any
clock. docs/decisions/2026-11-30-the-living-hold-a-lock.md tells why.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from contextlib import suppress

from sqlalchemy import Connection, Engine, bindparam, select, text, update
from sqlalchemy.exc import DBAPIError
from sqlmodel import col

from storage.database import Storage, Transaction
from storage.tables import OutboxRow

LOCKS = 7_361_003
"""The class of our locks among the advisory locks of the database."""
GONE_AFTER = 5.0
"""Seconds without its lock, in which a process that is alive takes it again after a lost connection."""

_QUICKLY = (
    "SET tcp_keepalives_idle = 5",
    "SET tcp_keepalives_interval = 2",
    "SET tcp_keepalives_count = 3",
)
"""So that the server notices within about ten seconds when a machine is gone: its manual, 20.3.2."""
_TAKE = text("SELECT pg_advisory_lock(:locks, :process)")
_ALIVE = text(
    "SELECT objid FROM pg_locks WHERE locktype = 'advisory' AND classid = :locks AND objsubid = 2 AND granted"
    " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
)
_IS_CLAIMED = (col(OutboxRow.done_at).is_(None), col(OutboxRow.claimed_until).is_not(None))
_CLAIMING = select(col(OutboxRow.claimed_by)).where(*_IS_CLAIMED, col(OutboxRow.claimed_by) != 0).distinct()
_TAKE_OVER = (
    update(OutboxRow)
    .where(*_IS_CLAIMED, col(OutboxRow.claimed_by).in_(bindparam("gone", expanding=True)))
    .values(claimed_until=None, claimed_by=0)
)


class Liveness:
    """This process among the others. `process` is its number, by which it claims."""

    def __init__(self, storage: Storage, monotonic: Callable[[], float] = time.monotonic) -> None:
        self.process = secrets.randbelow(2**31 - 1) + 1
        self._storage, self._monotonic = storage, monotonic
        self._connection: Connection | None = None
        self._held_since = 0.0
        self._missed: dict[int, float] = {}

    def look(self) -> int:
        """Shows that this process is alive, and frees what those had claimed that are not; gives how much.

        To be called once a second or two. Raises DBAPIError while the database is away.
        """
        living, claiming = self._living(), self._storage.read(_claiming)
        now = self._monotonic()
        self._missed = {one: self._missed.get(one, now) for one in claiming - living}
        # After a restart of the server all have to take their locks again: nobody is gone before they could.
        gone = [
            one for one, since in self._missed.items() if now - max(since, self._held_since) >= GONE_AFTER
        ]
        return self._storage.run(lambda tx: _freed(tx, gone)) if gone else 0

    def _living(self) -> set[int]:
        if self._connection is None:
            self._connection = _connected(self._storage.engine)
            self._connection.execute(_TAKE, {"locks": LOCKS, "process": self.process})
            self._held_since, self._missed = self._monotonic(), {}
        try:
            return set(self._connection.execute(_ALIVE, {"locks": LOCKS}).scalars())
        except DBAPIError:
            self.end()
            raise

    def end(self) -> None:
        """Lets go of the lock: what this process has claimed yet is taken over."""
        if self._connection is not None:
            with suppress(DBAPIError):
                self._connection.close()
            self._connection = None


def _connected(engine: Engine) -> Connection:
    """A connection of its own, which the pool does not hand to anybody else."""
    connection = engine.connect().execution_options(isolation_level="AUTOCOMMIT")
    connection.detach()
    for setting in _QUICKLY:
        connection.execute(text(setting))
    return connection


def _claiming(tx: Transaction) -> set[int]:
    return set(tx.execute(_CLAIMING).scalars())


def _freed(tx: Transaction, gone: list[int]) -> int:
    tx.owes()
    return int(tx.execute(_TAKE_OVER, {"gone": gone}).rowcount)
