"""What Værn itself has posted and uploaded of an erased case goes from Slack too.

Where each message stands is known by its surface, which outlives the case until the message is gone: so a
process that is killed in between goes on where it was. What others wrote or uploaded no bot may delete.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from functools import partial

from bot.delivery.result import DeliveryResult, Shown
from bot.slack.answers import SlackRefused
from bot.world import World
from flows.effects import EraseFromSlack
from storage import outbox
from storage.claiming import OutboxItem
from storage.database import Transaction
from storage.gathering import Facts
from storage.retention import STAYS
from storage.surfaces import Surface

log = logging.getLogger(__name__)

AT_ONCE = 30
"""Surfaces in one delivery: Slack lets about fifty calls a minute through, and a delivery has two minutes."""


async def erase_from_slack(
    world: World, item: OutboxItem, effect: EraseFromSlack, facts: Facts, shown: Shown
) -> DeliveryResult:
    """Deletes some of it, and is owed again while there is more. At the end its channels are archived."""
    left = [surface for surface in facts.surfaces if surface.digest != STAYS]
    for surface in left[:AT_ONCE]:
        if await _is_gone(world, surface):
            shown.gone.append(surface.id)
        else:
            shown.put.append(replace(surface, digest=STAYS))
    if len(left) > AT_ONCE:
        return DeliveryResult(remember=partial(_again, world, item))
    for channel in effect.channels:
        await world.slack.archive(channel)
    return DeliveryResult()


async def _is_gone(world: World, surface: Surface) -> bool:
    """Whether Slack let it go. It does not in an archived channel, where the bot is no member any more."""
    try:
        if surface.kind == "upload":
            for file in surface.ts.split():
                await world.slack.files.delete(file)
        elif not surface.channel:
            await _delete_where_posted(world, surface)
        else:
            await world.slack.delete(surface.channel, surface.ts)
    except SlackRefused as refusal:
        log.info("something of an erased case stays in Slack: %s", refusal.error)
        return False
    return True


async def _delete_where_posted(world: World, surface: Surface) -> None:
    """One that was on its way when its case was erased (`storage.outbox.perhaps_posted`)."""
    channel = await world.slack.room(surface.person)
    if ts := await world.slack.found(channel, surface.id, float(surface.ts) - 60):
        await world.slack.delete(channel, ts)


def _again(world: World, item: OutboxItem, tx: Transaction) -> None:
    outbox.owe(tx, item.subject, (item.effect,), world.clock())
