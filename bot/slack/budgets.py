"""How many calls of each Web API method a minute may have, and who may still make one.

Slack counts by method, app and workspace (docs.slack.dev/apis/web-api/rate-limits). A tier is what it allows
at least, "20+ per minute". Each call is counted where it leaves the process, and made within a share of its
method's tier:

    share       who                                          when it is used up
    UNLIMITED   a person whose window waits, a call for      goes out all the same
                help, an alert to the operators
    WHOLE       an answer, a receipt, a new channel, a       HeldBack until the next minute
                checklist
    HALF        old messages drawn anew, Home tabs           HeldBack, with the other half left

What Slack itself asks to wait for is held back for so long, however little of it was used.

Processes that share a database share the budget: each draws a few calls at a time from what all have drawn,
and again when its own are used up. Otherwise the count in memory is all there is.
"""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.slack.answers import HeldBack

TIER_2, TIER_3, TIER_4 = 20, 50, 100
SEVERAL_HUNDRED = 300
"""Messages posted in a workspace, and what is "hundreds" elsewhere. One a second a channel: `Slack.turn`."""

PER_MINUTE = {
    "apps.connections.open": TIER_3,
    "auth.test": SEVERAL_HUNDRED,
    "bots.info": TIER_3,
    "chat.delete": TIER_3,
    "chat.postEphemeral": TIER_4,
    "chat.postMessage": SEVERAL_HUNDRED,
    "chat.update": TIER_3,
    "conversations.archive": TIER_2,
    "conversations.create": TIER_2,
    "conversations.history": TIER_3,
    "conversations.info": TIER_3,
    "conversations.invite": TIER_3,
    "conversations.kick": TIER_3,
    "conversations.members": TIER_4,
    "conversations.open": TIER_3,
    "dnd.info": TIER_3,
    "files.completeUploadExternal": TIER_4,
    "files.delete": TIER_3,
    "files.getUploadURLExternal": TIER_4,
    "files.info": TIER_4,
    "users.conversations": TIER_3,
    "users.info": TIER_4,
    "users.lookupByEmail": TIER_3,
    "views.open": TIER_4,
    "views.publish": TIER_4,
    "views.push": TIER_4,
    "views.update": TIER_4,
}
"""Of every method that is called; the tier of each is on its page, docs.slack.dev/reference/methods."""

UNLIMITED, WHOLE, HALF = math.inf, 1.0, 0.5
DRAWN_AT_ONCE = 20
"""Which part of a tier a process draws from the shared budget at a time; of 20 a minute, one."""
MINUTE = timedelta(minutes=1)
APART, FURTHEST = 0.05, 10.0
"""Seconds by which what is held back comes after one another, so that it does not come all at once."""

Draw = Callable[[str, datetime, int], Awaitable[int]]
"""Draws so many calls of a method for a minute, and gives how many all processes have drawn by then."""

_share: ContextVar[float] = ContextVar("share", default=UNLIMITED)


@contextmanager
def within(share: float) -> Iterator[None]:
    """The calls that are made until the block ends are made within that share of their methods' tiers."""
    before = _share.set(share)
    try:
        yield
    finally:
        _share.reset(before)


@dataclass
class Spent:
    """The calls of a method in a minute: our own, how many of them are drawn, and what others have drawn."""

    minute: datetime
    own: int = 0
    drawn: int = 0
    others: int = 0
    waiting: int = 0

    def is_within(self, limit: float) -> bool:
        """Whether one more is."""
        return self.own + self.others + 1 <= limit


class Budgets:
    """The budgets of one process. `held_back` counts the calls that were not made at once."""

    def __init__(
        self,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        monotonic: Callable[[], float] = time.monotonic,
        per_minute: Mapping[str, int] = PER_MINUTE,
    ) -> None:
        self.held_back = 0
        self._clock, self._monotonic, self._per_minute = clock, monotonic, per_minute
        self._draw: Draw | None = None
        self._drawing = asyncio.Lock()
        self._spent: dict[str, Spent] = {}
        self._closed: dict[str, float] = {}

    def share_by(self, draw: Draw) -> None:
        """Other processes make calls too, and `draw` draws from the budget of all."""
        self._draw = draw

    async def take(self, method: str) -> None:
        """Counts a call that is made now. Raises HeldBack for one that has to wait."""
        limit = self._per_minute[method] * _share.get()
        if limit < UNLIMITED:
            await self._make_room(method, limit)
        self._of(method).own += 1

    def close(self, method: str, seconds: float) -> None:
        """Slack asks to wait for so long with the method."""
        self.held_back += 1
        self._closed[method] = self._monotonic() + seconds

    async def _make_room(self, method: str, limit: float) -> None:
        spent = self._of(method)
        wait = self._closed.get(method, -math.inf) - self._monotonic()
        if wait > 0:
            raise self._waiting(wait)
        if self._draw is not None and spent.is_within(limit):
            await self._draw_more(self._draw, method, spent)
        if not spent.is_within(limit):
            spent.waiting += 1
            left = (spent.minute + MINUTE - self._clock()).total_seconds()
            raise self._waiting(left + min(spent.waiting * APART, FURTHEST))

    async def _draw_more(self, draw: Draw, method: str, spent: Spent) -> None:
        """When our own are used up, or more than that: what could not wait was made without asking."""
        async with self._drawing:
            if spent.own >= spent.drawn:
                more = spent.own - spent.drawn + max(self._per_minute[method] // DRAWN_AT_ONCE, 1)
                used = await draw(method, spent.minute, more)
                spent.drawn += more
                spent.others = used - spent.drawn

    def _of(self, method: str) -> Spent:
        now = self._clock()
        spent = self._spent.get(method)
        if spent is None or not spent.minute <= now < spent.minute + MINUTE:
            spent = self._spent[method] = Spent(now.replace(second=0, microsecond=0))
        return spent

    def _waiting(self, seconds: float) -> HeldBack:
        self.held_back += 1
        return HeldBack(seconds)
