"""Rule 4: what is not answered is taken to somebody else, by role and without content; the employee is told.

Whoever is asked sees nothing of the case before they say yes: `called_as` is what they say yes to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from flows.access.candidates import is_free, named_for
from flows.calendar.working_time import Calendar
from flows.case.case import Case, ClaimedReminder, Role
from flows.people.organisation import Context
from flows.procedure.done_parts import is_contacted
from flows.procedure.due_times import talk_in_time
from flows.procedure.procedure import procedure_of
from flows.procedure.step_state import StepState, acted_at, owner_of, step_states
from flows.reminders.ladder import (
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
from flows.reminders.reminder import ASK, RISE, RISEN, SILENCE, Reason, Reminder, reason_of, round_of, step_of
from flows.reminders.rules import AT_ANY_HOUR, is_urgent
from flows.reminders.succession import declined_at, holders, stand_in
from flows.words import N_

OWNER_SILENT = N_("Nothing has happened for a whole working day in a RED case.")
EMPLOYEE_TOLD = N_("The employee is told that it was passed on.")
CALLED: tuple[Role, ...] = ("deputy", "next_leader", "hr")
"""As whom somebody without a part can be asked to step in."""
Telling = tuple[str, int]
"""A step, or `SILENCE`, and the first number of what the employee is told of this round of it."""


def rises(case: Case, found: Mapping[str, StepState], ctx: Context) -> Iterator[tuple[str, Reminder]]:
    """Each escalation that is still to come, with its step, and what the employee is to be told of it."""
    ladders = _ladders(found, ctx)
    for ladder in ladders:
        yield from ((ladder.item.step.key, reminder) for reminder in _of_step(case, ladder, ctx))
    yield from ((SILENCE, reminder) for reminder in _of_silence(case, found, ctx))
    left = {_tellings(case, ladder.item.step.key): nobody_left_at(ladder, ctx) for ladder in ladders}
    left[SILENCE, _silence(case)] = _silent_since(case, found, ctx)
    yield from _told(case, found, {telling: at for telling, at in left.items() if at}, ctx)


def _ladders(found: Mapping[str, StepState], ctx: Context) -> list[Ladder]:
    return [ladder_of(item, ctx.organisation.calendar) for item in found.values() if is_rising(item)]


def is_nobody_left(case: Case, key: str, ctx: Context) -> bool:
    """Whether the step, or a silent case, was not answered and nobody can be asked any more."""
    found = {d.step.key: d for d in step_states(case, ctx.organisation.calendar, ctx.now)}
    if key == SILENCE:
        at = _silent_since(case, found, ctx)
    else:
        mine = {known: item for known, item in found.items() if known == key}
        at = next((nobody_left_at(ladder, ctx) for ladder in _ladders(mine, ctx)), None)
    return at is not None and at <= ctx.now


def has_nobody_to_ask(case: Case, key: str, ctx: Context) -> bool:
    """The same, or the step's owner is away and nobody can stand in for them."""
    if is_nobody_left(case, key, ctx):
        return True
    step = procedure_of(case).step(key)
    if step is None or case.decision(key) is not None:
        return False
    owner = owner_of(case, step)
    return ctx.is_away(owner, ctx.now) and not stand_in(case, step, owner, ctx.now, ctx)


def _of_step(case: Case, ladder: Ladder, ctx: Context) -> Iterator[Reminder]:
    """The rungs that are left. Those before one that was asked, or is due, are merged with it."""
    item, highest = ladder.item, ladder.highest(ctx.now)
    for place, at in ladder.moments.items():
        told = {claimed_reminder.to for claimed_reminder in ladder.asked_at(place)}
        # Where the one who was asked there has it now, nobody else is asked for them.
        if place < highest or item.owner in told:
            continue
        why = (reason_of(item.step.escalation[place - 1].time),)
        wanted = to_ask(item, place, ctx)
        if not wanted and item.owner != case.employee:
            wanted = to_know(case, ctx, item.owner)
        new = (person for person in wanted if person not in told)
        for number, person in zip(_numbers(ladder.asked, ladder.base + place * PLACE), new, strict=False):
            yield Reminder(f"{RISE}{item.step.key}", number, person, at, is_urgent(case, item), False, why)


