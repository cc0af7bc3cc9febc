"""The facts of a draft or case as a few keyed digests, by which a seal tells whether they were changed.

They are computed from what the product reads, never from the form of the rows. A field that has its default
is left out, so that a field which a later version adds changes no digest of before. No digest tells anything
of the content to somebody without the key of the database.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from flows.case.case import Case
from flows.report.draft import Draft
from storage.database_key import DatabaseKey

NONE = ""
"""There is no draft or case: it was never one of this organisation, or is erased."""


def of(found: Case | Draft | None, key: DatabaseKey) -> str:
    """The digests of its parts, as JSON."""
    if found is None:
        return NONE
    parts = _of_case(found) if isinstance(found, Case) else _of_draft(found)
    return json.dumps({name: key.mac(("facts", name, _told(part))) for name, part in parts.items()})


def changed(sealed: str, now: str) -> tuple[str, ...]:
    """The parts in which they differ."""
    before, after = _parts(sealed), _parts(now)
    return tuple(name for name in {**before, **after} if before.get(name) != after.get(name))


def _parts(facts: str) -> Mapping[str, str]:
    try:
        found = json.loads(facts or "{}")
    except ValueError:
        return {"case": facts}
    return found if isinstance(found, dict) else {"case": facts}


def _of_case(case: Case) -> dict[str, object]:
    """Reminders are left out: those that are claimed stand in the journal, the others are computed."""
    people = case.people
    return {
        "case": (
            *(case.number, case.procedure, case.report, case.ending, case.channel, case.channel_refusal),
            *(people.excluded, people.contacts, people.next_leader),
        ),
        "participants": (*people.participants, *people.former),
        "decisions": case.decisions,
        "records": case.records,
        "evidence": case.evidence,
    }


def _of_draft(draft: Draft) -> dict[str, object]:
    """What a report holds; how far its conversation is comes and goes."""
    return {
        "report": (draft.number, draft.person, draft.started_at, draft.answers, draft.account),
        "evidence": draft.evidence,
    }


def _told(part: object) -> str:
    return json.dumps(part, default=_plain, sort_keys=True)


def _plain(value: Any) -> object:
    """As JSON has it. Raises TypeError for what a fact never is."""
    if is_dataclass(value):
        return {
            f.name: getattr(value, f.name) for f in fields(value) if getattr(value, f.name) != _default(f)
        }
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, frozenset | set):
        return sorted(value)
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(type(value).__name__)


def _default(of: Field[Any]) -> object:
    return of.default_factory() if of.default_factory is not MISSING else of.default
