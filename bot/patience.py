"""How long a start waits for what passes by itself: a limit or silence of Slack, a database that is away."""

from __future__ import annotations

import asyncio
import logging
import re
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

from bot.misconfigured import Misconfigured, NotReachable
from bot.slack.answers import WHOLE_APP, SlackRefused, SlackUnavailable

log = logging.getLogger(__name__)

Result = TypeVar("Result")

FIRST_PAUSE = 0.5
LONGEST_PAUSE = 30.0
"""Seconds between two attempts, where Slack does not say how long."""


class Patience:
    """The time that all checks of a start have together."""

    def __init__(self, seconds: float) -> None:
        self._until = time.monotonic() + seconds

    def end(self) -> None:
        """Nothing is waited for any more, since something else keeps the product from starting anyway."""
        self._until = time.monotonic()

    async def pause(self, seconds: float, what: str) -> bool:
        """Waits, and says for what; False when the time is over."""
        if time.monotonic() + seconds > self._until:
            return False
        log.warning("waiting for %s, asking again in %s s", what, round(seconds, 1))
        await asyncio.sleep(seconds)
        return True


async def answered(
    ask: Callable[[], Awaitable[Result]], patience: Patience, what: str, refusal: str
) -> Result:
    """The answer of Slack's to a call without which Værn cannot start.

    Raises Misconfigured with the sentence `refusal` when Slack refuses it, where {error} is Slack's code, and
    NotReachable when Slack has not answered until patience is over.
    """
    pause = FIRST_PAUSE
    while True:
        try:
            return await ask()
        except SlackRefused as refused:
            raise Misconfigured([refusal.format(error=refused.error)]) from None
        except SlackUnavailable as error:
            if error.reason in WHOLE_APP:
                raise Misconfigured([refusal.format(error=error.reason)]) from None
            if not await patience.pause(error.retry_after or pause, f"Slack ({what}: {error.reason})"):
                raise NotReachable([_silence(error.reason)]) from None
            pause = min(2 * pause, LONGEST_PAUSE)


def _silence(reason: str) -> str:
    if reason == "ratelimited":
        return "Slack limits how often Værn may ask. Start it again in some minutes."
    if reason == "not_reached":
        return (
            "Slack cannot be reached. Check the network, the proxy and SLACK_API_URL, and start Værn again."
        )
    if re.fullmatch("http_[234].*|unreadable|without_.*", reason):
        mend = "Check SLACK_API_URL and the proxy, and start Værn again."
        return f"Slack did not answer as it should ({reason}). {mend}"
    return f"Slack did not answer as it should ({reason}). Start Værn again in some minutes."


class Faults:
    """What the checks of a start have found, told together."""

    def __init__(self) -> None:
        self._lasting: list[str] = []
        self._passing: list[str] = []

    async def of(self, check: Awaitable[Result]) -> Result | None:
        """What the check gives, None when it found a fault."""
        try:
            return await check
        except NotReachable as silent:
            self._passing += silent.faults
        except Misconfigured as wrong:
            self._lasting += wrong.faults
        return None

    @property
    def are_there(self) -> bool:
        """Whether anything is wrong that does not pass by itself."""
        return bool(self._lasting)

    def told(self) -> None:
        """Raises Misconfigured or, when all of it may pass, NotReachable, if anything was found."""
        found = [*dict.fromkeys((*self._lasting, *self._passing))]
        if found:
            raise (Misconfigured if self._lasting else NotReachable)(found)
