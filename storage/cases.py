"""Cases, and the only door to them: `get(tx, id, as_=person)`."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from typing import Any, cast

from sqlalchemy import false, func, tuple_, union_all, update
from sqlmodel import col, select

from flows.access import is_member, may
from flows.case import Case, Participant, Role
from flows.clocks import COPENHAGEN
from flows.form import Value
from flows.joining import is_hr_asked
from flows.organisation import Context
from flows.severity import Severity
from flows.stepping_in import may_join
from storage import case_log, evidence_rows, plan
from storage.database import Conflict, OpenedCase, Transaction
from storage.drafts import contacts, stored_contacts, values
from storage.keys import Key, Unreadable
from storage.tables import CaseRow, DecisionRow, DraftRow, ParticipantRow, RecordRow

log = logging.getLogger(__name__)

_COLUMNS = (
    *("severity", "content_at", "channel", "channel_refusal"),
    *("withdrawn_at", "closed_at", "archived_at"),
)
_IN_BODY = ("answers", "excluded", "contacts", "next_leader")
"""Fields of a case that change: those in columns of their own, and those encrypted together."""


class NoSuchCase(Exception):
    """There is no case of that id that this person may see. Says the same for absent and forbidden."""


class NotShared(NoSuchCase):
    """The person has a part in the case and knows of it, but may not read it."""


def get(tx: Transaction, case: str, *, as_: str) -> Case:
    """The case, for someone who may read it.

    Raises NoSuchCase, in the same words whether it does not exist or is not theirs, and NotShared for a
    member who sees only what the employee shows them.
    """
    opened = tx.opened_case(case)
    row = None if opened else tx.session.get(CaseRow, case)
    if row is not None:
        opened = _opened(tx, row, _parts(tx, [case]))
    if opened is None:
        raise NoSuchCase
    found = opened.case
    if not may(as_, "read", found):
        raise NotShared if is_member(as_, found) else NoSuchCase
    return found


def versions(tx: Transaction, wanted: Collection[str]) -> dict[str, int]:
    """How often each of these drafts and cases has been changed."""
    query = union_all(
        select(CaseRow.id, CaseRow.version).where(col(CaseRow.id).in_(wanted)),
        select(DraftRow.id, DraftRow.version).where(col(DraftRow.id).in_(wanted)),
    )
    return {found: version for found, version in tx.session.execute(query)}


def of(tx: Transaction, person: str) -> tuple[Case, ...]:
    """The cases in which the person has a part and which they may read, the newest first."""
    mine = select(ParticipantRow.case_id).where(ParticipantRow.person == person)
    rows = tx.session.exec(
        select(CaseRow).where(col(CaseRow.id).in_(mine)).order_by(col(CaseRow.sent_at).desc())
    ).all()
    return tuple(case for case in _readable(tx, rows) if may(person, "read", case))


def _readable(tx: Transaction, rows: Sequence[CaseRow]) -> Iterator[Case]:
    """One that cannot be read, since its key is gone or its rows are not as they were, hides no other."""
    parts = _parts(tx, [row.id for row in rows if row.id not in tx.opened])
    for row in rows:
        try:
            yield (tx.opened_case(row.id) or _opened(tx, row, parts)).case
        except Unreadable:
            log.error("the case %s cannot be read", row.id)


def those(tx: Transaction, wanted: Iterable[str]) -> dict[str, Case]:
    """The cases of these ids that there are, for what the clock says of them."""
    rows = tx.session.exec(select(CaseRow).where(col(CaseRow.id).in_(list(dict.fromkeys(wanted))))).all()
    return {case.id: case for case in _readable(tx, rows)}


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


@dataclass(frozen=True)
class _Parts:
    """The rows of some cases, read together, by case."""

    participants: dict[str, dict[str, ParticipantRow]]
    evidence: dict[str, evidence_rows.Rows]
    decisions: dict[str, list[DecisionRow]]
    records: dict[str, list[RecordRow]]
    nudges: dict[str, plan.Rows]


def _parts(tx: Transaction, wanted: Sequence[str]) -> _Parts:
    if not wanted:
        return _Parts({}, {}, {}, {}, {})
    tx.fetch_keys(wanted)
    return _Parts(
        _participant_rows(tx, wanted),
        evidence_rows.rows_of(tx, wanted),
        case_log.decision_rows(tx, wanted),
        case_log.record_rows(tx, wanted),
        plan.rows_of(tx, wanted),
    )


def _participant_rows(tx: Transaction, wanted: Sequence[str]) -> dict[str, dict[str, ParticipantRow]]:
    query = select(ParticipantRow).where(col(ParticipantRow.case_id).in_(wanted))
    rows = tx.session.exec(query.order_by(ParticipantRow.case_id, col(ParticipantRow.position)))
    found = groupby(rows, key=lambda row: row.case_id)
    return {case: {row.person: row for row in parts} for case, parts in found}


def _opened(tx: Transaction, row: CaseRow, parts: _Parts) -> OpenedCase:
    """Opens the case for this transaction, once. Raises Unreadable."""
    opened = OpenedCase(
        row.version,
        _case(row, tx.key(row.id), parts),
        parts.evidence.get(row.id, {}),
        parts.participants.get(row.id, {}),
        parts.nudges.get(row.id, {}),
    )
    tx.opened[row.id] = opened
    return opened


def _case(row: CaseRow, key: Key, parts: _Parts) -> Case:
    body = key.unlock_json(row.body)
    people = tuple(map(_participant, parts.participants.get(row.id, {}).values()))
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
        evidence=evidence_rows.evidence_of(parts.evidence.get(row.id, {}), key),
        decisions=tuple(case_log.decision_of(r, key) for r in parts.decisions.get(row.id, ())),
        nudges=plan.claimed(parts.nudges.get(row.id, {})),
        channel=row.channel,
        channel_refusal=row.channel_refusal,
        contacts=contacts(body.get("contacts", ())),
        withdrawn_at=row.withdrawn_at,
        former=tuple(p for p in people if p.left_at is not None),
        records=tuple(case_log.record_of(r, key) for r in parts.records.get(row.id, ())),
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


def _participant(r: ParticipantRow) -> Participant:
    return Participant(r.person, cast(Role, r.role), r.since, r.is_in_channel, r.missing, r.left_at)


def add(tx: Transaction, case: Case, ctx: Context) -> None:
    """A new case; it goes on with the key and the evidence of its draft."""
    row = CaseRow(
        id=case.id,
        number=case.number,
        procedure=case.procedure,
        sent_at=case.sent_at,
        asks_hr=is_hr_asked(case),
        body=_body(case, tx.key(case.id)),
        **{name: getattr(case, name) for name in _COLUMNS},
    )
    tx.session.add(row)
    tx.session.flush()
    draft = tx.opened.get(case.id)
    evidence = draft.evidence if draft else {}
    empty = replace(case, participants=(), former=(), decisions=(), records=(), nudges=())
    opened = OpenedCase(1, empty if draft else replace(empty, evidence=()), evidence, {}, {})
    tx.opened[case.id] = opened
    _put_parts(tx, case, opened)
    _put_plans(tx, [(opened, plan.wanted(case, {}, ctx))])


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
    """The case as it now is, and the plan of what it says next; only what is other than before is written.

    Raises Conflict when somebody changed it since this transaction read it.
    """
    put_all(tx, [case], ctx)


def put_all(tx: Transaction, found: Iterable[Case], ctx: Context) -> None:
    """The same for several cases, in few statements."""
    plans: list[tuple[OpenedCase, plan.Rows]] = []
    raised: dict[str, int] = {}
    for case in found:
        opened = tx.opened_case(case.id)
        if opened is None:
            raise Conflict
        wanted = plan.wanted(case, opened.nudges, ctx)
        if case == opened.case and wanted == opened.nudges:
            continue
        plans.append((opened, wanted))
        if values := _changed(case, opened.case, tx):
            _raise_versions(tx, {case.id: opened.version}, values)
        else:
            raised[case.id] = opened.version
        _put_parts(tx, case, opened)
    if raised:
        _raise_versions(tx, raised, {})
    for opened, _ in plans:
        opened.version += 1
    _put_plans(tx, plans)


def _raise_versions(tx: Transaction, known: Mapping[str, int], values: Mapping[str, Any]) -> None:
    """Writes the values to these cases, which must be of the versions that were read."""
    is_known = tuple_(col(CaseRow.id), col(CaseRow.version)).in_(list(known.items()))
    change = update(CaseRow).where(is_known).values(version=CaseRow.version + 1, **values)
    done = tx.session.execute(change, execution_options={"synchronize_session": False})
    if done.rowcount != len(known):  # type: ignore[attr-defined]
        raise Conflict


def _put_plans(tx: Transaction, plans: Sequence[tuple[OpenedCase, plan.Rows]]) -> None:
    plan.put_all(tx, [(opened.case.id, opened.nudges, wanted) for opened, wanted in plans])
    for opened, wanted in plans:
        opened.nudges = wanted


def _changed(case: Case, before: Case, tx: Transaction) -> dict[str, Any]:
    """The columns of the case's row that are other than before."""
    values = {name: getattr(case, name) for name in _COLUMNS}
    found = {name: value for name, value in values.items() if value != getattr(before, name)}
    if is_hr_asked(case) != is_hr_asked(before):
        found["asks_hr"] = is_hr_asked(case)
    if any(getattr(case, name) != getattr(before, name) for name in _IN_BODY):
        found["body"] = _body(case, tx.key(case.id))
    return found


def _put_parts(tx: Transaction, case: Case, opened: OpenedCase) -> None:
    before = opened.case
    for position, part in enumerate((*case.participants, *case.former)):
        row = opened.participants.get(part.person)
        if row is None:
            row = ParticipantRow(case_id=case.id, position=position, **vars(part))
            opened.participants[part.person] = row
        for name, value in vars(part).items():
            setattr(row, name, value)
        row.position = position
        tx.session.add(row)
    case_log.put_log(tx, case, len(before.decisions), len(before.records))
    evidence_rows.put_evidence(tx, case.id, case.evidence, before.evidence, opened.evidence)
    opened.case = case
    tx.session.flush()
