"""The clock of the stand-in and of every process of the product: it stands still until a story moves it."""

from __future__ import annotations

import mmap
import struct
from datetime import UTC, datetime
from pathlib import Path

from tests.workspace.clock import Clock

ONE = struct.Struct("<d")


class SharedClock(Clock):
    """Read by every process that opens the same file, so that all of them jump at once."""

    def __init__(self, place: Path) -> None:
        if not place.exists():
            place.write_bytes(ONE.pack(0.0))
        with place.open("r+b") as file:
            self._memory = mmap.mmap(file.fileno(), ONE.size)

    @property
    def offset(self) -> float:  # type: ignore[override]
        """The seconds since 1970."""
        return float(ONE.unpack(self._memory[: ONE.size])[0])

    def set(self, moment: datetime) -> None:
        """When a story begins."""
        self._memory[: ONE.size] = ONE.pack(moment.timestamp())

    def now(self) -> datetime:
        """What it shows."""
        return datetime.fromtimestamp(self.offset, UTC)

    def monotonic(self) -> float:
        """The seconds that have passed."""
        return self.offset

    def stop(self) -> None:
        """It stands still anyway."""

    def jump(self, seconds: float) -> None:
        """Raises ValueError for a jump into the past."""
        if seconds < 0:
            raise ValueError("the clock cannot go back")
        self.set(datetime.fromtimestamp(self.offset + seconds, UTC))
