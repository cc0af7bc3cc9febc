"""The plan of a case's reminders: rows with a unique key, claimed before they are said, proved after."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, tuple_, update
from sqlalchemy import select as sql_select
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from flows.case import Case, Nudge
from flows.nudges import next_reminders
from flows.organisation import Context
from flows.reminding import Ref
from storage.database import Transaction
from storage.tables import NudgeRow


@dataclass(frozen=True)
class Planned:
    """A row of the plan: to whom and when, whether it is claimed to be said, and when Slack had it."""

    person: str
    at: datetime
    is_claimed: bool = False
    told_at: datetime | None = None


Rows = dict[tuple[str, int], Planned]
"""By step and number, the earliest first."""
Change = tuple[str, Rows, Rows]
"""The rows of a case as they are, and as they are to be."""
LEFT = col(NudgeRow.is_claimed).is_(False)
"""Still to be said."""


def rows_of(tx: Transaction, cases: Collection[str]) -> dict[str, Rows]:
    """What these cases have said and have still to say, by case."""
    names = ("case_id", "step", "number", "person", "at", "is_claimed", "told_at")
    query = sql_select(*(getattr(NudgeRow, name) for name in names)).where(col(NudgeRow.case_id).in_(cases))
    in_order = query.order_by(col(NudgeRow.at), col(NudgeRow.step), col(NudgeRow.number))
    found: dict[str, Rows] = {}
    for case, step, number, *row in tx.session.execute(in_order):
        found.setdefault(case, {})[step, number] = Planned(*row)
    return found


def claimed(rows: Rows) -> tuple[Nudge, ...]:
    """What was said or is being said, the oldest first."""
    said = ((key, row) for key, row in rows.items() if row.is_claimed)
    return tuple(Nudge(*key, row.person, row.at, row.told_at) for key, row in said)


def wanted(case: Case, rows: Rows, ctx: Context) -> Rows:
    """The rows as they are to be: what the case has said, and the next of each thing that it has to say.

    What is due stays due: it is not moved to the present each time somebody looks.
    """
    found = {key: row for key, row in rows.items() if row.is_claimed}
    for nudge in case.nudges:
        found.setdefault((nudge.step, nudge.number), Planned(nudge.to, nudge.at, is_claimed=True))
    for item in next_reminders(case, ctx):
        key, row = (item.key, item.number), Planned(item.to, item.at)
        before = rows.get(key)
        is_due = before is not None and before.person == row.person and max(before.at, row.at) <= ctx.now
        found.setdefault(key, before if before and is_due else row)
    return found


def put_all(tx: Transaction, changes: Iterable[Change]) -> None:
    """Brings the rows of some cases to what they are to be; rows that are claimed stay for good.

    The key of a claimed row is in the way of a second one: of two processes, one begins again and finds it.
    """
    gone: list[tuple[str, str, int]] = []
    new: list[dict[str, object]] = []
    for case, before, after in changes:
        gone += [(case, *key) for key, row in before.items() if after.get(key) != row]
        changed = ((key, row) for key, row in after.items() if before.get(key) != row)
        new += [{"case_id": case, "step": key[0], "number": key[1], **vars(row)} for key, row in changed]
    if gone:
        key_of = tuple_(col(NudgeRow.case_id), col(NudgeRow.step), col(NudgeRow.number))
        tx.session.execute(delete(NudgeRow).where(LEFT, key_of.in_(gone)))
    if new:
        tx.execute(insert(NudgeRow), new)


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
