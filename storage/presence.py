"""Whether people can be reached, kept so that the clock's sweep asks only when it has something to say."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlmodel import col, select

from flows.presence import Presence
from storage.database import Transaction
from storage.known import changed, presence_of
from storage.tables import PresenceRow

FRESH_FOR = timedelta(minutes=10)
AWAY_FRESH_FOR = timedelta(hours=1)
"""Somebody who is away is looked for again so often, whether there is something to say or not."""


def put(tx: Transaction, person: str, presence: Presence, now: datetime) -> None:
    """Remembers it as just seen."""
    row = tx.session.get(PresenceRow, person)
    before = presence_of(row) if row else None
    row = row or PresenceRow(person=person, seen_at=now)
    row.quiet_until, row.is_away, row.away_until = vars(presence).values()
    if presence != before:
        row.change = changed(tx.session)
    row.seen_at = now
    tx.session.add(row)


def is_back(tx: Transaction, person: str, presence: Presence, now: datetime) -> bool:
    """Whether the person was away when they were last seen, and is not now."""
    row = tx.session.get(PresenceRow, person)
    return row is not None and presence_of(row).is_away_at(row.seen_at) and not presence.is_away_at(now)


def stale(tx: Transaction, persons: Iterable[str], now: datetime) -> list[str]:
    """Those of whom nothing fresh is known."""
    wanted = list(dict.fromkeys(persons))
    fresh = tx.session.exec(
        select(PresenceRow.person).where(
            col(PresenceRow.person).in_(wanted), PresenceRow.seen_at > now - FRESH_FOR
        )
    ).all()
    return [person for person in wanted if person not in fresh]


def away(tx: Transaction, now: datetime) -> list[str]:
    """Those who were away and may be back: their time is over, or nobody has looked for an hour."""
    rows = [row for row in tx.session.exec(select(PresenceRow)) if presence_of(row).is_away_at(row.seen_at)]
    is_over = {row.person: not presence_of(row).is_away_at(now) for row in rows}
    return [row.person for row in rows if is_over[row.person] or row.seen_at <= now - AWAY_FRESH_FOR]
