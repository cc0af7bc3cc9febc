"""The key of the journal: one for the whole organisation, a file among the keys of the cases.

Whoever changes the database without it can make no line, head or seal that holds. It is wrapped, backed up
and recovered like the key of a case. It is never erased: the journal of what is erased can be checked.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from pyrage.x25519 import Identity

from storage.key_files import KeyFiles
from storage.keys import Key, Keyring, Unreadable

JOURNAL = "journal"
"""Its name among the keys: those of drafts and cases are random."""
IN_THE_MAKING = "journal-to-be"
"""Its name until all that is there is sealed with it."""
_USE = b"journal of V\xc3\xa6rn"


class JournalKeyMissing(Unreadable):
    """The key of the journal is not among the keys."""


@dataclass(frozen=True)
class JournalKey:
    """The key, unwrapped at its first use. Whoever wraps it again wraps the same one."""

    keyring: Keyring
    files: KeyFiles
    name: str = JOURNAL

    @cached_property
    def _secret(self) -> bytes:
        wrapped = self.files.read(self.name)
        if wrapped is None:
            raise JournalKeyMissing("the key of the journal is missing")
        return hmac.digest(str(self.keyring.unwrapped(wrapped).identity).encode(), _USE, "sha256")

    def mac(self, fields: Iterable[object]) -> str:
        """The HMAC-SHA256 (RFC 2104) of these fields. Raises Unreadable."""
        told = json.dumps([str(field) for field in fields])
        return hmac.new(self._secret, told.encode(), "sha256").hexdigest()


def is_missing(files: KeyFiles) -> bool:
    """Whether there is none."""
    return files.read(JOURNAL) is None


def is_in_the_making(files: KeyFiles) -> bool:
    """Whether a process was killed before its key had its name. Looked at before `is_missing`."""
    return files.read(IN_THE_MAKING) is not None


def begin(keyring: Keyring, files: KeyFiles) -> JournalKey:
    """The key in the making, made unless there is one."""
    files.add(IN_THE_MAKING, keyring.wrap(Key(Identity.generate())))
    return JournalKey(keyring, files, IN_THE_MAKING)


def end(files: KeyFiles) -> None:
    """The key in the making has its name, once what is sealed with it is remembered."""
    if is_in_the_making(files):
        files.rename(IN_THE_MAKING, JOURNAL)
