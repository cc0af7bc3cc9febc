"""The case's channel and who is really in it: what Slack answered, and what follows."""

from __future__ import annotations

from dataclasses import replace

from flows import events as ev
from flows.access.candidates import is_here
from flows.case.case import Case, Participant
from flows.deciding.role_changes import person_left
from flows.deciding.surfaces import homes
from flows.effects import Alert, Decided, Effect, Invite, MessageKind, Show, Tell
from flows.people.organisation import Context


def _others(case: Case) -> list[str]:
    return [p.person for p in case.people.participants if p.role != "employee"]


def _opened(case: Case, receipt: MessageKind) -> tuple[Effect, ...]:
    told = (Tell(person, "opened") for person in _others(case))
    return (Tell(case.employee, receipt), *told, *homes(case))


def channel_opened(case: Case, event: ev.ChannelOpened, _: Context) -> Decided[Case]:
    """Everybody is invited into the channel."""
    if case.channel:
        return case, ()
    invited = Invite(tuple(p.person for p in case.people.participants))
    return replace(case, channel=event.channel), (invited, Show("card"), Show("checklist"))


def channel_refused(case: Case, event: ev.ChannelRefused, _: Context) -> Decided[Case]:
    """The case goes on by direct message, and the operators know the code."""
    if case.channel or case.channel_refusal:
        return case, ()
    alert = Alert("channel-refused", event.error)
    told = () if _is_anew(case) else _opened(case, "no-channel")
    return replace(case, channel_refusal=event.error), (*told, alert)


def members_seen(case: Case, event: ev.MembersSeen, ctx: Context) -> Decided[Case]:
    """Who is in the channel. One who could not come because they have left has no part any more."""
    changed, effects = _members(case, event)
    for person in event.missing:
        if not is_here(person, ctx):
            changed, more = person_left(changed, ev.PersonLeft(person), ctx)
            effects = (*effects, *more)
    return changed, effects


def _members(case: Case, event: ev.MembersSeen) -> Decided[Case]:
    """Who is in the channel, and who cannot be. When that is known of all, everybody is told."""
    changed = replace(
        case,
        people=replace(case.people, participants=tuple(_seen(p, event) for p in case.people.participants)),
    )
    if changed == case:
        return case, ()
    before = {p.person: p.missing for p in case.people.participants}
    errors = [p.missing for p in changed.people.participants if p.missing and p.missing != before[p.person]]
    alerts = tuple(Alert("member-missing", error) for error in dict.fromkeys(errors))
    shown = (Show("card"),) if alerts else ()
    told = told_when_settled(case, changed) or _told_before(case, changed)
    return changed, (*shown, *alerts, *told)


def _told_before(before: Case, after: Case) -> tuple[Effect, ...]:
    """Whoever knows of the case already, and comes into a channel now, reads so in what they were told."""
    is_known = _is_settled(before) or _is_anew(before)
    return (Show("messages"),) if is_known and _came(before) != _came(after) else ()


def _came(case: Case) -> set[str]:
    """Who is in the channel of those with whom the case began."""
    parts = case.people.participants
    return {p.person for p in parts if p.is_in_channel and p.since <= case.report.sent_at}


def _seen(part: Participant, event: ev.MembersSeen) -> Participant:
    if part.person in event.missing:
        return replace(part, is_in_channel=False, missing=event.missing[part.person])
    return replace(part, is_in_channel=True, missing="") if part.person in event.present else part


def told_when_settled(before: Case, after: Case) -> tuple[Effect, ...]:
    """Everybody is told at the moment in which it is known of all, also when the last to wait for left."""
    is_last = _is_settled(after) and not _is_settled(before) and not _is_anew(before)
    return _opened(after, "receipt") if is_last else ()


def told_without_channel(case: Case) -> tuple[Effect, ...]:
    """Whoever waits to be told of the case is told without a channel, when it is frozen so early."""
    return () if _is_settled(case) or _is_anew(case) else _opened(case, "no-channel")


def without_channel(case: Case) -> Case:
    """The case with nobody in a channel, as before one was opened."""
    away = tuple(replace(p, is_in_channel=False, missing="") for p in case.people.participants)
    return replace(case, channel=None, channel_refusal="", people=replace(case.people, participants=away))


def _is_settled(case: Case) -> bool:
    """Of those with whom the case began it is known; who joins later is told by themself."""
    return all(
        p.is_in_channel or p.missing for p in case.people.participants if p.since <= case.report.sent_at
    )


def _is_anew(case: Case) -> bool:
    """The case was opened again, or has had a channel before: everybody knows of it already."""
    return case.record("closing", "reopened") is not None or case.record("channel", "frozen") is not None
