"""The plan of a case's reminders: rows with a unique key, claimed before they are said, proved after."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import datetime

from sqlalchemy import bindparam, delete, insert, select, tuple_, update
from sqlmodel import col

from flows.case.case import Case, ClaimedReminder
from flows.case.reminder_key import ReminderKey
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


_OF_KEY = tuple(field.name for field in fields(ReminderKey))
_NAMES = ("case_id", *_OF_KEY, *(field.name for field in fields(Planned)))
_KEY = tuple(getattr(ReminderRow, name) for name in ("case_id", *_OF_KEY))
_DROP = delete(ReminderRow).where(LEFT, tuple_(*_KEY).in_(bindparam("gone", expanding=True)))
_TAKE_BACK = delete(ReminderRow).where(
    col(ReminderRow.is_claimed), tuple_(*_KEY).in_(bindparam("gone", expanding=True))
)
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
        *(
            column == bindparam(f"of_{name}")
            for column, name in zip(_KEY, ("case_id", *_OF_KEY), strict=True)
        ),
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
    end = 1 + len(_OF_KEY)
    for row in tx.execute(_ROWS, {"cases": list(cases)}):
        found.setdefault(row[0], {})[ReminderKey(*row[1:end])] = Planned(*row[end:])
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
        gone += [_columns(case, key) for key, row in before.items() if after.get(key) != row]
        changed = ((key, row) for key, row in after.items() if before.get(key) != row)
        new += [{"case_id": case, **vars(key), **vars(row)} for key, row in changed]
    if gone:
        tx.execute(_DROP, {"gone": gone})
    if new:
        tx.execute(_ADD, new)


def _columns(case: str, key: ReminderKey) -> tuple[object, ...]:
    return (case, *vars(key).values())


def due(tx: Transaction, now: datetime) -> dict[str, list[str]]:
    """To whom something is to be said now, and of which cases, the most overdue first."""
    found: dict[str, list[str]] = {}
    for person, case in tx.execute(_DUE, {"now": now}):
        cases = found.setdefault(person, [])
        if case not in cases:
            cases.append(case)
    return found


def of(tx: Transaction, until: Mapping[str, datetime]) -> dict[str, list[str]]:
    """The cases that have something to say to each of these people by that time, the most overdue first."""
    found: dict[str, dict[str, None]] = {}
    for person, case, at in tx.execute(_OF, {"persons": list(until), "latest": max(until.values())}):
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
        tx.execute(_TAKE_BACK, {"gone": [_columns(case, key) for key in keys]})
    return {key: row for key, row in rows.items() if key not in keys}


def prove(tx: Transaction, refs: Iterable[Ref], now: datetime) -> None:
    """Slack has the message that holds them."""
    for ref in refs:
        of_key = {f"of_{name}": value for name, value in vars(ref.key).items()}
        tx.execute(_PROVE, {"of_case_id": ref.case, **of_key, "now": now})
