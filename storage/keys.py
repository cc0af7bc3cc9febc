"""Keys: one a draft or case, wrapped for the organisation's master recipients, in the age format.

Destroying the wrapped key of a case makes everything written in it unreadable, wherever a copy lies.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pyrage
from pyrage.x25519 import Identity, Recipient
from sqlalchemy import bindparam
from sqlmodel import Session, col, select

from storage.tables import VaultRow

KEYS_AT_ONCE = 200
_WRAPPED = select(VaultRow).where(col(VaultRow.id).in_(bindparam("subjects", expanding=True)))


class Unreadable(Exception):
    """Something was encrypted to a key that is not here."""


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
        """A JSON value, encrypted."""
        return self.lock(json.dumps(value, ensure_ascii=False))

    def unlock_json(self, locked: bytes) -> Any:
        """The JSON value again."""
        return json.loads(self.unlock(locked))


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

    def new_key(self, session: Session, subject: str) -> Key:
        """A fresh key for a draft; its case keeps it, so evidence is never encrypted twice."""
        identity = Identity.generate()
        wrapped = bytes(pyrage.encrypt(str(identity).encode(), self.recipients))
        session.add(VaultRow(id=subject, wrapped=wrapped, recipients=self.mark))
        return Key(identity)

    def wrapped_again(self, wrapped: bytes, opener: Identity) -> bytes:
        """The key, wrapped for the recipients of now. Raises Unreadable when `opener` does not open it."""
        return bytes(pyrage.encrypt(_decrypted(wrapped, opener), self.recipients))

    def sealed_again(self, sealed: bytes, opener: Identity) -> bytes:
        """An arrival's payload sealed for the recipients of now. Raises Unreadable like `wrapped_again`."""
        return self.seal(_decrypted(sealed, opener))

    def wrapped(self, session: Session, subjects: Collection[str]) -> dict[str, bytes]:
        """The wrapped keys of these drafts or cases, those that are not destroyed."""
        session.flush()
        rows = session.connection().execute(_WRAPPED, {"subjects": list(subjects)})
        return {row.id: row.wrapped for row in rows}

    def unwrapped(self, wrapped: bytes | None) -> Key:
        """The key itself. Raises Unreadable when it is destroyed (None) or wrapped for others."""
        if wrapped is None:
            raise Unreadable("the key is destroyed")
        return Key(Identity.from_str(_decrypted(wrapped, self.master).decode()))

    def key(self, session: Session, subject: str) -> Key:
        """The key of a draft or case. Raises Unreadable when it is destroyed or wrapped for others."""
        return self.unwrapped(self.wrapped(session, [subject]).get(subject))

    def knows(self, session: Session, subject: str) -> bool:
        """Whether the draft or case has a key, and so is not erased."""
        return session.get(VaultRow, subject) is not None

    def fits(self, session: Session) -> bool:
        """Whether this master key opens what is stored; true while nothing is."""
        row = session.exec(select(VaultRow).limit(1)).first()
        try:
            return row is None or bool(self.key(session, row.id))
        except Unreadable:
            return False

    def opens_some(self, session: Session) -> bool:
        """Whether this master key opens any of what is stored; true while nothing is.

        Unlike `fits` it is not misled by a first key that somebody has spoilt.
        """
        rows = session.exec(select(VaultRow.wrapped).execution_options(yield_per=KEYS_AT_ONCE))
        is_empty = True
        for wrapped in rows:
            is_empty = False
            with suppress(Unreadable, ValueError, pyrage.IdentityError):
                return bool(self.unwrapped(wrapped))
        return is_empty

    def destroy(self, session: Session, subject: str) -> None:
        """Makes everything of that draft or case unreadable for good."""
        row = session.get(VaultRow, subject)
        if row is not None:
            session.delete(row)

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
