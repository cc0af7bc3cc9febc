"""The time by which Værn lives: its machine's, as long as that agrees with Slack's.

A machine's clock may be set, by hand or by a server of time, while everything here goes by the time. So each
look compares the way that it has come with the monotonic clock's, which nobody sets and which goes on while
the machine sleeps, and each answer of Slack tells the time too.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from types import SimpleNamespace
from typing import Any, Literal

import aiohttp
from yarl import URL

from bot.clock import since_boot

log = logging.getLogger(__name__)

Clock = Callable[[], datetime]
ClockState = Literal["own", "doubted", "unconfirmed", "slack"]

AGREES = timedelta(minutes=5)
JUMP = timedelta(hours=1)
"""From where the operators are told of a jump."""
LONGEST_DOUBT = 600.0
"""Seconds without a word of Slack's, after which what is law goes by the machine's clock all the same."""
LONGEST_CALL = 60.0
"""Seconds; after a longer one the time of an answer is old."""
AT_ONCE = 1.0
"""Seconds within which both clocks are read, or they are read again."""


class Timekeeper:
    """The time, which may be asked for in any thread; all else belongs to the event loop.

    | state | the time is | leaves it when |
    |---|---|---|
    | `own` | the machine's, as long as it has not jumped | a look finds a jump, or Slack's time is another |
    | `doubted` | what it would be had the clock not jumped | Slack tells its time, or after ten minutes |
    | `unconfirmed` | the machine's, for want of a better one | Slack tells its time |
    | `slack` | Slack's, and since then the monotonic clock's | the machine's clock agrees with it |

    `is_to_be_told` asks for the operators to be told. `moves` counts how often the time may have been ahead
    before, so that something was written down of a time that is yet to come: at a start, for whoever ran
    before, and since.
    """

    def __init__(self, wall: Clock, monotonic: Callable[[], float] = since_boot) -> None:
        self._wall, self._monotonic = wall, monotonic
        self._anchor = self._both()
        self._doubted_at = 0.0
        self.state: ClockState = "own"
        self.is_to_be_told = False
        self.moves = 1

    def now(self) -> datetime:
        """The time, aware, in UTC.

        A jump counts for nothing before the next look at it either: what is stamped or erased by a wrong time
        in that second stays so.
        """
        if self.state == "unconfirmed":
            return self._wall()
        wall, moment = self._both()
        expected = self._expected(moment)
        return wall if self.state == "own" and abs(wall - expected) <= AGREES else expected

    def _expected(self, moment: float) -> datetime:
        """The last known time, and what the monotonic clock has gone since."""
        at, since = self._anchor
        return at + timedelta(seconds=moment - since)

    def _both(self) -> tuple[datetime, float]:
        """What both clocks show at one moment, since the process may be stopped between the two."""
        while True:
            moment, wall = self._monotonic(), self._wall()
            if self._monotonic() - moment < AT_ONCE:
                return wall, moment

    @property
    def is_confirmed(self) -> bool:
        """Whether it agrees with Slack's time, as far as anybody knows."""
        return self.state in {"own", "slack"}

    @property
    def is_asking(self) -> bool:
        """Whether Slack is to be asked for its time."""
        return self.state != "own"

    def look(self) -> None:
        """Compares the machine's clock with the monotonic one."""
        wall, moment = self._both()
        jumped = wall - self._expected(moment)
        agrees = abs(jumped) <= AGREES
        match self.state:
            case "own" if not agrees:
                log.warning("the clock of this machine has jumped by %d seconds", jumped.total_seconds())
                self.is_to_be_told |= abs(jumped) > JUMP
                self._doubted_at = moment
                self.state = "doubted"
            case "doubted" | "slack" if agrees:
                self._is("own", (wall, moment))
            case "doubted" if moment - self._doubted_at >= LONGEST_DOUBT:
                log.warning("nobody has told the time: what is law goes by the clock of this machine")
                self._is("unconfirmed", (wall, moment))
            case "own" | "unconfirmed":
                self._anchor = (wall, moment)

    def hear(self, told: datetime, asked_at: float) -> None:
        """Slack has told its time, in an answer to what was asked at that moment of the monotonic clock.

        How old the answer is, is told by the same look at the clocks that its time is compared with: the
        process may be stopped before it.
        """
        wall, moment = self._both()
        if moment - asked_at >= LONGEST_CALL:
            return
        if abs(wall - told) <= AGREES:
            self._is("own", (wall, moment))
            return
        if self.state != "slack":
            off = (wall - told).total_seconds()
            log.warning("the clock of this machine is %d seconds from Slack's, which counts now", off)
            self.is_to_be_told = True
        self._is("slack", (told, moment))

    def _is(self, state: ClockState, anchor: tuple[datetime, float]) -> None:
        self.moves += state != self.state
        # First, since other threads ask for the time meanwhile.
        self._anchor = anchor
        self.state = state

    def listening(self, address: str) -> aiohttp.TraceConfig:
        """For a session whose answers from that address tell the time in their header `Date`."""
        origin = URL(address).origin()

        async def begins(_: aiohttp.ClientSession, call: SimpleNamespace, __: Any) -> None:
            call.begun = self._monotonic()

        async def ends(
            _: aiohttp.ClientSession, call: SimpleNamespace, params: aiohttp.TraceRequestEndParams
        ) -> None:
            told = _moment(params.response.headers.get("Date", ""))
            if told is not None and params.url.origin() == origin:
                self.hear(told, call.begun)

        traced = aiohttp.TraceConfig()
        traced.on_request_start.append(begins)
        traced.on_request_end.append(ends)
        return traced


def _moment(date: str) -> datetime | None:
    """The moment that a header `Date` tells; None for one that tells none."""
    try:
        found = parsedate_to_datetime(date)
    except (ValueError, TypeError):
        return None
    return found if found.tzinfo else None
