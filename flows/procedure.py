"""The eight steps as typed data: who, due, reminders, gate and outcomes.

The steps, their order and their wording are the municipality's; the times marked as law or published
policy are in docs/procedure.md with their sources. A case keeps the version it began with.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from flows.case import Case, Role
from flows.clocks import Calendar, hours_after
from flows.intake import PUBLIC_CHANNELS
from flows.severity import chosen
from flows.words import N_

VERSION = "herlev-2026-11"

Due = Callable[[Case, Calendar], datetime]
Moment = Callable[[Case, datetime, Calendar], datetime]


@dataclass(frozen=True)
class Outcome:
    """One way to decide a step. `is_not` marks a decision against, which needs a reason."""

    key: str
    words: str
    is_not: bool = False


@dataclass(frozen=True)
class Step:
    """One duty. `owners` may decide it, the first of them who takes part is reminded.

    `nudges` are the moments of its reminders. `gate` answers the message id of what is missing, or "".
    `is_legal` marks a deadline that is law or published policy.
    """

    number: int
    key: str
    title: str
    duty: str
    owners: tuple[Role, ...]
    due: Due
    nudges: tuple[Moment, ...]
    outcomes: tuple[Outcome, ...]
    gate: Callable[[Case], str]
    is_legal: bool = False

    def outcome(self, key: str) -> Outcome | None:
        """The outcome of that key."""
        return next((o for o in self.outcomes if o.key == key), None)


def police_deadline(case: Case) -> datetime:
    """72 elapsed hours after the content was posted or received.

    The municipality's published policy; state compensation normally needs a police report by then
    (civilstyrelsen.dk and anklagemyndigheden.dk, see docs/procedure.md).
    """
    return hours_after(case.content_at, 72)


def _same_day(case: Case, calendar: Calendar) -> datetime:
    return calendar.end_of_working_day(case.sent_at)


def _answer_by_severity(case: Case, calendar: Calendar) -> datetime:
    if case.severity == "RED":
        return hours_after(case.sent_at, 1)
    return calendar.add_working_hours(case.sent_at, 2 if case.severity == "ORANGE" else 4)


def _within_a_day(case: Case, _: Calendar) -> datetime:
    return hours_after(case.sent_at, 24)


def _police(case: Case, _: Calendar) -> datetime:
    """48 hours after the report, and never after the 72 hours while those still run."""
    decided_by, limit = hours_after(case.sent_at, 48), police_deadline(case)
    return min(decided_by, limit) if limit > case.sent_at else decided_by


def _removal(case: Case, calendar: Calendar) -> datetime:
    if is_public(case):
        return hours_after(case.sent_at, 24)
    return calendar.add_working_days(case.sent_at, 3)


def _working_days(days: int) -> Due:
    return lambda case, calendar: calendar.add_working_days(case.sent_at, days)


def _days(days: int) -> Due:
    return lambda case, calendar: calendar.add_calendar_days(
        case.sent_at.astimezone(calendar.zone).date(), days
    )


def is_public(case: Case) -> bool:
    """Others than the employee can see it: said so, or it stands where anybody can look."""
    return "public" in chosen(case.answers, "circumstances") or bool(
        chosen(case.answers, "where") & PUBLIC_CHANNELS
    )


def _part(share: float) -> Moment:
    return lambda case, due, _: case.sent_at + (due - case.sent_at) * share


def _hours(hours: float) -> Moment:
    return lambda case, _, __: hours_after(case.sent_at, hours)


def _hours_of_content(hours: float) -> Moment:
    # Of the report when the 72 hours were over by then: the police report can still be made.
    return lambda c, _, __: hours_after(c.content_at if police_deadline(c) > c.sent_at else c.sent_at, hours)


def _on_working_day(days: int, clock: time | None = None) -> Moment:
    return lambda case, _, calendar: calendar.add_working_days(case.sent_at, days, clock)


def _on_day(days: int) -> Moment:
    return lambda case, _, __: case.sent_at + timedelta(days=days)


def _around_due(days: int) -> Moment:
    return lambda _, due, __: due + timedelta(days=days)


def is_open(_: Case) -> str:
    """No gate: the step may be decided at any time."""
    return ""


def documentation_is_in_order(case: Case) -> str:
    """Document before remove: one item kept, or the employee said that it is gone or cannot be had."""
    if case.decision("document") or case.is_documented():
        return ""
    return N_("Documentation is missing. When a screenshot is in place, the step opens.")


def the_four_are_decided(case: Case) -> str:
    """The follow-up meeting asks whether the case can close, so steps 3 to 6 come first."""
    if all(case.decision(key) for key in ("support", "legal", "removal", "register")):
        return ""
    return N_("Steps 3 to 6 must be decided first.")


def registration_is_decided(case: Case) -> str:
    """The analysis builds on what was registered, so step 6 comes first."""
    return "" if case.decision("register") else N_("Step 6 must be decided first.")


LEADERS: tuple[Role, ...] = ("leader", "deputy")

STEPS: tuple[Step, ...] = (
    Step(
        1,
        "document",
        N_("Document the harassment"),
        N_("Make sure that what happened is documented."),
        ("employee", "representative"),
        _same_day,
        (_hours(2), _on_working_day(1, time(9)), _on_working_day(2)),
        (
            Outcome("documented", N_("Documented")),
            Outcome("partly", N_("Partly documented")),
            Outcome("removed", N_("Removed before it was secured")),
            Outcome("cannot", N_("Cannot be documented")),
        ),
        is_open,
    ),
    Step(
        2,
        "contact",
        N_("Agree the next step with leader or representative"),
        N_("Answer the employee and agree the next step."),
        ("leader", "deputy", "representative"),
        _answer_by_severity,
        (_part(0.5), _part(1)),
        (
            Outcome("agreed", N_("A plan is agreed")),
            Outcome("taken_over", N_("Taken over by a deputy")),
            Outcome("sent_on", N_("Sent on to the next leader or HR")),
            Outcome("not_harassment", N_("Not harassment, the employee has been heard"), is_not=True),
        ),
        is_open,
    ),
    Step(
        3,
        "support",
        N_("Debriefing of the employee and offer of crisis help"),
        N_("Contact the employee and offer crisis help."),
        LEADERS,
        _within_a_day,
        (_hours(4), _hours(24), _on_day(2), _on_day(3)),
        (
            Outcome("held", N_("The talk has been held")),
            Outcome("declined", N_("Offered, and the employee declined")),
            Outcome("crisis_help", N_("Crisis help is requested")),
            Outcome("later", N_("Not now, ask again later"), is_not=True),
        ),
        is_open,
    ),
    Step(
        4,
        "legal",
        N_("Legal assistance and assessment of a police report"),
        N_("Decide whether the case is to be reported to the police."),
        LEADERS,
        _police,
        tuple(_hours_of_content(h) for h in (24, 36, 48, 60, 66)),
        (
            Outcome("reported", N_("Reported to the police")),
            Outcome("not_reported", N_("Not reported to the police"), is_not=True),
            Outcome("employee_reports", N_("The employee reports personally")),
            Outcome("restraining_order", N_("A restraining order is being considered")),
        ),
        is_open,
        is_legal=True,
    ),
    Step(
        5,
        "removal",
        N_("Should the sender be contacted and asked to remove it?"),
        N_("Decide whether the sender is to be asked to remove it."),
        LEADERS,
        _removal,
        (_hours(24), _hours(48)),
        (
            Outcome("demanded", N_("The sender has been asked to remove it")),
            Outcome("platform", N_("Reported to the platform")),
            Outcome("both", N_("Both the sender and the platform")),
            Outcome("not_contacted", N_("The sender is not contacted"), is_not=True),
            Outcome("gone", N_("It has been removed")),
            Outcome("not_relevant", N_("Not relevant here"), is_not=True),
        ),
        documentation_is_in_order,
    ),
    Step(
        6,
        "register",
        N_("Report as a work accident or register as an incident"),
        N_("Report a work accident or register an incident."),
        LEADERS,
        _working_days(3),
        tuple(_on_day(d) for d in (1, 3, 7, 10, 12, 13, 14)),
        (
            Outcome("easy", N_("Reported in EASY as a work accident")),
            Outcome("incident", N_("Registered as an incident")),
            Outcome("anonymous", N_("Registered without name")),
            Outcome("disease", N_("Occupational disease through the doctor")),
        ),
        is_open,
    ),
    Step(
        7,
        "meeting",
        N_("Follow-up meeting: can the case be closed?"),
        N_("Hold the follow-up meeting with the employee."),
        LEADERS,
        _days(14),
        (_on_working_day(2), _on_working_day(3), _around_due(-1), _around_due(1)),
        (
            Outcome("close", N_("The case can be closed")),
            Outcome("continue", N_("It continues with a new meeting")),
            Outcome("disagrees", N_("The employee disagrees, the next leader takes over")),
            Outcome("relief", N_("Relief in the work is agreed")),
        ),
        the_four_are_decided,
    ),
    Step(
        8,
        "analyse",
        N_("The work-environment group analyses the incident"),
        N_("Analyse the incident together, so that it does not happen again."),
        ("leader", "deputy", "representative"),
        _days(30),
        tuple(_on_day(d) for d in (10, 20, 28, 30)),
        (
            Outcome("prevention", N_("Prevention is decided")),
            Outcome("assessment", N_("The workplace assessment is updated")),
            Outcome("guideline", N_("A guideline is changed")),
            Outcome("no_action", N_("No action"), is_not=True),
            Outcome("passed_on", N_("Passed on")),
        ),
        registration_is_decided,
    ),
)


def step(key: str) -> Step | None:
    """The step of that key."""
    return next((s for s in STEPS if s.key == key), None)