def _numbers(asked: Iterable[ClaimedReminder], first: int) -> Iterator[int]:
    used = {n.number for n in asked}
    return (number for number in range(first, first + PLACE) if number not in used)


def _of_silence(case: Case, found: Mapping[str, StepState], ctx: Context) -> Iterator[Reminder]:
    """Nobody has acted for a whole working day in a RED case: HR at once, once for each silence."""
    at = _silent_at(case, found, ctx)
    if at is None:
        return
    asked = _asked_in_silence(case)
    told = {claimed_reminder.to for claimed_reminder in asked} | {case.employee}
    is_over = all(
        declined_at(case, claimed_reminder)
        for claimed_reminder in asked
        if may_come(case, claimed_reminder.to)
    )
    wanted = tuple(person for person in holders(case, "hr", ctx.now, ctx) if person not in told)
    new = wanted or (tuple(p for p in to_know(case, ctx) if p not in told) if is_over else ())
    for number, person in zip(_numbers(asked, _silence(case)), new, strict=False):
        yield Reminder(f"{RISE}{SILENCE}", number, person, at, True, False, (Reason(OWNER_SILENT),))


def _silent_at(case: Case, found: Mapping[str, StepState], ctx: Context) -> datetime | None:
    """When nobody has acted for a whole working day in a RED case; None where nothing waits for anybody."""
    calendar = ctx.organisation.calendar
    waits = [_waits_since(item, calendar) for item in found.values() if item.state in WAITING]
    if case.severity != "RED" or case.closed_at or not waits:
        return None
    return max(calendar.add_working_days(max((case.sent_at, *acted_at(case))), 1), min(waits))


def _silence(case: Case) -> int:
    """The first number of the silence since somebody last acted."""
    return (len(acted_at(case)) + 1) * PLACE


def _asked_in_silence(case: Case) -> list[ClaimedReminder]:
    first = _silence(case)
    return [
        n
        for n in case.claimed_reminders
        if n.step == f"{RISE}{SILENCE}" and first <= n.number < first + PLACE
    ]


def _silent_since(case: Case, found: Mapping[str, StepState], ctx: Context) -> datetime | None:
    """Since when nobody of HR is left who could come into a case in which nobody acts.

    Where nobody could be asked it is from when they would be, which may be yet to come.
    """
    asked = _asked_in_silence(case)
    here = [claimed_reminder for claimed_reminder in asked if may_come(case, claimed_reminder.to)]
    no = [at for claimed_reminder in here if (at := declined_at(case, claimed_reminder)) is not None]
    at = max((*(n.at for n in asked), *no)) if asked else _silent_at(case, found, ctx)
    if at is None or len(no) < len(here):
        return None
    told = {claimed_reminder.to for claimed_reminder in asked}
    is_anybody = any(person not in told for person in holders(case, "hr", max(at, ctx.now), ctx))
    return None if is_anybody else at


def _waits_since(item: StepState, calendar: Calendar) -> datetime:
    """From when the step waits for somebody to act: those of the first days at once, the others from when
    they are due, as does a talk that is booked in time."""
    is_awaited = item.step.key == "support" and is_contacted(item.case) and talk_in_time(item.case, calendar)
    return item.case.sent_at if item.step.key in AT_ANY_HOUR and not is_awaited else item.due


def _told(
    case: Case, found: Mapping[str, StepState], nobody_left: Mapping[Telling, datetime], ctx: Context
) -> Iterator[tuple[str, Reminder]]:
    """The employee is told of each escalation, in their own hours, while it is still open.

    Once in a round of a step, however many rungs it climbs, and of each silence; and once more each time that
    nobody is left to ask, so that they do not wait for somebody who will not come, or that somebody is asked
    after that.
    """
    is_over = bool(case.closed_at or case.withdrawn_at or case.archived_at)
    asked = _asked_last(case)
    for telling in {**asked, **nobody_left}:
        key, left_at = telling[0], nobody_left.get(telling)
        item, number = found.get(key), _telling(case, telling, left_at is not None)
        at = max(moment for moment in (left_at, asked.get(telling)) if moment is not None)
        is_open_still = item.state in {"open", "overdue", "blocked"} if item else not is_over
        if number and is_open_still and not (item and item.owner == case.employee):
            why, is_true = (Reason(EMPLOYEE_TOLD),), at <= ctx.now
            yield key, Reminder(f"{RISEN}{key}", number, case.employee, at, False, is_true, why)


