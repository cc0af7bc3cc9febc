"""Padding by ISO/IEC 7816-4: a byte 0x80 and zeros, so that a length tells little of what is encrypted."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer, SupportsWrite

MARK, ZERO = b"\x80", b"\x00"


class Misshapen(Exception):
    """There is no padding at the end."""


def padding(size: int, to: int) -> bytes:
    """What makes so many bytes a multiple of `to`: one byte at least, or the end could not be told."""
    return MARK + ZERO * (-(size + 1) % to)


def padded(data: bytes, to: int) -> bytes:
    """The bytes with their padding."""
    return data + padding(len(data), to)


def unpadded(data: bytes) -> bytes:
    """The bytes without their padding. Raises Misshapen."""
    rest = data.rstrip(ZERO)
    if not rest.endswith(MARK):
        raise Misshapen
    return rest[:-1]


class Unpadding:
    """Takes the padding off what comes piece by piece, and holds the last `to` bytes back until the end."""

    def __init__(self, to: int) -> None:
        self._to, self._held = to, b""

    def without(self, data: bytes) -> bytes:
        """What is surely none of the padding, of what came before and of this piece."""
        whole = self._held + data
        self._held = whole[-self._to :]
        return whole[: -self._to]

    def end(self) -> bytes:
        """What is left. Raises Misshapen where what came did not end in padding."""
        return unpadded(self._held)


class WithoutPadding(io.BufferedIOBase):
    """Hands on what is written to it, without the padding at its end; `to` as for `padding`."""

    def __init__(self, out: SupportsWrite[bytes], to: int) -> None:
        self.out, self.padding = out, Unpadding(to)

    def writable(self) -> bool:
        """It is written to."""
        return True

    def write(self, chunk: ReadableBuffer) -> int:
        """Takes all of it."""
        data = bytes(chunk)
        if rest := self.padding.without(data):
            self.out.write(rest)
        return len(data)

    def end(self) -> None:
        """Hands on the last of it. Raises Misshapen."""
        self.out.write(self.padding.end())
