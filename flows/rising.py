"""Rule 4: what is not answered is taken to somebody else, by role and without content; the employee is told.

Whoever is asked sees nothing of the case before they say yes: `called_as` is what they say yes to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from flows.candidates import is_free, named_for
from flows.case import Case, Nudge, Role
from flows.clocks import Calendar
from flows.dues import talk_in_time
from flows.duties import Duty, acted_at, duties, owner_of
from flows.ladder import (
    PLACE,
    WAITING,
    Ladder,
    is_rising,
    ladder_of,
    may_come,
    nobody_left_at,
    to_ask,
    to_know,
)
from flows.organisation import Context
from flows.parts import is_contacted
from flows.procedure import procedure_of
from flows.reminder import ASK, RISE, RISEN, SILENCE, Reason, Reminder, reason_of, round_of, step_of
from flows.rules import AT_ANY_HOUR, is_urgent
from flows.succession import declined_at, holders, stand_in
from flows.words import N_

OWNER_SILENT = N_("Nothing has happened for a whole working day in a RED case.")
EMPLOYEE_TOLD = N_("The employee is told that it was passed on.")
CALLED: tuple[Role, ...] = ("deputy", "next_leader", "hr")
"""As whom somebody without a part can be asked to step in."""


def rises(case: Case, found: Mapping[str, Duty], ctx: Context) -> Iterator[tuple[str, Reminder]]:
    """Each escalation that is still to come, with its step, and what the employee is to be told of it."""
    ladders = _ladders(found, ctx)
    for ladder in ladders:
        yield from ((ladder.item.step.key, reminder) for reminder in _of_step(case, ladder, ctx))
    yield from ((SILENCE, reminder) for reminder in _of_silence(case, found, ctx))
    yield from _told(case, found, _nobody_left(case, ladders, ctx))


def _ladders(found: Mapping[str, Duty], ctx: Context) -> list[Ladder]:
    return [ladder_of(item, ctx.organisation.calendar) for item in found.values() if is_rising(item)]


def is_nobody_left(case: Case, key: str, ctx: Context) -> bool:
    """Whether the step, or a silent case, was not answered and nobody can be asked any more."""
    found = duties(case, ctx.organisation.calendar, ctx.now)
    return key in _nobody_left(case, _ladders({d.step.key: d for d in found if d.step.key == key}, ctx), ctx)


def has_nobody_to_ask(case: Case, key: str, ctx: Context) -> bool:
    """The same, or the step's owner is away and nobody can stand in for them."""
    if is_nobody_left(case, key, ctx):
        return True
    step = procedure_of(case).step(key)
    if step is None or case.decision(key) is not None:
        return False
    owner = owner_of(case, step)
    return ctx.is_away(owner, ctx.now) and not stand_in(case, step, owner, ctx.now, ctx)


def _nobody_left(case: Case, ladders: Iterable[Ladder], ctx: Context) -> dict[str, datetime]:
    """Since when, by step or `SILENCE`."""
    found = {ladder.item.step.key: nobody_left_at(ladder, ctx) for ladder in ladders}
    found[SILENCE] = _silent_since(case, ctx)
    return {key: at for key, at in found.items() if at is not None}


def _of_step(case: Case, ladder: Ladder, ctx: Context) -> Iterator[Reminder]:
    """The rungs that are left. Those before one that was asked, or is due, are merged with it."""
    item, highest = ladder.item, ladder.highest(ctx.now)
    for place, at in ladder.moments.items():
        told = {nudge.to for nudge in ladder.asked_at(place)}
        # Where the one who was asked there has it now, nobody else is asked for them.
        if place < highest or item.owner in told:
            continue
        why = (reason_of(item.step.escalation[place - 1].moment),)
        wanted = to_ask(item, place, ctx)
        if not wanted and item.owner != case.employee:
            wanted = to_know(case, ctx, item.owner)
        new = (person for person in wanted if person not in told)
        for number, person in zip(_numbers(ladder.asked, ladder.base + place * PLACE), new, strict=False):
            yield Reminder(f"{RISE}{item.step.key}", number, person, at, is_urgent(case, item), False, why)


def _numbers(asked: Iterable[Nudge], first: int) -> Iterator[int]:
    used = {n.number for n in asked}
    return (number for number in range(first, first + PLACE) if number not in used)


