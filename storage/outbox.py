"""What is owed to the outside: rows paid in order within a lane, each by one process at a time."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import exists, insert, literal_column, update
from sqlalchemy.orm import aliased
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from flows import effects as fx
from flows.effects import Effect
from storage import surfaces
from storage.database import Transaction
from storage.tables import OutboxRow

LEASE = timedelta(seconds=120)
"""Longer than any one payment may take; after it another process may try."""

SHOW, ALERT = fx.Show.__name__, fx.Alert.__name__
HOME = "home:"
MOST_SHOWN = 24
"""Surfaces that are claimed together besides the first of each lane."""

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
    lane: str = ""


def owe(
    tx: Transaction, subject: str, effects: Iterable[Effect], now: datetime, due_at: datetime | None = None
) -> None:
    """Writes down what a decision owes, but for what is owed already and what nobody would see.

    With `due_at` it is owed by then: what else is shown on the same surface until then is shown with it.
    """
    owe_all(tx, [(subject, effect) for effect in effects], now, due_at)


def owe_all(
    tx: Transaction, owed: Iterable[tuple[str, Effect]], now: datetime, due_at: datetime | None = None
) -> None:
    """The same of several drafts and cases, in this order."""
    rows = [_row_of(subject, effect, now, due_at or now) for subject, effect in owed]
    wanted = _without_unopened(tx, rows)
    shown = {row.lane for row in wanted if row.kind == SHOW}
    waiting = _waiting(tx, shown) if shown else {}
    new: list[OutboxRow] = []
    told: set[tuple[str, str]] = set()
    for row in wanted:
        same = waiting.get((row.lane, row.args)) if row.kind == SHOW else None
        if same is not None:
            # What Slack wants to wait for waits.
            same.due_at = same.due_at if same.attempts else min(same.due_at, row.due_at)
        elif not _is_alerted(tx, row) and (row.lane, row.args) not in told:
            new.append(row)
            waiting |= {(row.lane, row.args): row} if row.kind == SHOW else {}
            told |= {(row.lane, row.args)} if row.kind == ALERT else set()
    if new:
        tx.execute_many(insert(OutboxRow), [row.model_dump(exclude={"seq"}) for row in new])


def _row_of(subject: str, effect: Effect, now: datetime, due_at: datetime) -> OutboxRow:
    return OutboxRow(
        id=uuid4().hex,
        lane=_lane(subject, effect),
        subject=subject,
        kind=type(effect).__name__,
        args=json.dumps(dataclasses.asdict(effect), sort_keys=True),
        owed_at=now,
        due_at=due_at,
    )


def _without_unopened(tx: Transaction, rows: Sequence[OutboxRow]) -> list[OutboxRow]:
    """All but the Home tabs that nobody has opened yet: whoever opens one has it drawn then."""
    homes = {row.lane for row in rows if row.lane.startswith(HOME)}
    opened = surfaces.known(tx, homes) if homes else set()
    return [row for row in rows if row.lane not in homes - opened]


def _waiting(tx: Transaction, lanes: Collection[str]) -> dict[tuple[str, str], OutboxRow]:
    """The surfaces of these lanes that are to be shown anyway, by lane and what they are."""
    query = select(OutboxRow).where(col(OutboxRow.lane).in_(lanes), OutboxRow.kind == SHOW)
    waiting = query.where(col(OutboxRow.done_at).is_(None), col(OutboxRow.claimed_until).is_(None))
    # Locked, or another process could claim it now and show the facts as they were before this decision.
    return {(row.lane, row.args): row for row in tx.session.exec(waiting.with_for_update())}


def _is_alerted(tx: Transaction, row: OutboxRow) -> bool:
    """Whether it is an alert that the operators have had within a day."""
    if row.kind != ALERT:
        return False
    # In the words of the index of alerts, which a bound value would not be known to be in.
    is_alert = col(OutboxRow.kind) == literal_column("'Alert'")
    same = (OutboxRow.subject == row.subject, is_alert, OutboxRow.args == row.args)
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
        case fx.Tell() | fx.ShareEvidence() | fx.SendCalendarFile() | fx.Show(surface="report" | "review"):
            return f"{subject}:{effect.person}"
        case _:
            return subject


def is_any_due(tx: Transaction, now: datetime) -> bool:
    """Whether anything is to be paid by now that nobody pays yet; for a look that writes nothing."""
    free = col(OutboxRow.claimed_until).is_(None) | (col(OutboxRow.claimed_until) < now)
    query = select(OutboxRow.seq).where(col(OutboxRow.done_at).is_(None), OutboxRow.due_at <= now, free)
    return tx.session.exec(query.limit(1)).first() is not None


def claim(tx: Transaction, now: datetime, busy: Collection[str], most: int = 8) -> list[Debt]:
    """The next debts to pay: the first of each lane, and where that shows something, what is shown after it.

    `busy` are those this process works on already.
    """
    heads = tx.session.exec(_heads(now, busy).limit(most)).all()
    rows = [*heads, *_shown_after(tx, [row for row in heads if row.kind == SHOW], now)]
    debts = []
    for row in sorted(rows, key=lambda row: row.seq or 0):
        tx.session.add(row)
        debt = _debt(row)
        if debt is not None:
            debts.append(debt)
            row.claimed_until, row.started_at = now + LEASE, now
        else:
            # Written by another version of the product, which may run beside this one.
            row.due_at = now + LEASE
    return debts


def _heads(now: datetime, busy: Collection[str]) -> SelectOfScalar[OutboxRow]:
    earlier = aliased(OutboxRow)
    is_first = ~exists().where(
        col(earlier.lane) == OutboxRow.lane,
        col(earlier.done_at).is_(None),
        col(earlier.seq) < col(OutboxRow.seq),
    )
    free = col(OutboxRow.claimed_until).is_(None) | (col(OutboxRow.claimed_until) < now)
    return (
        select(OutboxRow)
        .where(col(OutboxRow.done_at).is_(None), OutboxRow.due_at <= now, free, is_first)
        .where(col(OutboxRow.id).not_in(list(busy)))
        .order_by(col(OutboxRow.due_at), col(OutboxRow.seq))
        .with_for_update(skip_locked=True, of=OutboxRow)
    )


def _shown_after(tx: Transaction, heads: Sequence[OutboxRow], now: datetime) -> Iterator[OutboxRow]:
    """What follows a first Show in its lane, as long as it only shows: it is drawn from the same facts."""
    if not heads:
        return
    first = {row.lane: row.seq or 0 for row in heads}
    query = (
        select(OutboxRow)
        .where(col(OutboxRow.lane).in_(first), col(OutboxRow.done_at).is_(None))
        .where(col(OutboxRow.seq) > min(first.values()))
        .order_by(col(OutboxRow.seq))
        .limit(MOST_SHOWN)
        .with_for_update(skip_locked=True)
    )
    for row in tx.session.exec(query).all():
        if row.lane not in first or (row.seq or 0) <= first[row.lane]:
            continue
        if row.kind == SHOW and row.due_at <= now and row.claimed_until is None:
            yield row
        else:
            del first[row.lane]


def _debt(row: OutboxRow) -> Debt | None:
    """The debt; None for an effect that this version does not know in this form."""
    args: dict[str, Any] = {
        name: tuple(v) if isinstance(v, list) else v for name, v in json.loads(row.args).items()
    }
    try:
        effect = _KINDS[row.kind](**args)
    except (KeyError, TypeError):
        return None
    is_unknown = row.started_at is not None
    return Debt(row.id, row.subject, effect, row.owed_at, row.attempts, is_unknown, row.lane)


def paid(tx: Transaction, debt: str, now: datetime, error: str = "") -> None:
    """The debt is settled; with an error it was given up, and the code stays for the operator."""
    values = {"done_at": now, "error": error, "claimed_until": None, "started_at": None}
    tx.session.execute(update(OutboxRow).where(col(OutboxRow.id) == debt).values(values))


def later(tx: Transaction, debt: str, due_at: datetime, error: str, is_unknown: bool) -> None:
    """The payment failed and is tried again; `is_unknown` when it may have reached the other side."""
    values = {"attempts": OutboxRow.attempts + 1, "due_at": due_at, "error": error, "claimed_until": None}
    values |= {} if is_unknown else {"started_at": None}
    tx.session.execute(update(OutboxRow).where(col(OutboxRow.id) == debt).values(values))


def release(tx: Transaction, debt: Debt) -> None:
    """It was claimed and not begun, since something before it in its lane has to wait."""
    values = {"claimed_until": None} | ({} if debt.is_unknown else {"started_at": None})
    tx.session.execute(update(OutboxRow).where(col(OutboxRow.id) == debt.id).values(values))


def release_all(tx: Transaction) -> None:
    """Frees what a process that is gone had claimed; only for a database that no other process uses."""
    taken = update(OutboxRow).where(col(OutboxRow.done_at).is_(None))
    tx.session.execute(taken.where(col(OutboxRow.claimed_until).is_not(None)).values(claimed_until=None))


def drop(tx: Transaction, subject: str) -> None:
    """Forgets what is owed for a draft that is withdrawn; what is being paid stays, and is waited for.

    A call for help stays too: it was asked for, whatever became of the report.
    """
    unpaid = select(OutboxRow).where(OutboxRow.subject == subject, col(OutboxRow.done_at).is_(None))
    for row in tx.session.exec(unpaid.where(col(OutboxRow.claimed_until).is_(None))):
        if json.loads(row.args).get("message") != fx.HELP:
            tx.session.delete(row)
