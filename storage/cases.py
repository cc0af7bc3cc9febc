"""Cases, and the only door to them: `get(tx, id, as_=person)`."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, cast

from sqlalchemy import false, func, update
from sqlmodel import col, select

from flows.access import is_member, may
from flows.case import Case, Participant, Role
from flows.clocks import COPENHAGEN
from flows.form import Value
from flows.joining import is_hr_asked
from flows.organisation import Context
from flows.severity import Severity
from flows.stepping_in import may_join
from storage import plan
from storage.case_log import decisions_of, put_log, records_of
from storage.database import Conflict, Transaction
from storage.drafts import contacts, stored_contacts, values
from storage.evidence_rows import evidence_of, put_evidence
from storage.keys import Key, Unreadable
from storage.tables import CaseRow, DraftRow, ParticipantRow

log = logging.getLogger(__name__)


class NoSuchCase(Exception):
    """There is no case of that id that this person may see. Says the same for absent and forbidden."""


class NotShared(NoSuchCase):
    """The person has a part in the case and knows of it, but may not read it."""


def get(tx: Transaction, case: str, *, as_: str) -> Case:
    """The case, for someone who may read it.

    Raises NoSuchCase, in the same words whether it does not exist or is not theirs, and NotShared for a
    member who sees only what the employee shows them.
    """
    row = tx.session.get(CaseRow, case)
    found = _case(tx, row) if row else None
    if found is None:
        raise NoSuchCase
    if not may(as_, "read", found):
        raise NotShared if is_member(as_, found) else NoSuchCase
    return found


def of(tx: Transaction, person: str) -> tuple[Case, ...]:
    """The cases in which the person has a part and which they may read, the newest first."""
    mine = select(ParticipantRow.case_id).where(ParticipantRow.person == person)
    rows = tx.session.exec(
        select(CaseRow).where(col(CaseRow.id).in_(mine)).order_by(col(CaseRow.sent_at).desc())
    ).all()
    return tuple(case for case in _readable(tx, rows) if may(person, "read", case))


def _readable(tx: Transaction, rows: Iterable[CaseRow]) -> Iterator[Case]:
    """One that cannot be read, since its key is gone or its rows are not as they were, hides no other."""
    for row in rows:
        try:
            yield _case(tx, row)
        except Unreadable:
            log.error("the case %s cannot be read", row.id)


def those(tx: Transaction, wanted: Iterable[str]) -> dict[str, Case]:
    """The cases of these ids that there are, for what the clock says of them."""
    rows = (tx.session.get(CaseRow, case) for case in dict.fromkeys(wanted))
    return {case.id: case for case in _readable(tx, (row for row in rows if row is not None))}


def asking(tx: Transaction, person: str, ctx: Context) -> tuple[Case, ...]:
    """The cases that ask this person to come in: those that need HR, and those taken to them unanswered."""
    is_hr = col(CaseRow.asks_hr) if person in ctx.organisation.hr else false()
    called = col(CaseRow.id).in_(plan.said_to(person))
    query = select(CaseRow).where(is_hr | called).order_by(col(CaseRow.sent_at))
    found = _readable(tx, tx.session.exec(query).all())
    return tuple(case for case in found if may_join(person, case, ctx))


def holding(tx: Transaction, person: str) -> list[str]:
    """The cases in which the person has a part now."""
    query = select(ParticipantRow.case_id).where(
        ParticipantRow.person == person, col(ParticipantRow.left_at).is_(None)
    )
    return list(tx.session.exec(query))


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


def _case(tx: Transaction, row: CaseRow) -> Case:
    tx.versions[row.id] = row.version
    key = tx.keyring.key(tx.session, row.id)
    body, people = key.unlock_json(row.body), _participants(tx, row.id)
    return Case(
        id=row.id,
        number=row.number,
        procedure=row.procedure,
        severity=cast(Severity, row.severity),
        sent_at=row.sent_at,
        content_at=row.content_at,
        answers=_answers(body, row.content_at),
        participants=tuple(p for p in people if p.left_at is None),
        excluded=frozenset(body["excluded"]),
        evidence=evidence_of(tx, row.id, key),
        decisions=decisions_of(tx, row.id, key),
        nudges=plan.claimed(tx, row.id),
        channel=row.channel,
        channel_refusal=row.channel_refusal,
        contacts=contacts(body.get("contacts", ())),
        withdrawn_at=row.withdrawn_at,
        former=tuple(p for p in people if p.left_at is not None),
        records=records_of(tx, row.id, key),
        closed_at=row.closed_at,
        archived_at=row.archived_at,
        next_leader=str(body.get("next_leader", "")),
    )


def _answers(body: dict[str, Any], content_at: datetime) -> dict[str, Value]:
    """The answers; version 0.1 knew the time "unknown", which counted from when the report was begun."""
    answers = values(body["answers"])
    if answers.get("when") == "unknown":
        answers["when"] = f"found:{content_at.astimezone(COPENHAGEN):%Y-%m-%dT%H:%M}"
    return answers


def _participants(tx: Transaction, case: str) -> tuple[Participant, ...]:
    query = select(ParticipantRow).where(ParticipantRow.case_id == case)
    rows = tx.session.exec(query.order_by(col(ParticipantRow.position)))
    return tuple(
        Participant(r.person, cast(Role, r.role), r.since, r.is_in_channel, r.missing, r.left_at)
        for r in rows
    )


def add(tx: Transaction, case: Case, ctx: Context) -> None:
    """A new case; it goes on with the key of its draft."""
    key = tx.keyring.key(tx.session, case.id)
    tx.session.add(
        CaseRow(
            id=case.id,
            number=case.number,
            procedure=case.procedure,
            severity=case.severity,
            sent_at=case.sent_at,
            content_at=case.content_at,
            body=_body(case, key),
        )
    )
    tx.session.flush()
    tx.versions[case.id] = 1
    _put_parts(tx, case, ctx, key)


def _body(case: Case, key: Key) -> bytes:
    return key.lock_json(
        {
            "answers": dict(case.answers),
            "excluded": sorted(case.excluded),
            "contacts": stored_contacts(case.contacts),
            "next_leader": case.next_leader,
        }
    )


def put(tx: Transaction, case: Case, ctx: Context) -> None:
    """The case as it now is. Raises Conflict when somebody changed it since this transaction read it."""
    version, key = tx.versions.get(case.id, 0), tx.keyring.key(tx.session, case.id)
    change = (
        update(CaseRow)
        .where(col(CaseRow.id) == case.id, col(CaseRow.version) == version)
        .values(
            version=version + 1,
            severity=case.severity,
            content_at=case.content_at,
            channel=case.channel,
            channel_refusal=case.channel_refusal,
            withdrawn_at=case.withdrawn_at,
            closed_at=case.closed_at,
            archived_at=case.archived_at,
            asks_hr=is_hr_asked(case),
            body=_body(case, key),
        )
    )
    if tx.session.execute(change).rowcount != 1:  # type: ignore[attr-defined]
        raise Conflict
    tx.versions[case.id] = version + 1
    _put_parts(tx, case, ctx, key)


def _put_parts(tx: Transaction, case: Case, ctx: Context, key: Key) -> None:
    for position, part in enumerate((*case.participants, *case.former)):
        tx.session.merge(ParticipantRow(case_id=case.id, position=position, **vars(part)))
    put_log(tx, case, key)
    plan.put(tx, case, ctx)
    put_evidence(tx, case.id, case.evidence, key)
    tx.session.flush()
