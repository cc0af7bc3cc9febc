"""The case's private channel: opened once, never public, its members seen with our own eyes."""

from __future__ import annotations

import hashlib

from bot.payments.paid import Paid
from bot.slack_answer import SlackRefused
from bot.world import World
from flows.access import VAERN
from flows.effects import ArchiveChannel, Invite, Remove
from flows.events import ChannelOpened, ChannelRefused, MemberJoined, MemberMissing
from storage import cases
from storage.outbox import Debt

MOST_NAMES = 5


def channel_name(debt: str, attempt: int) -> str:
    """An unguessable name without meaning, the same after a restart: it is drawn from the debt's id."""
    return f"sag-{hashlib.sha256(f'{debt}:{attempt}'.encode()).hexdigest()[:10]}"


async def open_channel(world: World, debt: Debt) -> Paid:
    """Creates the channel, or adopts the one that an earlier, unseen attempt of ours created.

    A channel of that name that somebody else made is never adopted: the next name is tried.
    """
    for attempt in range(MOST_NAMES):
        name = channel_name(debt.id, attempt)
        try:
            return Paid(ChannelOpened(await world.slack.create_channel(name)))
        except SlackRefused as refusal:
            if refusal.error != "name_taken":
                return Paid(ChannelRefused(refusal.error), error=refusal.error)
        ours = await world.slack.own_channel(name, world.bot_user)
        if ours:
            return Paid(ChannelOpened(ours))
    return Paid(ChannelRefused("name_taken"), error="name_taken")


async def invite(world: World, debt: Debt, effect: Invite) -> Paid:
    """Brings a person in and looks whether they are there: Slack may leave someone out in silence."""
    channel = await world.run(lambda tx: cases.get(tx, debt.subject, as_=VAERN).channel)
    if channel is None:
        return Paid(error="no_channel")
    try:
        await world.slack.invite(channel, effect.person)
    except SlackRefused as refusal:
        return Paid(MemberMissing(effect.person, refusal.error), error=refusal.error)
    if effect.person in await world.slack.members(channel):
        return Paid(MemberJoined(effect.person))
    return Paid(MemberMissing(effect.person, "not_a_member"), error="not_a_member")


async def leave(world: World, debt: Debt, effect: Remove | ArchiveChannel) -> Paid:
    """Somebody's time in the channel is over, or everybody's."""
    if isinstance(effect, Remove):
        return await _remove(world, debt, effect)
    return await _archive(world, debt, effect)


async def _remove(world: World, debt: Debt, effect: Remove) -> Paid:
    """Takes a person out, unless they have a part again by now; who is out already is as good."""
    case = await world.run(lambda tx: cases.get(tx, debt.subject, as_=VAERN))
    if case.channel is None or case.role_of(effect.person) is not None:
        return Paid()
    await world.slack.remove(case.channel, effect.person)
    return Paid()


async def _archive(world: World, debt: Debt, effect: ArchiveChannel) -> Paid:
    """Archives the channel of a case that has ended; one that was opened again meanwhile keeps it."""
    case = await world.run(lambda tx: cases.get(tx, debt.subject, as_=VAERN))
    if case.archived_at is not None or case.channel != effect.channel:
        await world.slack.archive(effect.channel)
    return Paid()
