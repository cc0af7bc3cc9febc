"""The heart: what an event means for a case."""

from __future__ import annotations

from dataclasses import replace

from flows import events as ev
from flows.access import may_decide
from flows.case import Case, Decision, with_answered
from flows.case_evidence import decide_evidence, surfaces_of
from flows.effects import (
    Alert,
    Effect,
    Invite,
    Refused,
    Show,
    Tell,
)
from flows.involving import contact_told
from flows.nudges import due_nudges
from flows.organisation import Context
from flows.procedure import Outcome, step
from flows.words import N_

SHORTEST_REASON = 10
ENDED_BY_WITHDRAWAL = (ev.StepDecided, ev.FileOffered, ev.WordsKept, ev.EvidenceDescribed)


def decide(case: Case, event: ev.CaseEvent, ctx: Context) -> tuple[Case, tuple[Effect, ...]]:
    """What the event means for the case, and what is owed for it.

    Raises Refused with the sentence for the person when the act cannot be done.
    """
    if case.withdrawn_at and isinstance(event, ENDED_BY_WITHDRAWAL):
        raise Refused(N_("The employee has withdrawn the case. Nothing more is to be decided."))
    match event:
        case ev.ChannelOpened():
            return _channel_opened(case, event.channel)
        case ev.ChannelRefused():
            return _channel_refused(case, event.error)
        case ev.MemberJoined():
            return _member(case, event.person, "")
        case ev.MemberMissing():
            return _member(case, event.person, event.error)
        case ev.StepDecided():
            return _step_decided(case, event, ctx)
        case ev.ContactTold():
            contacts, effects = contact_told(case.contacts, event, case.employee, ctx.now)
            return replace(case, contacts=contacts), effects
        case ev.ContactAnswered():
            return _contact_answered(case, event, ctx)
        case ev.Withdrawn():
            return _withdrawn(case, event, ctx)
        case ev.TimePassed():
            return _time_passed(case, ctx)
        case _:
            return decide_evidence(case, event, ctx)


def _others(case: Case) -> list[str]:
    return [p.person for p in case.participants if p.role != "employee"]


def _homes(case: Case) -> tuple[Effect, ...]:
    return tuple(Show("home", p.person) for p in case.participants)


def _opened(case: Case, receipt: str) -> tuple[Effect, ...]:
    told = (Tell(person, "opened") for person in _others(case))
    return (Tell(case.employee, receipt), *told, *_homes(case))


def _channel_opened(case: Case, channel: str) -> tuple[Case, tuple[Effect, ...]]:
    if case.channel:
        return case, ()
    invited = tuple(Invite(p.person) for p in case.participants)
    return replace(case, channel=channel), (*invited, Show("card"), Show("checklist"))


def _channel_refused(case: Case, error: str) -> tuple[Case, tuple[Effect, ...]]:
    if case.channel or case.channel_refusal:
        return case, ()
    alert = Alert("channel-refused", error)
    return replace(case, channel_refusal=error), (*_opened(case, "no-channel"), alert)


def _member(case: Case, person: str, error: str) -> tuple[Case, tuple[Effect, ...]]:
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
    is_last = _is_settled(changed) and not _is_settled(case)
    return changed, (*alert, *(_opened(changed, "receipt") if is_last else ()))


def _is_settled(case: Case) -> bool:
    return all(p.is_in_channel or p.missing for p in case.participants)


def _step_decided(case: Case, event: ev.StepDecided, ctx: Context) -> tuple[Case, tuple[Effect, ...]]:
    found = step(event.step)
    if found is None or not may_decide(event.by, event.step, case):
        raise Refused(N_("This step is not yours to decide."))
    outcome = found.outcome(event.outcome)
    if outcome is None:
        raise Refused(N_("Choose one of the outcomes."))
    earlier = case.decision(event.step)
    if earlier:
        if (earlier.outcome, earlier.by) == (event.outcome, event.by):
            return case, ()
        raise Refused(N_("This step has just been decided. The checklist shows what."))
    if missing := found.gate(case):
        raise Refused(missing)
    _require_reason(outcome, event.reason)
    done = Decision(event.step, event.outcome, event.reason.strip(), event.by, ctx.now)
    changed = replace(case, decisions=(*case.decisions, done))
    return changed, _after_decision(changed, event)


def _require_reason(outcome: Outcome, reason: str) -> None:
    if outcome.is_not and len(reason.strip()) < SHORTEST_REASON:
        raise Refused(N_("Write a reason of at least ten characters. The employee will read it."))


def _after_decision(case: Case, event: ev.StepDecided) -> tuple[Effect, ...]:
    told = () if event.by == case.employee else (Tell(case.employee, "decided", event.step),)
    return (Show("checklist"), Show("card"), Show("told"), *told, *_homes(case))


def _contact_answered(case: Case, event: ev.ContactAnswered, ctx: Context) -> tuple[Case, tuple[Effect, ...]]:
    if event.by not in {contact.person for contact in case.contacts}:
        raise Refused(N_("That is no longer open."))
    changed = replace(case, contacts=with_answered(case.contacts, event.by, ctx.now))
    told = () if changed == case else (Tell(case.employee, "contact-answered", event.by),)
    return changed, (*told, Show("told"))


def _withdrawn(case: Case, event: ev.Withdrawn, ctx: Context) -> tuple[Case, tuple[Effect, ...]]:
    """The employee ends the case. What was sent stays with those who have it; nothing more is asked of them.

    Danger is not ended by a button: the employer's duty to protect goes on (facts 4, the employee's rights).
    """
    if event.by != case.employee:
        raise Refused(N_("Only the employee can withdraw the case."))
    if case.withdrawn_at:
        return case, ()
    if case.severity == "RED":
        raise Refused(N_("This case is about your safety. Talk with those who are with you before it ends."))
    told = tuple(Tell(person, "case-withdrawn") for person in _others(case))
    mine = Tell(case.employee, "case-withdrawn")
    surfaces = (*surfaces_of(case), Show("told"), *_homes(case))
    return replace(case, withdrawn_at=ctx.now), (mine, *told, *surfaces)


def _time_passed(case: Case, ctx: Context) -> tuple[Case, tuple[Effect, ...]]:
    found = due_nudges(case, ctx)
    if not found:
        return case, ()
    per_person: dict[str, list[str]] = {}
    for nudge in found:
        per_person.setdefault(nudge.to, []).append(nudge.step)
    told = tuple(Tell(person, "reminder", ",".join(keys)) for person, keys in per_person.items())
    surfaces = (Show("checklist"),) if case.channel else ()
    return replace(case, nudges=(*case.nudges, *found)), (*told, *surfaces)
