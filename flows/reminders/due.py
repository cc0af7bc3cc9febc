"""What is said to a person now, and that it is claimed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from flows.case.case import Case, ClaimedReminder
from flows.people.organisation import Context
from flows.reminders.plan import reminders
from flows.reminders.reminder import Reason, Reminder
from flows.reminders.rules import (
    end_of_day,
    hours_of,
    legal_first,
    newest_of_each,
)
from flows.reminders.step_times import WITH_OTHERS


def due_reminders(case: Case, to: str, ctx: Context, until: datetime | None) -> tuple[Reminder, ...]:
    """What to say to the person now, RED and legal first, and of each thing the newest.

    With `until` it is the message of the day: what would fall in it later joins it, also a deadline by law.
    Without, only what is apart. While the time is not known, only what is law: that must not be missed.
    """
    # A message that somebody has in another case may come before the employee's own hours.
    if until is not None and not hours_of(to, case, ctx).is_working_time(ctx.now):
        until = ctx.now
    mine = [item for item in reminders(case, ctx) if item.to == to]
    found = [item for item in mine if _is_due(item, ctx.now, until) and not _is_said_today(item, case, ctx)]
    found = [item for item in found if item.is_law or ctx.is_time_known]
    said = newest_of_each(found, ctx.now)
    return legal_first([r if r.at <= ctx.now else replace(r, reasons=(Reason(WITH_OTHERS),)) for r in said])


def _is_said_today(item: Reminder, case: Case, ctx: Context) -> bool:
    """Of what the person has heard of already that day, nothing more joins before its own time."""
    if not item.is_apart or item.at <= ctx.now:
        return False
    begun = end_of_day(ctx.now, hours_of(item.to, case, ctx)) - timedelta(days=1)
    mine = (item.key.name, item.to)
    return any((n.key.name, n.to) == mine and n.at >= begun for n in case.claimed_reminders)


def _is_due(item: Reminder, now: datetime, until: datetime | None) -> bool:
    if until is None:
        return item.is_apart and item.at <= now
    return item.at <= (until if item.may_be_early else now)


def claimed(case: Case, items: tuple[Reminder, ...], now: datetime) -> Case:
    """The case that knows of them: each is said once, whatever happens afterwards."""
    new = tuple(ClaimedReminder(item.key, now) for item in items)
    return replace(case, claimed_reminders=(*case.claimed_reminders, *new))
