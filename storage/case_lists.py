"""Which cases there are: whose, with what to say, and how many; most of it without opening any."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, and_, bindparam, func, select, union_all
from sqlmodel import col

from flows.access.rules import may
from flows.case.case import Case, Role
from flows.deciding.taking_over import may_join
from flows.people.organisation import Context
from storage import cases, plan
from storage.case_rows import part_of
from storage.database import Transaction
from storage.signs import YES
from storage.tables import CaseRow, DraftRow, ErasureRow, ParticipantRow

MOST_OWN = 10
MOST_ASKING = 20
"""Cases that a Home tab opens: what somebody has reported lately, and what asks them to come in."""
MOST_LOOKED_AT = 60
"""Cases that may still ask somebody, since they once did."""
MOST_NUMBERS = 500
"""Numbers that are read at once."""
LEADING: frozenset[Role] = frozenset({"leader", "deputy", "next_leader"})
"""Who leads a case, or stands in for whoever does."""
MOST_PLACES = 12
"""Cases that are offered as a place for what somebody drops."""


_PERSON: BindParameter[Any] = bindparam("person")
_IS_OPEN = (col(CaseRow.withdrawn_at).is_(None), col(CaseRow.archived_at).is_(None))
_HAS_PART = (col(ParticipantRow.person) == _PERSON, col(ParticipantRow.left_at).is_(None))
_IS_EMPLOYEE = col(ParticipantRow.part) == bindparam("as_employee")
_REPORTED = select(col(ParticipantRow.case_id)).where(col(ParticipantRow.person) == _PERSON, _IS_EMPLOYEE)
_REPORTED_THAT = _REPORTED.where(col(ParticipantRow.case_id) == bindparam("case"))
_OWN = (
    select(CaseRow)
    .where(col(CaseRow.id).in_(_REPORTED))
    .order_by(~and_(*_IS_OPEN), col(CaseRow.sent_at).desc())
    .limit(MOST_OWN)
)
_TAKING_PART = select(col(CaseRow.id)).join(ParticipantRow, col(ParticipantRow.case_id) == col(CaseRow.id))
_OF_OTHERS = _TAKING_PART.where(*_HAS_PART, ~_IS_EMPLOYEE, *_IS_OPEN)
_COUNT_OF_OTHERS = select(func.count()).select_from(_OF_OTHERS.subquery())
_FOREMOST = (
    _OF_OTHERS.order_by(
        col(CaseRow.due_at).is_(None), col(CaseRow.due_at), col(CaseRow.sent_at), col(CaseRow.id)
    )
    .offset(bindparam("first"))
    .limit(bindparam("most"))
)
_PLACES = (
    _TAKING_PART.where(
        *_HAS_PART, _IS_EMPLOYEE | (col(ParticipantRow.part) == bindparam("as_representative"))
    )
    .where(*_IS_OPEN, col(CaseRow.closed_at).is_(None))
    .order_by(~_IS_EMPLOYEE, col(CaseRow.sent_at).desc())
    .limit(MOST_PLACES)
)
_HOLDING = select(col(ParticipantRow.case_id)).where(*_HAS_PART)
_OPEN = select(col(CaseRow.id)).where(*_IS_OPEN).order_by(col(CaseRow.sent_at))
_UNDER_WAY = _OPEN.where(col(CaseRow.id).in_(_HOLDING))
_ELSEWHERE = (
    select(CaseRow)
    .where(col(CaseRow.id).not_in(_HOLDING), *_IS_OPEN)
    .order_by(col(CaseRow.sent_at).desc())
    .limit(MOST_LOOKED_AT)
)
_HAS_CALLED = col(CaseRow.id).in_(plan.SAID_TO)
_ASKING = _ELSEWHERE.where(_HAS_CALLED)
_ASKING_HR = _ELSEWHERE.where(col(CaseRow.hr_sign).in_(YES) | _HAS_CALLED)
_PARTS = select(col(ParticipantRow.person), col(ParticipantRow.part)).where(
    col(ParticipantRow.case_id).in_(bindparam("cases", expanding=True)), col(ParticipantRow.left_at).is_(None)
)
_SINCE = select(col(ParticipantRow.person), col(ParticipantRow.since)).where(
    col(ParticipantRow.left_at).is_(None)
)
_OF_CHANNEL = select(col(CaseRow.id)).where(col(CaseRow.channel) == bindparam("channel"))
_NUMBERED = union_all(
    *(
        select(col(row.number)).where(col(row.number) == bindparam("number"))
        for row in (CaseRow, DraftRow, ErasureRow)
    )
)
_NUMBERS = (
    select(col(CaseRow.id), col(CaseRow.number))
    .where(col(CaseRow.number) > bindparam("after"))
    .order_by(col(CaseRow.number))
    .limit(MOST_NUMBERS)
)
_NUMBERS_OPEN = _NUMBERS.where(*_IS_OPEN)
_SENT_SINCE = (
    select(func.count())
    .select_from(CaseRow)
    .where(col(CaseRow.id).in_(_REPORTED), col(CaseRow.sent_at) > bindparam("since"))
)


def _by(person: str) -> dict[str, Any]:
    """The person, and their part as employee."""
    return {"person": person, "as_employee": part_of("employee", person)}


def own(tx: Transaction, person: str) -> tuple[Case, ...]:
    """The cases that the person has reported, those that have not ended first, the newest of them."""
    found = cases.readable(tx, tx.rows_that_open(_OWN, _by(person)))
    return tuple(case for case in found if may(person, "read", case))


def foremost(tx: Transaction, person: str, first: int, most: int) -> tuple[tuple[Case, ...], int]:
    """Some of the cases of others in which the person has a part and that have not ended, and of how many.

    Those come first whose next deadline is the oldest. Only these are opened.
    """
    given = _by(person) | {"first": first, "most": most}
    found = cases.those(tx, wanted := tx.execute(_FOREMOST, given).scalars().all())
    is_whole = first == 0 and len(wanted) < most
    # A list that is whole needs no counting.
    count = len(wanted) if is_whole else tx.execute(_COUNT_OF_OTHERS, _by(person)).scalar_one()
    return tuple(found[case] for case in wanted if case in found and may(person, "read", found[case])), count


def where_to_add(tx: Transaction, person: str, channel: str = "") -> tuple[Case, ...]:
    """The open cases to which somebody may add something: the channel's first, then their own, the newest.

    They are enough to tell whether there is none, one or several (`flows.access.rules`, "add_evidence").
    """
    given = _by(person) | {"as_representative": part_of("representative", person)}
    mine = tx.execute(_PLACES, given).scalars().all()
    here = tx.execute(_OF_CHANNEL, {"channel": channel}).scalars().all() if channel else ()
    found = cases.those(tx, wanted := list(dict.fromkeys((*here, *mine))))
    return tuple(found[case] for case in wanted if case in found and may(person, "read", found[case]))


def of_channel(tx: Transaction, channel: str) -> str | None:
    """The case that uses the channel now; None for a channel of no case, or one that is frozen."""
    return tx.execute(_OF_CHANNEL, {"channel": channel}).scalars().first()


def asking(tx: Transaction, person: str, ctx: Context) -> tuple[Case, ...]:
    """The newest cases that ask this person to come in: those that need HR, and those taken to them."""
    asking_them = _ASKING_HR if person in ctx.organisation.hr else _ASKING
    rows = tx.rows_that_open(asking_them, {"person": person})
    found: list[Case] = []
    for place in range(0, len(rows), MOST_ASKING):
        piece = cases.readable(tx, rows[place : place + MOST_ASKING])
        found += [case for case in piece if may_join(person, case, ctx)]
        if len(found) >= MOST_ASKING:
            break
    return tuple(sorted(found[:MOST_ASKING], key=lambda case: case.report.sent_at))


def holding(tx: Transaction, person: str) -> list[str]:
    """The cases in which the person has a part now."""
    return list(tx.execute(_HOLDING, {"person": person}).scalars())


def under_way(tx: Transaction, person: str) -> list[str]:
    """The cases in which the person has a part now and that have not ended, the oldest first."""
    return list(tx.execute(_UNDER_WAY, {"person": person}).scalars())


def open_ones(tx: Transaction) -> list[str]:
    """The cases that may still have something to say."""
    return list(tx.execute(_OPEN).scalars())


def leading(tx: Transaction, wanted: Iterable[str]) -> list[str]:
    """Those who lead these cases or stand in for whoever does; no case is opened for it."""
    found = tx.rows_that_open(_PARTS, {"cases": list(wanted)})
    return list(dict.fromkeys(row.person for row in found if row.part.partition(" ")[0] in LEADING))


def participants(tx: Transaction) -> dict[str, datetime]:
    """Everybody who has a part in some case, and since when."""
    found: dict[str, datetime] = {}
    for person, since in tx.rows_that_open(_SINCE):
        found[person] = min(since, found.get(person, since))
    return found


def numbers(tx: Transaction, after: str, *, with_ended: bool) -> list[tuple[str, str]]:
    """The next cases by id and number; ended ones are those that are withdrawn or archived."""
    query = _NUMBERS if with_ended else _NUMBERS_OPEN
    return [(case, number) for case, number in tx.execute(query, {"after": after})]


def is_free(tx: Transaction, number: str) -> bool:
    """Whether no case, also of those that are erased, and no report under way has this number yet."""
    return tx.execute(_NUMBERED, {"number": number}).first() is None


def is_reported_by(tx: Transaction, person: str, case: str) -> bool:
    """Whether it is a case that the person has reported."""
    return tx.execute(_REPORTED_THAT, _by(person) | {"case": case}).first() is not None


def sent_since(tx: Transaction, person: str, since: datetime) -> int:
    """How many reports the person has sent since then."""
    return int(tx.execute(_SENT_SINCE, _by(person) | {"since": since}).scalar_one())
