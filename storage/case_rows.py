"""The rows of cases: read together for several of them, and unlocked into cases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from itertools import groupby
from typing import Any, cast

from sqlalchemy import bindparam
from sqlmodel import col, select

from flows.case.case import Case, Ending, Participant, People, Report, Role
from flows.times.times import Times
from storage import case_log, evidence_rows, plan, procedure_times
from storage.database import Transaction
from storage.drafts import contacts, values
from storage.keys import Key
from storage.opened import OpenedCase
from storage.rows import PlainRow
from storage.tables import ParticipantRow

_PARTICIPANTS = (
    select(ParticipantRow)
    .where(col(ParticipantRow.case_id).in_(bindparam("cases", expanding=True)))
    .order_by(col(ParticipantRow.case_id))
)


@dataclass(frozen=True)
class Parts:
    """The rows of some cases, read together, by case."""

    participants: dict[str, dict[str, ParticipantRow]]
    evidence: dict[str, evidence_rows.Rows]
    decisions: dict[str, list[PlainRow]]
    records: dict[str, list[PlainRow]]
    reminders: dict[str, plan.Rows]


def parts_of(tx: Transaction, wanted: Sequence[str]) -> Parts:
    if not wanted:
        return Parts({}, {}, {}, {}, {})
    return Parts(
        _participant_rows(tx, wanted),
        evidence_rows.rows_of(tx, wanted),
        case_log.decision_rows(tx, wanted),
        case_log.record_rows(tx, wanted),
        plan.rows_of(tx, wanted),
    )


def _participant_rows(tx: Transaction, wanted: Sequence[str]) -> dict[str, dict[str, ParticipantRow]]:
    rows = tx.session.exec(_PARTICIPANTS, params={"cases": list(wanted)})
    found = groupby(rows, key=lambda row: row.case_id)
    return {case: {row.person: row for row in sorted(parts, key=_position)} for case, parts in found}


def _position(row: ParticipantRow) -> int:
    return row.position


def open_case(tx: Transaction, row: PlainRow, parts: Parts) -> OpenedCase:
    """Opens the case for this transaction, once. Raises Unreadable."""
    key = tx.key(row.id)
    body = key.unlock_json(row.body)
    found = _case(row, body, key, procedure_times.of(tx, body["procedure"]), parts)
    opened = OpenedCase(
        row.version,
        found,
        parts.evidence.get(row.id, {}),
        parts.participants.get(row.id, {}),
        parts.reminders.get(row.id, {}),
        row.due_at,
        sealed=found,
    )
    tx.opened[row.id] = opened
    return opened


def _case(row: PlainRow, body: Mapping[str, Any], key: Key, times: Times, parts: Parts) -> Case:
    people = tuple(map(_participant, parts.participants.get(row.id, {}).values()))
    return Case(
        id=row.id,
        number=row.number,
        procedure=body["procedure"],
        report=Report(
            body["severity"],
            row.sent_at,
            datetime.fromisoformat(body["content_at"]),
            values(body["answers"]),
            times,
        ),
        people=People(
            tuple(p for p in people if p.left_at is None),
            frozenset(body["excluded"]),
            contacts(body["contacts"]),
            former=tuple(p for p in people if p.left_at is not None),
            next_leader=body["next_leader"],
        ),
        evidence=evidence_rows.evidence_of(parts.evidence.get(row.id, {}), key),
        decisions=tuple(case_log.decision_of(r, key) for r in parts.decisions.get(row.id, ())),
        claimed_reminders=plan.claimed(parts.reminders.get(row.id, {})),
        channel=row.channel,
        channel_refusal=body["channel_refusal"],
        records=tuple(case_log.record_of(r, key) for r in parts.records.get(row.id, ())),
        ending=ending_of(row),
    )


def ending_of(row: PlainRow) -> Ending:
    """How far the case of that row has ended; nothing is opened for it."""
    return Ending(*(getattr(row, field.name) for field in fields(Ending)))


def _participant(r: ParticipantRow) -> Participant:
    role = cast(Role, r.part.partition(" ")[0])
    return Participant(r.person, role, r.since, r.is_in_channel, r.missing, r.left_at)


def participant_columns(part: Participant) -> dict[str, Any]:
    """A participant by column."""
    told = {name: value for name, value in vars(part).items() if name != "role"}
    return told | {"part": part_of(part.role, part.person)}


def part_of(role: Role, person: str) -> str:
    """A role of a person, as it is looked for."""
    return f"{role} {person}"
