"""A case's channel is looked at, or Slack's refusal of a call tells what has become of it."""

from __future__ import annotations

from collections.abc import Awaitable
from dataclasses import replace

from bot.delivery.result import DeliveryResult
from bot.slack.answers import SlackRefused, SlackUnavailable
from bot.world import World
from flows.effects import LookAtChannel
from flows.events import ChannelSeen
from storage.gathering import Facts

OUT = frozenset({"not_in_channel", "channel_not_found"})
"""Slack's codes where Værn is not in the channel, or the channel is gone."""
SHARED = ("is_shared", "is_ext_shared", "is_org_shared", "is_pending_ext_shared", "pending_shared")
"""Parts of a conversation that say so (docs.slack.dev/apis/slack-connect)."""


async def look(world: World, effect: LookAtChannel, facts: Facts) -> DeliveryResult:
    """What the channel is like, and who is in it. One that is in use no more is looked at only when asked."""
    if not effect.is_asked and (facts.case is None or facts.case.channel != effect.channel):
        return DeliveryResult()
    found = await or_seen(world, effect.channel, _looked(world, effect.channel))
    assert isinstance(found.answer, ChannelSeen)  # noqa: S101 - both ways give one
    return replace(found, answer=replace(found.answer, is_looked_at=True))


async def _looked(world: World, channel: str) -> DeliveryResult:
    state = await world.slack.channel(channel)
    members = await world.slack.members(channel)
    others = tuple(sorted(members - {world.bot_user}))
    await world.learn(*others)
    return DeliveryResult(
        ChannelSeen(
            channel,
            others,
            is_private=bool(state.get("is_private")),
            is_shared=any(state.get(sign) for sign in SHARED),
            is_archived=bool(state.get("is_archived")),
            is_bot_in=world.bot_user in members,
        )
    )


async def or_seen(world: World, channel: str, work: Awaitable[DeliveryResult]) -> DeliveryResult:
    """The work in a channel; a refusal that says what has become of the channel is seen instead.

    Raises SlackRefused and SlackUnavailable for any other.
    """
    try:
        return await work
    except SlackRefused as refusal:
        if refusal.error in OUT:
            return _seen(ChannelSeen(channel, is_bot_in=False), refusal.error)
        if refusal.error == "is_archived":
            return _seen(ChannelSeen(channel, is_archived=True), refusal.error)
        raise
    except SlackUnavailable as error:
        if error.reason == "missing_scope" and await _is_public(world, channel):
            return _seen(ChannelSeen(channel, is_private=False), error.reason)
        raise


async def _is_public(world: World, channel: str) -> bool:
    """The app has rights in private channels alone: with all of these it lacks those of a public one.

    It is asked once more, since the app may have got its rights back after it was refused.
    """
    if await world.slack.missing_scopes():
        return False
    try:
        await world.slack.channel(channel)
    except (SlackRefused, SlackUnavailable) as answer:
        return isinstance(answer, SlackUnavailable) and answer.reason == "missing_scope"
    return False


def _seen(answer: ChannelSeen, error: str) -> DeliveryResult:
    return DeliveryResult(answer, error=error)
