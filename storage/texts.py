"""Text by its first bytes, in whatever encoding, and what a text begins with."""

from __future__ import annotations

import codecs
import re

HEAD = 8192
"""As many first bytes as are looked at."""

# What the WHATWG's standard of sniffing calls binary, less what old printers and editors left in texts.
_BINARY = re.compile(rb"[\x00-\x07\x0e-\x1a\x1c-\x1f]")
_CONTROL = re.compile(r"[\x00-\x07\x0e-\x1a\x1c-\x1f]")
_MARKED = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LAST_OF_EUROPE = "\u05ff"
"""Latin, Greek, Cyrillic and Hebrew letters stand before it in Unicode."""


def text_of(head: bytes) -> str | None:
    """The text that these first bytes of a file are; None where they are none.

    Bytes that are text in no Unicode encoding are read as Windows-1252, whatever they were: which of the
    single-byte encodings it is, no byte tells.
    """
    for mark, encoding in _MARKED:
        if head.startswith(mark):
            return _decoded(head, encoding)
    if not _BINARY.search(head):
        text = _decoded(head, "utf-8")
        return head.decode("cp1252", "replace") if text is None else text
    return next(filter(_is_plausible, (_decoded(head, f"utf-16-{order}") for order in ("le", "be"))), None)


def _decoded(head: bytes, encoding: str) -> str | None:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        # The last sign of a longer file may be cut in two.
        text = decoder.decode(head, final=len(head) < HEAD)
    except UnicodeDecodeError:
        return None
    return None if _CONTROL.search(text) else text


def _is_plausible(text: str | None) -> bool:
    """UTF-16 without a mark: all of it can be read, and most of it in a script of Europe."""
    if not text or not all(sign.isprintable() or sign.isspace() for sign in text):
        return False
    return sum(sign <= _LAST_OF_EUROPE for sign in text) * 2 > len(text)


_MARKUP = ("<!doctype", "<html", "<head", "<body", "<svg", "<?xml", "<script")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)\s*", re.DOTALL)
_HEADER = re.compile(rb"(?:From |[!-9;-~]{1,70}:[ \t\r\n])")


def begins_as_markup(text: str) -> bool:
    """Whether a browser would take it for a page or a drawing, in which scripts would run."""
    return _COMMENT.sub("", text).lstrip("\ufeff \t\r\n\f").lower().startswith(_MARKUP)


def begins_as_mail(head: bytes) -> bool:
    """Whether its first line is a header of a mail; what follows need not be text."""
    return bool(_HEADER.match(head.lstrip(b"\xef\xbb\xbf\r\n")))
