"""What a file is, told by its first bytes and not by what it is called."""

from __future__ import annotations

from pathlib import Path

import filetype

HEAD = 8192
"""As many first bytes as tell it, whatever the type."""

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
