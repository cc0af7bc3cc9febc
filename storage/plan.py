"""The plan of a case's reminders: rows with a unique key, claimed before they are said, proved after."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from flows.case import Case, Nudge
from flows.nudges import next_reminders
from flows.organisation import Context
from flows.reminding import Ref
from storage.database import Transaction
from storage.tables import NudgeRow

LEFT = col(NudgeRow.is_claimed).is_(False)
"""Still to be said."""


def claimed(tx: Transaction, case: str) -> tuple[Nudge, ...]:
    """What was said or is being said, the oldest first."""
    query = select(NudgeRow).where(NudgeRow.case_id == case, col(NudgeRow.is_claimed))
    rows = tx.session.exec(query.order_by(col(NudgeRow.at), NudgeRow.step, col(NudgeRow.number)))
    return tuple(Nudge(r.step, r.number, r.person, r.at, r.told_at) for r in rows)


def put(tx: Transaction, case: Case, ctx: Context) -> None:
    """Claims what is new, and plans the rest anew.

    The key of a claimed row is in the way of a second one: of two processes, one begins again and finds it.
    """
    tx.session.execute(delete(NudgeRow).where(col(NudgeRow.case_id) == case.id, LEFT))
    known = {(nudge.step, nudge.number) for nudge in claimed(tx, case.id)}
    for nudge in case.nudges:
        if (nudge.step, nudge.number) not in known:
            tx.session.add(_row(case, nudge.step, nudge.number, nudge.to, nudge.at, is_claimed=True))
    for item in next_reminders(case, ctx):
        tx.session.add(_row(case, item.key, item.number, item.to, item.at, is_claimed=False))
    tx.session.flush()


def _row(case: Case, step: str, number: int, person: str, at: datetime, *, is_claimed: bool) -> NudgeRow:
    return NudgeRow(case_id=case.id, step=step, number=number, person=person, at=at, is_claimed=is_claimed)


def due(tx: Transaction, now: datetime) -> dict[str, list[str]]:
    """To whom something is to be said now, and of which cases, the most overdue first."""
    query = select(NudgeRow.person, NudgeRow.case_id).where(LEFT, NudgeRow.at <= now)
    found: dict[str, list[str]] = {}
    for person, case in tx.session.exec(query.order_by(col(NudgeRow.at))):
        cases = found.setdefault(person, [])
        if case not in cases:
            cases.append(case)
    return found


def of(tx: Transaction, person: str, until: datetime) -> list[str]:
    """The cases that have something to say to the person by then."""
    query = select(NudgeRow.case_id).where(LEFT, NudgeRow.person == person, NudgeRow.at <= until)
    return list(dict.fromkeys(tx.session.exec(query.order_by(col(NudgeRow.at)))))


def said_to(person: str) -> SelectOfScalar[str]:
    """A query for the cases that have said something to the person."""
    return select(NudgeRow.case_id).where(NudgeRow.person == person, col(NudgeRow.is_claimed))


def prove(tx: Transaction, refs: Iterable[Ref], now: datetime) -> None:
    """Slack has the message that holds them."""
    for ref in refs:
        row = tx.session.get(NudgeRow, (ref.case, ref.key, ref.number))
        if row is not None:
            row.told_at = now
            tx.session.add(row)
