"""What has arrived: written before Slack is told so, and done only with what it led to."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, update
from sqlmodel import col, select

from storage.database import Transaction
from storage.tables import InboxRow

MOST_ATTEMPTS = 5

_IS_THAT = col(InboxRow.key) == bindparam("arrival")
_DONE = (
    update(InboxRow)
    .where(_IS_THAT, col(InboxRow.done_at).is_(None))
    .values(done_at=bindparam("now"), payload=b"")
)
_HANDLED = _DONE.where(col(InboxRow.held_until).is_(None))
_DONE_AT = select(InboxRow.done_at).where(_IS_THAT)
_WAITED = select(InboxRow.key).where(
    col(InboxRow.done_at).is_(None), col(InboxRow.held_until) < bindparam("now")
)
_UNDONE = (
    select(col(InboxRow.key), col(InboxRow.payload))
    .where(col(InboxRow.done_at).is_(None), col(InboxRow.arrived_at) <= bindparam("before"))
    .where(col(InboxRow.held_until).is_(None))
    .where(col(InboxRow.key).not_in(bindparam("under_way", expanding=True)))
    .order_by(col(InboxRow.arrived_at))
    .limit(50)
    .with_for_update(skip_locked=True)
)
_CUT_SHORT = _UNDONE.where(col(InboxRow.attempts) < MOST_ATTEMPTS)
_IN_VAIN = _UNDONE.where(col(InboxRow.attempts) >= MOST_ATTEMPTS)
_AGAIN = update(InboxRow).where(_IS_THAT).values(attempts=InboxRow.attempts + 1)


@dataclass(frozen=True)
class Arrival:
    """An event that waits to be handled."""

    key: str
    payload: bytes


def take_in(tx: Transaction, key: str, payload: bytes, now: datetime) -> bool:
    """Keeps the event; False when its key is known, which makes it a repetition."""
    return tx.insert_once(InboxRow(key=key, arrived_at=now, payload=tx.keyring.seal(payload)))


def done(tx: Transaction, key: str, now: datetime, *others: str) -> None:
    """The event has been handled, and others with it: its key stays against repetitions, its content goes."""
    tx.execute(_DONE, [{"arrival": one, "now": now} for one in (key, *others)])


def handled(tx: Transaction, key: str, now: datetime) -> None:
    """Marks the event done when its listener has ended, unless it is held for its person's choice."""
    tx.execute(_HANDLED, {"arrival": key, "now": now})


def once(tx: Transaction, key: str, now: datetime) -> bool:
    """Whether the event is still to be handled; with this transaction it is, and never again.

    A form is not written down before it is decided (`bot/arrival.py`), so its key may be new.
    """
    return tx.insert_or_end(
        InboxRow(key=key, arrived_at=now, payload=b"", done_at=now), "key", ("done_at", "payload")
    )


def is_done(tx: Transaction, key: str) -> bool:
    """Whether the event has been handled already."""
    return tx.execute(_DONE_AT, {"arrival": key}).scalar() is not None


def hold(tx: Transaction, key: str, until: datetime) -> bool:
    """The event waits for its person's choice; its content is kept, encrypted, until then.

    False when it waits already.
    """
    row = tx.session.get(InboxRow, key)
    if row is None or row.done_at is not None or row.held_until is not None:
        return False
    row.held_until = until
    tx.session.add(row)
    return True


def held(tx: Transaction, key: str, now: datetime, *, to_choose: bool = False) -> bytes | None:
    """The content of an event that waits; None when it was dealt with or the wait is over.

    Locked for whoever has come `to_choose`, or two choices at the same moment would both find it waiting.
    """
    row = tx.session.get(InboxRow, key, with_for_update=to_choose or None)
    if row is None or row.done_at is not None or row.held_until is None or row.held_until < now:
        return None
    return tx.keyring.unseal(row.payload)


def is_waiting(tx: Transaction, key: str, now: datetime) -> bool:
    """Whether the event still waits for its person's choice."""
    waits = (col(InboxRow.done_at).is_(None), col(InboxRow.held_until) >= now)
    return tx.session.exec(select(InboxRow.key).where(InboxRow.key == key, *waits)).first() is not None


def let_go(tx: Transaction, now: datetime) -> None:
    """What nobody chose a place for in time goes."""
    for row in tx.rows_that_open(_WAITED, {"now": now}):
        done(tx, row.key, now)


def left_over(
    tx: Transaction, now: datetime, older_than: timedelta, under_way: Collection[str] = ()
) -> list[Arrival]:
    """Events whose handling was cut short. Each is given out five times at most."""
    rows = tx.rows_that_open(_CUT_SHORT, _before(now, older_than, under_way))
    if rows:
        tx.execute(_AGAIN, [{"arrival": row.key} for row in rows])
    return [Arrival(row.key, tx.keyring.unseal(row.payload)) for row in rows]


def given_up(
    tx: Transaction, now: datetime, older_than: timedelta, under_way: Collection[str] = ()
) -> list[Arrival]:
    """Events that were given out five times in vain: their content goes, somebody has to be told."""
    rows = tx.rows_that_open(_IN_VAIN, _before(now, older_than, under_way))
    found = [Arrival(row.key, tx.keyring.unseal(row.payload)) for row in rows]
    for row in rows:
        done(tx, row.key, now)
    return found


def _before(now: datetime, older_than: timedelta, under_way: Collection[str]) -> dict[str, object]:
    return {"before": now - older_than, "under_way": list(under_way)}
