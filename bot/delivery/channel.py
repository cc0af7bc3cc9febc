"""The case's private channel: opened once, never public, its members seen with our own eyes."""

from __future__ import annotations

import hashlib

from bot.delivery.result import DeliveryResult
from bot.delivery.seen_channel import look, or_seen
from bot.slack.answers import SlackRefused
from bot.world import World
from flows.effects import ArchiveChannel, Invite, LookAtChannel, OpenChannel, Remove
from flows.events import ChannelOpened, ChannelRefused, MembersSeen
from storage.claiming import OutboxItem
from storage.gathering import Facts

MOST_NAMES = 5
OfChannel = OpenChannel | Invite | Remove | ArchiveChannel | LookAtChannel


def channel_name(item: str, attempt: int) -> str:
    """An unguessable name without meaning, the same after a restart: drawn from the outbox item's id."""
    return f"sag-{hashlib.sha256(f'{item}:{attempt}'.encode()).hexdigest()[:10]}"


async def deliver(world: World, item: OutboxItem, effect: OfChannel, facts: Facts) -> DeliveryResult:
    """What is owed to the channel of a case. Raises SlackRefused and SlackUnavailable."""
    match effect:
        case OpenChannel():
            return await open_channel(world, item)
        case Invite():
            return await invite(world, item, effect, facts)
        case Remove():
            return await _remove(world, effect, facts)
        case ArchiveChannel():
            return await _archive(world, effect, facts)
        case LookAtChannel():
            return await look(world, effect, facts)


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
    return await or_seen(world, channel, _invited(world, channel, effect))


async def _invited(world: World, channel: str, effect: Invite) -> DeliveryResult:
    refused = await world.slack.invite(channel, effect.persons)
    present = await world.slack.members(channel)
    missing = {p: refused.get(p, "not_a_member") for p in effect.persons if p not in present}
    here = tuple(person for person in effect.persons if person in present)
    return DeliveryResult(MembersSeen(here, missing), error=",".join(sorted(set(missing.values()))))


async def _remove(world: World, effect: Remove, facts: Facts) -> DeliveryResult:
    """Takes a person out, unless they have a part again by now; who is out already is as good."""
    case = facts.case
    if case is None or case.channel is None or case.role_of(effect.person) is not None:
        return DeliveryResult()
    return await or_seen(world, case.channel, _removed(world, case.channel, effect.person))


async def _removed(world: World, channel: str, person: str) -> DeliveryResult:
    await world.slack.remove(channel, person)
    return DeliveryResult()


async def _archive(world: World, effect: ArchiveChannel, facts: Facts) -> DeliveryResult:
    """Archives the channel of a case that has ended; one that was opened again meanwhile keeps it.

    So is a channel that a new one has replaced, if Slack lets us.
    """
    case = facts.case
    if case is None or (case.ending.archived_at is None and case.channel == effect.channel):
        return DeliveryResult()
    try:
        result = await or_seen(world, effect.channel, _archived(world, effect.channel))
    except SlackRefused as refusal:
        result = DeliveryResult(error=refusal.error)
    if result.error and case.ending.archived_at is not None:
        raise SlackRefused(result.error)
    return result


async def _archived(world: World, channel: str) -> DeliveryResult:
    await world.slack.archive(channel)
    return DeliveryResult()