def _of_silence(case: Case, found: Mapping[str, Duty], ctx: Context) -> Iterator[Reminder]:
    """Nobody has acted for a whole working day in a RED case: HR at once, once for each silence."""
    waits = [
        _waits_since(item, ctx.organisation.calendar) for item in found.values() if item.state in WAITING
    ]
    if case.severity != "RED" or case.closed_at or not waits:
        return
    acts = acted_at(case)
    at = max(ctx.organisation.calendar.add_working_days(max((case.sent_at, *acts)), 1), min(waits))
    asked = _asked_in_silence(case)
    told = {nudge.to for nudge in asked} | {case.employee}
    is_over = all(declined_at(case, nudge) for nudge in asked if may_come(case, nudge.to))
    wanted = tuple(person for person in holders(case, "hr", ctx.now, ctx) if person not in told)
    new = wanted or (tuple(p for p in to_know(case, ctx) if p not in told) if is_over else ())
    for number, person in zip(_numbers(asked, _silence(case)), new, strict=False):
        yield Reminder(f"{RISE}{SILENCE}", number, person, at, True, False, (Reason(OWNER_SILENT),))


def _silence(case: Case) -> int:
    """The first number of the silence since somebody last acted."""
    return (len(acted_at(case)) + 1) * PLACE


def _asked_in_silence(case: Case) -> list[Nudge]:
    first = _silence(case)
    return [n for n in case.nudges if n.step == f"{RISE}{SILENCE}" and first <= n.number < first + PLACE]


def _silent_since(case: Case, ctx: Context) -> datetime | None:
    """Since when nobody of HR is left who could come into a case in which nobody acts."""
    asked = _asked_in_silence(case)
    here = [nudge for nudge in asked if may_come(case, nudge.to)]
    no = [at for nudge in here if (at := declined_at(case, nudge)) is not None]
    told = {nudge.to for nudge in asked}
    is_anybody = any(person not in told for person in holders(case, "hr", ctx.now, ctx))
    return None if is_anybody or not asked or len(no) < len(here) else max([*(n.at for n in asked), *no])


def _waits_since(item: Duty, calendar: Calendar) -> datetime:
    """From when the step waits for somebody to act: those of the first days at once, the others from when
    they are due, as does a talk that is booked in time."""
    is_awaited = item.step.key == "support" and is_contacted(item.case) and talk_in_time(item.case, calendar)
    return item.case.sent_at if item.step.key in AT_ANY_HOUR and not is_awaited else item.due


def _told(
    case: Case, found: Mapping[str, Duty], nobody_left: Mapping[str, datetime]
) -> Iterator[tuple[str, Reminder]]:
    """The employee is told of each escalation, in their own hours, while it is still open.

    Once in a round of a step, however many rungs it climbs, and of each silence; and once more when nobody
    is left to ask, so that they do not wait for somebody who will not come.
    """
    is_over = bool(case.closed_at or case.withdrawn_at or case.archived_at)
    latest = _latest(case)
    for key in {**latest, **nobody_left}:
        item, nudge, left_at = found.get(key), latest.get(key), nobody_left.get(key)
        number = _telling(case, key, nudge) + (left_at is not None)
        at = max(moment for moment in (left_at, nudge.at if nudge else None) if moment is not None)
        is_open_still = item.state in {"open", "overdue", "blocked"} if item else not is_over
        is_told = any(n.step == f"{RISEN}{key}" and n.number >= number for n in case.nudges)
        if is_open_still and not is_told and not (item and item.owner == case.employee):
            why = (Reason(EMPLOYEE_TOLD),)
            yield key, Reminder(f"{RISEN}{key}", number, case.employee, at, False, True, why)


def _latest(case: Case) -> dict[str, Nudge]:
    """The newest escalation of each step in its round, and of a silence."""
    rounds = ((step_of(nudge.step), nudge) for nudge in case.nudges if nudge.step.startswith(RISE))
    return {key: nudge for key, nudge in rounds if nudge.number >= round_of(case, key)}


def _telling(case: Case, key: str, nudge: Nudge | None) -> int:
    """The number of what the employee is told of this round of a step, or of that silence."""
    return 2 * (nudge.number // PLACE) if nudge and key == SILENCE else round_of(case, key) + 1


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
