"""Which part of a step is done already, so that nobody is reminded of it: functions of a case alone."""

from __future__ import annotations

from datetime import datetime

from flows.case.case import Case, Decision

OWN_REPORT = "employee_reports"
"""The outcome of step 4 that needs the employee's own yes."""


def acknowledged_at(case: Case) -> datetime | None:
    """When the employee was first told that somebody has seen it, by whom it waits for now; None before."""
    said = case.last_word("contact")
    since = said.at if said else case.report.sent_at
    found = (r.at for r in case.records if (r.step, r.task) == ("contact", "acknowledge"))
    return next((at for at in found if at >= since), None)


def is_acknowledged(case: Case) -> bool:
    """The first answer is given, and the plan is still to be agreed."""
    return acknowledged_at(case) is not None


def is_contacted(case: Case) -> bool:
    """Somebody has been with the employee and offered crisis help, whatever was answered."""
    return case.record("support", "crisis_help") is not None


def asked_to_report(case: Case) -> Decision | None:
    """What asked the employee to report to the police personally, or their yes to it; None while it does not
    count."""
    said = case.last_word("legal")
    return said if said and said.outcome == OWN_REPORT else None


def is_employee_asked(case: Case) -> bool:
    """The employee was asked to report personally and has not said yes."""
    said = asked_to_report(case)
    return said is not None and said.is_waiting


def is_own_report_done(case: Case) -> bool:
    """The employee has said that they have reported it, since they were last asked to."""
    asked = [d.at for d in case.decisions if d.step == "legal" and d.outcome == OWN_REPORT and d.is_waiting]
    answer = case.record("legal", "own_report")
    is_newer = answer is not None and bool(asked) and answer.at >= asked[-1]
    return is_newer and case.value("legal", "own_report", "answer") == "done"


def is_letter_with_hr(case: Case) -> bool:
    """The letter to the sender is written, and whoever reads it for HR has been asked."""
    draft, check = case.record("removal", "draft"), case.record("removal", "check")
    asked = case.record("help", "hr") or case.record("legal", "ask_hr")
    is_read = draft is not None and check is not None and check.at >= draft.at
    return draft is not None and not is_read and bool(asked or case.with_role("hr"))


def letter_came_back_at(case: Case) -> datetime | None:
    """When HR said that the newest letter may be sent; None before."""
    draft, check = case.record("removal", "draft"), case.record("removal", "check")
    is_ready = draft and check and check.at >= draft.at and check.values.get("answer") == "ok"
    return check.at if check and is_ready else None


def is_letter_ready(case: Case) -> bool:
    """HR has read the letter, and it is still to be sent."""
    return letter_came_back_at(case) is not None


def is_waiting_for_absence(case: Case) -> bool:
    """Somebody said with a reason that the registration waits to see whether there is absence."""
    said = case.last_word("register")
    return said is not None and said.is_waiting
