"""The plan of a case's reminders: rows with a unique key, claimed before they are said, proved after."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import cast

from sqlalchemy import bindparam, delete, insert, select, tuple_, update
from sqlmodel import col

from flows.case.case import Case, ClaimedReminder
from flows.case.reminder_key import ReminderKey, ReminderKind
from flows.clock.message_of_the_day import Ref
from flows.people.organisation import Context
from flows.reminders.plan import next_reminders
from storage.database import Transaction
from storage.tables import ReminderRow


@dataclass(frozen=True)
class Planned:
    """A row of the plan: when, whether it is claimed to be said, and when Slack had it."""

    at: datetime
    is_claimed: bool = False
    told_at: datetime | None = None


Rows = dict[ReminderKey, Planned]
"""The earliest first."""
Change = tuple[str, Rows, Rows]
"""The rows of a case as they are, and as they are to be."""
LEFT = col(ReminderRow.is_claimed).is_(False)
"""Still to be said."""
SAID_TO = select(col(ReminderRow.case_id)).where(
    col(ReminderRow.person) == bindparam("person"), col(ReminderRow.is_claimed)
)
"""The cases that have said something to a person."""


_NAMES = ("case_id", "key", *(field.name for field in fields(Planned)))
_ARE_GONE = tuple_(col(ReminderRow.case_id), col(ReminderRow.key)).in_(bindparam("gone", expanding=True))
_DROP = delete(ReminderRow).where(LEFT, _ARE_GONE)
_TAKE_BACK = delete(ReminderRow).where(col(ReminderRow.is_claimed), _ARE_GONE)
_CLAIMED_SINCE = (
    select(col(ReminderRow.case_id))
    .where(col(ReminderRow.is_claimed), col(ReminderRow.at) > bindparam("since"))
    .group_by(col(ReminderRow.case_id))
    .order_by(col(ReminderRow.case_id))
)
_ADD = insert(ReminderRow)
_PROVE = (
    update(ReminderRow)
    .where(
        col(ReminderRow.case_id) == bindparam("of_case"),
        col(ReminderRow.key) == bindparam("of_key"),
        # One that was planned anew while its message was on its way is yet to be said.
        col(ReminderRow.is_claimed),
    )
    .values(told_at=bindparam("now"))
)
_NEXT = select(col(ReminderRow.person), col(ReminderRow.case_id), col(ReminderRow.at)).order_by(
    col(ReminderRow.at)
)
_DUE = (
    select(col(ReminderRow.person), col(ReminderRow.case_id))
    .where(LEFT, col(ReminderRow.at) <= bindparam("now"))
    .order_by(col(ReminderRow.at))
)
_OF = _NEXT.where(
    LEFT,
    col(ReminderRow.person).in_(bindparam("persons", expanding=True)),
    col(ReminderRow.at) <= bindparam("latest"),
)
_ROWS = (
    select(*(getattr(ReminderRow, name) for name in _NAMES))
    .where(col(ReminderRow.case_id).in_(bindparam("cases", expanding=True)))
    .order_by(col(ReminderRow.at))
)


def rows_of(tx: Transaction, cases: Collection[str]) -> dict[str, Rows]:
    """What these cases have said and have still to say, by case."""
    found: dict[str, Rows] = {}
    for case, key, *planned in tx.execute(_ROWS, {"cases": list(cases)}):
        found.setdefault(case, {})[key_of(key)] = Planned(*planned)
    return found


def claimed(rows: Rows) -> tuple[ClaimedReminder, ...]:
    """What was said or is being said, the oldest first."""
    said = (ClaimedReminder(key, row.at, row.told_at) for key, row in rows.items() if row.is_claimed)
    return tuple(sorted(said, key=lambda item: (item.at, item.key.order, item.to)))


def wanted(case: Case, rows: Rows, ctx: Context) -> Rows:
    """The rows as they are to be: what the case has said, and the next of each thing that it has to say.

    What is due stays due: it is not moved to the present each time somebody looks.
    """
    found = {key: row for key, row in rows.items() if row.is_claimed}
    for claimed_reminder in case.claimed_reminders:
        found.setdefault(claimed_reminder.key, Planned(claimed_reminder.at, is_claimed=True))
    for item in next_reminders(case, ctx):
        before = rows.get(item.key)
        is_due = before is not None and max(before.at, item.at) <= ctx.now
        found.setdefault(item.key, before if before and is_due else Planned(item.at))
    return found


def put_all(tx: Transaction, changes: Iterable[Change]) -> None:
    """Brings the rows of some cases to what they are to be; rows that are claimed stay for good.

    The key of a claimed row is in the way of a second one: of two processes, one begins again and finds it.
    """
    gone: list[tuple[object, ...]] = []
    new: list[dict[str, object]] = []
    for case, before, after in changes:
        gone += [(case, _written(case, key)) for key, row in before.items() if after.get(key) != row]
        changed = ((key, row) for key, row in after.items() if before.get(key) != row)
        new += [
            {"case_id": case, "key": _written(case, key), "person": key.person, **vars(row)}
            for key, row in changed
        ]
    if gone:
        tx.execute(_DROP, {"gone": gone})
    if new:
        tx.execute(_ADD, new)


def _written(case: str, key: ReminderKey) -> str:
    """The key as a row has it: with the case in it, so that those of two cases are never equal."""
    return " ".join(map(str, (case, *vars(key).values())))


def key_of(written: str) -> ReminderKey:
    """The key that a row has."""
    _, kind, step, round_of, number, person = written.split(" ")
    return ReminderKey(cast("ReminderKind", kind), step, int(round_of), int(number), person)


def due(tx: Transaction, now: datetime) -> dict[str, list[str]]:
    """To whom something is to be said now, and of which cases, the most overdue first."""
    found: dict[str, list[str]] = {}
    for person, case in tx.rows_that_open(_DUE, {"now": now}):
        cases = found.setdefault(person, [])
        if case not in cases:
            cases.append(case)
    return found


def of(tx: Transaction, until: Mapping[str, datetime]) -> dict[str, list[str]]:
    """The cases that have something to say to each of these people by that time, the most overdue first."""
    found: dict[str, dict[str, None]] = {}
    given = {"persons": list(until), "latest": max(until.values())}
    for person, case, at in tx.rows_that_open(_OF, given):
        if at <= until[person]:
            found.setdefault(person, {})[case] = None
    return {person: list(cases) for person, cases in found.items()}


def claimed_since(tx: Transaction, since: datetime) -> list[str]:
    """The cases that have claimed something at a time after that."""
    return [case for (case,) in tx.execute(_CLAIMED_SINCE, {"since": since})]


def take_back(tx: Transaction, case: str, rows: Rows, claimed_reminders: Iterable[ClaimedReminder]) -> Rows:
    """The rows without these claims, which are gone from the database too."""
    keys = {claimed_reminder.key for claimed_reminder in claimed_reminders}
    if keys:
        tx.execute(_TAKE_BACK, {"gone": [(case, _written(case, key)) for key in keys]})
    return {key: row for key, row in rows.items() if key not in keys}


def prove(tx: Transaction, refs: Iterable[Ref], now: datetime) -> None:
    """Slack has the message that holds them."""
    for ref in refs:
        tx.execute(_PROVE, {"of_case": ref.case, "of_key": _written(ref.case, ref.key), "now": now})
