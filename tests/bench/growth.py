"""What years of rows cost: the same work with a hundred thousand done rows in its table / with none."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from statistics import median

from pyrage.x25519 import Identity
from sqlalchemy import insert, text
from sqlmodel import SQLModel

from flows.effects import Alert, Show
from storage import claiming, inbox, journal, outbox, surfaces
from storage.database import Storage, Transaction, open_storage
from storage.keys import Keyring
from storage.tables import InboxRow, JournalRow, OutboxRow, SurfaceRow
from tests.bench.databases import Databases
from tests.bench.table import SQLITE, Row
from tests.conftest import TUESDAY

ROWS = 100_000
RUNS, OF_EACH = 4, 20
NOW = TUESDAY + timedelta(days=400)
"""Later than every row of the table, as years of it are."""
_numbers = count()


def _journal(tx: Transaction) -> None:
    journal.write(tx, "bench", journal.Line(NOW, "U0LARS", "bench", ""))


def _claim(tx: Transaction) -> None:
    outbox.owe(tx, f"claimed{next(_numbers)}", (Show("card"),), NOW)
    for item in claiming.claim(tx, NOW, ()).items:
        claiming.delivered(tx, item, NOW)


def _take_in(tx: Transaction) -> None:
    inbox.take_in(tx, f"new{next(_numbers)}", b"{}", NOW)


def _show(tx: Transaction) -> None:
    outbox.owe(tx, "case1", (Show("card"),), NOW)


def _alert(tx: Transaction) -> None:
    outbox.owe(tx, f"alerted{next(_numbers)}", (Alert("undelivered", "code"),), NOW)


def _let_go(tx: Transaction) -> None:
    inbox.let_go(tx, NOW)


def _reminded(tx: Transaction) -> None:
    surfaces.reminded(tx, "case1", NOW - timedelta(days=14))


WORK: dict[str, Callable[[Transaction], None]] = {
    "journal.write": _journal,
    "owe and claim": _claim,
    "inbox.take_in": _take_in,
    "owe a Show": _show,
    "owe an Alert": _alert,
    "inbox.let_go": _let_go,
    "surfaces.reminded": _reminded,
}


def rows(at: Databases) -> Iterator[Row]:
    """CPU of this process on SQLite; on PostgreSQL, whose work is done elsewhere, the time it takes."""
    clock = time.process_time if at.name == SQLITE else time.perf_counter
    with at.folder() as folder:
        none = _measured(folder / "none", at.new(), 0, clock)
        many = _measured(folder / "many", at.new(), ROWS, clock)
    for name in WORK:
        what = f"{name}, {ROWS:,} done rows / none"
        yield Row(what, at.name, many[name], none[name], "ms")


def _measured(
    folder: Path, database: str, rows: int, clock: Callable[[], float]
) -> dict[str, tuple[float, ...]]:
    folder.mkdir()
    with closing(open_storage(database, Keyring(Identity.generate()), folder)) as storage:
        _fill(storage, rows)
        return {name: _of(storage, work, clock) for name, work in WORK.items()}


def _of(
    storage: Storage, work: Callable[[Transaction], None], clock: Callable[[], float]
) -> tuple[float, ...]:
    """Milliseconds: the median of some transactions, a few times."""
    found = []
    for _ in range(RUNS):
        taken = []
        for _ in range(OF_EACH):
            begun = clock()
            storage.run(work)
            taken.append(1000 * (clock() - begun))
        found.append(median(taken))
    return tuple(found[1:])


def _fill(storage: Storage, rows: int) -> None:
    """A key that the database gives is left to it, or the next row would get it again."""
    with storage.transaction() as tx:
        for sample, differs in _SAMPLES if rows else ():
            same = sample.model_dump(exclude_none=True)
            found = [same | differs(number, _at(number)) for number in range(rows)]
            tx.session.execute(insert(type(sample)), found)
    if rows and storage.is_shared:
        with storage.transaction() as tx:
            # As PostgreSQL does by itself within a minute; a plan made without it says nothing of a year.
            tx.session.execute(text("ANALYZE"))


def _at(number: int) -> datetime:
    return TUESDAY + timedelta(minutes=number)


def _of_journal(number: int, at: datetime) -> dict[str, object]:
    return {"number": number + 1, "at": at, "subject": f"case{number}"}


def _of_outbox(number: int, at: datetime) -> dict[str, object]:
    lane = f"case{number // 20}"
    return {"id": f"done{number}", "lane": lane, "subject": lane, "owed_at": at, "due_at": at, "done_at": at}


def _of_inbox(number: int, at: datetime) -> dict[str, object]:
    return {"key": f"done{number}", "arrived_at": at, "done_at": at}


def _of_surface(number: int, at: datetime) -> dict[str, object]:
    person, about = f"U0E{number // 20}", f"case{number}:support:1"
    subject = f"person:{person}"
    return {"id": f"{number}", "subject": subject, "person": person, "about": about, "posted_at": at}


_SAMPLES: tuple[tuple[SQLModel, Callable[[int, datetime], dict[str, object]]], ...] = (
    (
        JournalRow(number=1, at=NOW, subject="", person="U0LARS", act="read", hash="0" * 64),
        _of_journal,
    ),
    (
        OutboxRow(id="", lane="", subject="", kind="Show", args="{}", owed_at=NOW, due_at=NOW),
        _of_outbox,
    ),
    (InboxRow(key="", arrived_at=NOW, payload=b""), _of_inbox),
    (
        SurfaceRow(
            id="",
            subject="",
            kind="reminders",
            channel="D0",
            ts="1.0",
            digest="0" * 64,
            posted_at=NOW,
        ),
        _of_surface,
    ),
)
