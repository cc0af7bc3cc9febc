"""The two logs of a case, decisions and records: rows are added, and never changed."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import BindParameter, bindparam, select
from sqlmodel import col

from flows.case.case import Case, Decision, Record
from storage.database import Transaction
from storage.keys import Key
from storage.rows import PlainRow
from storage.tables import DecisionRow, RecordRow

_CASES: BindParameter[Any] = bindparam("cases", expanding=True)
_DECISIONS = (
    select(DecisionRow)
    .where(col(DecisionRow.case_id).in_(_CASES))
    .order_by(col(DecisionRow.case_id), col(DecisionRow.position))
)
_RECORDS = (
    select(RecordRow)
    .where(col(RecordRow.case_id).in_(_CASES))
    .order_by(col(RecordRow.case_id), col(RecordRow.position))
)


def decision_rows(tx: Transaction, cases: Collection[str]) -> dict[str, list[PlainRow]]:
    """What was decided in these cases, oldest first, by case."""
    rows = tx.execute(_DECISIONS, {"cases": list(cases)})
    return {case: list(found) for case, found in groupby(rows, key=lambda row: row.case_id)}


def record_rows(tx: Transaction, cases: Collection[str]) -> dict[str, list[PlainRow]]:
    """What was done in these cases besides, oldest first, by case."""
    rows = tx.execute(_RECORDS, {"cases": list(cases)})
    return {case: list(found) for case, found in groupby(rows, key=lambda row: row.case_id)}


def decision_of(row: PlainRow, key: Key) -> Decision:
    """The decision that the row holds."""
    body = key.unlock_json(row.body)
    return Decision(**{**body, "at": datetime.fromisoformat(body["at"])})


def record_of(row: PlainRow, key: Key) -> Record:
    """The record that the row holds."""
    body = key.unlock_json(row.body)
    return Record(**{**body, "at": datetime.fromisoformat(body["at"])})


def put_log(tx: Transaction, case: Case, decided: int, recorded: int) -> None:
    """Adds what came after so many decisions and records; the case's version keeps anybody else from it."""
    key = tx.key(case.id)
    for position, done in enumerate(case.decisions[decided:], decided):
        body = vars(done) | {"at": done.at.isoformat(), "details": dict(done.details)}
        tx.session.add(DecisionRow(case_id=case.id, position=position, body=key.lock_json(body)))
    for position, record in enumerate(case.records[recorded:], recorded):
        body = vars(record) | {"at": record.at.isoformat(), "values": dict(record.values)}
        tx.session.add(RecordRow(case_id=case.id, position=position, body=key.lock_json(body)))
