"""A value that is spoilt in the database keeps nothing from those whom it does not concern."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest
from sqlalchemy import Column, ColumnElement, LargeBinary, Table, and_, literal, select, true, update
from sqlmodel import SQLModel, col

from flows import effects as fx
from flows.people.person import Person
from flows.people.presence import Presence
from storage import (
    addresses,
    ahead,
    call_budgets,
    case_lists,
    claiming,
    forgetting,
    inbox,
    journal_heads,
    outbox,
    people,
    plan,
    presence,
    processes,
    retention,
    summaries,
    surfaces,
)
from storage.columns import Keyed, Locked
from storage.database import Storage, Transaction
from storage.known import changed
from storage.people_tables import MessageDayRow
from storage.surfaces import Surface
from storage.tables import CaseRow
from tests.storage.clock import sweeps
from tests.storage.passing import passing
from tests.storage.stories import DAY, HOUR, LARS, METTE, MINUTE, NOW, OMAR, at, begins, owed, reports

LATER = NOW + 2 * DAY
SOFIE = "U0SOFIE"
SPOILT = literal(b"\x00" * 64, LargeBinary())
AWAY = Presence(is_away=True)
REFUSED = {("surface_case", "surface")}
"""Where the database itself does not take it."""

Of = tuple[str, str]
"""The case that is spoilt, and the other one."""


@pytest.fixture
def cases(storage: Storage) -> Of:
    """Mette's case and Omar's, both with Lars, and something of both in every table."""
    spoilt, other = reports(storage, METTE), reports(storage, OMAR)
    for person in (SOFIE, OMAR):
        begins(storage, person)
    for person, case in ((METTE, spoilt), (OMAR, other)):
        storage.run(partial(_is_around, person=person, case=case))
    sweeps(storage, NOW + HOUR)
    return spoilt, other


def mail(person: str) -> str:
    return f"{person}@herlev.example"


def _is_around(tx: Transaction, person: str, case: str) -> None:
    people.put(tx, Person(person, person.title(), mail=mail(person)), NOW)
    addresses.put(tx, {mail(person): person, f"not.{mail(person)}": ""}, NOW)
    presence.put_all(tx, {person: AWAY}, NOW)
    surfaces.put(tx, Surface(case, case, "card", "", "", f"C0{person}", "1.1", "digest"), NOW)
    call_budgets.draw(tx, f"conversations.{person}", NOW, 3)
    processes.look_around(tx, person, "digest", NOW)
    tx.execute(update(CaseRow).where(col(CaseRow.id) == case).values(held_at=NOW))
    outbox.owe(tx, case, (fx.ShareEvidence(person, "the words"),), NOW)
    inbox.take_in(tx, f"came from {person}", b"{}", NOW)
    inbox.take_in(tx, f"waits for {person}", b"{}", NOW)
    inbox.hold(tx, f"waits for {person}", NOW + HOUR)
    tx.insert_once(MessageDayRow(person=person, day="2026-11-23", change=changed(tx.session)))
    summaries.remember(tx, person, summaries.Week(), at())


def what_omar_has(tx: Transaction, cases: Of) -> dict[str, object]:
    """All that is due to Omar and to his case, as each part of the product looks for it."""
    _, his = cases
    ctx = tx.newest(replace(at(LATER), as_of=0))
    inbox.let_go(tx, LATER)
    return {
        "delivered": {
            str(item.effect) for item in claiming.claim(tx, LATER, (), 100).items if item.subject == his
        },
        "due": {person for person, found in plan.due(tx, LATER).items() if his in found},
        "said to Lars": his in plan.of(tx, {LARS: LATER, OMAR: LATER}).get(LARS, ()),
        "led by": LARS in case_lists.leading(tx, cases),
        "on Monday": {OMAR, LARS} & summaries.waiting(tx, replace(ctx, now=NOW + 7 * DAY)).keys(),
        "on the Home of Lars": his in {case.id for case in case_lists.foremost(tx, LARS, 0, 9)[0]},
        "his own": [case.id for case in case_lists.own(tx, OMAR)],
        "who he is": (ctx.people.get(OMAR), people.known(tx).get(OMAR)),
        "where he is": (ctx.presence.get(OMAR), OMAR in presence.away(tx, LATER)),
        "seen of late": presence.stale(tx, [METTE, OMAR], NOW)[-1:] != [OMAR],
        "had today's": ctx.message_days.get(OMAR),
        "found by": [address for address, person in addresses.known(tx).items() if person == OMAR],
        "not found": [address for address in addresses.told(tx, [f"not.{mail(OMAR)}"])],
        "came": f"came from {OMAR}" in {came.key for came in inbox.left_over(tx, LATER, MINUTE)},
        "let go": not inbox.is_waiting(tx, f"waits for {OMAR}", NOW),
        "head": journal_heads.write(tx, LATER) is not None,
        "at work": OMAR in {found.id for found in processes.look_around(tx, OMAR, "digest", NOW)},
        "his draft": OMAR in {draft.person for draft in retention.drafts(tx)},
        "held": his in {case.id for case in retention.held(tx)},
        "put right": isinstance(ahead.put_right(tx, NOW - DAY), list),
        "dropped": forgetting.forget(tx, LATER),
    }


def spoils(tx: Transaction, column: Column[object], cases: Of) -> bool:
    """Spoils that column in one row that has nothing to do with Omar; False where there is none."""
    table = column.table
    assert isinstance(table, Table)
    keys = list(table.primary_key.columns)
    found = tx.execute(select(*keys).where(is_mettes(table, cases[0])).order_by(*keys).limit(1)).first()
    if found is not None:
        is_that = and_(*(key == value for key, value in zip(keys, found, strict=True)))
        tx.execute(update(table).where(is_that).values({column.name: SPOILT}))
    return found is not None


def is_mettes(table: Table, case: str) -> ColumnElement[bool]:
    """Whether a row of the table is about her or her case; in the one of drafts it is Sofie's."""
    column, value = {
        **{name: ("case_id", case) for name in ("participant", "reminder")},
        **{name: ("subject", case) for name in ("outbox", "surface", "journal", "erasure")},
        **{name: ("person", METTE) for name in ("summary", "message_day", "presence")},
        "case": ("id", case),
        "draft": ("person", SOFIE),
        "inbox": ("key", f"came from {METTE}"),
        "person": ("id", METTE),
        "address": ("address", mail(METTE)),
        "call_budget": ("method", f"conversations.{METTE}"),
        "process": ("id", METTE),
        "procedure_times": ("procedure", "of another version"),
    }[table.name]
    is_owed = table.c.done_at.is_(None) if table.name == "outbox" else true()
    return and_(table.c[column] == value, is_owed)


