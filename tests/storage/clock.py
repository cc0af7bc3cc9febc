"""The clock's sweep over a whole database, as the product makes it, at any time."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from functools import partial

from sqlmodel import col, select

from flows.clock.monday import Week
from flows.people.organisation import Context
from storage import plan, reminders, summaries
from storage.database import Storage
from storage.tables import OutboxRow
from tests.storage.stories import at


def knows(storage: Storage, now: datetime, **zones: str) -> Context:
    """What is known then: where people live, who can be reached, and who had the message of the day."""
    with storage.transaction() as tx:
        known = tx.newest(replace(at(now, **zones), as_of=0))
        return replace(at(now, **zones), presence=known.presence, message_days=known.message_days)


def due_in(storage: Storage, now: datetime) -> dict[str, list[str]]:
    """To whom something is to be said then, and of which cases."""
    return storage.read(partial(plan.due, now=now))


def sweeps(storage: Storage, now: datetime, **zones: str) -> None:
    """As the product does it: everybody to whom something is due, and to whom their planning anew leads."""
    had: set[str] = set()
    weeks = weeks_of(storage, knows(storage, now, **zones))
    while persons := [p for p in {**due_in(storage, now), **weeks} if p not in had]:
        for person in persons:
            reminders.remind(storage, [person], knows(storage, now, **zones), weeks)
        had |= set(persons)


def summarises(storage: Storage, now: datetime, **zones: str) -> None:
    """Monday's summaries alone."""
    weeks = weeks_of(storage, knows(storage, now, **zones))
    for person in weeks:
        reminders.remind(storage, [person], knows(storage, now, **zones), weeks)


def due_summaries(storage: Storage, ctx: Context) -> dict[str, datetime]:
    """Who is to have the summary then, and of which Monday."""
    return summaries.due_of(storage.read(partial(summaries.waiting, ctx=ctx)), ctx)


def weeks_of(storage: Storage, ctx: Context) -> dict[str, Week]:
    """What is in the summaries that are due then."""
    return {person: week(storage, person, ctx) for person in due_summaries(storage, ctx)}


def week(storage: Storage, person: str, ctx: Context) -> Week:
    """What the person's summary would hold."""
    found = Week()
    for wanted in storage.read(partial(summaries.pieces, person=person, ctx=ctx)):
        found = found.joined(storage.read(partial(summaries.piece, person=person, wanted=wanted, ctx=ctx)))
    return found


def told(storage: Storage, message: str) -> list[str]:
    """Who was told so, as often as they were."""
    query = select(OutboxRow).order_by(col(OutboxRow.seq))
    with storage.transaction() as tx:
        found = [json.loads(row.args) for row in tx.session.exec(query) if row.kind == "Tell"]
    return [args["person"] for args in found if args["message"] == message]
