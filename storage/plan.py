"""The plan of a case's reminders: rows with a unique key, claimed before they are said, proved after."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from itertools import groupby

from sqlalchemy import tuple_, update
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from flows.case import Case, Nudge
from flows.nudges import next_reminders
from flows.organisation import Context
from flows.reminding import Ref
from storage.database import Transaction
from storage.tables import NudgeRow

Rows = dict[tuple[str, int], NudgeRow]
"""By step and number, the earliest first."""
Plan = dict[tuple[str, int], tuple[str, datetime]]
"""To whom and when, by step and number."""
LEFT = col(NudgeRow.is_claimed).is_(False)
"""Still to be said."""


def rows_of(tx: Transaction, cases: Collection[str]) -> dict[str, Rows]:
    """What these cases have said and have still to say, by case."""
    query = select(NudgeRow).where(col(NudgeRow.case_id).in_(cases))
    order = (NudgeRow.case_id, col(NudgeRow.at), NudgeRow.step, col(NudgeRow.number))
    found = groupby(tx.session.exec(query.order_by(*order)), key=lambda row: row.case_id)
    return {case: {(row.step, row.number): row for row in rows} for case, rows in found}


def claimed(rows: Rows) -> tuple[Nudge, ...]:
    """What was said or is being said, the oldest first."""
    said = (row for row in rows.values() if row.is_claimed)
    return tuple(Nudge(r.step, r.number, r.person, r.at, r.told_at) for r in said)


def is_as_planned(case: Case, rows: Rows, wanted: Plan) -> bool:
    """Whether the rows say what the case has said and what is wanted next."""
    left = {key: (row.person, row.at) for key, row in rows.items() if not row.is_claimed}
    known = {key for key, row in rows.items() if row.is_claimed}
    return left == wanted and known == {(nudge.step, nudge.number) for nudge in case.nudges}


def plan_of(case: Case, ctx: Context) -> Plan:
    """The next of each thing that the case has to say: to whom and when."""
    return {(item.key, item.number): (item.to, item.at) for item in next_reminders(case, ctx)}


def put(tx: Transaction, case: Case, rows: Rows, wanted: Plan) -> None:
    """Claims what is new, and brings the rest to what is wanted; `rows` is as it is stored afterwards.

    The key of a claimed row is in the way of a second one: of two processes, one begins again and finds it.
    """
    said = {(nudge.step, nudge.number): (nudge.to, nudge.at) for nudge in case.nudges}
    for key, row in list(rows.items()):
        if not row.is_claimed and key not in said and key not in wanted:
            tx.session.delete(row)
            del rows[key]
    for key, (person, at) in (wanted | said).items():
        if key not in rows:
            step, number = key
            rows[key] = NudgeRow(case_id=case.id, step=step, number=number, person=person, at=at)
        row = rows[key]
        if not row.is_claimed:
            row.person, row.at, row.is_claimed = person, at, key in said
        tx.session.add(row)


def due(tx: Transaction, now: datetime) -> dict[str, list[str]]:
    """To whom something is to be said now, and of which cases, the most overdue first."""
    query = select(NudgeRow.person, NudgeRow.case_id).where(LEFT, NudgeRow.at <= now)
    found: dict[str, list[str]] = {}
    for person, case in tx.session.exec(query.order_by(col(NudgeRow.at))):
        cases = found.setdefault(person, [])
        if case not in cases:
            cases.append(case)
    return found


def of(tx: Transaction, until: Mapping[str, datetime]) -> dict[str, list[str]]:
    """The cases that have something to say to each of these people by that time, the most overdue first."""
    query = select(NudgeRow.person, NudgeRow.case_id, NudgeRow.at).where(
        LEFT, col(NudgeRow.person).in_(until)
    )
    rows = tx.session.exec(query.where(NudgeRow.at <= max(until.values())).order_by(col(NudgeRow.at)))
    found: dict[str, dict[str, None]] = {}
    for person, case, at in rows:
        if at <= until[person]:
            found.setdefault(person, {})[case] = None
    return {person: list(cases) for person, cases in found.items()}


def said_to(person: str) -> SelectOfScalar[str]:
    """A query for the cases that have said something to the person."""
    return select(NudgeRow.case_id).where(NudgeRow.person == person, col(NudgeRow.is_claimed))


def prove(tx: Transaction, refs: Iterable[Ref], now: datetime) -> None:
    """Slack has the message that holds them."""
    for ref in refs:
        key = (ref.case, ref.key, ref.number)
        is_it = tuple_(col(NudgeRow.case_id), col(NudgeRow.step), col(NudgeRow.number)) == tuple_(*key)
        tx.session.execute(update(NudgeRow).where(is_it).values(told_at=now))
