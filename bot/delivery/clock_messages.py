"""What the clock says to a person: one message for all their cases, read and drawn together."""

from __future__ import annotations

from datetime import datetime

from flows.case.reminder_key import FOLLOW_UPS
from flows.clock.message_of_the_day import listed_in, reminders_in, week_in
from flows.clock.monday import WEEKLY, Week, listed_week
from flows.effects import Tell
from flows.procedure.step_state import step_states
from flows.reminders.claimed_ahead import is_ahead
from flows.reminders.rules import waits_until
from flows.screens.elements import Screen
from flows.screens.reminders.monday import weekly
from flows.screens.reminders.reminder import is_wanted, reminder
from storage.gathering import Facts


def screen_of(message: Tell, facts: Facts) -> Screen:
    """The message as it now is."""
    assert facts.said is not None  # noqa: S101 - gathered for such a message
    refs, view = reminders_in(message.about), facts.view(message.person)
    if message.message == WEEKLY:
        return weekly(_week(message, facts), refs, facts.said.cases, view)
    return reminder(refs, facts.said.cases, view)


def _week(message: Tell, facts: Facts) -> Week:
    assert facts.said is not None  # noqa: S101 - gathered for such a message
    counted = facts.said.counted.get(week_in(message.about), Week())
    return listed_week(message.person, listed_in(message.about), facts.said.cases, counted, facts.ctx)


def not_before(message: Tell, owed_at: datetime, facts: Facts) -> datetime | None:
    """When it can be said; None when that is now. Between claim and delivery the day may have ended.

    What a clock that was ahead owed has to wait, and is dropped when that is put right (`storage.ahead`).
    """
    if is_ahead(owed_at, facts.ctx.now):
        return owed_at
    refs = [ref for ref in reminders_in(message.about) if ref.key.kind not in FOLLOW_UPS]
    keys = {(ref.case, ref.key.step) for ref in refs}
    ctx, cases = facts.ctx, facts.said.cases.values() if facts.said else ()
    found = (d for case in cases for d in step_states(case, ctx.organisation.calendar, ctx.now))
    return waits_until(message.person, [d for d in found if (d.case.id, d.step.key) in keys], ctx)


def is_still_wanted(message: Tell, facts: Facts) -> bool:
    """Whether there is still something to say: between claim and delivery all may have been done."""
    if facts.said is None:
        return False
    is_week = message.message == WEEKLY and not _week(message, facts).is_empty
    return is_week or is_wanted(reminders_in(message.about), facts.said.cases, facts.view(message.person))
