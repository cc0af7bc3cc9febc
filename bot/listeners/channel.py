"""What Slack tells of a case's channel, and what is pressed where that is frozen.

Sources: docs.slack.dev/reference/events/member_joined_channel, group_archive, group_deleted, group_left and
channel_shared. That a channel was made public reaches no app without the right to read public channels: that
is seen by looking.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from slack_bolt.app.async_app import AsyncApp

from bot.listeners.gesture import Body, Gesture, listener
from bot.listeners.turn import turn
from bot.world import World
from flows import events as ev
from flows.events import ChannelSeen
from storage import case_lists, case_turns


def _joined(event: Body) -> ChannelSeen:
    return ChannelSeen(_channel(event), joined=(str(event["user"]),))


def _archived(event: Body) -> ChannelSeen:
    return ChannelSeen(_channel(event), is_archived=True)


def _shared(event: Body) -> ChannelSeen:
    return ChannelSeen(_channel(event), is_shared=True)


def _without_bot(event: Body) -> ChannelSeen:
    return ChannelSeen(_channel(event), is_bot_in=False)


def register(app: AsyncApp, world: World) -> None:
    """Ties what Slack tells of channels, and what is done about them, to their events."""
    app.event("member_joined_channel")(listener(world, partial(_seen, read=_joined)))
    # Of Værn alone: the arrivals let nobody else's leaving in.
    app.event("member_left_channel")(listener(world, partial(_seen, read=_without_bot)))
    app.event("group_left")(listener(world, partial(_seen, read=_without_bot)))
    app.event("group_deleted")(listener(world, partial(_seen, read=_without_bot)))
    app.event("group_archive")(listener(world, partial(_seen, read=_archived)))
    app.event("channel_shared")(listener(world, partial(_seen, read=_shared)))
    app.action(re.compile(r"^renew_channel\."))(listener(world, _renewed))
    app.action(re.compile(r"^channel_mended\."))(listener(world, _mended))


def _channel(event: Body) -> str:
    return str(event["channel"])


async def _seen(world: World, gesture: Gesture, *, read: Callable[[Body], ChannelSeen]) -> None:
    """Of a channel that is in use by no case nothing is kept."""
    seen = read(gesture.body["event"])
    case = await world.read(partial(case_lists.of_channel, channel=seen.channel))
    if case is None:
        return
    ctx = await world.context(*seen.joined)
    await world.write(case_turns.happened, world.storage, case, seen, ctx)


async def _renewed(world: World, gesture: Gesture) -> None:
    await turn(world, gesture, gesture.ids[0], ev.ChannelRenewed(gesture.person))


async def _mended(world: World, gesture: Gesture) -> None:
    await turn(world, gesture, gesture.ids[0], ev.ChannelMended(gesture.person))
