"""What a product at work has in its database, read and changed beside it through its own storage."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlmodel import col, select

from storage.database import Storage, Transaction, connect
from storage.keys import Keyring, read_identity
from storage.tables import CaseRow, DecisionRow, DraftRow, EvidenceRow, JournalRow, OutboxRow, RecordRow

Told = CaseRow | DecisionRow | DraftRow | EvidenceRow | RecordRow


@contextmanager
def visited(data: Path) -> Iterator[Storage]:
    """The storage of a data folder with SQLite, for a visitor."""
    keyring = Keyring(read_identity((data / "master.key").read_text()))
    with closing(connect("", keyring, data)) as storage:
        yield storage


def found(data: Path, query: Any) -> list[Any]:
    """What a query of SQLModel finds there."""
    with visited(data) as storage, storage.reading() as tx:
        return list(tx.session.exec(query))


def owed(data: Path, kind: str) -> list[OutboxRow]:
    """What was ever owed of that kind, delivered or not."""
    return [row for row in found(data, select(OutboxRow)) if row.kind == kind]


def is_postponed(data: Path, kind: str) -> bool:
    """Whether something of that kind has been tried, and waits for its time."""
    return any(row.error and row.done_at is None for row in owed(data, kind))


def is_delivered(data: Path, kind: str) -> bool:
    """Whether something of that kind is."""
    return any(row.done_at for row in owed(data, kind))


def is_all_delivered(data: Path) -> bool:
    """Whether nothing is owed any more."""
    return all(row.done_at for row in found(data, select(OutboxRow)))


def lines(data: Path) -> list[JournalRow]:
    """The lines of all journals, in the order in which they were written."""
    return found(data, select(JournalRow).order_by(col(JournalRow.seq)))


def decided(data: Path, step: str) -> list[str]:
    """How a step was decided, in all cases, the oldest first."""
    with visited(data) as storage, storage.reading() as tx:
        rows = tx.session.exec(select(DecisionRow).order_by(col(DecisionRow.position))).all()
        told = [body_of(tx, row) for row in rows]
    return [one["outcome"] for one in told if one["step"] == step]


def body_of(tx: Transaction, row: Told) -> dict[str, Any]:
    """What is told in the body of a row."""
    told: dict[str, Any] = tx.key(_subject(row)).unlock_json(row.body)
    return told


def retold(tx: Transaction, row: Told, **told: object) -> None:
    """Changes what is told in the body of a row, and nothing that was sealed with it."""
    row.body = tx.key(_subject(row)).lock_json(body_of(tx, row) | told)
    tx.session.add(row)


def _subject(row: Told) -> str:
    match row:
        case CaseRow() | DraftRow():
            return row.id
        case EvidenceRow():
            return row.subject
        case _:
            return row.case_id


def retold_case(storage: Storage, number: str, **told: object) -> None:
    """Changes what is told in the body of a case."""
    with storage.transaction() as tx:
        retold(tx, tx.session.exec(select(CaseRow).where(CaseRow.number == number)).one(), **told)


def retold_item(storage: Storage, item: str, **received: object) -> None:
    """Changes what came of an item of evidence: its size, its type, its fingerprint."""
    with storage.transaction() as tx:
        row = tx.session.get_one(EvidenceRow, item)
        retold(tx, row, received=body_of(tx, row)["received"] | received)
