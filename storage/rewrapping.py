"""Wrapping keys again: for a recovery recipient that was named later, or for a new master key.

What is encrypted stays as it is; only the small keys to it are opened and wrapped anew.
"""

from __future__ import annotations

from dataclasses import dataclass

from pyrage.x25519 import Identity
from sqlalchemy import bindparam, select, update
from sqlmodel import col

from storage.columns import unlocked_by
from storage.database import Transaction
from storage.key_files import KeyFiles
from storage.keys import Keyring, Unreadable
from storage.tables import InboxRow

_WAITING = (
    select(col(InboxRow.key), col(InboxRow.payload)).where(col(InboxRow.done_at).is_(None)).with_for_update()
)
_SEAL = update(InboxRow).where(col(InboxRow.key) == bindparam("arrival")).values(payload=bindparam("sealed"))


@dataclass(frozen=True)
class Wrapped:
    """How many keys were wrapped again, and how many could not be opened."""

    wrapped: int
    unreadable: int


def outdated(keys: KeyFiles, keyring: Keyring) -> int:
    """How many keys are wrapped for others than the master key and the recovery recipients of now."""
    found = (keys.read(subject) for subject in keys.subjects())
    return sum(key is not None and key.recipients != keyring.mark for key in found)


def rewrap(keys: KeyFiles, keyring: Keyring, opener: Identity) -> Wrapped:
    """Wraps the keys for the recipients of now; `opener` is the key that opens them as they are.

    One that it does not open stays as it is. Done again, it goes on where it was ended.
    """
    wrapped = unreadable = 0
    for subject in list(keys.subjects()):
        key = keys.read(subject)
        if key is None or key.recipients == keyring.mark:
            continue
        try:
            keys.replace(subject, keyring.wrapped_again(key, opener))
            wrapped += 1
        except Unreadable:
            unreadable += 1
    return Wrapped(wrapped, unreadable)


def reseal(tx: Transaction, opener: Identity) -> int:
    """Seals what has arrived and is not dealt with yet for the recipients of now; gives how many.

    The key of the database, which may not be wrapped again yet, is not needed for it.
    """
    sealed = 0
    with unlocked_by(None):
        for row in tx.execute(_WAITING).all():
            try:
                payload = tx.keyring.sealed_again(row.payload, opener)
            except Unreadable:
                continue
            tx.execute(_SEAL, {"arrival": row.key, "sealed": payload})
            sealed += 1
    return sealed
