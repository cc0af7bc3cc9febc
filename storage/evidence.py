"""Evidence files: encrypted and fingerprinted on the way to disk, with flat memory, never changed after.

What is encrypted is padded, so that the length of a file does not tell what a short text was.
"""

from __future__ import annotations

import errno
import hashlib
import io
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import pyrage

from flows.case.case import Received
from storage.folder import sync_folder
from storage.keys import Key
from storage.media_types import Glimpse, Unusable, media_type
from storage.padding import Misshapen, WithoutPadding, padding

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer, SupportsWrite

PADDED_TO = 4096
"""Bytes of which the length of what is encrypted is a multiple."""
Recognise = Callable[[Glimpse], str]
"""The media type; raises Unusable for one that is not kept."""


NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS})
"""What a disk says on which there is no room for now."""


class Changed(Exception):
    """What lies on disk is not what was received: changed, cut short, or locked with another key."""


@dataclass(frozen=True)
class Fingerprint:
    """What bytes are known by. Size in bytes."""

    size: int
    sha256: str


class Measure(io.BufferedIOBase):
    """Counts and fingerprints what is written through it. Keeps none of it."""

    def __init__(self, out: SupportsWrite[bytes] | None = None) -> None:
        self.out = out
        self.size, self.digest = 0, hashlib.sha256()

    def writable(self) -> bool:
        return True

    def write(self, chunk: ReadableBuffer) -> int:
        data = bytes(chunk)
        self.size += len(data)
        self.digest.update(data)
        if self.out is not None:
            self.out.write(data)
        return len(data)

    def fingerprint(self) -> Fingerprint:
        """Of all that was written."""
        return Fingerprint(self.size, self.digest.hexdigest())


class _Look(Measure):
    """Also limits what is written, and looks at what it is. Raises Unusable."""

    def __init__(self, recognise: Recognise, largest: int) -> None:
        super().__init__()
        self.recognise, self.largest = recognise, largest
        self.seen, self.media_type = Glimpse(), ""

    def write(self, chunk: ReadableBuffer) -> int:
        data = bytes(chunk)
        super().write(data)
        if self.size > self.largest:
            raise Unusable("too_large")
        if not self.media_type:
            self.seen.see(data)
            if self.seen.is_enough():
                self.media_type = self._recognised()
        return len(data)

    def received(self) -> Received:
        """What it was, now that all of it has been written."""
        self.media_type = self.media_type or self._recognised()
        return Received(self.media_type, self.size, self.digest.hexdigest())

    def _recognised(self) -> str:
        if not self.seen.head:
            raise Unusable("empty")
        return self.recognise(self.seen)


class _Source(io.BufferedIOBase):
    """Feeds the encryption from the chunks, which are looked at on the way, and then with their padding."""

    def __init__(self, chunks: Iterator[bytes], look: _Look) -> None:
        self.chunks, self.look, self.rest = chunks, look, b""
        self.is_padded = False
        self.failure: BaseException | None = None

    def readable(self) -> bool:
        return True

    def read(self, size: int | None = -1) -> bytes:
        if not self.rest:
            self.rest = self._next()
        wanted = len(self.rest) if size is None or size < 0 else size
        part, self.rest = self.rest[:wanted], self.rest[wanted:]
        return part

    def _next(self) -> bytes:
        try:
            chunk = next(self.chunks, b"")
            self.look.write(chunk)
            if not chunk and not self.is_padded:
                self.look.received()
                self.is_padded = True
                return padding(self.look.size, PADDED_TO)
        finally:
            self.failure = sys.exception()
        return chunk


class _Sink(io.BufferedIOBase):
    """Takes what is encrypted to the disk, and keeps why that could not be done."""

    def __init__(self, file: io.BufferedWriter) -> None:
        self.file = file
        self.failure: OSError | None = None

    def writable(self) -> bool:
        return True

    def write(self, chunk: ReadableBuffer) -> int:
        try:
            return self.file.write(chunk)
        except OSError as error:
            self.failure = error
            raise


def path_of(folder: Path, subject: str, item: str) -> Path:
    """Where a file lies: named by ids, never by what it was called."""
    return folder_of(folder, subject) / f"{item}.age"


def folder_of(folder: Path, subject: str) -> Path:
    """Where the files of a draft or case lie."""
    return folder / "evidence" / subject


