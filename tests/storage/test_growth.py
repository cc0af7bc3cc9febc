"""What a turn or a sweep asks of the database stays the same, however much is done and over."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import insert, text
from sqlmodel import SQLModel

from flows import effects as fx
from flows.people.organisation import Context
from storage import (
    claiming,
    forgetting,
    inbox,
    journal,
    journal_heads,
    outbox,
    plan,
    seals,
    summaries,
    surfaces,
)
from storage.claiming import ALONE
from storage.database import Storage, Transaction
from storage.journal import Line
from storage.people_tables import MessageDayRow
from storage.seals import Link, Seal
from storage.tables import (
    CaseRow,
    InboxRow,
    JournalRow,
    OutboxRow,
    ReminderRow,
    SummaryRow,
    SurfaceCaseRow,
    SurfaceRow,
)
from tests.storage.statements import counted
from tests.storage.stories import DAY, LARS, METTE, MINUTE, NOW, ORGANISATION

MANY = 8_000
LINE = Line(NOW, LARS, "read", "")

WORKS: Mapping[str, Callable[[Transaction], object]] = {
    "what nobody chose a place for": lambda tx: inbox.let_go(tx, NOW),
    "what was cut short": lambda tx: inbox.left_over(tx, NOW, MINUTE),
    "what is given up": lambda tx: inbox.given_up(tx, NOW, MINUTE),
    "owing what is to be shown": lambda tx: outbox.owe(tx, "case", (fx.Show("card"),), NOW),
    "owing an alert": lambda tx: outbox.owe(tx, "case", (fx.Alert("unhandled"),), NOW),
    "what can be delivered": lambda tx: claiming.claim(tx, NOW, ()),
    "what a process had claimed": claiming.release_all,
    "dropping what is owed": lambda tx: outbox.drop(tx, "case"),
    "who was reminded of a case": lambda tx: surfaces.reminded(tx, "case", NOW - DAY),
    "the messages of a case": lambda tx: surfaces.of(tx, "case"),
    "the last messages to a person": lambda tx: surfaces.recent(tx, f"person:{METTE}", ["weekly"], NOW),
    "what is due": lambda tx: plan.due(tx, NOW),
    "what is due for a person": lambda tx: plan.of(tx, {LARS: NOW}),
    "a line of the journal": lambda tx: journal.write(tx, "case", LINE),
    "a head of the journal": lambda tx: journal_heads.write(tx, NOW),
    "whether anything can be delivered": lambda tx: claiming.is_any_due(tx, NOW, (), ALONE),
    "who has Monday's summary": lambda tx: summaries.waiting(tx, Context(NOW, ORGANISATION, {})),
    "looking for what can be dropped": lambda tx: forgetting.forget(tx, NOW),
}


class RolledBack(Exception):
    """Nothing of it stays."""


def statements(storage: Storage, work: Callable[[Transaction], object]) -> list[tuple[str, Any]]:
    """What the work says to the database; it leaves nothing behind."""
    with counted(storage) as found, pytest.raises(RolledBack), storage.transaction() as tx:
        work(tx)
        tx.session.flush()
        raise RolledBack
    return found


def instructions(storage: Storage, work: Callable[[Transaction], object]) -> int:
    """How many instructions SQLite carries out for it: one more for each row that it looks at."""
    count = 0

    def step() -> None:
        nonlocal count
        count += 1

    with pytest.raises(RolledBack), storage.transaction() as tx:
        driver = tx.session.connection().connection.dbapi_connection
        driver.set_progress_handler(step, 1)  # type: ignore[union-attr]
        work(tx)
        tx.session.flush()
        driver.set_progress_handler(None, 0)  # type: ignore[union-attr]
        raise RolledBack
    return count


def is_over(storage: Storage, numbers: Iterable[int] = range(MANY)) -> None:
    """A lot is done: arrivals, outbox items, messages, reminders, lines and days."""
    moments = [(number, NOW - DAY * (number % 20) / 10) for number in numbers]
    with storage.transaction() as tx:
        if tx.session.get(CaseRow, "case") is None:
            facts = {"number": "1", "hr_sign": "", "archived_at": NOW, "body": b""}
            tx.session.add(CaseRow(id="case", sent_at=NOW, **facts))
            tx.session.flush()
        for table, rows in _done(moments).items():
            tx.session.execute(insert(table), list(rows))
        seals.put_all(tx, [("case", Seal(Link(max(number for number, _ in moments), "")))])
    if storage.is_shared:
        storage.run(lambda tx: tx.execute(text("ANALYZE")))


def _done(done: list[tuple[int, datetime]]) -> dict[type[SQLModel], Iterable[dict[str, object]]]:
    past = (NOW - DAY * 20).date().isoformat()
    alert = {"kind": "Alert", "is_alert": True, "args": "{}"}
    item = alert | {"subject": "case", "lane": "case", "owed_at": NOW - DAY * 2}
    shown = {"channel": "D", "ts": "1", "digest": "", "person": "U", "kind": "weekly"}
    said = {"case_id": "case", "person": LARS, "is_claimed": True, "told_at": None}
    line = {"subject": "case", "person": LARS, "act": "read", "hash": "", "head": 1}
    return {
        InboxRow: ({"key": f"{n}", "arrived_at": at, "payload": b"", "done_at": at} for n, at in done),
        OutboxRow: (item | {"id": f"{n}", "due_at": at, "done_at": at} for n, at in done),
        SurfaceRow: (
            shown | {"id": f"{n}", "subject": f"person:U{n}", "posted_at": at, "expires_at": at + DAY * 30}
            for n, at in done
        ),
        SurfaceCaseRow: ({"case_id": f"case {n}", "surface": f"{n}"} for n, _ in done),
        ReminderRow: (said | {"key": f"{n}", "at": at} for n, at in done),
        JournalRow: (line | {"number": n, "at": at} for n, at in done),
        MessageDayRow: ({"person": f"U{n}", "day": past} for n, _ in done),
        SummaryRow: ({"person": f"U{n}", "monday": past, "owed_at": at} for n, at in done),
    }


@pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)
def test_sqlite_is_asked_as_often_and_looks_at_none_of_it(storage: Storage) -> None:
    asked = how_often(storage)
    is_over(storage, range(100))
    before = {name: instructions(storage, work) for name, work in WORKS.items()}
    is_over(storage, range(100, MANY))
    after = {name: instructions(storage, work) for name, work in WORKS.items()}
    assert {name: after[name] - before[name] for name in WORKS if after[name] > before[name] + 20} == {}
    assert how_often(storage) == asked
    assert asked["a line of the journal"] == 3


@pytest.mark.parametrize("dialect", ["postgresql"], indirect=True)
def test_postgresql_is_asked_as_often_and_reads_no_whole_table(storage: Storage) -> None:
    asked = how_often(storage)
    is_over(storage)
    whole = re.compile(f"Seq Scan on (?:{'|'.join(map(name_of, _done([])))}) .*")
    found = {name: whole.findall(plans(storage, work)) for name, work in WORKS.items()}
    assert {name: scans for name, scans in found.items() if scans} == {}
    assert how_often(storage) == asked


def how_often(storage: Storage) -> dict[str, int]:
    """The statements of each work."""
    return {name: len(statements(storage, work)) for name, work in WORKS.items()}


def name_of(table: type[SQLModel]) -> str:
    return str(table.__tablename__)


def plans(storage: Storage, work: Callable[[Transaction], object]) -> str:
    """How PostgreSQL finds the rows for each statement of it."""
    asked = [(said, bound) for said, bound in statements(storage, work) if not said.startswith("INSERT")]
    with storage.engine.begin() as connection:
        told = [
            line
            for said, bound in asked
            for line in connection.exec_driver_sql(f"EXPLAIN {said}", bound).scalars()
        ]
    return "\n".join(told)
