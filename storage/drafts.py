"""Reports under way: one row a person, readable with the draft's own key."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, select, update
from sqlmodel import col

from flows.case.case import Contact
from flows.events import PeopleFound
from flows.form import Value
from flows.report.draft import Asked, Conversation, Draft, DraftPeople
from storage import evidence_rows
from storage.database import Transaction
from storage.keys import Key
from storage.opened import OpenedDraft
from storage.rows import PlainRow
from storage.tables import DraftRow, EvidenceRow
from storage.trying import Conflict

_IS_BY = col(DraftRow.person) == bindparam("by")
_IS_THAT = col(DraftRow.id) == bindparam("draft")
_AS_READ = (_IS_THAT, col(DraftRow.version) == bindparam("read"))
_OF = select(DraftRow).where(_IS_BY)
_ID_OF = select(col(DraftRow.id)).where(_IS_BY)
_GET = select(DraftRow).where(_IS_THAT)
_PUT = (
    update(DraftRow)
    .where(*_AS_READ)
    .values(
        version=DraftRow.version + 1,
        updated_at=bindparam("now"),
        announced_at=None,
        body=bindparam("written"),
    )
)
_TOUCH = update(DraftRow).where(_IS_BY).values(updated_at=bindparam("now"), announced_at=None)
_DROP = delete(DraftRow).where(*_AS_READ)
_DROP_EVIDENCE = delete(EvidenceRow).where(col(EvidenceRow.subject) == bindparam("draft"))


def of(tx: Transaction, person: str) -> Draft | None:
    """The person's report under way."""
    opened = (found.draft for found in tx.opened.values() if isinstance(found, OpenedDraft))
    if mine := next((draft for draft in opened if draft.person == person), None):
        return mine
    row = tx.execute(_OF, {"by": person}).first()
    return _draft(tx, row) if row else None


def id_of(tx: Transaction, person: str) -> str:
    """The id of the person's report under way, "" when there is none; nothing is opened for it."""
    return str(tx.execute(_ID_OF, {"by": person}).scalar() or "")


def get(tx: Transaction, draft: str) -> Draft | None:
    """The draft of that id; None when it is sent or withdrawn."""
    if opened := tx.opened_draft(draft):
        return opened.draft
    row = tx.execute(_GET, {"draft": draft}).first()
    return _draft(tx, row) if row else None


def _draft(tx: Transaction, row: PlainRow) -> Draft:
    key = tx.key(row.id)
    body = key.unlock_json(row.body)
    rows = evidence_rows.rows_of(tx, [row.id]).get(row.id, {})
    draft = Draft(
        id=row.id,
        person=row.person,
        started_at=datetime.fromisoformat(body["started_at"]),
        number=row.number,
        answers=values(body["answers"]),
        account=body["account"],
        raised=body["raised"],
        evidence=evidence_rows.evidence_of(rows, key),
        conversation=Conversation(
            tuple(map(_asked, body["asked"])), body["reopened"], body["is_endangered"], body["is_paused"]
        ),
        people=DraftPeople(
            PeopleFound(**body["found"]) if body["found"] else None,
            body["chosen"],
            tuple(body["kept_out"]),
            contacts(body["contacts"]),
        ),
    )
    tx.opened[row.id] = OpenedDraft(row.version, draft, rows, sealed=draft)
    return draft


def _asked(stored: dict[str, Any]) -> Asked:
    offers = tuple(tuple(offer) if isinstance(offer, list) else offer for offer in stored["offers"])
    return Asked(**{**stored, "offers": offers, "items": tuple(stored["items"])})


def contacts(stored: Iterable[dict[str, Any]]) -> tuple[Contact, ...]:
    """Those who were asked to get in touch, from JSON."""
    return tuple(
        Contact(
            c["role"],
            c["person"],
            datetime.fromisoformat(c["asked_at"]),
            _moment(c["answered_at"]),
            _moment(c["told_at"]),
            c["is_missed"],
        )
        for c in stored
    )


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def stored_contacts(known: Iterable[Contact]) -> list[dict[str, Any]]:
    """The same as JSON."""
    return [
        {
            "role": c.role,
            "person": c.person,
            "asked_at": c.asked_at.isoformat(),
            "answered_at": c.answered_at.isoformat() if c.answered_at else None,
            "told_at": c.told_at.isoformat() if c.told_at else None,
            "is_missed": c.is_missed,
        }
        for c in known
    ]


def values(stored: dict[str, Any]) -> dict[str, Value]:
    """Answers from JSON, where several choices have become a list."""
    return {k: tuple(v) if isinstance(v, list) else v for k, v in stored.items()}


def add(tx: Transaction, draft: Draft) -> bool:
    """A new draft with a key of its own; False when the person began one at the same time."""
    key = tx.new_key(draft.id)
    row = DraftRow(
        id=draft.id,
        person=draft.person,
        number=draft.number,
        updated_at=draft.started_at,
        body=_body(draft, key),
    )
    if not tx.insert_once(row):
        return False
    opened = OpenedDraft(row.version, draft, {}, sealed=None)
    tx.opened[draft.id] = opened
    evidence_rows.put_evidence(tx, draft.id, draft.evidence, (), opened.evidence)
    return True


def put(tx: Transaction, draft: Draft, now: datetime) -> None:
    """The draft as it now is. Raises Conflict when somebody changed it since this transaction read it."""
    opened = tx.opened_draft(draft.id)
    if opened is None:
        raise Conflict
    body = _body(draft, tx.key(draft.id))
    if (
        tx.execute(_PUT, {"draft": draft.id, "read": opened.version, "now": now, "written": body}).rowcount
        != 1
    ):
        raise Conflict
    evidence_rows.put_evidence(tx, draft.id, draft.evidence, opened.draft.evidence, opened.evidence)
    opened.version, opened.draft = opened.version + 1, draft


def _body(draft: Draft, key: Key) -> bytes:
    return key.lock_json(
        {
            "started_at": draft.started_at.isoformat(),
            "answers": dict(draft.answers),
            "asked": [vars(turn) for turn in draft.conversation.asked],
            "account": draft.account,
            "is_endangered": draft.conversation.is_endangered,
            "reopened": draft.conversation.reopened,
            "found": vars(draft.people.found) if draft.people.found else None,
            "chosen": dict(draft.people.chosen),
            "kept_out": draft.people.kept_out,
            "contacts": stored_contacts(draft.people.contacts),
            "raised": draft.raised,
            "is_paused": draft.conversation.is_paused,
        }
    )


def touch(tx: Transaction, person: str, now: datetime) -> None:
    """The person has done something here, though not with the report under way: so that is kept longer."""
    tx.execute(_TOUCH, {"by": person, "now": now})


def drop(tx: Transaction, draft: str) -> None:
    """The draft is sent: the row goes, key and evidence stay with the case.

    Raises Conflict when somebody changed it since this transaction read it.
    """
    opened = tx.opened_draft(draft)
    version = opened.version if opened else 0
    if tx.execute(_DROP, {"draft": draft, "read": version}).rowcount != 1:
        raise Conflict


def erase(tx: Transaction, draft: str, now: datetime) -> None:
    """The draft is withdrawn: row, key and evidence go for good."""
    drop(tx, draft)
    tx.execute(_DROP_EVIDENCE, {"draft": draft})
    tx.erase(draft, now)
