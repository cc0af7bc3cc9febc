"""The clock's sweep over a whole database, as the product makes it, at any time."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from functools import partial

from sqlmodel import col, select

from flows.organisation import Context
from storage import plan, reminders, summaries
from storage.database import Storage
from storage.tables import OutboxRow
from tests.storage.stories import at


def knows(storage: Storage, now: datetime, **zones: str) -> Context:
    """What is known then: where people live, who can be reached, and who had the message of the day."""
    with storage.transaction() as tx:
        known = tx.newest(replace(at(now, **zones), as_of=0))
        return replace(at(now, **zones), presence=known.presence, told=known.told)


def due_in(storage: Storage, now: datetime) -> dict[str, list[str]]:
    """To whom something is to be said then, and of which cases."""
    return storage.read(partial(plan.due, now=now))


def sweeps(storage: Storage, now: datetime, **zones: str) -> None:
    """As the product does it: planned anew, what is apart, Monday's summaries, the message of the day."""
    due = due_in(storage, now)
    for case in sorted({case for waiting in due.values() for case in waiting}):
        reminders.replan(storage, case, knows(storage, now, **zones))
    ctx = knows(storage, now, **zones)
    for person in due_in(storage, now):
        reminders.remind_apart(storage, person, ctx)
    summarises(storage, now, **zones)
    ctx = knows(storage, now, **zones)
    for person in due_in(storage, now):
        reminders.remind(storage, person, ctx)


def summarises(storage: Storage, now: datetime, **zones: str) -> None:
    """Monday's summaries alone."""
    ctx = knows(storage, now, **zones)
    for person, monday in storage.read(partial(summaries.due, ctx=ctx)).items():
        summaries.owe(storage, person, monday, ctx)


def told(storage: Storage, message: str) -> list[str]:
    """Who was told so, as often as they were."""
    query = select(OutboxRow.args).where(OutboxRow.kind == "Tell").order_by(col(OutboxRow.seq))
    with storage.transaction() as tx:
        found = [json.loads(args) for args in tx.session.exec(query)]
    return [args["person"] for args in found if args["message"] == message]
