"""The guard of a case's channel: what is wrong freezes it, and it is mended or replaced.

A case whose channel is frozen has none, and goes on by direct messages as one that Slack refused a channel.
"""

from __future__ import annotations

from dataclasses import replace

from flows import events as ev
from flows.access.channel import ChannelFault, faults_of, frozen, lacks_channel, outsiders
from flows.access.rules import require
from flows.case.case import Case, Record
from flows.deciding.channel import told_without_channel, without_channel
from flows.deciding.surfaces import everywhere, homes
from flows.effects import (
    Alert,
    ArchiveChannel,
    Decided,
    Effect,
    Invite,
    LookAtChannel,
    OpenChannel,
    Refused,
    Remove,
    Show,
    Tell,
)
from flows.people.organisation import Context
from flows.words import N_

NOT_FROZEN = N_("Nothing is wrong with the channel any more.")
OUT_OF_REACH: frozenset[str] = frozenset({"public", "archived", "bot_removed"})
"""What keeps Værn from archiving the channel: it is archived, or not within the app's rights."""


def channel_seen(case: Case, event: ev.ChannelSeen, ctx: Context) -> Decided[Case]:
    """A fault freezes the channel; a look that finds none puts a frozen one to use again."""
    held = frozen(case)
    guarded = held.values["channel"] if held else case.channel
    if event.channel != guarded or case.ending.archived_at:
        return case, ()
    if found := faults_of(event, case, ctx):
        return _still_frozen(case, event, found[0], ctx) if held else _frozen(case, event, found[0], ctx)
    return _in_use_again(case, event, ctx) if held and event.is_looked_at else (case, ())


def _frozen(case: Case, event: ev.ChannelSeen, fault: ChannelFault, ctx: Context) -> Decided[Case]:
    """Nothing is posted there any more, and everybody is told where they are sure to be alone."""
    changed = without_channel(case.with_records(_record(case, event, fault, ctx)))
    told = (Tell(p.person, "channel-frozen", event.channel) for p in case.people.participants)
    owed: tuple[Effect, ...] = (*told_without_channel(case), *told, Alert("channel-frozen", fault))
    return changed, (*owed, Show("messages"), *homes(changed))


def _still_frozen(case: Case, event: ev.ChannelSeen, fault: ChannelFault, ctx: Context) -> Decided[Case]:
    """Somebody has had it looked at again: the message says when, and what is wrong now."""
    if not event.is_looked_at:
        return case, ()
    return case.with_records(_record(case, event, fault, ctx)), (Show("messages"),)


def _record(case: Case, event: ev.ChannelSeen, fault: ChannelFault, ctx: Context) -> Record:
    values = {"channel": event.channel, "fault": fault, "who": ",".join(outsiders(event, case, ctx))}
    return Record("channel", "frozen", "", ctx.now, values)


def _in_use_again(case: Case, event: ev.ChannelSeen, ctx: Context) -> Decided[Case]:
    """Whoever has come into the case meanwhile is brought in, and whoever has left it goes."""
    parts = tuple(replace(p, is_in_channel=p.person in event.members) for p in case.people.participants)
    mended = case.with_records(Record("channel", "mended", "", ctx.now, {"channel": event.channel}))
    changed = replace(mended, channel=event.channel, people=replace(case.people, participants=parts))
    absent = tuple(p.person for p in parts if not p.is_in_channel)
    invited = (Invite(absent),) if absent else ()
    removed = (Remove(p.person) for p in case.people.former if p.person in event.members)
    return changed, (*invited, *removed, *everywhere(changed))


def channel_mended(case: Case, event: ev.ChannelMended, _: Context) -> Decided[Case]:
    """The frozen channel is looked at, whatever was said of it. Raises Refused."""
    require(event.by, "renew_channel", case)
    held = frozen(case)
    if held is None:
        raise Refused(NOT_FROZEN)
    return case, (LookAtChannel(held.values["channel"], is_asked=True),)


def channel_renewed(case: Case, event: ev.ChannelRenewed, ctx: Context) -> Decided[Case]:
    """A new private channel for those who take part; the old one is archived, if it can be.

    Raises Refused.
    """
    require(event.by, "renew_channel", case)
    if not lacks_channel(case):
        raise Refused(NOT_FROZEN)
    held = frozen(case)
    changed = replace(case.with_records(Record("channel", "renewed", event.by, ctx.now)), channel_refusal="")
    is_ours = held is not None and held.values["fault"] not in OUT_OF_REACH
    old = (ArchiveChannel(held.values["channel"]),) if held and is_ours else ()
    return changed, (OpenChannel(), *old, Show("messages"))
