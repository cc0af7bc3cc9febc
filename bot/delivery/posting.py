"""A message is posted when its room is free, from facts that are no older than the wait."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.delivery.result import NotNow
from bot.slack import blocks
from bot.world import World
from flows.reminders.claimed_ahead import is_ahead
from flows.screens.elements import Screen
from storage import claiming
from storage.claiming import YOUNG, OutboxItem
from storage.gathering import Facts
from storage.keys import Unreadable

Draw = Callable[[Facts], Screen | None]
"""The message from the facts; None when there is no reason for it any more."""


@dataclass(frozen=True)
class Posted:
    """Where the message stands, the digest of what it shows, and the facts that it was drawn from.

    The digest is "" for a message that was found again: what it shows was drawn earlier.
    """

    ts: str
    digest: str
    facts: Facts


@dataclass(frozen=True)
class Message:
    """What is posted where, and the mark by which it is found again."""

    channel: str
    draw: Draw
    mark: str


async def posted(world: World, item: OutboxItem, message: Message, facts: Facts) -> Posted | None:
    """Posts the message once the room is free; who had to wait looks at the facts, and so at access, anew.

    So does whoever has them as of a time that is yet to come: the clock was ahead, and no longer is.
    Raises NotNow when the wait was so long that another process may have posted it.
    """
    async with world.slack.turn(message.channel) as has_waited:
        if has_waited or is_ahead(facts.ctx.now, world.clock()):
            facts = await gathered(world, item)
        await check_is_ours(world, item)
        screen = message.draw(facts)
        if screen is None:
            return None
        ts = await world.slack.post(message.channel, screen, message.mark)
        return Posted(ts, digest_of(screen), facts)


async def found_or_posted(world: World, item: OutboxItem, message: Message, facts: Facts) -> Posted | None:
    """The same, for a message that an earlier delivery may have posted: then that one counts."""
    if item.is_unknown or item.attempts:
        since = item.owed_at.timestamp() - 60
        there = await world.slack.found(message.channel, message.mark, since)
        if there:
            return Posted(there, "", await gathered(world, item))
    return await posted(world, item, message, facts)


async def check_is_ours(world: World, item: OutboxItem) -> None:
    """Before something is done that cannot be done twice. Raises NotNow when another process may be at it.

    The clock tells of a claim that has run out, and the database of a process that was taken for gone.
    """
    now = world.clock()
    if not item.is_ours_at(now):
        raise NotNow(0.0)
    if not item.is_ours_at(now, YOUNG) and not await world.read(lambda tx: claiming.is_ours(tx, item)):
        raise NotNow(0.0)


def digest_of(screen: Screen) -> str:
    """By which a message is known to show something else."""
    return blocks.digest(blocks.drawn(screen.parts))


async def gathered(world: World, item: OutboxItem) -> Facts:
    """The facts behind the delivery as they are now. Raises Unreadable."""
    found = (await world.gather([item]))[item.id]
    if isinstance(found, Unreadable):
        raise found
    return found
