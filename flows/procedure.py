"""The eight steps as typed data: who, due, reminders, gate, outcomes, tasks and escalation.

The steps, their order and their wording are the municipality's; the times marked as law or published
policy are in docs/procedure.md with their sources. A case keeps the version it began with.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

from flows import dues, gates, moments, tasks
from flows.case import Case
from flows.moments import hours, of_easy, on_day, on_working_day, unbooked, without_easy
from flows.steps import Field, Outcome, Rung, Step
from flows.tasks import LEADERS
from flows.words import N_

VERSION = "herlev-2026-11"

HELD = Field("day", N_("On which day?"), "past")
REFERENCE = Field("reference", N_("Number or reference"), is_optional=True)
LETTER_SENT = Field("day", N_("On which day was it sent?"), "past")
PERSON = Field("person", N_("Who takes over?"), "person")
NEXT = Field("next", N_("When do you meet again?"), "coming")

REGISTER_DAYS = (1, 3, 7, 10, 12, 13, 14)

STEPS: tuple[Step, ...] = (
    Step(
        1,
        "document",
        N_("Document the harassment"),
        N_("Make sure that what happened is documented."),
        ("employee", "representative"),
        dues.same_day,
        (hours(2), on_working_day(1, time(9)), on_working_day(2)),
        (
            Outcome("documented", N_("Documented")),
            Outcome("partly", N_("Partly documented")),
            Outcome("removed", N_("Removed before it was secured")),
            Outcome("cannot", N_("Cannot be documented")),
        ),
        escalation=(Rung(moments.from_due(on_working_day(1)), ("representative",)),),
    ),
    Step(
        2,
        "contact",
        N_("Agree the next step with leader or representative"),
        N_("Answer the employee and agree the next step."),
        (*LEADERS, "representative"),
        dues.answer_by_severity,
        (moments.part_of_time(0.5), moments.part_of_time(1)),
        (
            Outcome(
                "agreed",
                N_("A plan is agreed"),
                fields=(
                    Field(
                        "plan",
                        N_("What have you agreed?"),
                        "text",
                        hint=N_("The employee sees the same words."),
                    ),
                ),
            ),
            Outcome("taken_over", N_("Taken over by a deputy"), is_waiting=True, fields=(PERSON,)),
            Outcome("sent_on", N_("Sent on to the next leader or HR"), is_waiting=True),
            Outcome("not_harassment", N_("Not harassment, the employee has been heard"), is_not=True),
        ),
        tasks=tasks.CONTACT,
        escalation=(
            Rung(moments.after_due(0), ("deputy",)),
            Rung(moments.after_due(1), ("next_leader",)),
            Rung(moments.after_due(2), ("hr",)),
        ),
    ),
    Step(
        3,
        "support",
        N_("Debriefing of the employee and offer of crisis help"),
        N_("Contact the employee and offer crisis help."),
        LEADERS,
        dues.within_a_day,
        (hours(4), hours(24), on_day(2), on_day(3)),
        (
            Outcome("held", N_("The talk has been held"), fields=(HELD,)),
            Outcome("declined", N_("Offered, and the employee declined")),
            Outcome("crisis_help", N_("Crisis help is requested"), fields=(HELD,)),
            Outcome("later", N_("Not now, ask again later"), is_not=True),
        ),
        tasks=tasks.SUPPORT,
        books=(1, 3),
        escalation=(
            Rung(moments.at_due(4), ("next_leader",)),
            Rung(on_day(4), ("next_leader", "representative")),
        ),
    ),
    Step(
        4,
        "legal",
        N_("Legal assistance and assessment of a police report"),
        N_("Decide whether the case is to be reported to the police."),
        LEADERS,
        dues.police,
        tuple(moments.hours_of_content(h) for h in (24, 36, 48, 60, 66)),
        (
            Outcome(
                "reported",
                N_("Reported to the police"),
                fields=(HELD, REFERENCE),
                gate=gates.advice_and_wish_are_known,
            ),
            Outcome(
                "not_reported",
                N_("Not reported to the police"),
                is_not=True,
                gate=gates.advice_and_wish_are_known,
            ),
            Outcome("employee_reports", N_("The employee reports personally")),
            Outcome(
                "restraining_order",
                N_("A restraining order is being considered"),
                gate=gates.advice_and_wish_are_known,
            ),
            Outcome(
                "waiting",
                N_("Waiting, within the 72 hours"),
                is_not=True,
                is_waiting=True,
                gate=gates.the_72_hours_run,
            ),
            Outcome(
                "other_path",
                N_("Another way, because the sender is under 15"),
                is_not=True,
                gate=gates.the_sender_is_a_child,
                is_rare=True,
            ),
        ),
        limit=lambda case, _: dues.police_deadline(case),
        tasks=tasks.LEGAL,
        escalation=(
            Rung(moments.at_due(), ("hr", "next_leader")),
            Rung(moments.before_police_deadline(6), ("hr", "next_leader")),
        ),
    ),
    Step(
        5,
        "removal",
        N_("Should the sender be contacted and asked to remove it?"),
        N_("Decide whether the sender is to be asked to remove it."),
        LEADERS,
        dues.removal,
        (hours(24), hours(48)),
        (
            Outcome(
                "demanded",
                N_("The sender has been asked to remove it"),
                fields=(LETTER_SENT,),
                gate=gates.the_letter_is_checked,
            ),
            Outcome(
                "platform",
                N_("Reported to the platform"),
                fields=(HELD, REFERENCE),
                gate=gates.the_police_come_first,
            ),
            Outcome(
                "both",
                N_("Both the sender and the platform"),
                fields=(LETTER_SENT, REFERENCE),
                gate=gates.the_letter_is_checked,
            ),
            Outcome("not_contacted", N_("The sender is not contacted"), is_not=True),
            Outcome("gone", N_("It has been removed")),
            Outcome("not_removed", N_("It was not removed, another way is tried"), is_not=True),
            Outcome("not_relevant", N_("Not relevant here"), is_not=True),
        ),
        gates.documentation_is_in_order,
        tasks=tasks.REMOVAL,
        escalation=(Rung(moments.from_due(hours(48)), ("hr",)),),
    ),
    Step(
        6,
        "register",
        N_("Report as a work accident or register as an incident"),
        N_("Report a work accident or register an incident."),
        LEADERS,
        dues.register_due,
        (
            *(without_easy(day) for day in REGISTER_DAYS),
            *(of_easy(day) for day in REGISTER_DAYS),
            moments.easy_is_over,
        ),
        (
            Outcome("easy", N_("Reported in EASY as a work accident"), fields=(HELD, REFERENCE)),
            Outcome("incident", N_("Registered as an incident"), gate=gates.registered_by_name),
            Outcome("anonymous", N_("Registered without name"), gate=gates.easy_is_not_the_way),
            Outcome(
                "waiting",
                N_("Waiting to see whether there is absence"),
                is_not=True,
                is_waiting=True,
                gate=gates.easy_is_not_the_way,
            ),
            Outcome("disease", N_("Occupational disease through the doctor")),
        ),
        limit=dues.easy_limit,
        tasks=tasks.REGISTER,
        escalation=(
            Rung(moments.from_due(without_easy(10)), ("hr", "next_leader")),
            *(Rung(moments.easy_ends_soon(day), ("hr", "next_leader")) for day in (10, 12, 13, 14)),
            Rung(moments.easy_was_late(2), ("hr", "next_leader")),
        ),
    ),
    Step(
        7,
        "meeting",
        N_("Follow-up meeting: can the case be closed?"),
        N_("Hold the follow-up meeting with the employee."),
        LEADERS,
        dues.meeting_due,
        (
            unbooked("meeting", 2),
            unbooked("meeting", 3),
            moments.before_meeting("meeting"),
            moments.after_meeting("meeting"),
        ),
        (
            Outcome("close", N_("The case can be closed")),
            Outcome("continue", N_("It continues with a new meeting"), is_waiting=True, fields=(NEXT,)),
            Outcome("disagrees", N_("The employee disagrees, the next leader takes over"), is_waiting=True),
            Outcome(
                "relief",
                N_("Relief in the work is agreed"),
                is_waiting=True,
                fields=(Field("what", N_("What relief is agreed?"), "text"), NEXT),
            ),
        ),
        gates.the_meeting_is_prepared,
        tasks=tasks.MEETING,
        books=(3, 14),
        escalation=(Rung(moments.day_after_due("meeting"), ("next_leader",)),),
    ),
    Step(
        8,
        "analyse",
        N_("The work-environment group analyses the incident"),
        N_("Analyse the incident together, so that it does not happen again."),
        (*LEADERS, "representative"),
        dues.days(30),
        tuple(on_day(d) for d in (10, 20, 28, 30)),
        (
            Outcome(
                "prevention",
                N_("Prevention is decided"),
                fields=tuple(tasks.ANALYSE[0].fields),
            ),
            Outcome("assessment", N_("The workplace assessment is updated")),
            Outcome("guideline", N_("A guideline is changed")),
            Outcome("no_action", N_("No action"), is_not=True),
            Outcome("passed_on", N_("Passed on")),
        ),
        gates.registration_is_decided,
        tasks=tasks.ANALYSE,
        books=(1, 14),
        escalation=(Rung(moments.day_after_due("analyse"), ("hr",)),),
    ),
)


@dataclass(frozen=True)
class Procedure:
    """A published version. What is published is not changed: a new one is added beside it."""

    version: str
    steps: tuple[Step, ...]

    def step(self, key: str) -> Step | None:
        """The step of that key."""
        return next((s for s in self.steps if s.key == key), None)


HERLEV_2026_11 = Procedure(VERSION, STEPS)
PROCEDURES = {found.version: found for found in (HERLEV_2026_11,)}


def procedure_of(case: Case) -> Procedure:
    """The version that the case began with."""
    return PROCEDURES[case.procedure]


def step(key: str) -> Step | None:
    """The step of that key in the newest version."""
    return HERLEV_2026_11.step(key)
