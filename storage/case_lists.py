"""Which cases there are: whose, with what to say, and how many; most of it without opening any."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import false, func
from sqlmodel import col, select

from flows.access import may
from flows.case import Case
from flows.organisation import Context
from flows.stepping_in import may_join
from storage import cases, plan
from storage.database import Transaction
from storage.tables import CaseRow, DraftRow, NudgeRow, ParticipantRow

MOST_OWN = 10
MOST_ASKING = 20
"""Cases that a Home tab opens: what somebody has reported lately, and what asks them to come in."""
MOST_LOOKED_AT = 60
"""Cases that may still ask somebody, since they once did."""
MOST_PLACES = 12
"""Cases that are offered as a place for what somebody drops."""


def own(tx: Transaction, person: str) -> tuple[Case, ...]:
    """The cases that the person has reported, those that have not ended first, the newest of them."""
    mine = select(ParticipantRow.case_id).where(
        ParticipantRow.person == person, ParticipantRow.role == "employee"
    )
    has_ended = col(CaseRow.withdrawn_at).is_not(None) | col(CaseRow.archived_at).is_not(None)
    query = select(CaseRow).where(col(CaseRow.id).in_(mine)).order_by(has_ended, col(CaseRow.sent_at).desc())
    found = cases.readable(tx, tx.session.exec(query.limit(MOST_OWN)).all())
    return tuple(case for case in found if may(person, "read", case))


def foremost(tx: Transaction, person: str, first: int, most: int) -> tuple[tuple[Case, ...], int]:
    """Some of the cases of others in which the person has a part and that have not ended, and of how many.

    Those come first that have something to say to the person soonest. Only these are opened.
    """
    next_at = (
        select(NudgeRow.case_id, func.min(col(NudgeRow.at)).label("at"))
        .where(NudgeRow.person == person, plan.LEFT)
        .group_by(col(NudgeRow.case_id))
        .subquery()
    )
    is_theirs = (ParticipantRow.person == person, col(ParticipantRow.left_at).is_(None))
    is_open = (col(CaseRow.withdrawn_at).is_(None), col(CaseRow.archived_at).is_(None))
    mine = select(CaseRow.id).join(ParticipantRow, col(ParticipantRow.case_id) == CaseRow.id)
    mine = mine.where(*is_theirs, col(ParticipantRow.role) != "employee", *is_open)
    count = tx.session.exec(select(func.count()).select_from(mine.subquery())).one()
    soonest = mine.outerjoin(next_at, next_at.c.case_id == CaseRow.id)
    order = (next_at.c.at.is_(None), next_at.c.at, col(CaseRow.sent_at), col(CaseRow.id))
    found = cases.those(
        tx, wanted := tx.session.exec(soonest.order_by(*order).offset(first).limit(most)).all()
    )
    return tuple(found[case] for case in wanted if case in found and may(person, "read", found[case])), count


def where_to_add(tx: Transaction, person: str, channel: str = "") -> tuple[Case, ...]:
    """The open cases to which somebody may add something: the channel's first, then their own, the newest.

    They are enough to tell whether there is none, one or several (`flows.access`, "add_evidence").
    """
    is_theirs = (ParticipantRow.person == person, col(ParticipantRow.left_at).is_(None))
    may_add = col(ParticipantRow.role).in_(("employee", "representative"))
    is_open = [
        col(moment).is_(None) for moment in (CaseRow.withdrawn_at, CaseRow.closed_at, CaseRow.archived_at)
    ]
    query = select(CaseRow.id).join(ParticipantRow, col(ParticipantRow.case_id) == CaseRow.id)
    order = (col(ParticipantRow.role) != "employee", col(CaseRow.sent_at).desc())
    mine = tx.session.exec(
        query.where(*is_theirs, may_add, *is_open).order_by(*order).limit(MOST_PLACES)
    ).all()
    here = tx.session.exec(select(CaseRow.id).where(CaseRow.channel == channel)).all() if channel else ()
    found = cases.those(tx, wanted := list(dict.fromkeys((*here, *mine))))
    return tuple(found[case] for case in wanted if case in found and may(person, "read", found[case]))


def asking(tx: Transaction, person: str, ctx: Context) -> tuple[Case, ...]:
    """The newest cases that ask this person to come in: those that need HR, and those taken to them."""
    is_hr = col(CaseRow.asks_hr) if person in ctx.organisation.hr else false()
    called = col(CaseRow.id).in_(plan.said_to(person))
    has_part = select(ParticipantRow.case_id).where(
        ParticipantRow.person == person, col(ParticipantRow.left_at).is_(None)
    )
    is_open = (col(CaseRow.withdrawn_at).is_(None), col(CaseRow.archived_at).is_(None))
    query = select(CaseRow).where(is_hr | called, col(CaseRow.id).not_in(has_part), *is_open)
    rows = tx.session.exec(query.order_by(col(CaseRow.sent_at).desc()).limit(MOST_LOOKED_AT)).all()
    found: list[Case] = []
    for place in range(0, len(rows), MOST_ASKING):
        piece = cases.readable(tx, rows[place : place + MOST_ASKING])
        found += [case for case in piece if may_join(person, case, ctx)]
        if len(found) >= MOST_ASKING:
            break
    return tuple(sorted(found[:MOST_ASKING], key=lambda case: case.sent_at))


def holding(tx: Transaction, person: str) -> list[str]:
    """The cases in which the person has a part now."""
    query = select(ParticipantRow.case_id).where(
        ParticipantRow.person == person, col(ParticipantRow.left_at).is_(None)
    )
    return list(tx.session.exec(query))


def under_way(tx: Transaction, person: str) -> list[str]:
    """The cases in which the person has a part now and that have not ended, the oldest first."""
    mine = select(ParticipantRow.case_id).where(
        ParticipantRow.person == person, col(ParticipantRow.left_at).is_(None)
    )
    is_open = (col(CaseRow.withdrawn_at).is_(None), col(CaseRow.archived_at).is_(None))
    query = select(CaseRow.id).where(col(CaseRow.id).in_(mine), *is_open)
    return list(tx.session.exec(query.order_by(col(CaseRow.sent_at))))


def open_ones(tx: Transaction) -> list[str]:
    """The cases that may still have something to say."""
    query = select(CaseRow.id).where(col(CaseRow.withdrawn_at).is_(None), col(CaseRow.archived_at).is_(None))
    return list(tx.session.exec(query.order_by(col(CaseRow.sent_at))))


def leading(tx: Transaction, wanted: Iterable[str]) -> list[str]:
    """Those who lead these cases or stand in for whoever does; no case is opened for it."""
    is_theirs = col(ParticipantRow.role).in_(("leader", "deputy", "next_leader"))
    query = select(ParticipantRow.person).where(col(ParticipantRow.case_id).in_(list(wanted)), is_theirs)
    return list(tx.session.exec(query.where(col(ParticipantRow.left_at).is_(None)).distinct()))


def participants(tx: Transaction) -> dict[str, datetime]:
    """Everybody who has a part in some case, and since when."""
    first = func.min(col(ParticipantRow.since))
    query = select(ParticipantRow.person, first).where(col(ParticipantRow.left_at).is_(None))
    return dict(tx.session.exec(query.group_by(ParticipantRow.person)).all())


def is_free(tx: Transaction, number: str) -> bool:
    """Whether no case and no report under way has this number yet."""
    case = tx.session.exec(select(CaseRow.id).where(CaseRow.number == number)).first()
    return (
        case is None and tx.session.exec(select(DraftRow.id).where(DraftRow.number == number)).first() is None
    )


def sent_since(tx: Transaction, person: str, since: datetime) -> int:
    """How many reports the person has sent since then."""
    own = select(ParticipantRow.case_id).where(
        ParticipantRow.person == person, ParticipantRow.role == "employee"
    )
    rows = select(func.count()).where(col(CaseRow.id).in_(own), CaseRow.sent_at > since)
    return tx.session.exec(rows).one()
