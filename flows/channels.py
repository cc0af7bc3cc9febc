"""The case's channel and who is really in it: what Slack answered, and what follows."""

from __future__ import annotations

from dataclasses import replace

from flows import events as ev
from flows.case import Case
from flows.effects import Alert, Effect, Invite, Show, Tell
from flows.joining import homes

Turn = tuple[Case, tuple[Effect, ...]]
ChannelEvent = ev.ChannelOpened | ev.ChannelRefused | ev.MemberJoined | ev.MemberMissing


def decide_channel(case: Case, event: ChannelEvent) -> Turn:
    """What Slack's answer means for the case."""
    match event:
        case ev.ChannelOpened():
            return _channel_opened(case, event.channel)
        case ev.ChannelRefused():
            return _channel_refused(case, event.error)
        case ev.MemberJoined():
            return _member(case, event.person, "")
        case ev.MemberMissing():
            return _member(case, event.person, event.error)


def _others(case: Case) -> list[str]:
    return [p.person for p in case.participants if p.role != "employee"]


def _opened(case: Case, receipt: str) -> tuple[Effect, ...]:
    told = (Tell(person, "opened") for person in _others(case))
    return (Tell(case.employee, receipt), *told, *homes(case))


def _channel_opened(case: Case, channel: str) -> Turn:
    if case.channel:
        return case, ()
    invited = tuple(Invite(p.person) for p in case.participants)
    return replace(case, channel=channel), (*invited, Show("card"), Show("checklist"))


def _channel_refused(case: Case, error: str) -> Turn:
    if case.channel or case.channel_refusal:
        return case, ()
    alert = Alert("channel-refused", error)
    told = () if _is_anew(case) else _opened(case, "no-channel")
    return replace(case, channel_refusal=error), (*told, alert)


def _member(case: Case, person: str, error: str) -> Turn:
    """Somebody is in the channel, or cannot be. When that is known of all, everybody is told."""
    changed = replace(
        case,
        participants=tuple(
            replace(p, is_in_channel=not error, missing=error) if p.person == person else p
            for p in case.participants
        ),
    )
    if changed == case:
        return case, ()
    alert = (Show("card"), Alert("member-missing", error)) if error else ()
    return changed, (*alert, *told_when_settled(case, changed))


def told_when_settled(before: Case, after: Case) -> tuple[Effect, ...]:
    """Everybody is told at the moment in which it is known of all, also when the last to wait for left."""
    is_last = _is_settled(after) and not _is_settled(before) and not _is_anew(before)
    return _opened(after, "receipt") if is_last else ()


def _is_settled(case: Case) -> bool:
    """Of those with whom the case began it is known; who joins later is told by themself."""
    return all(p.is_in_channel or p.missing for p in case.participants if p.since <= case.sent_at)


def _is_anew(case: Case) -> bool:
    """The case was opened again: everybody knows of it already."""
    return case.record("closing", "reopened") is not None
