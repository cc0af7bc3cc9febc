"""Requests that are not let in: counted, and logged once a minute."""

from __future__ import annotations

import logging
import time

from bot.progress import Progress

log = logging.getLogger(__name__)

SECONDS_BETWEEN_LINES = 60.0


class Refusals:
    """Those of one kind, so that no kind hides another in the log."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._told_at: float | None = None

    def refused(self, why: str) -> None:
        """One more, and why, with what may mend it."""
        self._progress.refused_requests += 1
        now = time.monotonic()
        if self._told_at is None or now - self._told_at >= SECONDS_BETWEEN_LINES:
            self._told_at = now
            log.warning("a request was not let in: %s", why)