def receive(target: Path, key: Key, name: str, chunks: Iterator[bytes], largest: int) -> Received:
    """Encrypts the chunks into the target. Raises Unusable, and then leaves nothing behind.

    The file appears under its name only when all of it is safely on disk, and never replaces one that
    another attempt has put there: then that one is told of. `largest` is in bytes. Raises FileNotFoundError
    when the subject's files are erased meanwhile, and OSError, with one of `NO_ROOM`, when the disk is full.
    """
    return _stored(target, key, chunks, partial(media_type, name=name), largest)


def keep(folder: Path, subject: str, item: str, key: Key, data: bytes) -> Received:
    """Stores what a person wrote, in UTF-8: a text whatever it begins with, also with "<html".

    Kept like a file that `receive` brings, and like it never replaced. Raises Unusable for an empty one.
    """
    return _stored(path_of(folder, subject, item), key, iter([data]), lambda _: "text/plain", len(data))


def _stored(target: Path, key: Key, chunks: Iterator[bytes], recognise: Recognise, largest: int) -> Received:
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    look = _Look(recognise, largest)
    part = target.with_suffix(f".{uuid4().hex}.part")
    try:
        with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            _encrypt(_Source(chunks, look), file, key)
            file.flush()
            os.fsync(file.fileno())
        is_first = _publish(part, target)
    finally:
        part.unlink(missing_ok=True)
    _settle_folder(target)
    return look.received() if is_first else _kept(target, key, recognise)


def _encrypt(source: _Source, file: io.BufferedWriter, key: Key) -> None:
    sink = _Sink(file)
    try:
        pyrage.encrypt_io(source, sink, [key.recipient])
    except pyrage.EncryptError as error:
        # The library hides what its reader or writer raised behind an error of its own.
        raise (source.failure or sink.failure or error) from None


def _publish(part: Path, target: Path) -> bool:
    """Gives the file its name, unless another attempt was first; tells whether this one was."""
    try:
        os.link(part, target)
    except (FileExistsError, FileNotFoundError):
        if not target.exists():
            raise
        return False
    return True


def _settle_folder(target: Path) -> None:
    """Removes what other attempts left half written, and has the names on disk for good."""
    for other in target.parent.glob(f"{target.stem}.*.part"):
        other.unlink(missing_ok=True)
    for folder in target.parents[:2]:
        sync_folder(folder)


def _kept(target: Path, key: Key, recognise: Recognise) -> Received:
    look = _Look(recognise, sys.maxsize)
    decrypt(target, key, look)
    return look.received()


def decrypt(target: Path, key: Key, out: SupportsWrite[bytes] | None = None) -> Fingerprint:
    """Writes the bytes as they came to `out`, piece by piece, and tells what they were.

    Each piece is authentic when it is written, but only the normal end says that none is missing. Raises
    Changed, FileNotFoundError, and what `out` raises.
    """
    measure = Measure(out)
    whole = WithoutPadding(measure, PADDED_TO)
    with target.open("rb") as file:
        try:
            pyrage.decrypt_io(file, whole, [key.identity])
            whole.end()
        except (pyrage.DecryptError, Misshapen):
            raise Changed from None
        except OSError as error:
            # The library's own have no number, unlike those of a disk or of `out`.
            if error.errno is not None:
                raise
            raise Changed from None
    return measure.fingerprint()


def original(target: Path, key: Key) -> bytes:
    """The bytes as they came, all of them in memory. Raises Changed."""
    out = io.BytesIO()
    decrypt(target, key, out)
    return out.getvalue()


def fingerprint(target: Path, key: Key) -> Fingerprint | None:
    """What the file is known by now; None when it is missing. Raises Changed when it cannot be decrypted."""
    try:
        return decrypt(target, key)
    except FileNotFoundError:
        return None


def erase_item(folder: Path, subject: str, item: str) -> None:
    """Removes the file of one item, also one that is only half received."""
    target = path_of(folder, subject, item)
    for file in (target, *target.parent.glob(f"{item}.*.part")):
        file.unlink(missing_ok=True)


def erase(folder: Path, subject: str) -> None:
    """Removes the files of a draft or case. Their key is destroyed elsewhere; this frees the disk."""
    place = folder_of(folder, subject)
    if place.exists():
        for file in place.iterdir():
            file.unlink(missing_ok=True)
        # Not empty where a file is just being received: whoever does that erases it in its turn.
        with suppress(OSError):
            place.rmdir()
