"""The clocks of the machine."""

from __future__ import annotations

import time
from datetime import UTC, datetime

_SINCE_BOOT = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)


def system_clock() -> datetime:
    """The time now, aware, in UTC."""
    return datetime.now(UTC)


def since_boot() -> float:
    """Seconds by a clock that nobody sets, and that goes on while the machine sleeps.

    Linux' monotonic clock stands still then: clock_gettime(2), CLOCK_BOOTTIME. That of macOS goes on.
    """
    return time.clock_gettime(_SINCE_BOOT)
