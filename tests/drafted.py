"""A report that only has to be sent, written straight into the data folder."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from flows.case.case import Evidence
from flows.effects import Show
from flows.events import PeopleFound
from flows.form import Value
from flows.report.draft import REVIEW, Asked, Conversation, Draft, DraftPeople
from storage import drafts, evidence, journal, outbox
from storage.database import open_storage
from storage.journal import Line
from storage.keys import Keyring, read_identity
from tests.answers import ANSWERS as WHOLE
from tests.reporting import STORY, screenshot

ANSWERS: dict[str, Value] = WHOLE | {
    "kinds": ("hate_page",),
    "where": ("facebook",),
    "when": "2026-11-23T14:30",
    "story": STORY,
    "evidence": "kept",
}


CHOSEN = {"leader": "U0LARS", "representative": "U0ANNE"}


def drafted(migrated: Path, data: Path, now: datetime, database: str = "") -> None:
    """Mette's report with one screenshot, at its review, in a copy of a data folder.

    Without an address the database is the SQLite one of the folder.
    """
    shutil.copytree(migrated, data)
    storage = open_storage(database, Keyring(read_identity((data / "master.key").read_text())), data)
    with storage.transaction() as tx:
        draft = Draft(
            "draft1",
            "U0METTE",
            now,
            "2026-0042",
            ANSWERS,
            conversation=Conversation((Asked("danger"), Asked(REVIEW))),
            people=DraftPeople(_found(), CHOSEN),
        )
        drafts.add(tx, draft)
        key = tx.key(draft.id)
        place = evidence.path_of(data, draft.id, "file1")
        received = evidence.receive(place, key, "opslag.png", iter([screenshot()]), 10**6)
        dropped = Evidence("file1", "F0", "opslag.png", "U0METTE", now)
        kept = replace(dropped, state="kept", received_at=now, received=received)
        drafts.put(tx, replace(draft, evidence=(kept,)), now)
        journal.write(tx, draft.id, Line(now, draft.person, "ReportStarted", ""))
        outbox.owe(tx, draft.id, (Show("report", "U0METTE"),), now)
    storage.close()


def _found() -> PeopleFound:
    return PeopleFound("U0LARS", "U0DORTE", "U0ANNE")
