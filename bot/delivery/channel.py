"""The case's private channel: opened once, never public, its members seen with our own eyes."""

from __future__ import annotations

import hashlib

from bot.delivery.result import DeliveryResult
from bot.slack.answers import SlackRefused
from bot.world import World
from flows.effects import ArchiveChannel, Invite, Remove
from flows.events import ChannelOpened, ChannelRefused, MembersSeen
from storage.claiming import OutboxItem
from storage.gathering import Facts

MOST_NAMES = 5


def channel_name(item: str, attempt: int) -> str:
    """An unguessable name without meaning, the same after a restart: drawn from the outbox item's id."""
    return f"sag-{hashlib.sha256(f'{item}:{attempt}'.encode()).hexdigest()[:10]}"


async def open_channel(world: World, item: OutboxItem) -> DeliveryResult:
    """Creates the channel, or adopts the one that an earlier, unseen attempt of ours created.

    A channel of that name that somebody else made is never adopted: the next name is tried.
    """
    for attempt in range(MOST_NAMES):
        name = channel_name(item.id, attempt)
        try:
            return DeliveryResult(ChannelOpened(await world.slack.create_channel(name)))
        except SlackRefused as refusal:
            if refusal.error != "name_taken":
                return DeliveryResult(ChannelRefused(refusal.error), error=refusal.error)
        ours = await world.slack.own_channel(name, world.bot_user)
        if ours:
            return DeliveryResult(ChannelOpened(ours))
    return DeliveryResult(ChannelRefused("name_taken"), error="name_taken")


async def invite(world: World, item: OutboxItem, effect: Invite, facts: Facts) -> DeliveryResult:
    """Brings people in, all at once, and looks who is there: Slack may leave someone out in silence."""
    channel = facts.case.channel if facts.case else None
    if channel is None:
        return DeliveryResult(error="no_channel")
    refused = await world.slack.invite(channel, effect.persons)
    present = await world.slack.members(channel)
    missing = {p: refused.get(p, "not_a_member") for p in effect.persons if p not in present}
    here = tuple(person for person in effect.persons if person in present)
    return DeliveryResult(MembersSeen(here, missing), error=",".join(sorted(set(missing.values()))))


async def leave(
    world: World, item: OutboxItem, effect: Remove | ArchiveChannel, facts: Facts
) -> DeliveryResult:
    """Somebody's time in the channel is over, or everybody's."""
    if isinstance(effect, Remove):
        return await _remove(world, effect, facts)
    return await _archive(world, effect, facts)


async def _remove(world: World, effect: Remove, facts: Facts) -> DeliveryResult:
    """Takes a person out, unless they have a part again by now; who is out already is as good."""
    case = facts.case
    if case is not None and case.channel is not None and case.role_of(effect.person) is None:
        await world.slack.remove(case.channel, effect.person)
    return DeliveryResult()


async def _archive(world: World, effect: ArchiveChannel, facts: Facts) -> DeliveryResult:
    """Archives the channel of a case that has ended; one that was opened again meanwhile keeps it."""
    case = facts.case
    if case is not None and (case.ending.archived_at is not None or case.channel != effect.channel):
        await world.slack.archive(effect.channel)
    return DeliveryResult()
