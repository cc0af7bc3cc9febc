"""Words that stand nowhere else, and the ways in which bytes can hold one of them."""

from __future__ import annotations

import base64
import secrets
from collections.abc import Mapping

LETTERS = "bcdfghjkmnpqrstvwxz"


class Canaries:
    """A marker for each place in which somebody writes. All begin alike, so that one search finds any.

    The beginning is ASCII, which JSON and addresses of the web leave as it is; what follows it is not.
    `names` are of files that must not be there, and are looked for as they stand.
    """

    def __init__(self) -> None:
        self.root = "kanarie" + "".join(secrets.choice(LETTERS) for _ in range(8))
        self.placed: dict[str, str] = {}
        self.names: list[str] = []

    def __call__(self, place: str) -> str:
        """The marker of that place."""
        return self.placed.setdefault(place, f"{self.root}ø{place.replace(' ', '-')}")

    def found(self, data: bytes) -> list[str]:
        """In which ways the bytes hold a marker, each with what stands there."""
        wanted = {**ways(self.root), **{name: name.encode() for name in self.names}}
        places = {way: data.find(needle) for way, needle in wanted.items()}
        return [f"{way}: {data[max(0, at - 40) : at + 80]!r}" for way, at in places.items() if at >= 0]


def ways(text: str) -> Mapping[str, bytes]:
    """How it may lie there: as text, as digits, and in base64 wherever the text begins in it."""
    raw = text.encode()
    return {
        "UTF-8": raw,
        "hex": raw.hex().encode(),
        "HEX": raw.hex().upper().encode(),
        "UTF-16-LE": text.encode("utf-16-le"),
        "UTF-16-BE": text.encode("utf-16-be"),
        **{f"base64 at {before}": _base64(raw, before) for before in range(3)},
    }


def _base64(raw: bytes, before: int) -> bytes:
    """The signs that are the same whatever follows, where so many bytes of a group of three stand before."""
    begins = -before % 3
    return base64.b64encode(raw[begins : begins + (len(raw) - begins) // 3 * 3])
