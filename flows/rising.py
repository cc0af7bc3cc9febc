"""Rule 4: what is not answered is taken to somebody else, by role and without content; the employee is told.

Whoever is asked sees nothing of the case before they say yes: `called_as` is what they say yes to.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import pairwise

from flows.candidates import is_free, named_for
from flows.case import Case, Nudge, Role
from flows.clocks import Calendar
from flows.dues import talk_in_time
from flows.duties import Duty, acted_at, begun_at, is_to_book, owner_of
from flows.organisation import Context
from flows.parts import is_contacted
from flows.procedure import procedure_of
from flows.reminder import ASK, RISE, RISEN, SILENCE, Reason, Reminder, reason_of, round_of, step_of
from flows.rules import AT_ANY_HOUR, is_urgent
from flows.steps import is_open
from flows.succession import declined_at, decliners, holders
from flows.words import N_

PLACE = 20
"""More than the persons who are asked at one rung."""

OWNER_SILENT = N_("Nothing has happened for a whole working day in a RED case.")
EMPLOYEE_TOLD = N_("The employee is told that it was passed on.")
WAITING = frozenset({"open", "overdue"})
CALLED: tuple[Role, ...] = ("deputy", "next_leader", "hr")
"""As whom somebody without a part can be asked to step in."""


def rises(case: Case, found: Mapping[str, Duty], ctx: Context) -> Iterator[tuple[str, Reminder]]:
    """Each escalation that is still to come, with its step, and what the employee is to be told of it."""
    for key, item in found.items():
        if item.state in WAITING or is_to_book(item):
            yield from ((key, reminder) for reminder in _of_step(case, item, ctx))
    yield from ((SILENCE, reminder) for reminder in _of_silence(case, found, ctx))
    yield from _told(case, found)


def _of_step(case: Case, item: Duty, ctx: Context) -> Iterator[Reminder]:
    """The rungs that are left. Those before one that was asked, or is due, are merged with it."""
    key, base = f"{RISE}{item.step.key}", round_of(case, item.step.key)
    asked = [n for n in case.nudges if n.step == key and n.number >= base]
    moments = _brought_forward(case, item, asked, _moments(case, item, ctx.organisation.calendar))
    due = [place for place, at in moments.items() if at <= ctx.now]
    highest = max((*due, *(_place(nudge, base) for nudge in asked)), default=0)
    for place, at in moments.items():
        told = {n.to for n in asked if _place(n, base) == place}
        # Where the one who was asked there has it now, nobody else is asked for them.
        if place < highest or item.owner in told:
            continue
        why = (reason_of(item.step.escalation[place - 1].moment),)
        new = (person for person in _persons(case, item, place, ctx) if person not in told)
        for number, person in zip(_numbers(asked, base + place * PLACE), new, strict=False):
            yield Reminder(key, number, person, at, is_urgent(case, item), False, why)


def _brought_forward(
    case: Case, item: Duty, asked: list[Nudge], moments: dict[int, datetime]
) -> dict[int, datetime]:
    """The moments, where the rung after one at which everybody has said no is reached at once."""
    base, found = round_of(case, item.step.key), dict(moments)
    for place, following in pairwise(sorted(moments)):
        here = [declined_at(case, nudge) for nudge in asked if _place(nudge, base) == place]
        said = [at for at in here if at is not None]
        if here and len(said) == len(here):
            found[following] = min(found[following], max(said))
    return found


def _moments(case: Case, item: Duty, calendar: Calendar) -> dict[int, datetime]:
    """When each rung is reached, by its place; those without a reason are left out."""
    found: dict[int, datetime] = {}
    for place, rung in enumerate(item.step.escalation, 1):
        moment = rung.moment.at(case, item.due, calendar)
        at = _unanswered_at(case, item, moment, calendar) if moment else None
        if at is not None:
            found[place] = at
    return found


def _place(nudge: Nudge, base: int) -> int:
    return (nudge.number - base) // PLACE


def _numbers(asked: list[Nudge], first: int) -> Iterator[int]:
    used = {n.number for n in asked}
    return (number for number in range(first, first + PLACE) if number not in used)


def _unanswered_at(case: Case, item: Duty, moment: datetime, calendar: Calendar) -> datetime | None:
    """When the step counts as unanswered: at its moment, and never before somebody could have acted.

    One that was opened again after its moment has a working day, and so has one behind a gate since its
    owner was first reminded.
    """
    begun = begun_at(case, item.step)
    if moment <= begun:
        moment = calendar.add_working_days(begun, 1)
    if item.step.gate is is_open:
        return moment
    reminded = [n.at for n in case.nudges if n.step == item.step.key and n.at >= begun]
    return max(moment, calendar.add_working_days(min(reminded), 1)) if reminded else None


def _persons(case: Case, item: Duty, place: int, ctx: Context) -> tuple[str, ...]:
    """Who is asked at that rung: the first of its roles, or of those after it, that somebody can hold."""
    cannot = {item.owner, case.employee, *decliners(case, item.step)}
    for rung in item.step.escalation[place - 1 :]:
        held = (holders(case, role, ctx.now, ctx, cannot) for role in rung.roles)
        found = tuple(dict.fromkeys(person for persons in held for person in persons))
        if found:
            return found[:PLACE]
    return ()


def _of_silence(case: Case, found: Mapping[str, Duty], ctx: Context) -> Iterator[Reminder]:
    """Nobody has acted for a whole working day in a RED case: HR at once, once for each silence."""
    waits = [
        _waits_since(item, ctx.organisation.calendar) for item in found.values() if item.state in WAITING
    ]
    if case.severity != "RED" or case.closed_at or not waits:
        return
    acts = acted_at(case)
    at = max(ctx.organisation.calendar.add_working_days(max((case.sent_at, *acts)), 1), min(waits))
    first = (len(acts) + 1) * PLACE
    asked = [n for n in case.nudges if n.step == f"{RISE}{SILENCE}" and first <= n.number < first + PLACE]
    told = {n.to for n in asked} | {case.employee}
    new = (person for person in holders(case, "hr", ctx.now, ctx) if person not in told)
    for number, person in zip(_numbers(asked, first), new, strict=False):
        yield Reminder(f"{RISE}{SILENCE}", number, person, at, True, False, (Reason(OWNER_SILENT),))


def _waits_since(item: Duty, calendar: Calendar) -> datetime:
    """From when the step waits for somebody to act: those of the first days at once, the others from when
    they are due, as does a talk that is booked in time."""
    is_awaited = item.step.key == "support" and is_contacted(item.case) and talk_in_time(item.case, calendar)
    return item.case.sent_at if item.step.key in AT_ANY_HOUR and not is_awaited else item.due


def _told(case: Case, found: Mapping[str, Duty]) -> Iterator[tuple[str, Reminder]]:
    """The employee is told of each escalation once, in their own hours, while it is still open."""
    latest: dict[str, Nudge] = {}
    is_over = bool(case.closed_at or case.withdrawn_at or case.archived_at)
    for nudge in case.nudges:
        key = step_of(nudge.step)
        if nudge.step.startswith(RISE) and nudge.number >= round_of(case, key):
            latest[key] = nudge
    for key, nudge in latest.items():
        item, number = found.get(key), _telling(case, key, nudge)
        is_open_still = item.state in {"open", "overdue", "blocked"} if item else not is_over
        is_told = any(n.step == f"{RISEN}{key}" and n.number >= number for n in case.nudges)
        if is_open_still and not is_told and not (item and item.owner == case.employee):
            why = (Reason(EMPLOYEE_TOLD),)
            yield key, Reminder(f"{RISEN}{key}", number, case.employee, nudge.at, False, True, why)


def _telling(case: Case, key: str, nudge: Nudge) -> int:
    """The employee is told once in a round of a step, however many rungs it climbs; of each silence once."""
    return nudge.number // PLACE if key == SILENCE else round_of(case, key) + 1


def called_as(case: Case, person: str, ctx: Context) -> Role | None:
    """As whom the person was asked to step in, as long as that is open; None when they were not.

    They may have been asked by an escalation or while somebody is away.
    """
    keys = called_for(case, person, ctx)
    if not keys or not is_free(person, case, ctx):
        return None
    if any(_is_led(case, key) and not _is_risen(case, key, person) for key in keys):
        return "deputy"
    return next((role for role in CALLED if person in named_for(role, case, ctx)), None)


def may_step_in(case: Case, person: str, ctx: Context) -> bool:
    """Whether the person was asked and can still say yes, from outside or as one above who takes part."""
    if person in case.excluded:
        return False
    is_above = case.role_of(person) in CALLED and bool(called_for(case, person, ctx))
    return is_above or called_as(case, person, ctx) is not None


def called_for(case: Case, person: str, ctx: Context) -> tuple[str, ...]:
    """The steps, or `SILENCE`, for which the person was asked and nobody has stepped in since.

    What was asked while somebody was away is over when they are back.
    """
    if case.withdrawn_at or case.archived_at:
        return ()
    left = next((p.left_at for p in case.former if p.person == person), None)
    said = [n for n in case.nudges if n.to == person and not n.step.startswith((RISEN, ASK))]
    # One who came and has left is not called by what was said before.
    said = [n for n in said if left is None or n.at > left]
    asked = [n for n in said if n.step.startswith(RISE) or not _is_own(case, n.step, person)]
    newest = {step_of(nudge.step): nudge for nudge in asked}
    return tuple(key for key, nudge in newest.items() if _is_uncalled(case, key, nudge, ctx))


def _is_own(case: Case, key: str, person: str) -> bool:
    step = procedure_of(case).step(key)
    return step is not None and owner_of(case, step) == person


def _is_led(case: Case, key: str) -> bool:
    """Whether the step is with one of those who lead, for whom somebody can stand in."""
    step = procedure_of(case).step(key)
    return step is not None and case.role_of(owner_of(case, step)) in {"leader", "deputy", "next_leader"}


def _is_risen(case: Case, key: str, person: str) -> bool:
    """Whether the newest call of the person to that step was an escalation."""
    calls = [n.step for n in case.nudges if n.to == person and step_of(n.step) == key]
    return bool(calls) and calls[-1].startswith(RISE)


def _is_uncalled(case: Case, key: str, nudge: Nudge, ctx: Context) -> bool:
    if key == SILENCE:
        is_unanswered = declined_at(case, nudge) is None
        return case.closed_at is None and not case.with_role("hr") and is_unanswered
    step, taken = procedure_of(case).step(key), case.record(key, "taken")
    if step is None or case.decision(key) is not None:
        return False
    is_over = not nudge.step.startswith(RISE) and not ctx.is_away(owner_of(case, step), ctx.now)
    is_taken = taken is not None and taken.at >= nudge.at and case.role_of(taken.by) is not None
    return not is_over and not is_taken and declined_at(case, nudge) is None
