"""Many cases of many people, written straight into the database of a product at work."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Table, insert, select
from sqlmodel import SQLModel

from flows.case.case import Case, Participant
from flows.people.organisation import Context
from flows.people.person import Person
from storage import cases, journal, people
from storage.database import Storage, Transaction
from storage.journal import Line
from storage.key_files import as_written
from tests.flows.given import case
from tests.workspace import people as of_the_workspace
from tests.workspace.server import Workspace

CASES_A_LEADER = 10
REPRESENTATIVE = "U0ANNE"


def employee(number: int) -> str:
    """Whose case it is."""
    return f"U0E{number}"


def leader(number: int, cases: int = CASES_A_LEADER) -> str:
    """Who leads whoever has that case, where each leads so many."""
    return f"U0L{number // cases}"


def settle(workspace: Workspace, numbers: range, cases: int = CASES_A_LEADER) -> None:
    """The employees of these cases and their leaders are people of the workspace."""
    for id in _everybody(numbers, cases):
        person = of_the_workspace.Person(id, f"{id.title()} Holm", "", manager="U0DORTE")
        workspace.store.people[id] = person


def _everybody(numbers: range, cases: int) -> list[str]:
    found = (who for number in numbers for who in (employee(number), leader(number, cases)))
    return list(dict.fromkeys(found))


def store(
    storage: Storage,
    ctx: Context,
    numbers: range,
    now: datetime,
    like: Case | None = None,
    cases_a_leader: int = CASES_A_LEADER,
) -> None:
    """Cases of these numbers as if sent at the time of the context; Slack has told of everybody just now.

    The first is added as the product does it, and the others are copies of its rows with other people:
    they have the same key, and thousands of them take a second.
    """
    first = like or sent(numbers[0], ctx.now, cases_a_leader)
    everybody = {
        id: Person(id, f"{id.title()} Holm", "da", "Europe/Copenhagen")
        for id in _everybody(numbers, cases_a_leader)
    }
    with storage.transaction() as tx:
        _put(tx, list(everybody.values()), now)
        tx.new_key(first.id)
        tx.session.flush()
        cases.add(tx, first, replace(ctx, people={**ctx.people, **everybody}))
        journal.write(tx, first.id, Line(ctx.now, first.employee, "Sent", ""))
        _copy(tx, first, numbers[1:], cases_a_leader)
    key = storage.keyring.wrap(storage.read(lambda tx: tx.key(first.id)))
    for number in numbers[1:]:
        # Each file is synced when the product writes it, which thousands would take long for.
        (storage.keys.folder / f"{_names(number)['id']}.key").write_bytes(as_written(key))


def _put(tx: Transaction, persons: list[Person], now: datetime) -> None:
    first, table = persons[0], SQLModel.metadata.tables["person"]
    people.put(tx, first, now)
    tx.session.flush()
    row = tx.session.execute(select(table).where(table.c.id == first.id)).mappings().one()
    copies = [{**row, "id": person.id, "name": person.name} for person in persons[1:]]
    tx.session.execute(insert(table), copies)


def sent(number: int, at: datetime, cases: int = CASES_A_LEADER) -> Case:
    """A YELLOW case in its channel, of which nothing is decided."""
    people = (
        Participant(employee(number), "employee", at, is_in_channel=True),
        Participant(leader(number, cases), "leader", at, is_in_channel=True),
        Participant(REPRESENTATIVE, "representative", at, is_in_channel=True),
    )
    return case(at, **_names(number), participants=people)


def _names(number: int) -> dict[str, str]:
    return {"id": f"stored{number}", "number": f"2026-{number:05}", "channel": f"C0S{number}"}


def _copy(tx: Transaction, first: Case, numbers: range, cases_a_leader: int) -> None:
    (lead,) = first.with_role("leader")
    for table, key in _tables():
        rows = tx.session.execute(select(table).where(key == first.id)).mappings().all()
        copies = []
        for number in numbers:
            names = _names(number)
            others = {getattr(first, name): other for name, other in names.items()}
            others |= {first.employee: employee(number), lead: leader(number, cases_a_leader)}
            copies += [{name: _renamed(value, others) for name, value in row.items()} for row in rows]
        if copies:
            tx.session.execute(insert(table), copies)


def _renamed(value: Any, others: Mapping[str, str]) -> Any:
    """The value with other ids and people in it, where it is a text of such."""
    if not isinstance(value, str):
        return value
    return " ".join(others.get(word, word) for word in value.split(" "))


def _tables() -> Iterator[tuple[Table, Column[Any]]]:
    """Those that hold a part of a case, and the column that names it."""
    for table in SQLModel.metadata.sorted_tables:
        if "case_id" in table.c:
            yield table, table.c.case_id
        elif table.name == "case":
            yield table, table.c.id
