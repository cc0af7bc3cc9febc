"""Slack's limits by method and minute, from methods.json, where a test wants them held.

docs.slack.dev/apis/web-api/rate-limits
"""

from collections import Counter
from datetime import datetime
from typing import Any

from tests.workspace.clock import Clock
from tests.workspace.web_api.registry import SPECS

SEVERAL_HUNDRED = 300
"""What the documentation says of messages in a workspace, and of the methods without a tier."""


class Limits:
    """The calls of each method in each minute of the clock. `refused` counts those that were too many."""

    def __init__(self, clock: Clock) -> None:
        self.are_held = False
        self.refused: Counter[str] = Counter()
        self._clock = clock
        self._made: Counter[tuple[str, datetime]] = Counter()

    def seconds_to_wait(self, method: str) -> int:
        """Counts a call; 0 when it is within the limit, else how long it is until the next minute."""
        now = self._clock.now()
        minute = now.replace(second=0, microsecond=0)
        self._made[method, minute] += 1
        most = SPECS.get(method, {}).get("per_minute") or SEVERAL_HUNDRED
        if not self.are_held or self._made[method, minute] <= most:
            return 0
        self.refused[method] += 1
        return 60 - now.second

    def as_json(self) -> dict[str, Any]:
        return {"refused": dict(self.refused)}
