"""The evidence of a sent case: what joins it, what is told about it, and who is shown it."""

from __future__ import annotations

from dataclasses import replace

from flows import events as ev
from flows.access import NOT_YOURS, is_member, may, refusal
from flows.case import Case, Evidence, is_settled, settled, with_evidence
from flows.effects import Effect, FetchFile, Refused, ShareEvidence, Show, Tell
from flows.evidence import described, words
from flows.opening import documented, earliest_content
from flows.organisation import Context
from flows.words import N_

ONLY_THESE_ADD = N_("Only the employee and the representative can add documentation.")

EvidenceEvent = ev.FileOffered | ev.FileSettled | ev.WordsKept | ev.EvidenceDescribed | ev.EvidenceAsked
Turn = tuple[Case, tuple[Effect, ...]]


def decide_evidence(case: Case, event: EvidenceEvent, ctx: Context) -> Turn:
    """What the event means for the case's evidence. Raises Refused with the sentence for the person."""
    match event:
        case ev.EvidenceAsked():
            return _evidence_asked(case, event)
        case ev.FileOffered():
            return _file_offered(case, event.by, event.evidence)
        case ev.FileSettled():
            return _file_settled(case, event.evidence)
        case ev.WordsKept():
            return _words_kept(case, event, ctx)
        case ev.EvidenceDescribed():
            return _evidence_described(case, event, ctx)


def _evidence_asked(case: Case, event: ev.EvidenceAsked) -> Turn:
    known = {item.id for item in case.evidence_kept()}
    if event.evidence not in known or not may(event.by, "read", case):
        raise Refused(N_("There is no such file that you may see."))
    return case, (ShareEvidence(event.by, event.evidence),)


def _require_adding(by: str, case: Case) -> None:
    """Only some add, and only while the case is open."""
    if message := refusal(by, "add_evidence", case):
        raise Refused(ONLY_THESE_ADD if message == NOT_YOURS else message)


def _file_offered(case: Case, by: str, item: Evidence) -> Turn:
    _require_adding(by, case)
    if any(known.source == item.source for known in case.evidence):
        return case, ()
    return replace(case, evidence=with_evidence(case.evidence, item)), (FetchFile(item.id),)


def _file_settled(case: Case, item: Evidence) -> Turn:
    if is_settled(case.evidence, item):
        return case, ()
    changed = documented(replace(case, evidence=settled(case.evidence, item)))
    message = "file-kept" if item.state == "kept" else "file-refused"
    mine = (Tell(item.by, message, item.id),) if is_member(item.by, changed) else ()
    is_new = item.state == "kept" and item.offered_at > case.sent_at
    told = _told_others(case, item.by, item.id) if is_new else ()
    return changed, (*surfaces_of(case), *mine, *told)


def _told_others(case: Case, by: str, item: str) -> tuple[Effect, ...]:
    others = [p.person for p in case.participants if p.person != by and may(p.person, "read", case)]
    return tuple(Tell(person, "added", item) for person in others)


def _words_kept(case: Case, event: ev.WordsKept, ctx: Context) -> Turn:
    """Pasted text and corrections join the case; the others are told that there is something new."""
    _require_adding(event.by, case)
    if any(known.id == event.item for known in case.evidence):
        return case, ()
    changed = documented(replace(case, evidence=with_evidence(case.evidence, words(event, ctx.now))))
    changed = _timed(changed, ctx)
    told = _told_others(case, event.by, event.item)
    return changed, (*surfaces_of(case), Tell(event.by, "file-kept", event.item), *told)


def _evidence_described(case: Case, event: ev.EvidenceDescribed, ctx: Context) -> Turn:
    _require_adding(event.by, case)
    changed = _timed(replace(case, evidence=described(case.evidence, event)), ctx)
    return changed, (Show("told"), *(surfaces_of(case) if changed.content_at != case.content_at else ()))


def _timed(case: Case, ctx: Context) -> Case:
    """With the moment from which the 72 hours count, which a detail may move earlier and never later."""
    zone = ctx.calendar_for(case.employee).zone
    at = earliest_content(str(case.answers.get("when", "")), case.evidence, case.content_at, zone)
    return replace(case, content_at=at)


def surfaces_of(case: Case) -> tuple[Effect, ...]:
    """What the channel shows of the case, if it has one."""
    return (Show("card"), Show("checklist")) if case.channel else ()
