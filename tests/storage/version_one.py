"""A database as version 0.1 left it: its tables, and rows written as it wrote them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import MetaData
from sqlmodel import Session

from storage.database import Storage
from tests.storage.stories import ANNE, DAY, DORTE, LARS, METTE, NOW

ANSWERS: Mapping[str, str | list[str]] = {
    "danger": "no",
    "sender": "citizen",
    "kinds": ["hate_page"],
    "where": ["facebook"],
    "when": "2026-11-24T08:00",
    "story": "Han har lavet en side om mig.",
    "evidence": "cannot",
    "circumstances": ["visible", "public"],
    "leader_is_party": "no",
    "people": "confirmed",
}
FOUND = {"leader": LARS, "next_leader": DORTE, "representative": ANNE}
CONFIRMED = {"leader": LARS, "representative": ANNE}
BEGUN = NOW - timedelta(hours=2)


def as_it_was(storage: Storage, revision: str = "0001") -> None:
    """The tables of that revision, whatever was there before."""
    config = Config()
    config.set_main_option("script_location", "storage:migrations")
    with storage.engine.begin() as connection:
        config.attributes["connection"] = connection
        (command.upgrade if revision == "0001" else command.downgrade)(config, "0001")


def adds(storage: Storage, table: str, **values: Any) -> None:
    """One row, in the columns that the table had then."""
    known = MetaData()
    known.reflect(storage.engine)
    with storage.engine.begin() as connection:
        connection.execute(known.tables[table].insert().values(values))


def locked(storage: Storage, subject: str, *texts: Any) -> list[bytes]:
    """The texts, encrypted with a new key of that draft or case."""
    with Session(storage.engine) as session, session.begin():
        key = storage.keyring.new_key(session, subject)
    return [key.lock(text) if isinstance(text, str) else key.lock_json(text) for text in texts]


def adds_draft(
    storage: Storage,
    answers: Mapping[str, str | list[str]] = ANSWERS,
    *,
    person: str = METTE,
    asked: Sequence[str] = (*ANSWERS, "review"),
    reopened: str = "",
    found: Mapping[str, str] | None = FOUND,
    chosen: Mapping[str, str] = CONFIRMED,
) -> None:
    """A report under way, with a file that was dropped into it."""
    body = {"answers": answers, "asked": asked, "reopened": reopened, "found": found, "chosen": chosen}
    draft = f"draft of {person}"
    written, name = locked(storage, draft, body, "opslag.png")
    times = {"started_at": BEGUN, "updated_at": BEGUN}
    adds(storage, "draft", id=draft, person=person, version=3, body=written, **times)
    _adds_file(storage, draft, name)


def adds_case(storage: Storage, **changes: str | list[str]) -> str:
    """A sent report with a decision, a reminder and a file; gives its id."""
    case = "the case"
    body, reason, name = locked(
        storage, case, {"answers": {**ANSWERS, **changes}, "excluded": [DORTE]}, "Ikke nu", "opslag.png"
    )
    times = {"sent_at": NOW, "content_at": BEGUN, "next_nudge_at": NOW + DAY}
    facts = {"number": "2026-0042", "procedure": "herlev-2026-11", "severity": "ORANGE", "channel": "C0SAG"}
    adds(storage, "case", id=case, channel_refusal="", version=5, body=body, **times, **facts)
    for position, (person, role) in enumerate(
        ((METTE, "employee"), (LARS, "leader"), (ANNE, "representative"))
    ):
        part = {"case_id": case, "person": person, "position": position, "role": role}
        adds(storage, "participant", since=NOW, is_in_channel=True, missing="", **part)
    step = {"case_id": case, "step": "support"}
    adds(storage, "decision", position=0, outcome="later", reason=reason, by=LARS, at=NOW, **step)
    adds(storage, "nudge", number=1, person=LARS, at=NOW, **step)
    _adds_file(storage, case, name)
    return case


def adds_journal(storage: Storage, *lines: tuple[str, str]) -> None:
    """Lines of these subjects and acts, each of which followed the one before it, whatever its subject."""
    before = ""
    for seq, (subject, act) in enumerate(lines, 1):
        fields = (before, str(seq), NOW.isoformat(), subject, LARS, act, "")
        before = hashlib.sha256("\x1f".join(fields).encode()).hexdigest()
        told = {"seq": seq, "at": NOW, "subject": subject, "person": LARS, "act": act, "detail": ""}
        adds(storage, "journal", hash=before, **told)


def _adds_file(storage: Storage, subject: str, name: bytes) -> None:
    facts = {"media_type": "image/png", "size": 10, "sha256": "ab" * 32, "state": "kept"}
    times = {"offered_at": BEGUN, "received_at": BEGUN}
    key = f"file of {subject}"
    adds(storage, "evidence", id=key, subject=subject, source=key, name=name, by=METTE, **facts, **times)
