"""The key of the database: one for the whole organisation, a file among the keys of the cases.

With it the columns are encrypted that a query looks at or that belong to no case (storage/columns.py). And
whoever changes the database without it can make no line, head or seal of the journal that holds. It is
wrapped, backed up and recovered like the key of a case. It is never erased: the journal of what is erased can
be checked.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from pyrage.x25519 import Identity
from sqlalchemy import Connection, literal, select
from sqlmodel import SQLModel

from storage import column_ciphers
from storage.column_ciphers import ColumnCipher
from storage.key_files import KeyFiles
from storage.keys import Key, Keyring, Unreadable

DATABASE = "database"
"""Its name among the keys: those of drafts and cases are random."""


class DatabaseKeyMissing(Unreadable):
    """The key of the database is not among the keys."""


@dataclass(frozen=True)
class DatabaseKey:
    """The key, unwrapped at its first use. Whoever wraps it again wraps the same one."""

    keyring: Keyring
    files: KeyFiles

    @cached_property
    def _identity(self) -> bytes:
        wrapped = self.files.read(DATABASE)
        if wrapped is None:
            raise DatabaseKeyMissing("the key of the database is missing")
        return str(self.keyring.unwrapped(wrapped).identity).encode()

    def _derived(self, use: str, length: int) -> bytes:
        """A key of its own for each use, by RFC 5869."""
        return HKDF(SHA256(), length, salt=None, info=f"Værn {use}".encode()).derive(self._identity)

    @cached_property
    def _of_journal(self) -> bytes:
        return self._derived("journal", 32)

    @cached_property
    def columns(self) -> ColumnCipher:
        """What encrypts the columns. Raises Unreadable."""
        lookup, reading = (self._derived(use, column_ciphers.KEY) for use in ("keyed", "locked"))
        return ColumnCipher(AESSIV(lookup), AESSIV(reading))

    def mac(self, fields: Iterable[object]) -> str:
        """The HMAC-SHA256 (RFC 2104) of these fields. Raises Unreadable."""
        told = json.dumps([str(field) for field in fields])
        return hmac.new(self._of_journal, told.encode(), "sha256").hexdigest()


def is_missing(files: KeyFiles) -> bool:
    """Whether there is none."""
    return files.read(DATABASE) is None


def make(connection: Connection, keyring: Keyring, files: KeyFiles) -> None:
    """Makes the key where nothing was ever written to the database.

    Where the master key opens none of the other keys, it waits for a start with the right one. Where there is
    something in the database, the key is lost: another one could not read it.
    """
    if is_missing(files) and keyring.opens_any(files) and is_empty(connection):
        files.add(DATABASE, keyring.wrap(Key(Identity.generate())))


def is_empty(connection: Connection) -> bool:
    """Whether no table has a row."""
    return not any(
        connection.execute(select(literal(1)).select_from(table).limit(1)).first()
        for table in SQLModel.metadata.sorted_tables
    )
