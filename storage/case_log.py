"""The two logs of a case, decisions and records: rows are added, and never changed."""

from __future__ import annotations

from collections.abc import Collection
from itertools import groupby
from typing import Any

from sqlalchemy import BindParameter, bindparam, select
from sqlmodel import col

from flows.case.case import Case, Decision, Record
from storage.database import PlainRow, Transaction
from storage.keys import Key
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
    details = _values(row.details, key)
    return Decision(row.step, row.outcome, key.unlock(row.reason), row.by, row.at, details, row.is_waiting)


def record_of(row: PlainRow, key: Key) -> Record:
    """The record that the row holds."""
    return Record(row.step, row.task, row.by, row.at, _values(row.body, key))


def _values(body: bytes, key: Key) -> dict[str, str]:
    return {name: str(value) for name, value in key.unlock_json(body).items()} if body else {}


def put_log(tx: Transaction, case: Case, decided: int, recorded: int) -> None:
    """Adds what came after so many decisions and records; the case's version keeps anybody else from it."""
    for position, done in enumerate(case.decisions[decided:], decided):
        tx.session.add(_decision_row(case.id, position, done, tx.key(case.id)))
    for position, record in enumerate(case.records[recorded:], recorded):
        tx.session.add(
            RecordRow(
                case_id=case.id,
                position=position,
                step=record.step,
                task=record.task,
                by=record.by,
                at=record.at,
                body=tx.key(case.id).lock_json(dict(record.values)),
            )
        )


def _decision_row(case: str, position: int, done: Decision, key: Key) -> DecisionRow:
    return DecisionRow(
        case_id=case,
        position=position,
        step=done.step,
        outcome=done.outcome,
        reason=key.lock(done.reason),
        by=done.by,
        at=done.at,
        details=key.lock_json(dict(done.details)),
        is_waiting=done.is_waiting,
    )
