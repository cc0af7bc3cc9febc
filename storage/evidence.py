"""Evidence files: encrypted and fingerprinted on the way to disk, with flat memory, never changed after."""

from __future__ import annotations

import hashlib
import io
import os
import struct
import sys
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import filetype
import pillow_heif
import pyrage
from PIL import Image, ImageOps

from flows.case import Refusal
from storage.keys import Key

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

HEAD = 8192
PREVIEW_SIDE = 1600
MOST_PIXELS = 60_000_000

KEPT_TYPES = frozenset(
    {
        "image/png",
        "image/jpeg",
        "image/webp",
        "image/gif",
        "image/heic",
        "application/pdf",
        "video/mp4",
        "video/quicktime",
        "audio/mpeg",
        "audio/mp4",
        "audio/x-wav",
    }
)
BROKEN = (
    *(ArithmeticError, AssertionError, AttributeError, EOFError, LookupError, MemoryError, OSError),
    *(RuntimeError, SyntaxError, SystemError, TypeError, ValueError),
    *(Image.DecompressionBombError, struct.error, zlib.error),
)
"""What Pillow and its decoders raise for a picture that is broken, or made to break them."""

pillow_heif.register_heif_opener(thumbnails=False)

_TEXTS = {".txt": "text/plain", ".eml": "message/rfc822"}
_OUTLOOK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class Unusable(Exception):
    """The file cannot be kept; `reason` says why."""

    def __init__(self, reason: Refusal) -> None:
        super().__init__(reason)
        self.reason: Refusal = reason


@dataclass(frozen=True)
class Received:
    """A file that is safe on disk. Size in bytes; the fingerprint is of the bytes as they came."""

    media_type: str
    size: int
    sha256: str


class _Look(io.BufferedIOBase):
    """Counts, fingerprints and looks at the first bytes of what is written to it. Keeps none of it."""

    def __init__(self, name: str, largest: int) -> None:
        self.name, self.largest = name, largest
        self.size, self.head, self.media_type = 0, b"", ""
        self.digest = hashlib.sha256()

    def writable(self) -> bool:
        return True

    def write(self, chunk: ReadableBuffer) -> int:
        data = bytes(chunk)
        self.size += len(data)
        self.digest.update(data)
        if self.size > self.largest:
            raise Unusable("too_large")
        if not self.media_type:
            self.head += data
            if len(self.head) >= HEAD:
                self.media_type = self._sniffed()
        return len(data)

    def received(self) -> Received:
        """What it was, now that all of it has been written."""
        self.media_type = self.media_type or self._sniffed()
        return Received(self.media_type, self.size, self.digest.hexdigest())

    def _sniffed(self) -> str:
        if not self.head:
            raise Unusable("empty")
        found = media_type(self.head, self.name)
        if not found:
            raise Unusable("type")
        return found


class _Source(io.BufferedIOBase):
    """Feeds the encryption from the chunks, which are looked at on the way."""

    def __init__(self, chunks: Iterator[bytes], look: _Look) -> None:
        self.chunks, self.look, self.rest = chunks, look, b""
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
            if not chunk:
                self.look.received()
        finally:
            self.failure = sys.exception()
        return chunk


def media_type(head: bytes, name: str) -> str:
    """The type by the content's first bytes; "" for one that is not kept. The name only tells texts apart."""
    guessed = filetype.guess(head)
    if guessed is not None:
        mime = str(guessed.mime)
        return mime if mime in KEPT_TYPES else ""
    suffix = Path(name).suffix.lower()
    if head.startswith(_OUTLOOK):
        return "application/vnd.ms-outlook" if suffix == ".msg" else ""
    if suffix in _TEXTS and b"\0" not in head and not _is_markup(head):
        return _TEXTS[suffix]
    return ""


def _is_markup(head: bytes) -> bool:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return start.startswith((b"<!doctype", b"<html", b"<svg", b"<?xml", b"<script"))


def path_of(folder: Path, subject: str, item: str) -> Path:
    """Where a file lies: named by ids, never by what it was called."""
    return folder / "evidence" / subject / f"{item}.age"


def receive(target: Path, key: Key, name: str, chunks: Iterator[bytes], largest: int) -> Received:
    """Encrypts the chunks into the target. Raises Unusable, and then leaves nothing behind.

    The file appears under its name only when all of it is safely on disk, and never replaces one that
    another attempt has put there: then that one is told of. `largest` is in bytes. Raises FileNotFoundError
    when the subject's files are erased meanwhile.
    """
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    look = _Look(name, largest)
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
    return look.received() if is_first else _kept(target, key, name)


def _encrypt(source: _Source, file: io.BufferedWriter, key: Key) -> None:
    try:
        pyrage.encrypt_io(source, file, [key.recipient])
    except pyrage.EncryptError as error:
        # The library hides what its reader raised behind an error of its own.
        raise (source.failure or error) from None


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
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _kept(target: Path, key: Key, name: str) -> Received:
    look = _Look(name, sys.maxsize)
    with target.open("rb") as file:
        pyrage.decrypt_io(file, look, [key.identity])
    return look.received()


def original(target: Path, key: Key) -> bytes:
    """The bytes as they came."""
    return bytes(pyrage.decrypt(target.read_bytes(), [key.identity]))


def preview(data: bytes, media: str) -> bytes | None:
    """The picture drawn anew: no EXIF, no position, limited in size. None for what is no safe picture."""
    if not media.startswith("image/"):
        return None
    try:
        return _drawn(data)
    except BROKEN:
        return None


def _drawn(data: bytes) -> bytes | None:
    with Image.open(io.BytesIO(data)) as image:
        if image.width * image.height > MOST_PIXELS:
            return None
        upright = ImageOps.exif_transpose(image).convert("RGB")
    upright.thumbnail((PREVIEW_SIDE, PREVIEW_SIDE))
    # Or the colour profile would go along, which may name a screen and its owner.
    upright.info.clear()
    out = io.BytesIO()
    upright.save(out, "PNG", optimize=True)
    return out.getvalue()


def erase(folder: Path, subject: str) -> None:
    """Removes the files of a draft or case. Their key is destroyed elsewhere; this frees the disk."""
    place = folder / "evidence" / subject
    if place.exists():
        for file in place.iterdir():
            file.unlink(missing_ok=True)
        # Not empty where a file is just being received: whoever does that erases it in its turn.
        with suppress(OSError):
            place.rmdir()
