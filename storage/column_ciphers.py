"""How a value of a column is encrypted with the key of the database.

AES-SIV (RFC 5297) both ways: without a nonce equal values are equal, so that the database finds them without
knowing them; with one nobody can tell that two values are equal. The name that goes with a value keeps what
stands in one column from being put into another.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV

from storage.keys import Unreadable
from storage.padding import Misshapen, padded, unpadded

KEY = 64
"""Bytes of a key of AES-256 in SIV."""
NONCE = 16


class SpoiltColumn(Unreadable):
    """A value of a column was not written with the key of this database."""


@dataclass(frozen=True)
class ColumnCipher:
    """Encrypts with two keys, one for what is looked up and one for what is only read."""

    lookup: AESSIV
    reading: AESSIV

    def keyed(self, value: bytes, name: bytes, to: int) -> bytes:
        """The value, of a length that is a multiple of `to` bytes; equal values are equal."""
        return self.lookup.encrypt(padded(value, to), [name])

    def opened_keyed(self, stored: bytes, name: bytes) -> bytes:
        """The value again. Raises SpoiltColumn."""
        return _opened(self.lookup, stored, [name])

    def locked(self, value: bytes, name: bytes, to: int) -> bytes:
        """The value behind a random nonce, other each time."""
        nonce = secrets.token_bytes(NONCE)
        return nonce + self.reading.encrypt(padded(value, to), [name, nonce])

    def opened_locked(self, stored: bytes, name: bytes) -> bytes:
        """The value again. Raises SpoiltColumn."""
        return _opened(self.reading, stored[NONCE:], [name, stored[:NONCE]])


def _opened(cipher: AESSIV, stored: bytes, names: list[bytes]) -> bytes:
    try:
        return unpadded(cipher.decrypt(stored, names))
    except (InvalidTag, Misshapen, TypeError, ValueError):
        raise SpoiltColumn("a column was not written with the key of this database") from None
