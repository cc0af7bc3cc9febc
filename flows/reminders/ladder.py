"""The ladder of a step that is not answered: when each rung is reached, and who is asked there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from flows.calendar.working_time import Calendar
from flows.case.case import Case, ClaimedReminder, Role
from flows.people.organisation import Context
from flows.procedure.step_state import StepState, begun_at, is_to_book
from flows.procedure.steps import is_open
from flows.reminders.reminder import RISE, round_of
from flows.reminders.succession import declined_at, decliners, holders

PLACE = 20
"""More than the persons who are asked at one rung."""
WAITING = frozenset({"open", "overdue"})


@dataclass(frozen=True)
class Ladder:
    """The rungs of a step in this round of it, by their place, from 1, and who was asked.

    `moments` is when each is reached; those without a reason are left out.
    """

    item: StepState
    base: int
    asked: tuple[ClaimedReminder, ...]
    moments: Mapping[int, datetime]

    def asked_at(self, place: int) -> list[ClaimedReminder]:
        """Who was asked at that rung."""
        return [
            claimed_reminder
            for claimed_reminder in self.asked
            if (claimed_reminder.number - self.base) // PLACE == place
        ]

    def highest(self, now: datetime) -> int:
        """The rung at which the step is; 0 before the first."""
        due = (place for place, at in self.moments.items() if at <= now)
        return max(
            (*due, *((claimed_reminder.number - self.base) // PLACE for claimed_reminder in self.asked)),
            default=0,
        )


def is_rising(item: StepState) -> bool:
    """Whether somebody else can be asked about the step: it waits, and something can be done about it."""
    return item.state in WAITING or is_to_book(item)


def ladder_of(item: StepState, calendar: Calendar) -> Ladder:
    """The rung after one at which everybody has said no is reached at once."""
    case, base = item.case, round_of(item.case, item.step.key)
    asked = (n for n in case.claimed_reminders if n.step == f"{RISE}{item.step.key}" and n.number >= base)
    found = Ladder(item, base, tuple(asked), _moments(case, item, calendar))
    moments = dict(found.moments)
    for place, following in pairwise(sorted(moments)):
        here = [declined_at(case, claimed_reminder) for claimed_reminder in found.asked_at(place)]
        said = [at for at in here if at is not None]
        if here and len(said) == len(here):
            moments[following] = min(moments[following], max(said))
    return Ladder(item, base, found.asked, moments)


def _moments(case: Case, item: StepState, calendar: Calendar) -> dict[int, datetime]:
    found: dict[int, datetime] = {}
    for place, rung in enumerate(item.step.escalation, 1):
        moment = rung.time.at(case, item.due, calendar)
        at = _unanswered_at(case, item, moment, calendar) if moment else None
        if at is not None:
            found[place] = at
    return found


def _unanswered_at(case: Case, item: StepState, moment: datetime, calendar: Calendar) -> datetime | None:
    """When the step counts as unanswered: at its moment, and never before somebody could have acted.

    One that was opened again after its moment has a working day, and so has one behind a gate since its
    owner was first reminded.
    """
    begun = begun_at(case, item.step)
    if moment <= begun:
        moment = calendar.add_working_days(begun, 1)
    if item.step.gate is is_open:
        return moment
    reminded = [n.at for n in case.claimed_reminders if n.step == item.step.key and n.at >= begun]
    return max(moment, calendar.add_working_days(min(reminded), 1)) if reminded else None


def to_ask(item: StepState, place: int, ctx: Context) -> tuple[str, ...]:
    """Who is asked at that rung: those of its roles, and of those after it until somebody can step in.

    HR is the last, but for what is the employee's own to do.
    """
    case, cannot = item.case, {item.owner, item.case.employee, *decliners(item.case, item.step)}
    last: tuple[tuple[Role, ...], ...] = (("hr",),) if item.owner != case.employee else ()
    found: dict[str, None] = {}
    for roles in (*(rung.roles for rung in item.step.escalation[place - 1 :]), *last):
        for role in roles:
            found |= dict.fromkeys(holders(case, role, ctx.now, ctx, cannot))
        if any(may_come(case, person) for person in found):
            break
    return tuple(found)[:PLACE]


def to_know(case: Case, ctx: Context, owner: str = "") -> tuple[str, ...]:
    """Where nobody can be asked, the representative is to know of it."""
    found = case.with_role("representative")
    return tuple(p for p in found if p != owner and not ctx.is_away(p, ctx.now))


def may_come(case: Case, person: str) -> bool:
    """The representative helps, but does not step in for one who leads."""
    return case.role_of(person) != "representative"


def nobody_left_at(ladder: Ladder, ctx: Context) -> datetime | None:
    """Since when nobody can be asked about a step that is not answered; None while somebody is or can be."""
    item, case, place = ladder.item, ladder.item.case, ladder.highest(ctx.now)
    here = [
        claimed_reminder for claimed_reminder in ladder.asked_at(place) if may_come(case, claimed_reminder.to)
    ]
    if item.owner == case.employee or place not in ladder.moments or item.owner in {n.to for n in here}:
        return None
    no = [at for claimed_reminder in here if (at := declined_at(case, claimed_reminder)) is not None]
    is_anybody = len(no) < len(here) or any(may_come(case, p) for p in to_ask(item, place, ctx))
    return None if is_anybody else max([ladder.moments[place], *no])
