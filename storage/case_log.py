"""The two logs of a case, decisions and records: rows are added, and never changed."""

from __future__ import annotations

from sqlalchemy import func
from sqlmodel import col, select

from flows.case import Case, Decision, Record
from storage.database import Transaction
from storage.keys import Key
from storage.tables import DecisionRow, RecordRow


def decisions_of(tx: Transaction, case: str, key: Key) -> tuple[Decision, ...]:
    """What was decided about the steps, oldest first."""
    query = select(DecisionRow).where(DecisionRow.case_id == case)
    rows = tx.session.exec(query.order_by(col(DecisionRow.position)))
    return tuple(
        Decision(r.step, r.outcome, key.unlock(r.reason), r.by, r.at, _values(r.details, key), r.is_waiting)
        for r in rows
    )


def _values(body: bytes, key: Key) -> dict[str, str]:
    return {name: str(value) for name, value in key.unlock_json(body).items()} if body else {}


def records_of(tx: Transaction, case: str, key: Key) -> tuple[Record, ...]:
    """What was done about them besides, oldest first."""
    query = select(RecordRow).where(RecordRow.case_id == case)
    rows = tx.session.exec(query.order_by(col(RecordRow.position)))
    return tuple(Record(r.step, r.task, r.by, r.at, _values(r.body, key)) for r in rows)


def put_log(tx: Transaction, case: Case, key: Key) -> None:
    """Adds what is new. The row version of the case has kept anybody else from adding meanwhile."""
    decided = tx.session.exec(select(func.count()).where(DecisionRow.case_id == case.id)).one()
    for position, done in enumerate(case.decisions[decided:], decided):
        tx.session.add(
            DecisionRow(
                case_id=case.id,
                position=position,
                step=done.step,
                outcome=done.outcome,
                reason=key.lock(done.reason),
                by=done.by,
                at=done.at,
                details=key.lock_json(dict(done.details)),
                is_waiting=done.is_waiting,
            )
        )
    recorded = tx.session.exec(select(func.count()).where(RecordRow.case_id == case.id)).one()
    for position, record in enumerate(case.records[recorded:], recorded):
        tx.session.add(
            RecordRow(
                case_id=case.id,
                position=position,
                step=record.step,
                task=record.task,
                by=record.by,
                at=record.at,
                body=key.lock_json(dict(record.values)),
            )
        )
