"""Monday's summaries: owed to everybody who has something in it, once a week, in their own hours."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial

from sqlmodel import col, select

from flows.organisation import Context
from flows.reminding import say_with_monday
from flows.weekly import Week, monday_due, week_name, week_of
from storage import cases, reminders
from storage.database import Storage, Transaction
from storage.tables import SummaryRow

FIRST = datetime.min.replace(tzinfo=UTC)


def due(tx: Transaction, ctx: Context) -> dict[str, datetime]:
    """Who is to have the summary now, and of which Monday: those in a case since before it, and HR.

    In their working hours alone: after a holiday or an outage, from the first of them that follows.
    """
    # No Monday of any zone that is still the latest lies further back.
    earliest = (ctx.now - timedelta(days=9)).date().isoformat()
    rows = tx.session.exec(select(SummaryRow).where(col(SummaryRow.monday) >= earliest))
    owed = {(row.person, row.monday) for row in rows}
    # HR hears of the units whether they have a part in a case or not.
    since = cases.participants(tx) | dict.fromkeys(ctx.organisation.hr, FIRST)
    mondays = {person: monday for person in since if (monday := monday_due(person, ctx))}
    return {
        person: monday
        for person, monday in mondays.items()
        if since[person] <= monday and (person, week_name(monday, person, ctx)) not in owed
    }


def owe(storage: Storage, person: str, monday: datetime, ctx: Context) -> None:
    """Owes the person the summary of that week, once, with what falls due for them on that day.

    Nothing is sent when there is nothing to say.
    """
    storage.turn(partial(_owe, person=person, monday=monday), ctx)


def _owe(tx: Transaction, ctx: Context, *, person: str, monday: datetime) -> None:
    """Where the message of the day is another's already, the week is not over yet: it comes tomorrow."""
    turns = say_with_monday(reminders.of_their_day(tx, person, ctx), person, ctx)
    is_something = bool(turns) or not week(tx, person, ctx).is_empty
    if is_something and not reminders.is_first_of_the_day(tx, person, ctx):
        return
    row = SummaryRow(person=person, monday=week_name(monday, person, ctx), owed_at=ctx.now)
    if tx.insert_once(row) and is_something:
        reminders.say(tx, turns, "weekly", person, ctx)


def week(tx: Transaction, person: str, ctx: Context) -> Week:
    """What the summary holds for the person now."""
    all_open = cases.open_ones(tx) if person in ctx.organisation.hr else []
    return week_of(person, cases.of(tx, person), cases.those(tx, all_open).values(), ctx)
