"""A sent draft becomes a case."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from flows.case.case import Case, Decision, Evidence, Participant, People, Report, Role
from flows.effects import Effect, OpenChannel, Refused, Show
from flows.form import on_road
from flows.people.organisation import Context
from flows.procedure.procedure import name_of
from flows.report.draft import REVIEW, Draft
from flows.report.people import NOBODY_CHOSEN
from flows.report.questions import REPORT
from flows.typed.when import earliest_moment, is_found
from flows.words import N_


def open_case(draft: Draft, ctx: Context) -> tuple[Case, tuple[Effect, ...]]:
    """The case that the sent draft becomes. Answers off the road are left behind for good.

    Raises Refused while a question is open or nobody would receive the report.
    """
    if draft.current() != REVIEW:
        raise Refused(N_("A question is still open. Answer it first, then you can send."))
    people = _participants(draft, ctx.now)
    if len(people) == 1:
        raise Refused(NOBODY_CHOSEN)
    times = ctx.organisation.times
    case = Case(
        id=draft.id,
        number=draft.number,
        procedure=name_of(times),
        report=Report(
            draft.severity(), ctx.now, _content_at(draft, ctx), on_road(REPORT, draft.answers), times
        ),
        people=People(
            people,
            excluded=draft.excluded(),
            contacts=draft.people.contacts,
            next_leader=draft.people.found.next_leader if draft.people.found else "",
        ),
        evidence=draft.evidence,
    )
    return with_step_1_decided(case), (Show("report", draft.person), OpenChannel())


def _participants(draft: Draft, now: datetime) -> tuple[Participant, ...]:
    found = {draft.person: Participant(draft.person, "employee", now)}
    roles: tuple[Role, ...] = ("leader", "representative", "union")
    for role, person in zip(roles, draft.involved(), strict=True):
        if person and person not in draft.excluded():
            found.setdefault(person, Participant(person, role, now))
    return tuple(found.values())


def _content_at(draft: Draft, ctx: Context) -> datetime:
    """Ti, never later than now: the deadline of 72 hours counts from it."""
    zone = ctx.calendar_for(draft.person).zone
    answer = str(draft.answers["when"])
    return earliest_content(answer, draft.evidence, min(earliest_moment(answer, zone), ctx.now), zone)


def earliest_content(
    answer: str, items: tuple[Evidence, ...], content_at: datetime, zone: ZoneInfo
) -> datetime:
    """Ti, or earlier when it was only known when it was found, and an item tells when it was posted."""
    if not is_found(answer):
        return content_at
    posted = (earliest_moment(item.details["posted"], zone) for item in items if "posted" in item.details)
    return min((content_at, *posted))


def with_step_1_decided(case: Case) -> Case:
    """Step 1 is decided by what the employee did: in the report, and by what comes later."""
    answer = {"gone": "removed", "cannot": "cannot"}.get(str(case.report.answers.get("evidence")))
    if case.ending.withdrawn_at:
        return case
    outcome = "documented" if case.is_documented() else answer
    known = case.decision("document")
    if outcome is None or (known and known.outcome not in {"removed", "cannot"}):
        return case
    if known and known.outcome == outcome:
        return case
    kept = [(item.received_at, item.by) for item in case.evidence_kept() if item.received_at]
    at, by = max([(case.report.sent_at, case.employee), *kept])
    done = Decision("document", outcome, "", by, at)
    return replace(case, decisions=(*case.decisions, done))
