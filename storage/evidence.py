"""Evidence files: encrypted and fingerprinted on the way to disk, with flat memory, never changed after."""

from __future__ import annotations

import hashlib
import io
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import filetype
import pyrage
from PIL import Image, ImageOps, UnidentifiedImageError

from flows.case import Refusal
from storage.keys import Key

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


class _Measured(io.BufferedIOBase):
    """Feeds the encryption, counting, fingerprinting and looking at the first bytes on the way."""

    def __init__(self, chunks: Iterator[bytes], name: str, largest: int) -> None:
        self.chunks, self.name, self.largest = chunks, name, largest
        self.rest, self.size, self.head = b"", 0, b""
        self.media_type = ""
        self.digest = hashlib.sha256()
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
            self._look_at(chunk)
        finally:
            self.failure = sys.exception()
        return chunk

    def _look_at(self, chunk: bytes) -> None:
        self.size += len(chunk)
        self.digest.update(chunk)
        if self.size > self.largest:
            raise Unusable("too_large")
        if not self.media_type:
            self.head += chunk
            if len(self.head) >= HEAD or not chunk:
                self.media_type = self._sniffed()

    def _sniffed(self) -> str:
        if not self.head:
            raise Unusable("empty")
        found = media_type(self.head, self.name)
        if not found:
            raise Unusable("type")
        return found


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

    The file appears under its name only when all of it is safely on disk. `largest` is in bytes.
    """
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = target.with_suffix(".part")
    source = _Measured(chunks, name, largest)
    try:
        with part.open("wb") as file:
            os.fchmod(file.fileno(), 0o600)
            _encrypt(source, file, key)
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    return Received(source.media_type, source.size, source.digest.hexdigest())


def _encrypt(source: _Measured, file: io.BufferedWriter, key: Key) -> None:
    try:
        pyrage.encrypt_io(source, file, [key.recipient])
    except pyrage.EncryptError as error:
        # The library hides what its reader raised behind an error of its own.
        raise (source.failure or error) from None


def original(target: Path, key: Key) -> bytes:
    """The bytes as they came."""
    return bytes(pyrage.decrypt(target.read_bytes(), [key.identity]))


def preview(data: bytes, media: str) -> bytes | None:
    """The picture drawn anew: no EXIF, no position, limited in size. None for what is no safe picture."""
    if not media.startswith("image/"):
        return None
    try:
        with Image.open(io.BytesIO(data)) as image:
            if image.width * image.height > MOST_PIXELS:
                return None
            upright = ImageOps.exif_transpose(image).convert("RGB")
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError, ValueError):
        return None
    upright.thumbnail((PREVIEW_SIDE, PREVIEW_SIDE))
    out = io.BytesIO()
    upright.save(out, "PNG", optimize=True)
    return out.getvalue()


def erase(folder: Path, subject: str) -> None:
    """Removes the files of a draft or case. Their key is destroyed elsewhere; this frees the disk."""
    place = folder / "evidence" / subject
    if place.exists():
        for file in place.iterdir():
            file.unlink()
        place.rmdir()
