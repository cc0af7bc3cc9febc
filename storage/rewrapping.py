"""Wrapping keys again: for a recovery recipient that was named later, or for a new master key.

What is encrypted stays as it is; only the small keys to it are opened and wrapped anew.
"""

from __future__ import annotations

from dataclasses import dataclass

from pyrage.x25519 import Identity
from sqlalchemy import func
from sqlmodel import col, select

from storage.database import Transaction
from storage.keys import Unreadable
from storage.tables import InboxRow, VaultRow

PIECE = 200
"""Keys of one transaction, so that nobody waits long for it."""


@dataclass(frozen=True)
class Piece:
    """How a piece went; `last` is the key to go on after, None when there is none left."""

    last: str | None
    wrapped: int
    unreadable: int


def outdated(tx: Transaction) -> int:
    """How many keys are wrapped for others than the master key and the recovery recipients of now."""
    query = select(func.count()).select_from(VaultRow).where(VaultRow.recipients != tx.keyring.mark)
    return int(tx.session.exec(query).one())


def rewrap(tx: Transaction, opener: Identity, after: str = "") -> Piece:
    """Wraps the next keys for the recipients of now; `opener` is the key that opens them as they are.

    One that it does not open stays as it is.
    """
    query = select(VaultRow).where(VaultRow.id > after, VaultRow.recipients != tx.keyring.mark)
    # Locked, where others may destroy a key meanwhile.
    rows = tx.session.exec(query.order_by(col(VaultRow.id)).limit(PIECE).with_for_update()).all()
    wrapped = 0
    for row in rows:
        try:
            row.wrapped = tx.keyring.wrapped_again(row.wrapped, opener)
        except Unreadable:
            continue
        row.recipients = tx.keyring.mark
        tx.session.add(row)
        wrapped += 1
    return Piece(rows[-1].id if rows else None, wrapped, len(rows) - wrapped)


def reseal(tx: Transaction, opener: Identity) -> int:
    """Seals what has arrived and is not dealt with yet for the recipients of now; gives how many."""
    rows = tx.session.exec(select(InboxRow).where(col(InboxRow.done_at).is_(None)).with_for_update()).all()
    sealed = 0
    for row in rows:
        try:
            row.payload = tx.keyring.sealed_again(row.payload, opener)
        except Unreadable:
            continue
        tx.session.add(row)
        sealed += 1
    return sealed
