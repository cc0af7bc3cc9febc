"""What must have been said after some quiet days on which the clock ran and everybody could be reached."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from flows.case.case import Case, ClaimedReminder
from flows.people.organisation import Context
from flows.procedure.due_times import last_of_the_talk, meeting_start
from flows.procedure.procedure import STEPS
from flows.procedure.step_state import StepState, begun_at, step_states
from flows.procedure.steps import Step, is_open
from tests.flows.reminders.persons_again import about, can_be
from tests.flows.reminders.reminded import Clockwork
from tests.flows.reminders.rules_again import FIRST_DAYS, step_state_of
from tests.reminder_names import named

Overdue = list[tuple[str, Step, datetime]]


def overdue(clock: Clockwork) -> Overdue:
    """Every step that is overdue, with since when it waits for its owner."""
    calendar = clock.organisation.calendar
    return [
        (case.id, item.step, begun_at(case, item.step))
        for case in clock.cases.values()
        for item in step_states(case, calendar, clock.now)
        if item.state == "overdue"
    ]


def are_remembered(clock: Clockwork, left: Overdue, since: datetime) -> None:
    """What was overdue when the quiet days began is reminded of or passed on by now."""
    for key, step, begun in left:
        case = clock.cases[key]
        item, ctx = step_state_of(case, step, clock.ctx), clock.ctx
        if item.state != "overdue" or begun_at(case, step) != begun:
            continue
        said = [n for n in case.claimed_reminders if about(named(n)) is step and n.at >= begun]
        assert said or not _can_be_told(case, item, since, ctx), f"nobody heard of {step.key}"


def _can_be_told(case: Case, item: StepState, since: datetime, ctx: Context) -> bool:
    calendar, begun = ctx.organisation.calendar, begun_at(case, item.step)
    times = [moment.at(case, item.due, calendar) for moment in item.step.reminder_times]
    if item.owner and any(at and begun < at <= since for at in times):
        return True
    if item.step.gate is not is_open:
        return False
    return any(
        at <= since and any(_may_be_asked(p, set(roles), item, ctx) for p in ctx.people)
        for at, roles in _levels(case, item, ctx)
    )


def _levels(case: Case, item: StepState, ctx: Context) -> Iterator[tuple[datetime, tuple[str, ...]]]:
    calendar, begun = ctx.organisation.calendar, begun_at(case, item.step)
    for level in item.step.escalation:
        at = level.time.at(case, item.due, calendar)
        if at:
            yield max(at, calendar.add_working_days(begun, 1)), level.roles


def _may_be_asked(person: str, roles: set[str], item: StepState, ctx: Context) -> bool:
    is_other = person not in {item.owner, item.case.employee}
    return is_other and can_be(person, roles, item.case, ctx)


def employee_is_told(clock: Clockwork, since: datetime) -> None:
    """Of what was passed on and still waits."""
    for case in clock.cases.values():
        for step in STEPS:
            item, begun = step_state_of(case, step, clock.ctx), begun_at(case, step)
            asked = [n.at for n in case.claimed_reminders if named(n) == f"escalation:{step.key}"]
            escalated = [at for at in asked if begun < at < since]
            if escalated and item.state in {"open", "overdue", "blocked"} and item.owner != case.employee:
                told = [n.at for n in case.claimed_reminders if named(n) == f"told:{step.key}"]
                assert any(at >= escalated[0] for at in told), "the employee knows nothing"


def silence_is_told(clock: Clockwork, since: datetime) -> None:
    """Nobody has acted in a RED case for a working day: HR knows, where there is HR."""
    ctx = clock.ctx
    for case in clock.cases.values():
        found = step_states(case, ctx.organisation.calendar, since)
        waits = [_waits_from(case, d, ctx) for d in found if d.state in {"open", "overdue"}]
        if case.report.severity != "RED" or case.ending.closed_at or not waits:
            continue
        acts = [e.at for e in (*case.decisions, *case.records) if e.by not in {"", case.employee}]
        last = max((case.report.sent_at, *acts))
        is_silent = max(ctx.organisation.calendar.add_working_days(last, 1), min(waits)) <= since
        hr = [p for p in ctx.people if p != case.employee and can_be(p, {"hr"}, case, ctx)]
        assert not (is_silent and hr) or any(_is_of_now(n, last) for n in case.claimed_reminders), (
            "a silent RED case"
        )


def _waits_from(case: Case, item: StepState, ctx: Context) -> datetime:
    """The steps of the first days wait at once, a talk that is booked and all else from when they are due."""
    key, calendar = item.step.key, ctx.organisation.calendar
    offered, start = case.record("support", "crisis_help"), meeting_start(case, "support")
    is_booked = key == "support" and offered and start and start <= last_of_the_talk(case, calendar)
    return case.report.sent_at if key in FIRST_DAYS and not is_booked else item.due


def _is_of_now(asked: ClaimedReminder, last: datetime) -> bool:
    return named(asked) == "escalation:silence" and asked.at >= last + timedelta(hours=1)
