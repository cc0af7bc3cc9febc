"""A yes or no that a query looks for, and that nobody else can tell by the rows that have it.

A column with but two values would show by their numbers which is which. So yes is one of many signs, and no
is one of its row alone: as long as few rows say yes, hardly two of all are equal.
"""

from __future__ import annotations

import zlib

YES = tuple(f"yes {number}" for number in range(256))
"""What to look for."""


def sign(row: str, *, is_so: bool) -> str:
    """The sign of a row, by its key; the same each time."""
    return YES[zlib.crc32(row.encode()) % len(YES)] if is_so else f"no {row}"
