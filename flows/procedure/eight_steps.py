"""The eight steps as typed data: who, due, reminders, gate, outcomes, tasks and escalation.

The steps, their order and their wording are the municipality's. How long each time is comes from
`flows.times`; the times marked as law or published policy are in docs/procedure.md with their sources.
"""

from __future__ import annotations

from flows.procedure import done_parts, due_times, gates, outcomes, reminder_times, tasks
from flows.procedure.reminder_times import (
    MORNING,
    hours,
    of_easy,
    on_day,
    on_working_day,
    unbooked,
    without_easy,
)
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
from flows.times.times import (
    AnalyseTimes,
    DocumentTimes,
    LegalTimes,
    MeetingTimes,
    RegisterTimes,
    RemovalTimes,
    SupportTimes,
    Times,
)
from flows.words import N_


def steps_of(times: Times) -> tuple[Step, ...]:
    """The eight steps with these times."""
    return (
        _document(times.document),
        _contact(),
        _support(times.support),
        _legal(times.legal),
        _removal(times.removal),
        _register(times.register),
        _meeting(times.meeting),
        _analyse(times.analyse),
    )


def _document(times: DocumentTimes) -> Step:
    first, *later = times.reminder_working_days
    help_time = reminder_times.from_due(on_working_day(times.help_working_days))
    return Step(
        1,
        "document",
        N_("Document the harassment"),
        Instruction(N_("Make sure that what happened is documented.")),
        ("employee", "representative"),
        Deadline(due_times.same_day),
        (
            *map(hours, times.reminder_hours),
            on_working_day(first, MORNING),
            *map(on_working_day, later),
        ),
        outcomes.DOCUMENT,
        escalation=(EscalationLevel(help_time, ("representative",)),),
    )


def _contact() -> Step:
    return Step(
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
    )


def _support(times: SupportTimes) -> Step:
    of_talk = (*map(hours, times.talk_reminder_hours), *map(on_day, times.talk_reminder_days))
    return Step(
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
            *(until_contacted(hours(count)) for count in times.reminder_hours),
            *map(until_talk_is_booked, of_talk),
            after_booked("support"),
        ),
        outcomes.SUPPORT,
        tasks=tasks.SUPPORT,
        books=(1, times.talk_days),
        escalation=(
            EscalationLevel(
                until_contacted(reminder_times.at_due(times.reminder_hours[0])), ("next_leader",)
            ),
            EscalationLevel(
                reminder_times.from_due(on_day(times.escalation_days)), ("next_leader", "representative")
            ),
        ),
    )


def _legal(times: LegalTimes) -> Step:
    end = reminder_times.before_police_deadline(times.escalation_hours_before_end)
    return Step(
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
        tuple(map(reminder_times.hours_of_content, times.reminder_hours)),
        outcomes.LEGAL,
        tasks=tasks.LEGAL,
        escalation=(
            EscalationLevel(reminder_times.at_due(), ("hr", "next_leader")),
            EscalationLevel(end, ("hr", "next_leader")),
        ),
    )


def _removal(times: RemovalTimes) -> Step:
    late = reminder_times.from_due(hours(times.escalation_hours))
    return Step(
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
        tuple(unless_hr_reads(hours(count)) for count in times.reminder_hours),
        outcomes.REMOVAL,
        gates.documentation_is_in_order,
        tasks=tasks.REMOVAL,
        escalation=(EscalationLevel(after_letter(late), ("hr",)),),
    )


def _register(times: RegisterTimes) -> Step:
    late = reminder_times.from_due(without_easy(times.escalation_days))
    return Step(
        6,
        "register",
        N_("Report as a work accident or register as an incident"),
        Instruction(N_("Report a work accident or register an incident.")),
        LEADERS,
        Deadline(due_times.register_due, due_times.easy_limit),
        (
            *map(without_easy, times.reminder_days),
            *map(of_easy, times.reminder_days),
            reminder_times.easy_is_over,
        ),
        outcomes.REGISTER,
        tasks=tasks.REGISTER,
        escalation=(
            EscalationLevel(late, ("hr", "next_leader")),
            *(
                EscalationLevel(reminder_times.easy_ends_soon(day), ("hr", "next_leader"))
                for day in times.easy_escalation_days
            ),
            EscalationLevel(reminder_times.easy_was_late(2), ("hr", "next_leader")),
        ),
    )


def _meeting(times: MeetingTimes) -> Step:
    return Step(
        7,
        "meeting",
        N_("Follow-up meeting: can the case be closed?"),
        Instruction(N_("Hold the follow-up meeting with the employee.")),
        LEADERS,
        Deadline(due_times.meeting_due),
        (
            *(unbooked("meeting", days) for days in times.booking_reminder_working_days),
            reminder_times.before_meeting("meeting"),
            reminder_times.after_meeting("meeting"),
        ),
        outcomes.MEETING,
        gates.the_meeting_is_prepared,
        tasks=tasks.MEETING,
        books=(min(3, times.held_days), times.held_days),
        escalation=(EscalationLevel(reminder_times.day_after_due("meeting"), ("next_leader",)),),
    )


def _analyse(times: AnalyseTimes) -> Step:
    return Step(
        8,
        "analyse",
        N_("The work-environment group analyses the incident"),
        Instruction(N_("Analyse the incident together, so that it does not happen again.")),
        (*LEADERS, "representative"),
        Deadline(due_times.analysed),
        (*(unless_booked(on_day(d), "analyse") for d in times.reminder_days), after_booked("analyse")),
        outcomes.ANALYSE,
        gates.registration_is_decided,
        tasks=tasks.ANALYSE,
        books=(1, times.booked_days),
        escalation=(EscalationLevel(reminder_times.day_after_due("analyse"), ("hr",)),),
    )
