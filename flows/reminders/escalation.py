"""Rule 4: what is not answered is taken to somebody else, by role and without content.

Each step of the procedure has escalation levels, each a time and the roles that are asked then. A level is
reached when its time has come and the step still waits; never before its owner could have acted, so a step
that was opened again, or waited behind a gate, has a working day first. At a level everybody who holds one
of its roles, or could be brought in for it, is asked to take over. Who is away, kept out, the owner or the
employee is not asked, nor is who has said no. Where nobody is left in the roles of a level, the roles of
the next take its place, and HR comes after the last (`flows.reminders.succession`).

Whoever is asked sees the number of the case, the step's title and its deadline, and nothing else, until
they say yes. Then they take part, as whom `invitations` says. A no is one to the step: the next level is
reached at once. The employee is told once in a round that somebody was asked, and once more when nobody is
left.

The example of `plan` goes on. Step 2 is due on Monday at 13.00 and nobody answers:

    Monday 13.00     level 1   Sofie, the deputy, is asked
    Monday 15.00     level 2   two working hours later: Dorte, the next leader
    Tuesday 08.00              Mette, the employee, is told that Sofie and Dorte were asked
    Tuesday 09.00    level 3   two working hours later: Hanne of HR

Had Sofie said no at 13.10, Dorte would have been asked at 13.10. Had all three said no, the representative
would hear that nobody is left, and so would Mette and the operators.

A silence is the same for a whole case: nobody has acted for a working day in a RED one, and HR is asked. It
has a round of its own, which ends when somebody acts.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime

from flows.calendar.working_time import Calendar
from flows.case.case import Case, ClaimedReminder
from flows.case.reminder_key import SILENCE, TOLD, ReminderKey, ReminderKind
from flows.people.organisation import Context
from flows.procedure.done_parts import is_contacted
from flows.procedure.due_times import talk_in_time
from flows.procedure.procedure import procedure_of
from flows.procedure.step_state import StepState, acted_at, owner_of, step_states
from flows.reminders.escalation_levels import (
    MOST_ASKED,
    WAITING,
    Levels,
    levels_of,
    may_come,
    may_escalate,
    nobody_left_at,
    to_ask,
    to_know,
)
from flows.reminders.reminder import Reason, Reminder, claimed_of, reason_of, round_of
from flows.reminders.rules import AT_ANY_HOUR, is_urgent
from flows.reminders.succession import declined_at, holders, stand_in
from flows.words import N_

OWNER_SILENT = N_("Nothing has happened for a whole working day in a RED case.")
EMPLOYEE_TOLD = N_("The employee is told that it was passed on.")
Telling = tuple[str, int]
"""A step, or `SILENCE`, and the round of it of which the employee is told."""


def escalations(case: Case, found: Mapping[str, StepState], ctx: Context) -> Iterator[Reminder]:
    """Each escalation that is still to come, and what the employee is to be told of it."""
    levels = _levels(found, ctx)
    for of_step in levels:
        yield from _of_step(case, of_step, ctx)
    yield from _of_silence(case, found, ctx)
    left = {_telling_of(case, item.item.step.key): nobody_left_at(item, ctx) for item in levels}
    left[SILENCE, _silence(case)] = _silent_since(case, found, ctx)
    yield from _told(case, found, {telling: at for telling, at in left.items() if at}, ctx)


def _levels(found: Mapping[str, StepState], ctx: Context) -> list[Levels]:
    return [levels_of(item, ctx.organisation.calendar) for item in found.values() if may_escalate(item)]


def is_nobody_left(case: Case, key: str, ctx: Context) -> bool:
    """Whether the step, or a silent case, was not answered and nobody can be asked any more."""
    found = {d.step.key: d for d in step_states(case, ctx.organisation.calendar, ctx.now)}
    if key == SILENCE:
        at = _silent_since(case, found, ctx)
    else:
        mine = {known: item for known, item in found.items() if known == key}
        at = next((nobody_left_at(levels, ctx) for levels in _levels(mine, ctx)), None)
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


def _of_step(case: Case, levels: Levels, ctx: Context) -> Iterator[Reminder]:
    """The levels that are left. Those before one that was asked, or is due, are merged with it."""
    item, highest, now = levels.item, levels.highest(ctx.now), round_of(case, levels.item.step.key)
    for level, at in levels.times.items():
        asked = {claimed_reminder.to for claimed_reminder in levels.asked_at(level)}
        # Where the one who was asked there has it now, nobody else is asked for them.
        if level < highest or item.owner in asked:
            continue
        why = (reason_of(item.step.escalation[level - 1].time),)
        wanted = to_ask(item, level, ctx)
        if not wanted and item.owner != case.employee:
            wanted = to_know(case, ctx, item.owner)
        for person in _new(wanted, asked):
            key = ReminderKey("escalation", item.step.key, now, level, person)
            yield Reminder(key, at, is_urgent(case, item), False, why)


def _new(wanted: Iterable[str], asked: Collection[str]) -> list[str]:
    """Those of them who were not asked yet, as many as may be asked."""
    new = [person for person in wanted if person not in asked]
    return new[: max(MOST_ASKED - len(asked), 0)]


def _of_silence(case: Case, found: Mapping[str, StepState], ctx: Context) -> Iterator[Reminder]:
    """Nobody has acted for a whole working day in a RED case: HR at once, once for each silence."""
    at = _silent_at(case, found, ctx)
    if at is None:
        return
    asked = _asked_in_silence(case)
    told = {claimed_reminder.to for claimed_reminder in asked}
    no_longer = {case.employee, *told}
    is_over = all(declined_at(case, item) for item in asked if may_come(case, item.to))
    wanted = tuple(person for person in holders(case, "hr", ctx.now, ctx) if person not in no_longer)
    new = wanted or (tuple(p for p in to_know(case, ctx) if p not in no_longer) if is_over else ())
    for person in _new(new, told):
        key = ReminderKey("escalation", SILENCE, _silence(case), 1, person)
        yield Reminder(key, at, True, False, (Reason(OWNER_SILENT),))


def _silent_at(case: Case, found: Mapping[str, StepState], ctx: Context) -> datetime | None:
    """When nobody has acted for a whole working day in a RED case; None where nothing waits for anybody."""
    calendar = ctx.organisation.calendar
    waits = [_waits_since(item, calendar) for item in found.values() if item.state in WAITING]
    if case.report.severity != "RED" or case.ending.closed_at or not waits:
        return None
    return max(calendar.add_working_days(max((case.report.sent_at, *acted_at(case))), 1), min(waits))


def _silence(case: Case) -> int:
    """The round of the silence: how often anybody has acted before it."""
    return len(acted_at(case))


def _asked_in_silence(case: Case) -> list[ClaimedReminder]:
    asked = claimed_of(case, SILENCE, {"escalation"})
    return [claimed_reminder for claimed_reminder in asked if claimed_reminder.key.round == _silence(case)]


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
    return item.case.report.sent_at if item.step.key in AT_ANY_HOUR and not is_awaited else item.due


def _told(
    case: Case, found: Mapping[str, StepState], nobody_left: Mapping[Telling, datetime], ctx: Context
) -> Iterator[Reminder]:
    """The employee is told of each escalation, in their own hours, while it is still open.

    Once in a round of a step, however many levels are reached, and of each silence; and once more each time
    that nobody is left to ask, so that they do not wait for somebody who will not come, or that somebody is
    asked after that.
    """
    is_over = bool(case.ending.closed_at or case.ending.withdrawn_at or case.ending.archived_at)
    asked = _asked_last(case)
    for telling in {**asked, **nobody_left}:
        step, left_at = telling[0], nobody_left.get(telling)
        item, key = found.get(step), _telling_key(case, telling, left_at is not None)
        at = max(moment for moment in (left_at, asked.get(telling)) if moment is not None)
        is_open_still = item.state in {"open", "overdue", "blocked"} if item else not is_over
        if key and is_open_still and not (item and item.owner == case.employee):
            yield Reminder(key, at, False, at <= ctx.now, (Reason(EMPLOYEE_TOLD),))


def _asked_last(case: Case) -> dict[Telling, datetime]:
    """When somebody was last asked in this round of each step, and in the newest silence."""
    asked = (item for item in case.claimed_reminders if item.key.kind == "escalation")
    latest = {item.key.step: item for item in asked if item.key.round >= round_of(case, item.key.step)}
    return {(step, item.key.round): item.at for step, item in latest.items()}


def _telling_of(case: Case, step: str) -> Telling:
    """What the employee is told of this round of a step."""
    return step, round_of(case, step)


def _telling_key(case: Case, telling: Telling, is_nobody_left: bool) -> ReminderKey | None:
    """What the employee is to be told now: that somebody is asked, or that nobody is left; None where they
    know it."""
    step, begun = telling
    kind: ReminderKind = "nobody_left_told" if is_nobody_left else "escalation_told"
    told = [item.key for item in claimed_of(case, step, TOLD) if item.key.round >= begun]
    if not told:
        return ReminderKey(kind, step, begun, 1, case.employee)
    last = max(told, key=lambda key: (key.round, key.number))
    is_news = last.kind != kind and (is_nobody_left or _is_asked_since(case, last))
    return ReminderKey(kind, step, last.round, last.number + 1, case.employee) if is_news else None


def _is_asked_since(case: Case, told: ReminderKey) -> bool:
    """Whether somebody who could come was asked after the employee was told that nobody is left."""
    told_at = next(item.at for item in case.claimed_reminders if item.key == told)
    asked = claimed_of(case, told.step, {"escalation"})
    return any(item.at > told_at and may_come(case, item.to) for item in asked)
