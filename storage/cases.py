"""Cases, and the only door to them: `get(tx, id, as_=person)`."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from sqlalchemy import func, update
from sqlmodel import col, select

from flows.access import may
from flows.case import Case, Decision, Nudge, Participant, Role
from flows.nudges import next_nudge_at
from flows.organisation import Context
from flows.severity import Severity
from storage.database import Conflict, Transaction
from storage.drafts import values
from storage.evidence_rows import evidence_of, put_evidence
from storage.keys import Key
from storage.tables import CaseRow, DecisionRow, NudgeRow, ParticipantRow


class NoSuchCase(Exception):
    """There is no case of that id that this person may see. Says the same for absent and forbidden."""


def get(tx: Transaction, case: str, *, as_: str) -> Case:
    """The case, for someone who may read it.

    Raises NoSuchCase, in the same words whether it does not exist or is not theirs.
    """
    row = tx.session.get(CaseRow, case)
    found = _case(tx, row) if row else None
    if found is None or not may(as_, "read", found):
        raise NoSuchCase
    return found


def of(tx: Transaction, person: str) -> tuple[Case, ...]:
    """The cases in which the person has a part and which they may read, the newest first."""
    mine = select(ParticipantRow.case_id).where(ParticipantRow.person == person)
    rows = tx.session.exec(
        select(CaseRow).where(col(CaseRow.id).in_(mine)).order_by(col(CaseRow.sent_at).desc())
    ).all()
    found = (_case(tx, row) for row in rows)
    return tuple(case for case in found if may(person, "read", case))


def due(tx: Transaction, now: datetime) -> list[str]:
    """The cases whose next reminder is due."""
    query = select(CaseRow.id).where(col(CaseRow.next_nudge_at) <= now).order_by(col(CaseRow.next_nudge_at))
    return list(tx.session.exec(query.limit(200)))


def participants(tx: Transaction) -> dict[str, datetime]:
    """Everybody who has a part in some case, and since when."""
    first = func.min(col(ParticipantRow.since))
    return dict(tx.session.exec(select(ParticipantRow.person, first).group_by(ParticipantRow.person)).all())


def is_free(tx: Transaction, number: str) -> bool:
    """Whether no case has this number yet."""
    return tx.session.exec(select(CaseRow.id).where(CaseRow.number == number)).first() is None


def _case(tx: Transaction, row: CaseRow) -> Case:
    tx.versions[row.id] = row.version
    key = tx.keyring.key(tx.session, row.id)
    body = key.unlock_json(row.body)
    return Case(
        id=row.id,
        number=row.number,
        procedure=row.procedure,
        severity=cast(Severity, row.severity),
        sent_at=row.sent_at,
        content_at=row.content_at,
        answers=values(body["answers"]),
        participants=_participants(tx, row.id),
        excluded=frozenset(body["excluded"]),
        evidence=evidence_of(tx, row.id, key),
        decisions=_decisions(tx, row.id, key),
        nudges=_nudges(tx, row.id),
        channel=row.channel,
        channel_refusal=row.channel_refusal,
    )


def _participants(tx: Transaction, case: str) -> tuple[Participant, ...]:
    query = select(ParticipantRow).where(ParticipantRow.case_id == case)
    rows = tx.session.exec(query.order_by(col(ParticipantRow.position)))
    return tuple(Participant(r.person, cast(Role, r.role), r.since, r.is_in_channel, r.missing) for r in rows)


def _decisions(tx: Transaction, case: str, key: Key) -> tuple[Decision, ...]:
    query = select(DecisionRow).where(DecisionRow.case_id == case)
    rows = tx.session.exec(query.order_by(col(DecisionRow.position)))
    return tuple(Decision(r.step, r.outcome, key.unlock(r.reason), r.by, r.at) for r in rows)


def _nudges(tx: Transaction, case: str) -> tuple[Nudge, ...]:
    query = select(NudgeRow).where(NudgeRow.case_id == case)
    rows = tx.session.exec(query.order_by(col(NudgeRow.at), NudgeRow.step, col(NudgeRow.number)))
    return tuple(Nudge(r.step, r.number, r.person, r.at) for r in rows)


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
            next_nudge_at=next_nudge_at(case, ctx),
            body=_body(case, key),
        )
    )
    tx.session.flush()
    tx.versions[case.id] = 1
    _put_parts(tx, case, key)


def _body(case: Case, key: Key) -> bytes:
    return key.lock_json({"answers": dict(case.answers), "excluded": sorted(case.excluded)})


def put(tx: Transaction, case: Case, ctx: Context) -> None:
    """The case as it now is. Raises Conflict when somebody changed it since this transaction read it."""
    version = tx.versions.get(case.id, 0)
    change = (
        update(CaseRow)
        .where(col(CaseRow.id) == case.id, col(CaseRow.version) == version)
        .values(
            version=version + 1,
            severity=case.severity,
            channel=case.channel,
            channel_refusal=case.channel_refusal,
            next_nudge_at=next_nudge_at(case, ctx),
        )
    )
    if tx.session.execute(change).rowcount != 1:  # type: ignore[attr-defined]
        raise Conflict
    tx.versions[case.id] = version + 1
    _put_parts(tx, case, tx.keyring.key(tx.session, case.id))


def _put_parts(tx: Transaction, case: Case, key: Key) -> None:
    for position, part in enumerate(case.participants):
        tx.session.merge(ParticipantRow(case_id=case.id, position=position, **vars(part)))
    known = len(_decisions(tx, case.id, key))
    for position, done in enumerate(case.decisions[known:], known):
        tx.session.add(
            DecisionRow(
                case_id=case.id,
                position=position,
                step=done.step,
                outcome=done.outcome,
                reason=key.lock(done.reason),
                by=done.by,
                at=done.at,
            )
        )
    for nudge in case.nudges:
        tx.insert_once(
            NudgeRow(case_id=case.id, step=nudge.step, number=nudge.number, person=nudge.to, at=nudge.at)
        )
    put_evidence(tx, case.id, case.evidence, key)
    tx.session.flush()
