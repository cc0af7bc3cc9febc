"""Words, files and saved messages that somebody drops, and what became of them."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import select

from flows import events as ev
from flows.case.case import Evidence
from flows.evidence.routing import IncomingContent, PlaceChosen
from flows.report.draft import Draft
from storage import drafts, inbox, routing
from storage.database import Storage
from storage.tables import InboxRow, OutboxRow
from tests.storage.stories import (
    METTE,
    NOW,
    answers,
    arrives,
    at,
    begins,
    case_of,
    does,
    offered,
    reports,
)

STORY = "Han har lavet en side om mig og skriver hver dag."
PAYLOAD = b'{"text": "Han har lavet en side om mig"}'
SAVED_FROM = {"platform": "Slack", "sender": "Ukendt"}


def words(text: str = STORY, by: str = METTE) -> IncomingContent:
    return IncomingContent(by, text, "the words")


def files(*items: Evidence, text: str = "", by: str = METTE) -> IncomingContent:
    return IncomingContent(by, text, "the words", items or (offered(by=by),))


def saved(by: str = METTE, channel: str = "C0ANY") -> IncomingContent:
    return IncomingContent(by, STORY, "the words", is_saved=True, channel=channel, details=SAVED_FROM)


def drops(storage: Storage, dropped: IncomingContent, arrival: str = "Ev1") -> None:
    """As a listener does: it is taken in, put where it belongs, and through."""
    arrives(storage, arrival, PAYLOAD)
    routing.drop(storage, dropped, "the draft", at(), arrival)
    storage.run(lambda tx: inbox.handled(tx, arrival, NOW))


def chooses(
    storage: Storage, dropped: IncomingContent, where: str, arrival: str = "choice", now: datetime = NOW
) -> None:
    routing.choose(storage, dropped, PlaceChosen("Ev1", where), "the draft", at(now), arrival=arrival)


def draft_of(storage: Storage, person: str = METTE) -> Draft | None:
    with storage.transaction() as tx:
        return drafts.of(tx, person)


def kept_in_draft(storage: Storage) -> list[str]:
    draft = draft_of(storage)
    return [item.id for item in draft.evidence] if draft else []


def kept_in(storage: Storage, case: str) -> list[str]:
    return [item.id for item in case_of(storage, case, METTE).evidence]


def waiting(storage: Storage, now: datetime = NOW) -> bytes | None:
    with storage.transaction() as tx:
        return inbox.held(tx, "Ev1", now)


def payloads(storage: Storage) -> dict[str, bytes]:
    with storage.transaction() as tx:
        return {row.key: row.payload for row in tx.session.exec(select(InboxRow))}


def questions(storage: Storage) -> int:
    """How often it was asked where something belongs."""
    with storage.transaction() as tx:
        return sum('"where-to"' in args for args in tx.session.exec(select(OutboxRow.args)))


def at_evidence(storage: Storage) -> str:
    """A report that asks for evidence; gives its id."""
    draft = begins(storage)
    answers(storage)
    does(storage, ev.ChangeAsked(METTE, "evidence"))
    return draft


def two_cases(storage: Storage) -> list[str]:
    return [reports(storage), reports(storage)]
