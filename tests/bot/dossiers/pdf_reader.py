"""The text of a PDF that we made, as somebody would copy it out of a viewer: by its own tables."""

from __future__ import annotations

import re
import zlib

_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def pdf_text(data: bytes) -> str:
    """All words without the spaces between them, which a viewer guesses from distances."""
    streams = [_unpacked(found[1]) for found in re.finditer(rb"stream\r?\n(.*?)\nendstream", data, re.S)]
    signs = _signs(next(stream for stream in streams if b"beginbfchar" in stream))
    pages = [stream for stream in streams if b" Tj ET" in stream]
    strings = (found[1] for page in pages for found in re.finditer(rb"\(((?:\\.|[^\\()])*)\) Tj", page, re.S))
    return squeezed("".join(_decoded(string, signs) for string in strings))


def squeezed(text: str) -> str:
    """Without any space."""
    return "".join(text.split())


def _unpacked(stream: bytes) -> bytes:
    try:
        return zlib.decompress(stream)
    except zlib.error:
        return stream


def _signs(table: bytes) -> dict[int, str]:
    """What each glyph stands for: the ToUnicode table (ISO 32000, 9.10.3)."""
    found = re.findall(rb"<([0-9A-F]{4})> <([0-9A-F]+)>\n", table)
    return {int(glyph, 16): bytes.fromhex(sign.decode()).decode("utf-16-be") for glyph, sign in found}


def _decoded(string: bytes, signs: dict[int, str]) -> str:
    plain = re.sub(rb"\\(.)", lambda found: _ESCAPED.get(found[1], found[1]), string, flags=re.S)
    return "".join(signs[int.from_bytes(plain[at : at + 2], "big")] for at in range(0, len(plain), 2))
