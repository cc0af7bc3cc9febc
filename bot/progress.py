"""How far the work of this process has come: what arrives, what is delivered, and the sweeps."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass
class Arrivals:
    """The arrivals that are being handled, and those of them that need nothing more."""

    under_way: set[str] = field(default_factory=set)
    settled: set[str] = field(default_factory=set)

    def over(self, arrival: str) -> None:
        """Nobody works at the arrival any more; when it is not settled, it is handed out again."""
        self.under_way.discard(arrival)
        self.settled.discard(arrival)


@dataclass
class Progress:
    """When the delivery loop last looked and the sweeps last went on, by the monotonic clock.

    `next_round_at`, by the same clock, is when people are looked at again. `refused` is the code by which
    Slack refuses the app as a whole, "" while it does not, and `lacking` are the scopes it has lost;
    `refused_requests` counts those with a wrong signature, time or shape. `socket` tells whether Slack's
    socket is alive; None where Slack calls Værn. `owed` is set while something is to be delivered from here;
    `sweeping` is whose turn it is to sweep. `background` holds what was begun by a signal. `put_right` is up
    to which move of the time what was ahead is put right. Before `no_summary_before` no Monday's summary is
    due.
    """

    delivered_at: float = field(default_factory=time.monotonic)
    swept_at: float = field(default_factory=time.monotonic)
    owed: asyncio.Event = field(default_factory=asyncio.Event)
    sweeping: asyncio.Lock = field(default_factory=asyncio.Lock)
    next_round_at: float = 0.0
    refused: str = ""
    lacking: list[str] = field(default_factory=list)
    refused_requests: int = 0
    socket: Callable[[], Awaitable[bool]] | None = None
    background: set[asyncio.Task[None]] = field(default_factory=set)
    put_right: int = 0
    no_summary_before: datetime = LONG_AGO
