"""The evidence of a draft or case in the database: all that is known of each file, encrypted with its key."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from itertools import groupby
from typing import cast

from sqlalchemy import bindparam
from sqlmodel import col, select

from flows.case.case import Evidence, EvidenceState, Received
from storage.database import Transaction
from storage.keys import Key
from storage.tables import EvidenceRow
from storage.trying import Conflict

Rows = dict[str, EvidenceRow]
"""By the item's id, in the order in which they were offered."""


_OF = (
    select(EvidenceRow)
    .where(col(EvidenceRow.subject).in_(bindparam("subjects", expanding=True)))
    .order_by(col(EvidenceRow.subject), col(EvidenceRow.position), col(EvidenceRow.id))
)


def rows_of(tx: Transaction, subjects: Collection[str]) -> dict[str, Rows]:
    """The rows of all items of these drafts or cases, by draft or case."""
    rows = tx.session.exec(_OF, params={"subjects": list(subjects)})
    found = groupby(rows, key=lambda row: row.subject)
    return {subject: {row.id: row for row in rows} for subject, rows in found}


def evidence_of(rows: Rows, key: Key) -> tuple[Evidence, ...]:
    """The items that the rows hold."""
    return tuple(_evidence(row, key) for row in rows.values())


def _evidence(row: EvidenceRow, key: Key) -> Evidence:
    body = key.unlock_json(row.body)
    told = body | {
        "received": Received(**body["received"]),
        "offered_at": datetime.fromisoformat(body["offered_at"]),
        "received_at": datetime.fromisoformat(body["received_at"]) if body["received_at"] else None,
    }
    return Evidence(id=row.id, state=cast(EvidenceState, row.state), **told)


def _body(item: Evidence, key: Key) -> bytes:
    told = {name: value for name, value in vars(item).items() if name not in {"id", "state"}}
    return key.lock_json(
        told
        | {
            "received": vars(item.received),
            "offered_at": item.offered_at.isoformat(),
            "received_at": item.received_at.isoformat() if item.received_at else None,
            "details": dict(item.details),
        }
    )


def put_evidence(
    tx: Transaction, subject: str, items: Iterable[Evidence], before: Iterable[Evidence], rows: Rows
) -> None:
    """Writes what has changed about the files. Raises Conflict for one that belongs elsewhere meanwhile."""
    known, kept = {item.id: item for item in before}, tuple(items)
    for gone in known.keys() - {item.id for item in kept}:
        tx.session.delete(rows.pop(gone))
    for position, item in enumerate(kept):
        if item.id in rows and item == known.get(item.id):
            rows[item.id].position = position
            continue
        row = rows.get(item.id) or _new(tx, subject, item)
        row.state, row.position, row.body = item.state, position, _body(item, tx.key(subject))
        tx.session.add(row)
        rows[item.id] = row


def _new(tx: Transaction, subject: str, item: Evidence) -> EvidenceRow:
    if tx.session.get(EvidenceRow, item.id) is not None:
        raise Conflict
    return EvidenceRow(id=item.id, subject=subject, state=item.state, body=b"")
