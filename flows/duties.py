"""What is open, blocked, decided or overdue: computed from the facts of a case and the time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from flows.case import Case, Decision
from flows.clocks import Calendar
from flows.procedure import STEPS, Step

State = Literal["decided", "blocked", "open", "overdue", "ended"]


@dataclass(frozen=True)
class Duty:
    """One step of one case as it now stands. `owner` is empty when nobody who takes part can own it."""

    case: Case
    step: Step
    state: State
    due: datetime
    owner: str
    missing: str
    decision: Decision | None


def owner_of(case: Case, step: Step) -> str:
    """The person who is reminded of the step: the first role of it that somebody holds."""
    fallback = case.with_role("representative", "hr")
    return next(iter((*case.with_role(*step.owners), *fallback)), "")


def duty(case: Case, step: Step, calendar: Calendar, now: datetime) -> Duty:
    """The step as it stands at that time."""
    decision, missing, due = case.decision(step.key), step.gate(case), step.due(case, calendar)
    state: State = "open"
    if decision:
        state = "decided"
    elif case.withdrawn_at:
        state = "ended"
    elif missing:
        state = "blocked"
    elif now > due:
        state = "overdue"
    return Duty(case, step, state, due, owner_of(case, step), missing, decision)


def duties(case: Case, calendar: Calendar, now: datetime) -> tuple[Duty, ...]:
    """All eight, in order."""
    return tuple(duty(case, step, calendar, now) for step in STEPS)


def is_undecided(item: Duty) -> bool:
    """Somebody still has to decide the step, now or when its gate opens."""
    return item.state not in {"decided", "ended"}


def next_deadline(case: Case, calendar: Calendar, now: datetime) -> Duty | None:
    """The undecided duty that is due first; None when all are decided."""
    undecided = [d for d in duties(case, calendar, now) if is_undecided(d)]
    return min(undecided, key=lambda d: d.due, default=None)
