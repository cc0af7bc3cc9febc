"""Whether people can be reached, kept so that the clock's sweep asks only when it has something to say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from sqlalchemy import bindparam, select, update
from sqlmodel import col

from flows.people.presence import Presence
from storage import signs
from storage.database import Transaction
from storage.known import changed, presence_of
from storage.people_tables import PresenceRow
from storage.rows import PlainRow

FRESH_FOR = timedelta(minutes=10)
AWAY_FRESH_FOR = timedelta(hours=1)
"""Somebody who is away is looked for again so often, whether there is something to say or not."""
_THOSE = select(PresenceRow).where(col(PresenceRow.person).in_(bindparam("persons", expanding=True)))
_AWAY = select(PresenceRow).where(col(PresenceRow.away_sign).in_(signs.YES))
_UNMARK = (
    update(PresenceRow).where(col(PresenceRow.person) == bindparam("whose")).values(away_sign=bindparam("no"))
)


def put(tx: Transaction, person: str, presence: Presence, now: datetime) -> None:
    """Remembers it as just seen."""
    put_all(tx, {person: presence}, now)


def put_all(tx: Transaction, found: Mapping[str, Presence], now: datetime) -> None:
    """Remembers them as just seen; only what is other than before is a change.

    Whoever was away stays marked as away until their cases know better (`is_told`): a process may be killed
    in between, and the next one goes on with it.
    """
    if not found:
        return
    before = _rows(tx, found)
    rows = []
    for person, presence in found.items():
        row = before.get(person)
        is_same = row is not None and presence_of(row) == presence
        change = row.change if row and is_same else changed(tx.session)
        is_marked = presence.is_away_at(now) or (row is not None and _is_marked(row))
        sign = signs.sign(person, is_so=is_marked)
        told = {"seen_at": now, "change": change, "away_sign": sign, **vars(presence)}
        rows.append({"person": person, **told})
    names = ("seen_at", "change", "away_sign", "quiet_until", "is_away", "away_until")
    tx.execute(tx.insert_or_change(PresenceRow, "person", names), rows)


def back(tx: Transaction, found: Mapping[str, Presence], now: datetime) -> set[str]:
    """Who of these was away, and is not now."""
    were_away = {person for person, row in _rows(tx, found).items() if _is_marked(row)}
    return {person for person in were_away if not found[person].is_away_at(now)}


def untold(tx: Transaction) -> list[str]:
    """Who was seen to be back, and whose cases do not know it yet."""
    return [row.person for row in tx.rows_that_open(_AWAY) if not _was_seen_away(row)]


def is_told(tx: Transaction, person: str) -> None:
    """The cases of somebody who is back know it; whoever is away again meanwhile stays marked."""
    row = _rows(tx, [person]).get(person)
    if row is not None and not _was_seen_away(row):
        tx.execute(_UNMARK, {"whose": person, "no": signs.sign(person, is_so=False)})


def _is_marked(row: PlainRow) -> bool:
    return row.away_sign in signs.YES


def _was_seen_away(row: PlainRow) -> bool:
    return presence_of(row).is_away_at(row.seen_at)


def _rows(tx: Transaction, persons: Iterable[str]) -> dict[str, PlainRow]:
    rows = tx.rows_that_open(_THOSE, {"persons": list(persons)})
    return {row.person: row for row in rows}


def stale(tx: Transaction, persons: Iterable[str], now: datetime) -> list[str]:
    """Those of whom nothing fresh is known."""
    wanted = list(dict.fromkeys(persons))
    found = _rows(tx, wanted)
    return [person for person in wanted if person not in found or found[person].seen_at <= now - FRESH_FOR]


def away(tx: Transaction, now: datetime) -> list[str]:
    """Those who were away and may be back: their time is over, or nobody has looked for an hour."""
    rows = tx.rows_that_open(_AWAY)
    is_over = {row.person: not presence_of(row).is_away_at(now) for row in rows}
    return [row.person for row in rows if is_over[row.person] or row.seen_at <= now - AWAY_FRESH_FOR]
