"""What is owed to the outside: rows paid in order within a lane, each by one process at a time."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from sqlalchemy import exists
from sqlalchemy.orm import aliased
from sqlmodel import col, select

from flows import effects as fx
from flows.effects import Effect
from storage.database import Transaction
from storage.tables import OutboxRow

LEASE = timedelta(seconds=120)
"""Longer than any one payment may take; after it another process may try."""

_KINDS: dict[str, type[Effect]] = {
    kind.__name__: kind
    for kind in (
        fx.OpenChannel,
        fx.Invite,
        fx.Remove,
        fx.ArchiveChannel,
        fx.KeepCalendar,
        fx.SendCalendarFile,
        fx.SendMail,
        fx.ExportDossier,
        fx.Show,
        fx.Tell,
        fx.FindPeople,
        fx.FetchFile,
        fx.ShareEvidence,
        fx.Alert,
    )
}


@dataclass(frozen=True)
class Debt:
    """One effect to pay. `is_unknown` says that an earlier payment began and its end was never seen."""

    id: str
    subject: str
    effect: Effect
    owed_at: datetime
    attempts: int
    is_unknown: bool


def owe(tx: Transaction, subject: str, effects: Iterable[Effect], now: datetime) -> None:
    """Writes down what a decision owes, but for what is owed already."""
    for effect in effects:
        row = OutboxRow(
            id=uuid4().hex,
            lane=_lane(subject, effect),
            subject=subject,
            kind=type(effect).__name__,
            args=json.dumps(dataclasses.asdict(effect), sort_keys=True),
            owed_at=now,
            due_at=now,
        )
        if not _is_superfluous(tx, effect, row):
            tx.session.add(row)
            tx.session.flush()


def _is_superfluous(tx: Transaction, effect: Effect, row: OutboxRow) -> bool:
    """A Show that waits already, and an alert that the operators have had within a day."""
    if isinstance(effect, fx.Show):
        return _is_owed(tx, row)
    if not isinstance(effect, fx.Alert):
        return False
    same = (OutboxRow.subject == row.subject, OutboxRow.kind == row.kind, OutboxRow.args == row.args)
    recent = OutboxRow.owed_at > row.owed_at - timedelta(days=1)
    return tx.session.exec(select(OutboxRow.seq).where(*same, recent)).first() is not None


def _lane(subject: str, effect: Effect) -> str:
    """What must be in order shares a lane; what may be slow or fail alone has one of its own."""
    match effect:
        case fx.Show(surface="home"):
            return f"home:{effect.person}"
        case fx.FetchFile():
            return f"file:{effect.evidence}"
        case fx.FindPeople():
            return f"people:{subject}"
        case fx.KeepCalendar():
            return f"calendar:{subject}:{effect.step}"
        case fx.SendMail():
            return f"mail:{subject}"
        case fx.ExportDossier():
            return f"dossier:{subject}"
        case fx.Alert():
            return "alerts"
        case fx.Tell() | fx.ShareEvidence() | fx.SendCalendarFile() | fx.Show(surface="report"):
            return f"{subject}:{effect.person}"
        case _:
            return subject


def _is_owed(tx: Transaction, row: OutboxRow) -> bool:
    same = (OutboxRow.lane == row.lane, OutboxRow.kind == row.kind, OutboxRow.args == row.args)
    waiting = (col(OutboxRow.done_at).is_(None), col(OutboxRow.claimed_until).is_(None))
    query = select(OutboxRow.seq).where(*same, *waiting)
    # Locked, or another process could claim it now and show the facts as they were before this decision.
    return tx.session.exec(query.with_for_update()).first() is not None


def claim(tx: Transaction, now: datetime, busy: Collection[str], most: int = 8) -> list[Debt]:
    """The next debts to pay, the first of each lane. `busy` are those this process works on already."""
    earlier = aliased(OutboxRow)
    is_first = ~exists().where(
        col(earlier.lane) == OutboxRow.lane,
        col(earlier.done_at).is_(None),
        col(earlier.seq) < col(OutboxRow.seq),
    )
    free = col(OutboxRow.claimed_until).is_(None) | (col(OutboxRow.claimed_until) < now)
    rows = tx.session.exec(
        select(OutboxRow)
        .where(col(OutboxRow.done_at).is_(None), OutboxRow.due_at <= now, free, is_first)
        .where(col(OutboxRow.id).not_in(list(busy)))
        .order_by(col(OutboxRow.seq))
        .limit(most)
        .with_for_update(skip_locked=True, of=OutboxRow)
    ).all()
    debts = []
    for row in rows:
        tx.session.add(row)
        if row.kind in _KINDS:
            debts.append(_debt(row))
            row.claimed_until, row.started_at = now + LEASE, now
        else:
            # Written by a newer version of the product, which may run beside this one.
            row.due_at = now + LEASE
    return debts


def _debt(row: OutboxRow) -> Debt:
    effect = _KINDS[row.kind](**json.loads(row.args))
    return Debt(row.id, row.subject, effect, row.owed_at, row.attempts, row.started_at is not None)


def paid(tx: Transaction, debt: str, now: datetime, error: str = "") -> None:
    """The debt is settled; with an error it was given up, and the code stays for the operator."""
    row = _row(tx, debt)
    if row is not None:
        row.done_at, row.error, row.claimed_until, row.started_at = now, error, None, None
        tx.session.add(row)


def later(tx: Transaction, debt: str, due_at: datetime, error: str, is_unknown: bool) -> None:
    """The payment failed and is tried again; `is_unknown` when it may have reached the other side."""
    row = _row(tx, debt)
    if row is not None:
        row.attempts, row.due_at, row.error = row.attempts + 1, due_at, error
        row.claimed_until = None
        row.started_at = row.started_at if is_unknown else None
        tx.session.add(row)


def _row(tx: Transaction, debt: str) -> OutboxRow | None:
    return tx.session.exec(select(OutboxRow).where(OutboxRow.id == debt)).first()


def release_all(tx: Transaction) -> None:
    """Frees what a process that is gone had claimed; only for a database that no other process uses."""
    for row in tx.session.exec(select(OutboxRow).where(col(OutboxRow.claimed_until).is_not(None))):
        row.claimed_until = None
        tx.session.add(row)


def drop(tx: Transaction, subject: str) -> None:
    """Forgets what is owed for a draft that is withdrawn; what is being paid stays, and is waited for.

    A call for help stays too: it was asked for, whatever became of the report.
    """
    unpaid = select(OutboxRow).where(OutboxRow.subject == subject, col(OutboxRow.done_at).is_(None))
    for row in tx.session.exec(unpaid.where(col(OutboxRow.claimed_until).is_(None))):
        if json.loads(row.args).get("message") != fx.HELP:
            tx.session.delete(row)
