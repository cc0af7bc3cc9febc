"""What a case will say, and why then: played forward as if nobody acted, by the same functions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from flows.case.case import Case
from flows.clock.message_of_the_day import end_of_their_day
from flows.deciding.decide import decide
from flows.events import TimePassed
from flows.people.organisation import Context
from flows.reminders.due import due_reminders
from flows.reminders.plan import reminders
from flows.reminders.reminder import Reminder
from flows.reminders.rules import hours_of

MOST = 60
"""Messages; more than a case says when nobody ever acts."""


@dataclass(frozen=True)
class Coming:
    """One message to one person. `case` is as it will be then."""

    at: datetime
    to: str
    items: tuple[Reminder, ...]
    case: Case


def coming(case: Case, ctx: Context, most: int = MOST) -> tuple[Coming, ...]:
    """The messages to come, the earliest first, as if nobody acted and there were no other case.

    Who is away or not to be disturbed now is taken to stay so until the time that is known.
    """
    found: list[Coming] = []
    while len(found) < most and (left := reminders(case, ctx)):
        ctx = replace(ctx, now=max(left[0].at, ctx.now))
        new = list(_at_once(case, ctx))
        if not new:
            break
        for message in new:
            found.append(message)
            case = message.case
            if any(not item.is_apart for item in message.items):
                day = ctx.now.astimezone(hours_of(message.to, None, ctx).zone).date()
                ctx = replace(ctx, message_days={**ctx.message_days, message.to: day})
    return tuple(found[:most])


def _at_once(case: Case, ctx: Context) -> Iterator[Coming]:
    """Everything that is said at that moment."""
    persons = dict.fromkeys(item.to for item in reminders(case, ctx) if item.at <= ctx.now)
    for person in persons:
        for until in (None, end_of_their_day(person, ctx)):
            is_now = any(r.to == person and r.at <= ctx.now for r in reminders(case, ctx))
            if is_now and (items := due_reminders(case, person, ctx, until)):
                case, _ = decide(case, TimePassed(person, until), ctx)
                yield Coming(ctx.now, person, items, case)
