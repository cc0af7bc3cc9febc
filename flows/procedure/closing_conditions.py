"""When a case may be closed, when its employee counts as silent, and until when it may be opened again."""

from __future__ import annotations

from datetime import datetime, timedelta

from flows.case.case import Case
from flows.people.organisation import Context
from flows.procedure.due_times import meeting_start
from flows.words import N_

BEFORE_MEETING = ("support", "legal", "removal", "register")
REOPEN_WITHIN = timedelta(days=365)
SILENT_AFTER = 10
"""Working days without an answer, after two reminders."""


def missing_to_close(case: Case) -> str:
    """What must be in order before the employee is asked whether the case can close, as a message id."""
    if not all(case.decision(key) for key in BEFORE_MEETING):
        return N_("Steps 3 to 6 must be decided first.")
    if case.decision("meeting") is None:
        return N_("The follow-up meeting must be decided first.")
    if case.decision("analyse") is None and meeting_start(case, "analyse") is None:
        return N_("The analysis of step 8 must be booked first.")
    return ""


def asked_at(case: Case) -> datetime | None:
    """Since when the employee is asked whether the case can close; None while they are not."""
    asked, answered = case.record("closing", "asked"), case.record("closing", "answered")
    if asked is None or case.ending.closed_at or case.ending.withdrawn_at or missing_to_close(case):
        return None
    return None if answered and answered.at >= asked.at else asked.at


def is_silent(case: Case, ctx: Context) -> bool:
    """The employee was asked and reminded, and has not answered for ten working days."""
    since = asked_at(case)
    return since is not None and ctx.now >= ctx.organisation.calendar.add_working_days(since, SILENT_AFTER)


def may_reopen(case: Case, now: datetime) -> bool:
    """Within twelve months the employee opens it again; later it is a new case."""
    return case.ending.closed_at is not None and now <= case.ending.closed_at + REOPEN_WITHIN
