"""The heart: what an event means for a case, and how a sent draft becomes one."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from flows import events as ev
from flows.access import may, may_decide
from flows.case import Case, Decision, Evidence, Participant, is_settled, with_evidence
from flows.effects import (
    Alert,
    Effect,
    FetchFile,
    Invite,
    OpenChannel,
    Refused,
    ShareEvidence,
    Show,
    Tell,
)
from flows.form import on_road
from flows.intake import REPORT
from flows.nudges import due_nudges
from flows.organisation import Context
from flows.procedure import VERSION, Outcome, step
from flows.report import REVIEW, Draft
from flows.severity import severity
from flows.when import earliest_moment
from flows.words import N_

SHORTEST_REASON = 10


def open_case(draft: Draft, event: ev.Sent, ctx: Context) -> tuple[Case, tuple[Effect, ...]]:
    """The case that the sent draft becomes. Answers off the road are left behind for good.

    Raises Refused while a question is open or nobody would receive the report.
    """
    if draft.current() != REVIEW:
        raise Refused(N_("A question is still open. Answer it first, then you can send."))
    people = _participants(draft, ctx.now)
    if len(people) == 1:
        raise Refused(N_("Choose at least one person who is to help you."))
    case = Case(
        id=draft.id,
        number=event.number,
        procedure=VERSION,
        severity=severity(draft.answers),
        sent_at=ctx.now,
        content_at=_content_at(draft, ctx),
        answers=on_road(REPORT, draft.answers),
        participants=people,
        excluded=draft.excluded(),
        evidence=draft.evidence,
    )
    return _documented(case), (Show("report", draft.person), OpenChannel())


def _participants(draft: Draft, now: datetime) -> tuple[Participant, ...]:
    found = [Participant(draft.person, "employee", now)]
    if draft.leader() and draft.leader() not in draft.excluded():
        found.append(Participant(draft.leader(), "leader", now))
    known = {p.person for p in found} | draft.excluded()
    if draft.representative() and draft.representative() not in known:
        found.append(Participant(draft.representative(), "representative", now))
    return tuple(found)


def _content_at(draft: Draft, ctx: Context) -> datetime:
    zone = ctx.calendar_for(draft.person).zone
    answer = draft.answers.get("when", "")
    moment = earliest_moment(answer, zone) if isinstance(answer, str) and answer else None
    return moment or draft.started_at


def _documented(case: Case) -> Case:
    """Step 1 is decided by what the employee did in the report."""
    answer = case.answers.get("evidence")
    outcome = {"kept": "documented", "gone": "removed", "cannot": "cannot"}.get(str(answer))
    if outcome is None or (outcome == "documented" and not case.evidence_kept()):
        return case
    done = Decision("document", outcome, "", case.employee, case.sent_at)
    return replace(case, decisions=(*case.decisions, done))


def decide(case: Case, event: ev.CaseEvent, ctx: Context) -> tuple[Case, tuple[Effect, ...]]:
    """What the event means for the case, and what is owed for it.

    Raises Refused with the sentence for the person when the act cannot be done.
    """
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
        case ev.EvidenceAsked():
            return _evidence_asked(case, event)
        case ev.FileOffered():
            return _file_offered(case, event.by, event.evidence)
        case ev.FileSettled():
            return _file_settled(case, event.evidence)
        case ev.TimePassed():
            return _time_passed(case, ctx)


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


def _evidence_asked(case: Case, event: ev.EvidenceAsked) -> tuple[Case, tuple[Effect, ...]]:
    known = {item.id for item in case.evidence_kept()}
    if event.evidence not in known or not may(event.by, "read", case):
        raise Refused(N_("There is no such file that you may see."))
    return case, (ShareEvidence(event.by, event.evidence),)


def _file_offered(case: Case, by: str, item: Evidence) -> tuple[Case, tuple[Effect, ...]]:
    if not may(by, "add_evidence", case):
        raise Refused(N_("Only the employee and the representative can add documentation."))
    if any(known.source == item.source for known in case.evidence):
        return case, ()
    return replace(case, evidence=with_evidence(case.evidence, item)), (FetchFile(item.id),)


def _file_settled(case: Case, item: Evidence) -> tuple[Case, tuple[Effect, ...]]:
    if is_settled(case.evidence, item):
        return case, ()
    changed = replace(case, evidence=with_evidence(case.evidence, item))
    if not changed.decision("document"):
        changed = _documented(changed)
    message = "file-kept" if item.state == "kept" else "file-refused"
    surfaces = (Show("card"), Show("checklist")) if case.channel else ()
    return changed, (*surfaces, Tell(item.by, message, item.id))


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
