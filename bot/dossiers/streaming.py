"""A file that is made while it is read: it lies neither on the disk nor whole in memory."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from typing import IO, cast

from storage.evidence import Changed, Measure

Make = Callable[[IO[bytes]], None]
"""Writes the file, the same bytes each time."""
SKIPPED_AT_ONCE = 1 << 20


class Streamed:
    """Read by slices, mostly one after the other; for an earlier one it is made once more.

    Each slice may take as long as its bytes take to be made, so it is asked for in a thread. Raises what the
    making raises, at the beginning as well: what cannot be made whole is not begun. To be closed.
    """

    def __init__(self, make: Make) -> None:
        self._make = make
        measure = Measure()
        make(cast("IO[bytes]", measure))
        self._size, self._place = measure.size, 0
        self._reader: IO[bytes] | None = None
        self._threads = ThreadPoolExecutor(1)
        self._made: Future[None] = Future()

    def __len__(self) -> int:
        """Its size in bytes."""
        return self._size

    def __getitem__(self, span: slice) -> bytes:
        """The bytes from `span.start` to `span.stop`."""
        start, stop, _ = span.indices(self._size)
        if self._reader is None or start < self._place:
            self._begin()
        while self._place < start:
            self._read(min(start - self._place, SKIPPED_AT_ONCE))
        return self._read(stop - start)

    def _begin(self) -> None:
        self._end()
        reading, writing = os.pipe()
        self._reader, self._place = os.fdopen(reading, "rb"), 0
        self._made = self._threads.submit(self._write, writing)

    def _write(self, writing: int) -> None:
        # Nobody reads it to its end when the upload has failed.
        with suppress(BrokenPipeError), os.fdopen(writing, "wb") as out:
            self._make(out)

    def _read(self, count: int) -> bytes:
        found = self._reader.read(count) if self._reader else b""
        if len(found) < count:
            self._made.result()
            raise Changed
        self._place += len(found)
        return found

    def _end(self) -> None:
        if self._reader is not None:
            self._reader.close()
            self._reader = None

    def close(self) -> None:
        """Ends what is being made."""
        self._end()
        self._threads.shutdown()
