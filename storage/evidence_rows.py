"""The evidence of a draft or case in the database: what is known of each file, its name encrypted."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import groupby
from typing import cast

from sqlalchemy import bindparam
from sqlmodel import col, select

from flows.case.case import Evidence, EvidenceKind, EvidenceState, Received, Refusal
from storage.database import Transaction
from storage.keys import Key
from storage.tables import EvidenceRow
from storage.trying import Conflict

Rows = dict[str, EvidenceRow]
"""By the item's id, in the order in which they were offered."""


_OF = (
    select(EvidenceRow)
    .where(col(EvidenceRow.subject).in_(bindparam("subjects", expanding=True)))
    .order_by(
        col(EvidenceRow.subject), col(EvidenceRow.position), col(EvidenceRow.offered_at), col(EvidenceRow.id)
    )
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
    return Evidence(
        id=row.id,
        source=row.source,
        name=key.unlock(row.name),
        by=row.by,
        offered_at=row.offered_at,
        state=cast(EvidenceState, row.state),
        received=Received(row.media_type, row.size, row.sha256),
        received_at=row.received_at,
        refusal=cast("Refusal | None", row.refusal),
        kind=cast(EvidenceKind, row.kind),
        details=key.unlock_json(row.details) if row.details else {},
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
        key = tx.key(subject)
        row = rows.get(item.id) or _new(tx, subject, item)
        for name, value in vars(item.received).items():
            setattr(row, name, value)
        row.state, row.received_at = item.state, item.received_at
        row.refusal, row.kind = item.refusal, item.kind
        row.position, row.name = position, key.lock(item.name)
        row.details = key.lock_json(dict(item.details)) if item.details else b""
        tx.session.add(row)
        rows[item.id] = row


def _new(tx: Transaction, subject: str, item: Evidence) -> EvidenceRow:
    """A row with what never changes about the item."""
    if tx.session.get(EvidenceRow, item.id) is not None:
        raise Conflict
    return EvidenceRow(
        id=item.id,
        subject=subject,
        source=item.source,
        name=b"",
        by=item.by,
        offered_at=item.offered_at,
        state=item.state,
    )