def test_whatever_is_spoilt_others_get_what_is_theirs(storage: Storage, cases: Of) -> None:
    encrypted = [
        column
        for table in SQLModel.metadata.sorted_tables
        for column in table.c
        if isinstance(column.type, Keyed | Locked) and (table.name, column.name) not in REFUSED
    ]
    with passing(storage) as tx:
        before = what_omar_has(tx, cases)
    assert [name for name, found in before.items() if not found] == []
    missing, unspoilt = {}, set()
    for column in encrypted:
        storage.known.forget()
        with passing(storage) as tx:
            if not spoils(tx, column, cases):
                unspoilt.add(column.table.name)
            elif (after := what_omar_has(tx, cases)) != before:
                missing[str(column)] = [name for name, found in after.items() if found != before[name]]
    assert missing == {}
    assert unspoilt == {"erasure", "procedure_times"}


def test_of_whom_slack_tells_again_all_can_be_read_again(storage: Storage, cases: Of) -> None:
    met = Person(METTE, "Mette Holm", mail=mail(METTE))
    for column in ("name", "mail", "zone", "wants_weekly"):
        with passing(storage) as tx:
            spoils(tx, SQLModel.metadata.tables["person"].c[column], cases)
            assert not people.is_as_known(tx, met, NOW)
            people.put(tx, met, NOW)
            assert people.known(tx)[METTE] == met


def test_the_operators_hear_of_what_cannot_be_delivered_for_it(storage: Storage, cases: Of) -> None:
    with storage.transaction() as tx:
        spoils(tx, SQLModel.metadata.tables["outbox"].c.args, cases)
    for _ in range(2):
        storage.run(lambda tx: claiming.claim(tx, LATER, (), 100))
    assert owed(storage, claiming.SPOILT_ROWS) == ["Alert"]
