"""How a case ends: its conditions, the employee's word, silence, the two questions, and beginning again."""

from __future__ import annotations

from dataclasses import replace

from flows import events as ev
from flows.access.rules import require
from flows.case.case import Case, Record
from flows.case.reasons import require_reason
from flows.case.records import AfterwardsQuestion
from flows.deciding.channel import without_channel
from flows.deciding.role_changes import passed_on
from flows.deciding.steps import reopened
from flows.deciding.surfaces import everywhere, homes
from flows.effects import (
    Alert,
    ArchiveChannel,
    Decided,
    ExportDossier,
    OpenChannel,
    Refused,
    Show,
    Tell,
)
from flows.people.organisation import Context
from flows.procedure.closing_conditions import (
    BEFORE_MEETING,
    asked_at,
    is_silent,
    may_reopen,
    missing_to_close,
)
from flows.procedure.gates import actions
from flows.words import N_

REMINDERS_BEFORE_SILENCE = 2
QUESTIONS: tuple[AfterwardsQuestion, ...] = ("helped", "told")
"""Asked of the employee when the case is archived."""


def automatic_consequences(case: Case, ctx: Context) -> Decided[Case]:
    """What the facts of a case lead to by themselves, whichever act made them so."""
    if case.ending.withdrawn_at or case.ending.archived_at:
        return case, ()
    if case.ending.closed_at:
        return _archived(case, ctx) if _is_done(case) else (case, ())
    if missing_to_close(case) or _is_asked(case):
        return case, ()
    asked = case.with_records(Record("closing", "asked", "", ctx.now))
    return asked, (Tell(case.employee, "closing-asked"), *everywhere(asked))


def _is_done(case: Case) -> bool:
    """Nothing is left to do: the analysis and its actions are done, or it was no harassment to both."""
    said = case.decision("contact")
    agreed = case.record("contact", "agree")
    if said is not None and said.outcome == "not_harassment" and agreed and agreed.at >= said.at:
        return agreed.values.get("answer") == "agree"
    return case.decision("analyse") is not None and all(action.get("done") for action in actions(case))


def _is_asked(case: Case) -> bool:
    """Asked since the last of the steps was decided: a case that went on is asked about anew."""
    asked = case.record("closing", "asked")
    decided = [case.decision(key) for key in (*BEFORE_MEETING, "meeting")]
    return asked is not None and all(done is None or asked.at >= done.at for done in decided)


def _archived(case: Case, ctx: Context) -> Decided[Case]:
    changed = replace(case, ending=replace(case.ending, archived_at=ctx.now))
    channel = (ArchiveChannel(case.channel),) if case.channel else ()
    return changed, (Tell(case.employee, "afterwards"), *everywhere(case), *channel, ExportDossier())


def closing_answered(case: Case, event: ev.ClosingAnswered, ctx: Context) -> Decided[Case]:
    """The employee says whether the case can close. Raises Refused."""
    require(event.by, "answer_closing", case)
    if asked_at(case) is None:
        raise Refused(N_("There is nothing to answer any more."))
    values = {"answer": "agree" if event.is_agreed else "disagree"}
    record = Record("closing", "answered", event.by, ctx.now, values)
    changed = case.with_records(record)
    return _closed(changed, ctx) if event.is_agreed else _disagreed(changed, event, ctx)


def _closed(case: Case, ctx: Context) -> Decided[Case]:
    changed = replace(case, ending=replace(case.ending, closed_at=ctx.now))
    told = tuple(Tell(p.person, "closed") for p in case.people.participants)
    return changed, (*told, *everywhere(changed))


def _disagreed(case: Case, event: ev.ClosingAnswered, ctx: Context) -> Decided[Case]:
    """The meeting is to be held again, and the next leader joins."""
    reason = require_reason(event.reason)
    again = reopened(case, "meeting", event.by, reason, ctx)
    changed, more = passed_on(again, event.by, ctx)
    others = tuple(Tell(p, "closing-refused") for p in changed.with_role("leader", "deputy", "next_leader"))
    return changed, (*others, *everywhere(changed), *more)


def closed_in_silence(case: Case, event: ev.CaseClosed, ctx: Context) -> Decided[Case]:
    """The next leader or HR closes a case whose employee does not answer. Raises Refused."""
    require(event.by, "close", case)
    if not is_silent(case, ctx):
        raise Refused(N_("The employee has not been asked for ten working days yet."))
    record = Record("closing", "closed", event.by, ctx.now, {"reason": require_reason(event.reason)})
    return _closed(case.with_records(record), ctx)


def case_reopened(case: Case, event: ev.CaseReopened, ctx: Context) -> Decided[Case]:
    """The employee opens a closed case again, within twelve months. Raises Refused."""
    require(event.by, "reopen_case", case)
    if not may_reopen(case, ctx.now):
        raise Refused(N_("It is more than twelve months ago. Write hello to me to report anew."))
    reason = require_reason(event.reason)
    record = Record("closing", "reopened", event.by, ctx.now, {"reason": reason})
    open_again = replace(
        case.with_records(record), ending=replace(case.ending, closed_at=None, archived_at=None)
    )
    key = "meeting" if case.decision("meeting") else "contact"
    changed = reopened(open_again, key, event.by, reason, ctx) if case.decision(key) else open_again
    told = tuple(Tell(p.person, "reopened") for p in case.people.participants if p.person != event.by)
    if case.ending.archived_at is None or case.channel is None:
        return changed, (*told, *everywhere(changed))
    changed = without_channel(changed)
    return changed, (OpenChannel(), *told, Show("messages"), *homes(changed))


def afterwards_answered(case: Case, event: ev.AfterwardsAnswered, ctx: Context) -> Decided[Case]:
    """The employee answers one of the two questions after the case. Raises Refused."""
    require(event.by, "answer_afterwards", case)
    if event.question not in QUESTIONS or event.answer not in {"yes", "partly", "no"}:
        raise Refused(N_("Choose one of the answers."))
    record = Record("closing", event.question, event.by, ctx.now, {"answer": event.answer})
    return case.with_records(record), (Show("messages"),)


def _is_newer(case: Case) -> bool:
    """Archived again since the dossier was last exported."""
    kept = case.record("closing", "dossier")
    return kept is None or (case.ending.archived_at is not None and kept.at < case.ending.archived_at)


def dossier_settled(case: Case, event: ev.DossierSettled, ctx: Context) -> Decided[Case]:
    """The case remembers where its dossier is. A refusal is for the operators, who can export by hand."""
    if case.value("closing", "dossier", "state") == event.state and not _is_newer(case):
        return case, ()
    record = Record("closing", "dossier", "", ctx.now, {"state": event.state})
    changed = case.with_records(record)
    if event.state == "uploaded":
        changed = replace(changed, ending=replace(case.ending, exported_at=ctx.now))
    return changed, (Alert("dossier-refused", event.error),) if event.state == "refused" else ()
