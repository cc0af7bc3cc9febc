"""The eight steps as typed data: who, due, reminders, gate, outcomes, tasks and escalation.

The steps, their order and their wording are the municipality's; the times marked as law or published
policy are in docs/procedure.md with their sources. A case keeps the version it began with.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

from flows.case.case import Case
from flows.procedure import done_parts, due_times, gates, outcomes, reminder_times, tasks
from flows.procedure.reminder_times import hours, of_easy, on_day, on_working_day, unbooked, without_easy
from flows.procedure.steps import Deadline, EscalationLevel, Instruction, Step
from flows.procedure.tasks import LEADERS
from flows.procedure.waiting import (
    after_booked,
    after_letter,
    unless_booked,
    unless_hr_reads,
    until_contacted,
    until_talk_is_booked,
)
from flows.words import N_

VERSION = "herlev-2026-11"

REGISTER_DAYS = (1, 3, 7, 10, 12, 13, 14)

STEPS: tuple[Step, ...] = (
    Step(
        1,
        "document",
        N_("Document the harassment"),
        Instruction(N_("Make sure that what happened is documented.")),
        ("employee", "representative"),
        Deadline(due_times.same_day),
        (hours(2), on_working_day(1, time(9)), on_working_day(2)),
        outcomes.DOCUMENT,
        escalation=(EscalationLevel(reminder_times.from_due(on_working_day(1)), ("representative",)),),
    ),
    Step(
        2,
        "contact",
        N_("Agree the next step with manager or representative"),
        Instruction(
            N_("Answer the employee and agree the next step."),
            ((done_parts.is_acknowledged, N_("Agree the next step with the employee.")),),
        ),
        (*LEADERS, "representative"),
        Deadline(due_times.answer_by_severity),
        (reminder_times.part_of_time(0.5), reminder_times.part_of_time(1)),
        outcomes.CONTACT,
        tasks=tasks.CONTACT,
        escalation=(
            EscalationLevel(reminder_times.after_due(0), ("deputy",)),
            EscalationLevel(reminder_times.after_due(1), ("next_leader",)),
            EscalationLevel(reminder_times.after_due(2), ("hr",)),
        ),
    ),
    Step(
        3,
        "support",
        N_("Debriefing of the employee and offer of crisis help"),
        Instruction(
            N_("Contact the employee and offer crisis help."),
            ((done_parts.is_contacted, N_("Hold the talk with the employee, and note that it was held.")),),
        ),
        LEADERS,
        Deadline(due_times.contact_then_talk),
        (
            until_contacted(hours(4)),
            *(until_talk_is_booked(moment) for moment in (hours(24), on_day(2), on_day(3))),
            after_booked("support"),
        ),
        outcomes.SUPPORT,
        tasks=tasks.SUPPORT,
        books=(1, 3),
        escalation=(
            EscalationLevel(until_contacted(reminder_times.at_due(4)), ("next_leader",)),
            EscalationLevel(reminder_times.from_due(on_day(4)), ("next_leader", "representative")),
        ),
    ),
    Step(
        4,
        "legal",
        N_("Legal assistance and assessment of a police report"),
        Instruction(
            N_("Decide whether the case is to be reported to the police."),
            (
                (
                    done_parts.is_employee_asked,
                    N_("The employee is asked to report it personally. Decide it yourself if they do not."),
                ),
            ),
        ),
        LEADERS,
        Deadline(due_times.police, lambda case, _: due_times.police_deadline(case)),
        tuple(reminder_times.hours_of_content(h) for h in (24, 48, 66)),
        outcomes.LEGAL,
        tasks=tasks.LEGAL,
        escalation=(
            EscalationLevel(reminder_times.at_due(), ("hr", "next_leader")),
            EscalationLevel(reminder_times.before_police_deadline(6), ("hr", "next_leader")),
        ),
    ),
    Step(
        5,
        "removal",
        N_("Should the sender be contacted and asked to remove it?"),
        Instruction(
            N_("Decide whether the sender is to be asked to remove it."),
            (
                (
                    done_parts.is_letter_ready,
                    N_("Send the letter that HR has read, and note that it is sent."),
                ),
            ),
        ),
        LEADERS,
        Deadline(due_times.removal),
        (unless_hr_reads(hours(24)), unless_hr_reads(hours(48))),
        outcomes.REMOVAL,
        gates.documentation_is_in_order,
        tasks=tasks.REMOVAL,
        escalation=(EscalationLevel(after_letter(reminder_times.from_due(hours(48))), ("hr",)),),
    ),
    Step(
        6,
        "register",
        N_("Report as a work accident or register as an incident"),
        Instruction(N_("Report a work accident or register an incident.")),
        LEADERS,
        Deadline(due_times.register_due, due_times.easy_limit),
        (
            *(without_easy(day) for day in REGISTER_DAYS),
            *(of_easy(day) for day in REGISTER_DAYS),
            reminder_times.easy_is_over,
        ),
        outcomes.REGISTER,
        tasks=tasks.REGISTER,
        escalation=(
            EscalationLevel(reminder_times.from_due(without_easy(10)), ("hr", "next_leader")),
            *(
                EscalationLevel(reminder_times.easy_ends_soon(day), ("hr", "next_leader"))
                for day in (10, 12, 13, 14)
            ),
            EscalationLevel(reminder_times.easy_was_late(2), ("hr", "next_leader")),
        ),
    ),
    Step(
        7,
        "meeting",
        N_("Follow-up meeting: can the case be closed?"),
        Instruction(N_("Hold the follow-up meeting with the employee.")),
        LEADERS,
        Deadline(due_times.meeting_due),
        (
            unbooked("meeting", 2),
            unbooked("meeting", 3),
            reminder_times.before_meeting("meeting"),
            reminder_times.after_meeting("meeting"),
        ),
        outcomes.MEETING,
        gates.the_meeting_is_prepared,
        tasks=tasks.MEETING,
        books=(3, 14),
        escalation=(EscalationLevel(reminder_times.day_after_due("meeting"), ("next_leader",)),),
    ),
    Step(
        8,
        "analyse",
        N_("The work-environment group analyses the incident"),
        Instruction(N_("Analyse the incident together, so that it does not happen again.")),
        (*LEADERS, "representative"),
        Deadline(due_times.days(30)),
        (*(unless_booked(on_day(d), "analyse") for d in (10, 20, 28, 30)), after_booked("analyse")),
        outcomes.ANALYSE,
        gates.registration_is_decided,
        tasks=tasks.ANALYSE,
        books=(1, 14),
        escalation=(EscalationLevel(reminder_times.day_after_due("analyse"), ("hr",)),),
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
