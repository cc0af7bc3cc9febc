"""A transaction that leaves nothing, so that hypothesis finds the same database at every example."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from storage.database import Storage, Transaction


class _Over(Exception):
    """Ends the transaction."""


@contextmanager
def passing(storage: Storage) -> Iterator[Transaction]:
    """All that is done in it is rolled back at its end."""
    with suppress(_Over), storage.transaction() as tx:
        yield tx
        raise _Over


def forget(tx: Transaction) -> None:
    """What was written is read from the database again, as another transaction would."""
    tx.session.flush()
    tx.session.expunge_all()
