"""Monday's summaries: owed to everybody in a case, once a week, in their own working hours."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from functools import partial

from sqlmodel import col, select

from flows.clocks import Calendar
from flows.effects import Tell
from flows.organisation import Context
from storage import cases, outbox
from storage.database import Storage, Transaction
from storage.tables import SummaryRow

MONDAY_CLOCK = time(8, 30)


def owe_summaries(storage: Storage, ctx: Context) -> None:
    """Owes everybody in a case since before their Monday 08:30 the summary of that week, once.

    In their working hours alone: after a holiday or an outage, from the first of them that follows.
    """
    with storage.transaction() as tx:
        due = _due_summaries(tx, ctx)
    for person, monday in due.items():
        storage.run(partial(_summary, person=person, monday=monday, ctx=ctx))


def _due_summaries(tx: Transaction, ctx: Context) -> dict[str, datetime]:
    """Who is to have the summary now, and of which Monday."""
    # No Monday of any zone that is still the latest lies further back.
    earliest = (ctx.now - timedelta(days=9)).date().isoformat()
    rows = tx.session.exec(select(SummaryRow).where(col(SummaryRow.monday) >= earliest))
    owed = {(row.person, row.monday) for row in rows}
    found = {}
    for person, since in cases.participants(tx).items():
        calendar = _hours_of(person, ctx)
        monday = _latest_monday(calendar, ctx.now)
        is_due = since <= monday and calendar.is_working_time(ctx.now)
        if is_due and (person, monday.date().isoformat()) not in owed:
            found[person] = monday
    return found


def _hours_of(person: str, ctx: Context) -> Calendar:
    """Their working hours; the organisation's own for somebody whose zone is not known here."""
    try:
        return ctx.calendar_for(person)
    except (KeyError, ValueError):
        return ctx.organisation.calendar


def _latest_monday(calendar: Calendar, now: datetime) -> datetime:
    """In that zone. Two are tried: a week in which the clocks change has an hour more or less."""
    earlier = calendar.monday_at(now - timedelta(days=8), MONDAY_CLOCK)
    later = calendar.monday_at(earlier + timedelta(microseconds=1), MONDAY_CLOCK)
    return (later if later <= now else earlier).astimezone(calendar.zone)


def _summary(tx: Transaction, person: str, monday: datetime, ctx: Context) -> None:
    if tx.insert_once(SummaryRow(person=person, monday=monday.date().isoformat(), owed_at=ctx.now)):
        outbox.owe(tx, f"person:{person}", (Tell(person, "weekly"),), ctx.now)
