"""Cases, and the only door to them: `get(tx, id, as_=person)`."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, bindparam, select, tuple_, union_all, update
from sqlmodel import col

from flows.access.rules import is_member, may
from flows.case.case import Case, ClaimedReminder
from flows.deciding.role_changes import is_hr_asked
from flows.people.organisation import Context
from flows.procedure.step_state import next_deadline
from storage import case_log, evidence_rows, plan, procedure_times
from storage.case_rows import open_case, participant_columns, parts_of
from storage.column_ciphers import SpoiltColumn
from storage.database import Transaction
from storage.drafts import stored_contacts
from storage.keys import Unreadable
from storage.opened import OpenedCase
from storage.rows import PlainRow
from storage.signs import sign
from storage.tables import CaseRow, DraftRow, ParticipantRow
from storage.trying import Conflict

log = logging.getLogger(__name__)

_ROWS = select(CaseRow).where(col(CaseRow.id).in_(bindparam("cases", expanding=True)))
_WANTED: BindParameter[Any] = bindparam("wanted", expanding=True)
_VERSIONS = union_all(
    select(col(CaseRow.id), col(CaseRow.version)).where(col(CaseRow.id).in_(_WANTED)),
    select(col(DraftRow.id), col(DraftRow.version)).where(col(DraftRow.id).in_(_WANTED)),
)
_RAISE = (
    update(CaseRow)
    .where(tuple_(col(CaseRow.id), col(CaseRow.version)).in_(bindparam("known", expanding=True)))
    .values(version=CaseRow.version + 1)
)


class NoSuchCase(Exception):
    """There is no case of that id that this person may see. Says the same for absent and forbidden."""


class NotShared(NoSuchCase):
    """The person has a part in the case and knows of it, but may not read it."""


BEYOND_READING = (Unreadable, NoSuchCase, LookupError, TypeError, ValueError, AttributeError)
"""What is raised for a case whose key is gone or whose rows are not as this version writes them."""


def get(tx: Transaction, case: str, *, as_: str) -> Case:
    """The case, for someone who may read it.

    Raises NoSuchCase, in the same words whether it does not exist or is not theirs, and NotShared for a
    member who sees only what the employee shows them.
    """
    opened = tx.opened_case(case)
    row = None if opened else tx.execute(_ROWS, {"cases": [case]}).first()
    if row is not None:
        opened = open_case(tx, row, parts_of(tx, [case]))
    if opened is None:
        raise NoSuchCase
    found = opened.case
    if not may(as_, "read", found):
        raise NotShared if is_member(as_, found) else NoSuchCase
    return found


def versions(tx: Transaction, wanted: Collection[str]) -> dict[str, int]:
    """How often each of these drafts and cases has been changed."""
    return {found: version for found, version in tx.execute(_VERSIONS, {"wanted": list(wanted)})}


def readable(tx: Transaction, rows: Sequence[PlainRow]) -> Iterator[Case]:
    """One that cannot be read, since its key is gone or its rows are not as they were, hides no other."""
    try:
        together = parts_of(tx, [row.id for row in rows if row.id not in tx.opened])
    except SpoiltColumn:
        together = None
    for row in rows:
        try:
            yield (tx.opened_case(row.id) or open_case(tx, row, together or parts_of(tx, [row.id]))).case
        except Unreadable:
            log.error("the case %s cannot be read", row.id)


def those(tx: Transaction, wanted: Iterable[str]) -> dict[str, Case]:
    """The cases of these ids that there are, for what the clock says of them."""
    rows = tx.rows_that_open(_ROWS, {"cases": list(dict.fromkeys(wanted))})
    return {case.id: case for case in readable(tx, rows)}


def add(tx: Transaction, case: Case, ctx: Context) -> None:
    """A new case; it goes on with the key and the evidence of its draft."""
    row = CaseRow(
        id=case.id,
        number=case.number,
        sent_at=case.report.sent_at,
        hr_sign=sign(case.id, is_so=is_hr_asked(case)),
        due_at=_due_at(case, ctx),
        body=tx.key(case.id).lock_json(_content(case)),
        **_columns(case),
    )
    tx.session.add(row)
    tx.session.flush()
    procedure_times.keep(tx, case)
    draft = tx.opened_draft(case.id)
    evidence = draft.evidence if draft else {}
    empty = replace(
        case,
        decisions=(),
        records=(),
        claimed_reminders=(),
        people=replace(case.people, participants=(), former=()),
    )
    known = empty if draft else replace(empty, evidence=())
    opened = OpenedCase(1, known, evidence, {}, {}, row.due_at, draft.sealed if draft else None)
    tx.opened[case.id] = opened
    _put_parts(tx, case, opened)
    _put_plans(tx, [(opened, plan.wanted(case, {}, ctx))])


def _columns(case: Case) -> dict[str, Any]:
    """What changes of a case and stands in columns of its own."""
    return vars(case.ending) | {"channel": case.channel}


def _content(case: Case) -> dict[str, Any]:
    """What of it is encrypted, all together."""
    return {
        "procedure": case.procedure,
        "severity": case.report.severity,
        "content_at": case.report.content_at.isoformat(),
        "channel_refusal": case.channel_refusal,
        "answers": dict(case.report.answers),
        "excluded": sorted(case.people.excluded),
        "contacts": stored_contacts(case.people.contacts),
        "next_leader": case.people.next_leader,
    }


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
        wanted = plan.wanted(case, opened.reminders, ctx)
        if case == opened.case and wanted == opened.reminders and _due_at(case, ctx) == opened.due_at:
            continue
        plans.append((opened, wanted))
        if values := _changed(case, opened, tx, ctx):
            _raise_versions(tx, {case.id: opened.version}, values)
        else:
            raised[case.id] = opened.version
        _put_parts(tx, case, opened)
    if raised:
        _raise_versions(tx, raised, {})
    for opened, _ in plans:
        opened.version += 1
    _put_plans(tx, plans)


def take_back(tx: Transaction, case: str, claimed_reminders: Iterable[ClaimedReminder]) -> None:
    """What an open case has claimed and is not to have said; the case is to be put without it."""
    opened = tx.opened_case(case)
    if opened is None:
        raise Conflict
    opened.reminders = plan.take_back(tx, case, opened.reminders, claimed_reminders)


def is_outdated(tx: Transaction, case: Case, ctx: Context) -> bool:
    """Whether an open case would be planned otherwise now than it is, or has another next deadline."""
    opened = tx.opened_case(case.id)
    if opened is None or opened.due_at != _due_at(case, ctx):
        return True
    return plan.wanted(case, opened.reminders, ctx) != opened.reminders


def _raise_versions(tx: Transaction, known: Mapping[str, int], values: Mapping[str, Any]) -> None:
    """Writes the values to these cases, which must be of the versions that were read."""
    change = _RAISE.values(**values) if values else _RAISE
    if tx.execute(change, {"known": list(known.items())}).rowcount != len(known):
        raise Conflict


def _put_plans(tx: Transaction, plans: Sequence[tuple[OpenedCase, plan.Rows]]) -> None:
    plan.put_all(tx, [(opened.case.id, opened.reminders, wanted) for opened, wanted in plans])
    for opened, wanted in plans:
        opened.reminders = wanted


def _changed(case: Case, opened: OpenedCase, tx: Transaction, ctx: Context) -> dict[str, Any]:
    """The columns of the case's row that are other than before."""
    before, due_at = opened.case, _due_at(case, ctx)
    known = _columns(before)
    found = {name: value for name, value in _columns(case).items() if value != known[name]}
    if is_hr_asked(case) != is_hr_asked(before):
        found["hr_sign"] = sign(case.id, is_so=is_hr_asked(case))
    if due_at != opened.due_at:
        found["due_at"] = opened.due_at = due_at
    if _content(case) != _content(before):
        found["body"] = tx.key(case.id).lock_json(_content(case))
    return found


def _due_at(case: Case, ctx: Context) -> datetime | None:
    """When the case's next deadline is; None when nothing is left to decide."""
    first = next_deadline(case, ctx.organisation.calendar, ctx.now)
    return first.due if first else None


def _put_parts(tx: Transaction, case: Case, opened: OpenedCase) -> None:
    before = opened.case
    for position, part in enumerate((*case.people.participants, *case.people.former)):
        told = participant_columns(part) | {"position": position}
        row = opened.participants.get(part.person)
        if row is None:
            row = ParticipantRow(case_id=case.id, **told)
            opened.participants[part.person] = row
        for name, value in told.items():
            setattr(row, name, value)
        tx.session.add(row)
    case_log.put_log(tx, case, len(before.decisions), len(before.records))
    evidence_rows.put_evidence(tx, case.id, case.evidence, before.evidence, opened.evidence)
    opened.case = case
    tx.session.flush()
