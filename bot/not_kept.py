"""What is said while the database takes nothing: there is no outbox then, so it is said to Slack at once."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.exc import InternalError, OperationalError

from bot.arrival import person_of
from bot.delivery.messages import alert_screen
from bot.slack.answers import SlackRefused, SlackUnavailable
from bot.world import World
from flows.effects import Alert
from flows.words import N_

log = logging.getLogger(__name__)

Body = dict[str, Any]
AGAIN = timedelta(hours=1)
"""Nobody is told more often."""
MAY_BE_LOST = N_(
    "I cannot keep anything right now, so what you just did may be lost. "
    "Without an answer in a quarter of an hour, please do it again. If anybody is in danger, call 112."
)
FAULT = Alert("not-kept", "not_kept")
TAKES_NOTHING = (OperationalError, InternalError)
"""A disk that is full or can only be read, a lock, a PostgreSQL that is away or has become a replica."""


class NotKept:
    """Tells whoever did something in vain, as a message that only they see, and the operators.

    It is remembered in this process alone whom that was said to; what the operators were told is seen in
    their conversation.
    """

    def __init__(self, world: World) -> None:
        self._world = world
        self._told: dict[tuple[str, str], datetime] = {}

    async def tell(self, body: Body) -> None:
        """Says so to the person who did it, when somebody did, and to the operators."""
        person = person_of(body)
        if person and is_done_to_us(body):
            await self._once(person, self._whisper)
        for operator in self._world.organisation.operators:
            await self._once(operator, self._post, "operator")

    async def _once(self, person: str, say: Callable[[str], Awaitable[None]], part: str = "") -> None:
        now = self._world.clock()
        self._told = {one: at for one, at in self._told.items() if now - at < AGAIN}
        if (person, part) in self._told:
            return
        self._told[person, part] = now
        try:
            await say(person)
        except (SlackRefused, SlackUnavailable) as error:
            log.warning("nobody could be told that nothing is kept: %s", error)
            self._told.pop((person, part), None)

    async def _whisper(self, person: str) -> None:
        slack = self._world.slack
        await slack.whisper(await slack.room(person), person, self._world.glance(person).say(MAY_BE_LOST))

    async def _post(self, operator: str) -> None:
        slack, since = self._world.slack, self._world.clock() - AGAIN
        room = await slack.room(operator)
        # Another process, or this one before it was started again, may have said so.
        if not await slack.found(room, FAULT.kind, since.timestamp()):
            await slack.post(room, alert_screen(FAULT, "", self._world.glance(operator)), FAULT.kind)


def is_done_to_us(body: Body) -> bool:
    """Whether somebody said, pressed or sent something; to open the Home tab is no act."""
    return "event" not in body or body["event"].get("type") == "message"
