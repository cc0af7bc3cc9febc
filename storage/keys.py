"""Keys: one a draft or case, wrapped for the organisation's master recipients, in the age format.

Destroying the wrapped key of a case makes everything written in it unreadable, wherever a copy lies.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pyrage
from pyrage.x25519 import Identity, Recipient
from sqlalchemy.exc import DontWrapMixin

from storage.key_files import KeyFiles, WrappedKey

PADDED_TO = 256
"""Bytes of which the length of what is encrypted is a multiple."""


class Unreadable(Exception, DontWrapMixin):
    """Something was encrypted to a key that is not here; a statement that needs it raises it as it is."""


@dataclass(frozen=True)
class Key:
    """The key of one draft or case."""

    identity: Identity

    @cached_property
    def recipient(self) -> Recipient:
        """The public half, to which evidence files are encrypted."""
        return self.identity.to_public()

    def lock(self, text: str) -> bytes:
        """The text, encrypted."""
        return bytes(pyrage.encrypt(text.encode(), [self.recipient]))

    def unlock(self, locked: bytes) -> str:
        """The text again. Raises Unreadable for what another key locked."""
        return _decrypted(locked, self.identity).decode()

    def lock_json(self, value: Any) -> bytes:
        """A JSON value, encrypted, with spaces behind it, so that its length tells little."""
        text = json.dumps(value, ensure_ascii=False)
        return self.lock(text + " " * (-len(text.encode()) % PADDED_TO))

    def unlock_json(self, locked: bytes) -> Any:
        """The JSON value again."""
        return json.loads(self.unlock(locked))


def _opened(key: WrappedKey, opener: Identity) -> Key:
    try:
        return Key(Identity.from_str(_decrypted(key.wrapped, opener).decode()))
    except (ValueError, pyrage.IdentityError):
        raise Unreadable("a key file holds no key") from None


def _decrypted(locked: bytes, identity: Identity) -> bytes:
    try:
        return bytes(pyrage.decrypt(locked, [identity]))
    except pyrage.DecryptError as error:
        raise Unreadable("a text cannot be read with this key") from error


@dataclass(frozen=True)
class Keyring:
    """The master key and the recipients for whom every case key is wrapped."""

    master: Identity
    recovery: tuple[Recipient, ...] = ()

    @property
    def recipients(self) -> list[Recipient]:
        """The master itself and the organisation's recovery recipients."""
        return [self.master.to_public(), *self.recovery]

    @cached_property
    def mark(self) -> str:
        """By which it is known for whom a key is wrapped, without opening it."""
        names = " ".join(sorted(map(str, self.recipients)))
        return hashlib.sha256(names.encode()).hexdigest()[:16]

    def wrap(self, key: Key) -> WrappedKey:
        """The key, wrapped for the recipients of now."""
        wrapped = bytes(pyrage.encrypt(str(key.identity).encode(), self.recipients))
        return WrappedKey(self.mark, wrapped)

    def wrapped_again(self, key: WrappedKey, opener: Identity) -> WrappedKey:
        """The key, wrapped for the recipients of now. Raises Unreadable when `opener` does not open it."""
        return self.wrap(_opened(key, opener))

    def sealed_again(self, sealed: bytes, opener: Identity) -> bytes:
        """An arrival's payload sealed for the recipients of now. Raises Unreadable like `wrapped_again`."""
        return self.seal(_decrypted(sealed, opener))

    def unwrapped(self, key: WrappedKey | None) -> Key:
        """The key itself. Raises Unreadable when it is destroyed (None) or wrapped for others."""
        if key is None:
            raise Unreadable("the key is destroyed")
        return _opened(key, self.master)

    def opens_any(self, files: KeyFiles) -> bool:
        """Whether this master key opens any of the keys; true while there is none.

        It is not misled by a first one that somebody has spoilt.
        """
        is_empty = True
        for subject in files.subjects():
            is_empty = False
            with suppress(Unreadable):
                return bool(self.unwrapped(files.read(subject)))
        return is_empty

    def seal(self, payload: bytes) -> bytes:
        """Encrypted for the master recipients: an event that has arrived and belongs to no case yet."""
        return bytes(pyrage.encrypt(payload, self.recipients))

    def unseal(self, sealed: bytes) -> bytes:
        """The payload again."""
        return _decrypted(sealed, self.master)


def read_identity(text: str) -> Identity:
    """A master key as written in a setting or file. Raises ValueError when it is none."""
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    try:
        return Identity.from_str("".join(lines).strip())
    except pyrage.IdentityError as error:
        raise ValueError("this is not an age secret key") from error


def read_recipient(text: str) -> Recipient:
    """A recovery recipient of the organisation. Raises ValueError when it is none."""
    try:
        return Recipient.from_str(text.strip())
    except pyrage.RecipientError as error:
        raise ValueError("this is not an age recipient") from error


def make_master(path: Path) -> Identity:
    """A new master key in a file that only its owner can read, whole from the first moment.

    Raises FileExistsError when there is one: it is never replaced.
    """
    identity, whole = Identity.generate(), path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    handle = os.open(whole, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w") as file:
            file.write(f"# Master key of Værn. Keep a copy apart from the data.\n{identity}\n")
        path.hardlink_to(whole)
    finally:
        whole.unlink()
    return identity
