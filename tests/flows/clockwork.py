"""The clock over one case, as the sweep turns it: who hears what, and when it is needed next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from flows.case.case import Case, ClaimedReminder
from flows.clock.message_of_the_day import say_apart, say_of_the_day
from flows.effects import Effect
from flows.people.organisation import Context
from flows.reminders.plan import reminders
from flows.reminders.rules import hours_of
from tests.reminder_names import named


@dataclass(frozen=True)
class Look:
    """What one look of the clock did to the case; `message_days` is when people had their message."""

    case: Case
    effects: tuple[Effect, ...]
    claimed_reminders: tuple[ClaimedReminder, ...]
    message_days: Mapping[str, date]

    def said(self) -> dict[str, str]:
        """What was said, and to whom."""
        return {named(claimed_reminder): claimed_reminder.to for claimed_reminder in self.claimed_reminders}


def look(found: Case, ctx: Context) -> Look:
    """Everybody for whom something is due hears it: what is apart, and the message of the day."""
    changed, told = found, dict(ctx.message_days)
    effects: tuple[Effect, ...] = ()
    for person in dict.fromkeys(item.to for item in reminders(found, ctx) if item.at <= ctx.now):
        for say in (say_apart, say_of_the_day):
            for turn in say((changed,), person, ctx):
                changed, effects = turn.case, (*effects, *turn.effects)
                if say is say_of_the_day:
                    told[person] = ctx.now.astimezone(hours_of(person, None, ctx).zone).date()
    return Look(changed, effects, changed.claimed_reminders[len(found.claimed_reminders) :], told)


def due_reminders_of(found: Case, ctx: Context) -> tuple[ClaimedReminder, ...]:
    """What everybody hears in one look."""
    return look(found, ctx).claimed_reminders


def next_at(found: Case, ctx: Context) -> datetime | None:
    """When the case next needs the clock; None when nothing is left to say."""
    return min((item.at for item in reminders(found, ctx)), default=None)


def looks(found: Case, ctx: Context, until: datetime | None = None) -> Iterator[tuple[datetime, Look]]:
    """Each look of a clock that is on time, until then or until nothing is left to say."""
    while (at := next_at(found, ctx)) is not None and (until is None or at <= until):
        ctx = replace(ctx, now=at)
        seen = look(found, ctx)
        assert seen.claimed_reminders, "the clock was needed for nothing"
        found, ctx = seen.case, replace(ctx, message_days=seen.message_days)
        yield at, seen
