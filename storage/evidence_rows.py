"""The evidence of a draft or case in the database: what is known of each file, its name encrypted."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from sqlmodel import col, select

from flows.case import Evidence, EvidenceKind, EvidenceState, Refusal
from storage.database import Conflict, Transaction
from storage.keys import Key
from storage.tables import EvidenceRow


def evidence_of(tx: Transaction, subject: str, key: Key) -> tuple[Evidence, ...]:
    """All files of a draft or case, in the order they were offered."""
    query = select(EvidenceRow).where(EvidenceRow.subject == subject)
    rows = tx.session.exec(
        query.order_by(col(EvidenceRow.position), col(EvidenceRow.offered_at), EvidenceRow.id)
    )
    return tuple(_evidence(row, key) for row in rows)


def _evidence(row: EvidenceRow, key: Key) -> Evidence:
    return Evidence(
        id=row.id,
        source=row.source,
        name=key.unlock(row.name),
        by=row.by,
        offered_at=row.offered_at,
        state=cast(EvidenceState, row.state),
        media_type=row.media_type,
        size=row.size,
        sha256=row.sha256,
        received_at=row.received_at,
        refusal=cast("Refusal | None", row.refusal),
        kind=cast(EvidenceKind, row.kind),
        details=key.unlock_json(row.details) if row.details else {},
    )


def put_evidence(tx: Transaction, subject: str, items: Iterable[Evidence], key: Key) -> None:
    """Writes what has changed about the files. Raises Conflict for one that belongs elsewhere meanwhile."""
    for position, item in enumerate(items):
        row = tx.session.get(EvidenceRow, item.id)
        if row is None:
            row = EvidenceRow(
                id=item.id,
                subject=subject,
                source=item.source,
                name=key.lock(item.name),
                by=item.by,
                offered_at=item.offered_at,
                state=item.state,
            )
        if row.subject != subject:
            raise Conflict
        row.state, row.media_type, row.size, row.sha256 = item.state, item.media_type, item.size, item.sha256
        row.received_at, row.refusal, row.kind = item.received_at, item.refusal, item.kind
        row.position = position
        row.details = key.lock_json(dict(item.details)) if item.details else b""
        tx.session.add(row)