def _asked_last(case: Case) -> dict[Telling, datetime]:
    """When somebody was last asked in this round of each step, and in the newest silence."""
    rounds = (
        (step_of(claimed_reminder.step), claimed_reminder)
        for claimed_reminder in case.claimed_reminders
        if claimed_reminder.step.startswith(RISE)
    )
    latest = {
        key: claimed_reminder
        for key, claimed_reminder in rounds
        if claimed_reminder.number >= round_of(case, key)
    }
    return {
        _tellings(case, key, claimed_reminder.number): claimed_reminder.at
        for key, claimed_reminder in latest.items()
    }


def _tellings(case: Case, key: str, asked: int = 0) -> Telling:
    """What the employee is told of this round of a step, or of the silence in which that was asked."""
    return (key, asked // PLACE * PLACE if key == SILENCE else round_of(case, key))


def _telling(case: Case, telling: Telling, is_nobody_left: bool) -> int:
    """The number of what the employee is to be told now: odd where somebody is asked, even where nobody is
    left; 0 where they know it."""
    key, first = telling
    told = [n for n in case.claimed_reminders if n.step == f"{RISEN}{key}" and n.number >= first]
    if not told:
        return first + 1 + is_nobody_left
    last = max(told, key=lambda claimed_reminder: claimed_reminder.number)
    was_nobody_left = last.number % 2 == 0
    asked = (n.at for n in case.claimed_reminders if n.step == f"{RISE}{key}" and may_come(case, n.to))
    is_news = was_nobody_left != is_nobody_left and (is_nobody_left or any(at > last.at for at in asked))
    return last.number + 1 if is_news else 0


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
    said = [n for n in case.claimed_reminders if n.to == person and not n.step.startswith((RISEN, ASK))]
    # One who came and has left is not called by what was said before.
    said = [n for n in said if left is None or n.at > left]
    asked = [n for n in said if n.step.startswith(RISE) or not _is_own(case, n.step, person)]
    newest = {step_of(claimed_reminder.step): claimed_reminder for claimed_reminder in asked}
    return tuple(
        key for key, claimed_reminder in newest.items() if _is_uncalled(case, key, claimed_reminder, ctx)
    )


def _is_own(case: Case, key: str, person: str) -> bool:
    step = procedure_of(case).step(key)
    return step is not None and owner_of(case, step) == person


def _is_led(case: Case, key: str) -> bool:
    """Whether the step is with one of those who lead, for whom somebody can stand in."""
    step = procedure_of(case).step(key)
    return step is not None and case.role_of(owner_of(case, step)) in {"leader", "deputy", "next_leader"}


def _is_risen(case: Case, key: str, person: str) -> bool:
    """Whether the newest call of the person to that step was an escalation."""
    calls = [n.step for n in case.claimed_reminders if n.to == person and step_of(n.step) == key]
    return bool(calls) and calls[-1].startswith(RISE)


def _is_uncalled(case: Case, key: str, claimed_reminder: ClaimedReminder, ctx: Context) -> bool:
    if key == SILENCE:
        is_unanswered = declined_at(case, claimed_reminder) is None
        return case.closed_at is None and not case.with_role("hr") and is_unanswered
    step, taken = procedure_of(case).step(key), case.record(key, "taken")
    if step is None or case.decision(key) is not None:
        return False
    is_over = not claimed_reminder.step.startswith(RISE) and not ctx.is_away(owner_of(case, step), ctx.now)
    is_taken = taken is not None and taken.at >= claimed_reminder.at and case.role_of(taken.by) is not None
    return not is_over and not is_taken and declined_at(case, claimed_reminder) is None
