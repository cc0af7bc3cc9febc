"""Putting a reminder off: a leader for one or three days with a reason, the employee without one."""

from __future__ import annotations

from datetime import datetime, timedelta

from flows import events as ev
from flows.access.rules import NOT_YOUR_STEP, is_owner, may_decide, require, why_not_now
from flows.case.case import Case, Record
from flows.case.reasons import require_reason
from flows.effects import Decided, Refused, Show
from flows.people.organisation import Context
from flows.procedure.procedure import procedure_of
from flows.procedure.step_state import step_state
from flows.reminders.rules import is_acute
from flows.words import N_

SNOOZE_DAYS = (1, 3)
PAUSE_DAYS = (1, 3, 7)

REASON = N_("Write a reason of at least ten characters.")
ACUTE = N_("This one cannot wait: the case is RED, or its deadline is one by law.")


def snoozed(case: Case, event: ev.Snoozed, ctx: Context) -> Decided[Case]:
    """The reminders wait, and the deadline does not move."""
    found = procedure_of(case).step(event.step)
    if found is None or not is_owner(event.by, event.step, case):
        raise Refused(NOT_YOUR_STEP)
    if not may_decide(event.by, event.step, case):
        raise Refused(why_not_now(case))
    if case.decision(event.step):
        raise Refused(N_("This step has just been decided. The checklist shows what."))
    if event.days not in SNOOZE_DAYS:
        raise Refused(N_("Choose one or three days."))
    if is_acute(case, step_state(case, found, ctx.organisation.calendar, ctx.now)):
        raise Refused(ACUTE)
    until = ctx.now + timedelta(days=event.days)
    values = {"until": until.isoformat(), "reason": require_reason(event.reason, REASON)}
    return _with(case, Record(event.step, "snooze", event.by, ctx.now, values))


def reminders_paused(case: Case, event: ev.RemindersPaused, ctx: Context) -> Decided[Case]:
    """The employee is left alone for some days; no days at all end the pause."""
    require(event.by, "pause", case)
    if event.days not in {0, *PAUSE_DAYS}:
        raise Refused(N_("Choose one, three or seven days."))
    until = ctx.now + timedelta(days=event.days)
    return _with(case, Record("reminders", "pause", event.by, ctx.now, {"until": until.isoformat()}))


def _with(case: Case, record: Record) -> Decided[Case]:
    return case.with_records(record), (Show("messages"), Show("home", record.by))


def snoozes(case: Case, key: str, since: datetime) -> tuple[datetime, ...]:
    """When each reminder that was put off is to come again, in the order in which that was asked for."""
    found = (r for r in case.records if (r.step, r.task) == (key, "snooze") and r.at >= since)
    return tuple(datetime.fromisoformat(record.values["until"]) for record in found)


def snoozed_until(case: Case, key: str) -> datetime | None:
    """Until when the step's reminders wait; None when they were never put off, or anew since."""
    record, said = case.record(key, "snooze"), case.last_word(key)
    if record is None or (said and said.at > record.at):
        return None
    return datetime.fromisoformat(record.values["until"])


def paused_until(case: Case) -> datetime | None:
    """Until when the employee's reminders wait; None when they never paused them."""
    until = case.value("reminders", "pause", "until")
    return datetime.fromisoformat(until) if until else None
