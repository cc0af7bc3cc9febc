"""The evidence of a sent case: what joins it, what is told about it, and who is shown it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from flows import events as ev
from flows.access.rules import NOT_YOURS, is_member, may, refusal
from flows.case.case import Case, Evidence, is_settled, settled, with_evidence
from flows.deciding.surfaces import in_channel
from flows.effects import Decided, Effect, FetchFile, Refused, ShareEvidence, Show, Tell
from flows.evidence.items import described, words
from flows.people.organisation import Context
from flows.report.sending import earliest_content, with_step_1_decided
from flows.words import N_

ONLY_THESE_ADD = N_("Only the employee and the representative can add documentation.")


def evidence_asked(case: Case, event: ev.EvidenceAsked, _: Context) -> Decided[Case]:
    """A copy is owed to whoever may read the case."""
    item = next((kept for kept in case.evidence_kept() if kept.id == event.evidence), None)
    if item is None or not may(event.by, "read", case):
        raise Refused(N_("That file does not exist, or you cannot see it."))
    is_small = event.is_small and item.received.is_picture
    return case, (ShareEvidence(event.by, item.id, is_small),)


def _require_adding(by: str, case: Case) -> None:
    """Only some add, and only while the case is open."""
    if message := refusal(by, "add_evidence", case):
        raise Refused(ONLY_THESE_ADD if message == NOT_YOURS else message)


def file_offered(case: Case, event: ev.FileOffered, _: Context) -> Decided[Case]:
    """The file is to be fetched, once."""
    item = event.evidence
    _require_adding(event.by, case)
    if any(known.source == item.source for known in case.evidence):
        return case, ()
    return replace(case, evidence=with_evidence(case.evidence, item)), (FetchFile(item.id),)


def file_settled(case: Case, event: ev.FileSettled, _: Context) -> Decided[Case]:
    """A file is kept or refused; what came together is told of when the last of it is settled."""
    item = event.evidence
    if is_settled(case.evidence, item):
        return case, ()
    changed = with_step_1_decided(replace(case, evidence=settled(case.evidence, item)))
    together = _together_with(item, changed)
    is_last = all(other.state != "fetching" for other in together)
    return changed, (*in_channel(case), *(_received(changed, together) if is_last else ()))


def _together_with(item: Evidence, case: Case) -> list[Evidence]:
    """What came in one message of one person, the item among it."""
    return [e for e in case.evidence if (e.by, e.offered_at) == (item.by, item.offered_at)]


def _received(case: Case, items: list[Evidence]) -> tuple[Effect, ...]:
    """One message to whoever gave them what became of each, and one to the others that there is more."""
    by = items[0].by
    mine = (Tell(by, "received", _ids(items)),) if is_member(by, case) else ()
    new = [item for item in items if item.state == "kept" and item.offered_at > case.report.sent_at]
    others = [p.person for p in case.people.participants if p.person != by and may(p.person, "read", case)]
    return (*mine, *(Tell(person, "added", _ids(new)) for person in others if new))


def _ids(items: Iterable[Evidence]) -> str:
    return ",".join(item.id for item in items)


def words_kept(case: Case, event: ev.WordsKept, ctx: Context) -> Decided[Case]:
    """Pasted text and corrections join the case; the others are told that there is something new.

    What came beside files is told of with the last of them.
    """
    _require_adding(event.by, case)
    if any(known.id == event.item for known in case.evidence):
        return case, ()
    item = words(event, ctx.now)
    changed = with_step_1_decided(replace(case, evidence=with_evidence(case.evidence, item)))
    changed = _timed(changed, ctx)
    is_alone = all(other.state != "fetching" for other in _together_with(item, case))
    return changed, (*in_channel(case), *(_received(changed, [item]) if is_alone else ()))


def evidence_described(case: Case, event: ev.EvidenceDescribed, ctx: Context) -> Decided[Case]:
    """What is told of an item is kept beside it."""
    _require_adding(event.by, case)
    changed = _timed(replace(case, evidence=described(case.evidence, event)), ctx)
    return changed, (
        Show("messages"),
        *(in_channel(case) if changed.report.content_at != case.report.content_at else ()),
    )


def _timed(case: Case, ctx: Context) -> Case:
    """With the moment from which the 72 hours count, which a detail may move earlier and never later."""
    zone = ctx.calendar_for(case.employee).zone
    at = earliest_content(
        str(case.report.answers.get("when", "")), case.evidence, case.report.content_at, zone
    )
    return replace(case, report=replace(case.report, content_at=at))
