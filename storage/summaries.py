"""Monday's summaries: owed to everybody who has something in it, once a week, in their own hours."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import bindparam
from sqlmodel import col, select

from flows.access.candidates import is_here
from flows.access.rules import is_member, may
from flows.clock.monday import Week, monday_due, week_name, week_of
from flows.people.organisation import Context
from flows.reminders.rules import hours_of, monday_of
from storage import case_lists, cases
from storage.database import Transaction
from storage.tables import SummaryRow

_OWED = select(SummaryRow.person, SummaryRow.monday).where(col(SummaryRow.monday) >= bindparam("earliest"))
FIRST = datetime.min.replace(tzinfo=UTC)
PIECE = 20
"""Cases that are read together: few, so that nobody who acts meanwhile waits for long."""


def due_of(found: Mapping[str, datetime], ctx: Context) -> dict[str, datetime]:
    """Those who wait and are to have the summary now, and of which Monday.

    In their working hours alone: after a holiday or an outage, from the first of them that follows.
    """
    return {person: monday for person, monday in found.items() if monday_due(person, ctx) == monday}


def waiting(tx: Transaction, ctx: Context) -> dict[str, datetime]:
    """Who has not had the summary of the week in which it is now where they are, and when it comes.

    Those in a case since before that Monday, and HR.
    """
    # No Monday of any zone that is still the latest lies further back.
    earliest = (ctx.now - timedelta(days=9)).date().isoformat()
    owed = set(map(tuple, tx.rows_that_open(_OWED, {"earliest": earliest})))
    # HR hears of the units whether they have a part in a case or not.
    since = case_lists.participants(tx) | dict.fromkeys(ctx.organisation.hr, FIRST)
    mondays = {p: monday_of(hours_of(p, None, ctx), ctx.now) for p in since if is_here(p, ctx)}
    return {
        person: monday
        for person, monday in mondays.items()
        if since[person] <= monday and (person, week_name(monday, person, ctx)) not in owed
    }


def pieces(tx: Transaction, person: str, ctx: Context) -> list[list[str]]:
    """The cases that make the person's summary, a few at a time: theirs, and for HR all open ones."""
    found = case_lists.under_way(tx, person)
    if person in ctx.organisation.hr:
        found = list(dict.fromkeys((*found, *case_lists.open_ones(tx))))
    return [found[place : place + PIECE] for place in range(0, len(found), PIECE)]


def piece(tx: Transaction, person: str, wanted: Sequence[str], ctx: Context) -> Week:
    """What the summary holds of these cases."""
    found = cases.those(tx, wanted).values()
    mine = [case for case in found if is_member(person, case) and may(person, "read", case)]
    return week_of(person, mine, found, ctx)


def this_week(person: str, ctx: Context) -> str:
    """The week in which it is now where the person is, by the date of its Monday."""
    return week_name(monday_of(hours_of(person, None, ctx), ctx.now), person, ctx)


def remember(tx: Transaction, person: str, week: Week, ctx: Context) -> bool:
    """The person has had the summary of this week, or there was nothing to say; False when they had it."""
    row = SummaryRow(
        person=person,
        monday=this_week(person, ctx),
        owed_at=ctx.now,
        overdue=json.dumps(dict(week.overdue)),
        rest=week.rest,
    )
    return tx.insert_once(row)


def counted(tx: Transaction, person: str, weeks: Collection[str]) -> dict[str, Week]:
    """What the person's summaries of these weeks counted, by week.

    That is the overdue steps of each unit, and how many open steps were not listed.
    """
    query = select(SummaryRow).where(SummaryRow.person == person, col(SummaryRow.monday).in_(weeks))
    rows = tx.session.exec(query)
    return {row.monday: Week(overdue=json.loads(row.overdue), rest=row.rest) for row in rows}
