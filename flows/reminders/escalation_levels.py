"""The escalation levels of a step that is not answered: when each is reached, and who is asked there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from flows.calendar.working_time import Calendar
from flows.case.case import Case, ClaimedReminder, Role
from flows.case.reminder_key import OF_STEP
from flows.people.organisation import Context
from flows.procedure.step_state import StepState, begun_at, is_to_book
from flows.procedure.steps import is_open
from flows.reminders.reminder import claimed_of, round_of
from flows.reminders.succession import declined_at, decliners, holders

MOST_ASKED = 20
"""Persons who are asked at one level, however many HR lists."""
WAITING = frozenset({"open", "overdue"})


@dataclass(frozen=True)
class Levels:
    """The levels of a step in this round of it, numbered from 1, and who was asked.

    `times` is when each is reached; those of a time that is none are left out.
    """

    item: StepState
    asked: tuple[ClaimedReminder, ...]
    times: Mapping[int, datetime]

    def asked_at(self, level: int) -> list[ClaimedReminder]:
        """Who was asked at that level."""
        return [asked for asked in self.asked if asked.key.number == level]

    def highest(self, now: datetime) -> int:
        """The level at which the step is; 0 before the first."""
        due = (level for level, at in self.times.items() if at <= now)
        return max((*due, *(asked.key.number for asked in self.asked)), default=0)


def may_escalate(item: StepState) -> bool:
    """Whether somebody else can be asked about the step: it waits, and something can be done about it."""
    return item.state in WAITING or is_to_book(item)


def levels_of(item: StepState, calendar: Calendar) -> Levels:
    """The level after one at which everybody has said no is reached at once."""
    case, now = item.case, round_of(item.case, item.step.key)
    asked = (n for n in claimed_of(case, item.step.key, {"escalation"}) if n.key.round >= now)
    found = Levels(item, tuple(asked), _times(case, item, calendar))
    times = dict(found.times)
    for level, following in pairwise(sorted(times)):
        answers = [declined_at(case, asked) for asked in found.asked_at(level)]
        said_no = [at for at in answers if at is not None]
        if answers and len(said_no) == len(answers):
            times[following] = min(times[following], max(said_no))
    return Levels(item, found.asked, times)


def _times(case: Case, item: StepState, calendar: Calendar) -> dict[int, datetime]:
    found: dict[int, datetime] = {}
    for number, level in enumerate(item.step.escalation, 1):
        moment = level.time.at(case, item.due, calendar)
        at = _unanswered_at(case, item, moment, calendar) if moment else None
        if at is not None:
            found[number] = at
    return found


def _unanswered_at(case: Case, item: StepState, moment: datetime, calendar: Calendar) -> datetime | None:
    """When the step counts as unanswered: at its time, and never before somebody could have acted.

    One that was opened again after its time has a working day, and so has one behind a gate since its
    owner was first reminded.
    """
    begun = begun_at(case, item.step)
    if moment <= begun:
        moment = calendar.add_working_days(begun, 1)
    if item.step.gate is is_open:
        return moment
    reminded = [n.at for n in claimed_of(case, item.step.key, OF_STEP) if n.at >= begun]
    return max(moment, calendar.add_working_days(min(reminded), 1)) if reminded else None


def to_ask(item: StepState, level: int, ctx: Context) -> tuple[str, ...]:
    """Who is asked at that level: those of its roles, and of those after it until somebody can take over.

    HR is the last, but for what is the employee's own to do.
    """
    case, cannot = item.case, {item.owner, item.case.employee, *decliners(item.case, item.step)}
    last: tuple[tuple[Role, ...], ...] = (("hr",),) if item.owner != case.employee else ()
    found: dict[str, None] = {}
    for roles in (*(later.roles for later in item.step.escalation[level - 1 :]), *last):
        for role in roles:
            found |= dict.fromkeys(holders(case, role, ctx.now, ctx, cannot))
        if any(may_come(case, person) for person in found):
            break
    return tuple(found)[:MOST_ASKED]


def to_know(case: Case, ctx: Context, owner: str = "") -> tuple[str, ...]:
    """Where nobody can be asked, the representative is to know of it."""
    found = case.with_role("representative")
    return tuple(p for p in found if p != owner and not ctx.is_away(p, ctx.now))


def may_come(case: Case, person: str) -> bool:
    """Whether they could take over: the representative helps, but not in place of one who leads."""
    return case.role_of(person) != "representative"


def nobody_left_at(levels: Levels, ctx: Context) -> datetime | None:
    """Since when nobody can be asked about a step that is not answered; None while somebody is or can be."""
    item, case, level = levels.item, levels.item.case, levels.highest(ctx.now)
    here = [asked for asked in levels.asked_at(level) if may_come(case, asked.to)]
    if item.owner == case.employee or level not in levels.times or item.owner in {n.to for n in here}:
        return None
    no = [at for asked in here if (at := declined_at(case, asked)) is not None]
    is_anybody = len(no) < len(here) or any(may_come(case, p) for p in to_ask(item, level, ctx))
    return None if is_anybody else max([levels.times[level], *no])
