"""The plan of a case's reminders: rows with a unique key, claimed before they are said, proved after."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete, insert, select, tuple_, update
from sqlmodel import col

from flows.case.case import Case, ClaimedReminder
from flows.clock.message_of_the_day import Ref
from flows.people.organisation import Context
from flows.reminders.plan import next_reminders
from storage.database import Transaction
from storage.tables import ReminderRow


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
LEFT = col(ReminderRow.is_claimed).is_(False)
"""Still to be said."""
SAID_TO = select(col(ReminderRow.case_id)).where(
    col(ReminderRow.person) == bindparam("person"), col(ReminderRow.is_claimed)
)
"""The cases that have said something to a person."""


_NAMES = ("case_id", "step", "number", "person", "at", "is_claimed", "told_at")
_KEY = (col(ReminderRow.case_id), col(ReminderRow.step), col(ReminderRow.number))
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
            column == bindparam(name)
            for column, name in zip(_KEY, ("case", "of_step", "of_number"), strict=True)
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
    .order_by(col(ReminderRow.at), col(ReminderRow.step), col(ReminderRow.number))
)


def rows_of(tx: Transaction, cases: Collection[str]) -> dict[str, Rows]:
    """What these cases have said and have still to say, by case."""
    found: dict[str, Rows] = {}
    for case, step, number, *row in tx.execute(_ROWS, {"cases": list(cases)}):
        found.setdefault(case, {})[step, number] = Planned(*row)
    return found


def claimed(rows: Rows) -> tuple[ClaimedReminder, ...]:
    """What was said or is being said, the oldest first."""
    said = ((key, row) for key, row in rows.items() if row.is_claimed)
    return tuple(ClaimedReminder(*key, row.person, row.at, row.told_at) for key, row in said)


def wanted(case: Case, rows: Rows, ctx: Context) -> Rows:
    """The rows as they are to be: what the case has said, and the next of each thing that it has to say.

    What is due stays due: it is not moved to the present each time somebody looks.
    """
    found = {key: row for key, row in rows.items() if row.is_claimed}
    for claimed_reminder in case.claimed_reminders:
        found.setdefault(
            (claimed_reminder.step, claimed_reminder.number),
            Planned(claimed_reminder.to, claimed_reminder.at, is_claimed=True),
        )
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
        tx.execute(_DROP, {"gone": gone})
    if new:
        tx.execute(_ADD, new)


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
    keys = {(claimed_reminder.step, claimed_reminder.number) for claimed_reminder in claimed_reminders}
    if keys:
        tx.execute(_TAKE_BACK, {"gone": [(case, *key) for key in keys]})
    return {key: row for key, row in rows.items() if key not in keys}


def prove(tx: Transaction, refs: Iterable[Ref], now: datetime) -> None:
    """Slack has the message that holds them."""
    for ref in refs:
        given = {"case": ref.case, "of_step": ref.key, "of_number": ref.number, "now": now}
        tx.execute(_PROVE, given)
