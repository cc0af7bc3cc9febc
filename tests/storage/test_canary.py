"""No word of a report can be read where the report is kept."""

from __future__ import annotations

import base64
from dataclasses import replace

import pytest

from flows import effects as fx
from flows import events as ev
from flows.case.case import Evidence
from flows.evidence.routing import IncomingContent
from storage import case_turns, evidence, inbox, routing, turns
from storage.database import Storage
from tests.storage.contents import as_text, everything
from tests.storage.stories import (
    LARS,
    METTE,
    NOW,
    answers,
    at,
    begins,
    case_of,
    claims,
    offered,
    release,
    settles,
)

CANARY = "kanariefuglen-synger-7f3a"


def told(canary: str) -> set[bytes]:
    """The ways in which it might lie there unencrypted."""
    raw = canary.encode()
    return {raw, raw.hex().encode(), canary.encode("utf-16-le"), base64.b64encode(raw)[:24]}


def everywhere(storage: Storage) -> bytes:
    """All that lies in the folder, and all that the database says."""
    found = b"".join(path.read_bytes() for path in sorted(storage.folder.rglob("*")) if path.is_file())
    names = "\n".join(str(path) for path in storage.folder.rglob("*"))
    return found + names.encode() + (as_text(storage).encode() if storage.is_shared else b"")


def arrives(storage: Storage, key: str) -> str:
    storage.run(lambda tx: inbox.take_in(tx, key, f'{{"text": "{CANARY}"}}'.encode(), NOW))
    return key


def receives(storage: Storage, item: Evidence) -> None:
    """The file is fetched, encrypted and settled."""
    outbox_item = next(d for d in claims(storage, most=99) if d.effect == fx.FetchFile(item.id))
    with storage.transaction() as tx:
        key = tx.key(outbox_item.subject)
    target = evidence.path_of(storage.folder, outbox_item.subject, item.id)
    chunks = iter([CANARY.encode() * 5000])
    received = evidence.receive(target, key, item.name, chunks, 10**6)
    kept = ev.FileSettled(replace(item, state="kept", received_at=NOW, received=received))
    settles(storage, outbox_item, kept, at())
    release(storage)


@pytest.fixture
def case(storage: Storage) -> str:
    """A report in which the canary sits wherever a person can write."""
    draft = begins(storage)
    item = offered(f"{CANARY}.txt")
    routing.drop(storage, IncomingContent(METTE, "", "", (item,)), draft, at(), arrives(storage, "Ev1"))
    receives(storage, item)
    answers(storage, story=f"Han skrev {CANARY} til mig", evidence="kept")
    turns.on_draft(
        storage, ev.ChangeAsked(METTE, "story"), at(), person=METTE, arrival=arrives(storage, "Ev2")
    )
    said = ev.Typed(METTE, f"{CANARY}, igen og igen")
    turns.on_draft(storage, said, at(), person=METTE, arrival=arrives(storage, "Ev3"))
    turns.send(storage, METTE, at(), arrival=arrives(storage, "Ev4"))
    decided = ev.StepDecided(LARS, "support", "later", f"{CANARY} er ikke farlig")
    case_turns.on_case(storage, draft, decided, at(), as_=LARS, arrival=arrives(storage, "Ev5"))
    return draft


def test_the_canary_is_in_the_case(storage: Storage, case: str) -> None:
    """Else the other tests here would prove nothing."""
    found = case_of(storage, case, LARS)
    assert CANARY in str(found.report.answers["story"])
    assert CANARY in found.evidence[0].name
    assert CANARY in found.decisions[-1].reason
    with storage.transaction() as tx:
        key = tx.key(case)
    data = evidence.original(evidence.path_of(storage.folder, case, found.evidence[0].id), key)
    assert CANARY.encode() in data


def test_no_byte_of_the_canary_is_in_database_or_folder(storage: Storage, case: str) -> None:
    found = everywhere(storage)
    assert case.encode() in found
    assert [way for way in told(CANARY) if way in found] == []


def test_no_byte_of_the_canary_is_in_a_draft_under_way(storage: Storage) -> None:
    draft = begins(storage)
    answers(storage, story=CANARY)
    found = everywhere(storage)
    assert draft.encode() in found
    assert [way for way in told(CANARY) if way in found] == []


def test_an_event_that_waits_cannot_be_read(storage: Storage) -> None:
    arrives(storage, "Ev1")
    assert [way for way in told(CANARY) if way in everywhere(storage)] == []


def test_the_answers_that_were_chosen_cannot_be_read(storage: Storage, case: str) -> None:
    """What kind it was and who is behind it tells as much as words."""
    rows = str([row for name, found in everything(storage).items() if name != "journal" for row in found])
    assert [word for word in ("hate_page", "citizen", "facebook") if word in rows] == []
