"""What is open, blocked, decided or overdue: computed from the facts of a case and the time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from flows.calendar.working_time import Calendar
from flows.case.case import Case, Decision, Record
from flows.case.records import RecordTask
from flows.procedure.due_times import meeting_start
from flows.procedure.procedure import procedure_of
from flows.procedure.steps import Step

DISAGREED = frozenset({"contact", "meeting"})
"""The steps that the employee opens again by disagreeing with how they were decided."""

WHOLE_CASE: tuple[str, RecordTask] = ("help", "whole")
"""The record that a deputy who had a step has the case."""
DECLINED: RecordTask = "declined"
"""The record of a step, or of a case in which nobody acts, that somebody who was asked has said no."""
StepStatus = Literal["decided", "blocked", "open", "overdue", "ended"]


@dataclass(frozen=True)
class StepState:
    """One step of one case as it now stands. `owner` is empty when nobody who takes part can own it.

    `limit` is the deadline by law or published policy, None where there is none now. One that `is_late` is
    past its deadline, also behind a gate.
    """

    case: Case
    step: Step
    state: StepStatus
    due: datetime
    owner: str
    missing: str
    decision: Decision | None
    limit: datetime | None = None
    is_late: bool = False

    @property
    def instruction(self) -> str:
        """What is to be done of it now, as a message id."""
        return self.step.instruction.of(self.case)


def owner_of(case: Case, step: Step) -> str:
    """The person who is reminded of the step: the first role of it that somebody holds.

    A step that was passed on is with the next leader, or HR, until it is decided; one that somebody has
    stepped in for is theirs.
    """
    above = case.with_role("next_leader", "hr") if _is_passed_on(case, step) else ()
    fallback = case.with_role("representative", "hr")
    owners = (person for person in case.with_role(*step.owners) if not is_for_one_step(case, person))
    return next(iter((*_taken(case, step), *above, *owners, *fallback)), "")


def owner_of_key(case: Case, step: str) -> str:
    """Who has the step of that key; "" for none."""
    found = procedure_of(case).step(step)
    return owner_of(case, found) if found else ""


def is_for_one_step(case: Case, person: str) -> bool:
    """A deputy who was given a step and not the case: the other steps stay where they were."""
    part = next((p for p in case.people.participants if p.person == person and p.role == "deputy"), None)
    if part is None:
        return False
    mine = [r for r in case.records if r.by == person and r.at >= part.since]
    is_given = any(r.task == "taken" and "from" in r.values for r in mine)
    return is_given and not any((r.step, r.task) == WHOLE_CASE for r in mine)


def _taken(case: Case, step: Step) -> tuple[str, ...]:
    """Whoever stepped in when it was not answered, as long as they take part and it was not begun anew."""
    taken, said = case.record(step.key, "taken"), case.last_word(step.key)
    if taken is None or case.role_of(taken.by) is None or (said is not None and said.at > taken.at):
        return ()
    return (taken.by,)


def _is_passed_on(case: Case, step: Step) -> bool:
    """Somebody sent it on, or the employee did not agree with how it was decided."""
    said = case.last_word(step.key)
    is_reopened = step.key in DISAGREED and said is not None and not said.outcome and said.by == case.employee
    return is_reopened or (said is not None and said.outcome in {"sent_on", "disagrees"})


def begun_at(case: Case, step: Step) -> datetime:
    """Since when the step waits for its owner: the report, or when it was last passed on or reopened."""
    said = case.last_word(step.key)
    return said.at if said else case.report.sent_at


def acted_at(case: Case) -> list[datetime]:
    """When somebody else than the employee and the clock has done something; to say no is not that."""
    done = (record for record in case.records if record.task != DECLINED)
    entries: tuple[Decision | Record, ...] = (*case.decisions, *done)
    return [entry.at for entry in entries if entry.by not in {"", case.employee}]


def due_of(case: Case, step: Step, calendar: Calendar) -> datetime:
    """When the step is due. One that is opened again after its deadline has a working day.

    A deadline by law does not move: within one that still runs the day ends with it at the latest.
    """
    due, said = step.deadline.due(case, calendar), case.last_word(step.key)
    if said is None or said.outcome or due > said.at:
        return due
    again, limit = calendar.add_working_days(said.at, 1), step.deadline.limit(case, calendar)
    if limit is None:
        return again
    return min(again, limit) if limit > said.at else due


def step_state(case: Case, step: Step, calendar: Calendar, now: datetime) -> StepState:
    """The step as it stands at that time."""
    decision, missing, due = case.decision(step.key), step.gate(case, now), due_of(case, step, calendar)
    state: StepStatus = "open"
    if decision:
        state = "decided"
    elif is_ended(case, step):
        state = "ended"
    elif missing:
        state = "blocked"
    elif now > due:
        state = "overdue"
    is_late = now > due and state not in {"decided", "ended"}
    limit = step.deadline.limit(case, calendar)
    return StepState(case, step, state, due, owner_of(case, step), missing, decision, limit, is_late)


def is_ended(case: Case, step: Step) -> bool:
    """Nobody is to decide it any more. The analysis goes on when the case is closed, until it is archived."""
    if case.ending.withdrawn_at or case.ending.archived_at:
        return True
    return case.ending.closed_at is not None and step.key != "analyse"


def step_states(case: Case, calendar: Calendar, now: datetime) -> tuple[StepState, ...]:
    """All eight, in order."""
    return tuple(step_state(case, step, calendar, now) for step in procedure_of(case).steps)


def is_undecided(item: StepState) -> bool:
    """Somebody still has to decide the step, now or when its gate opens."""
    return item.state not in {"decided", "ended"}


def is_to_book(item: StepState) -> bool:
    """A meeting is booked before its step can be decided: there is something to do behind the gate."""
    is_bookable = item.state == "blocked" and item.step.books is not None
    return is_bookable and meeting_start(item.case, item.step.key) is None


def next_deadline(case: Case, calendar: Calendar, now: datetime) -> StepState | None:
    """The undecided step that is due first; None when all are decided."""
    undecided = [d for d in step_states(case, calendar, now) if is_undecided(d)]
    return min(undecided, key=lambda d: d.due, default=None)
