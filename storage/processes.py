"""The processes at work on one database, and with which configuration each of them is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, select
from sqlmodel import col

from storage.configuration_tables import ProcessRow
from storage.database import Transaction

GONE_AFTER = timedelta(minutes=5)
"""Without a sign of life, which each process gives every minute."""
SETTLED_AFTER = timedelta(minutes=1)
"""How long two of them have to be at work side by side, since each may take a changed file a minute later."""

_ALL = select(ProcessRow)
_ENDED = delete(ProcessRow).where(col(ProcessRow.seen_at) < bindparam("long_ago"))


@dataclass(frozen=True)
class Process:
    """A process by its id, the digest of its configuration, since when it has that, and when it was here."""

    id: str
    configuration: str
    since: datetime
    seen_at: datetime


def look_around(tx: Transaction, process: str, configuration: str, now: datetime) -> tuple[Process, ...]:
    """Writes down that this process is here with that configuration; gives all of them, this one first."""
    tx.execute(_ENDED, {"long_ago": now - GONE_AFTER})
    found = {row.id: Process(*row) for row in tx.rows_that_open(_ALL)}
    before = found.pop(process, None)
    is_same = before is not None and before.configuration == configuration
    mine = Process(process, configuration, before.since if before and is_same else now, now)
    tx.execute(tx.insert_or_change(ProcessRow, "id", ("configuration", "since", "seen_at")), [vars(mine)])
    return (mine, *found.values())


def others_that_differ(found: Sequence[Process]) -> tuple[Process, ...]:
    """Those that have been at work beside the first of them for a while, with another configuration.

    One that was ended, or has only just taken a changed file, is none of them.
    """
    mine, *others = found
    return tuple(
        other
        for other in others
        if other.configuration != mine.configuration
        and other.seen_at - max(other.since, mine.since) >= SETTLED_AFTER
    )
