"""Failure cases about abuse: what is replayed, more reports than anybody needs, a flood of messages."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from flows.effects import Show
from flows.events import WordsKept
from flows.evidence.items import words
from flows.form import Value
from flows.report.draft import REVIEW, Asked, Conversation, Draft, DraftPeople
from storage import drafts, journal, outbox
from storage.database import connect
from storage.journal import Line
from storage.keys import Keyring, read_identity
from storage.tables import DraftRow, EvidenceRow
from tests.conftest import Loop
from tests.deciding import the_sitting_ends
from tests.drafted import ANSWERS, CHOSEN
from tests.forging import ON_A_CASE, Forger
from tests.people import Person, World, on_screen, texts
from tests.reporting import answers_to_the_end, answers_until_evidence, number_of, sends
from tests.searching import is_soaking
from tests.stored import body_of, decided, found, visited
from tests.workspace.outcomes import Envelope, Outcome
from tests.workspace.people import TEAM_ID
from tests.workspace.server import Workspace

TOO_MANY = "Du har sendt fem anmeldelser på et døgn. Den her er gemt, og du kan sende den i morgen."
FLOOD = [f"Han skrev: Besked {number} i dag. Jeg ved godt, hvor du bor." for number in range(60)]


@pytest.fixture
def transport() -> str:
    """All of it over signed HTTP."""
    return "http"


def rows(data: Path, query: str) -> list[Any]:
    with sqlite3.connect(data / "vaern.db") as database:
        return database.execute(query).fetchall()


class TestAReplay:
    """The very same bytes again, freshly signed."""

    @pytest.mark.begins("sent")
    def test_of_a_decision_decides_once(
        self, world: World, workspace: Workspace, loop: Loop, mette: Person, lars: Person, tmp_path: Path
    ) -> None:
        lars.sees("har anmeldt digital chikane")
        forger = Forger(world, workspace, loop, "U0LARS")
        payload = ON_A_CASE["decide form"](forger, "draft1", "file1")
        assert [forger.sends(payload).payload for _ in range(3)] == [None, None, None]
        the_sitting_ends(mette.world)
        mette.sees("Lars har besluttet: Tilbudt, medarbejderen takkede nej.")
        assert len(decided(tmp_path / "data", "support")) == 1
        assert sum("Lars har besluttet" in texts(m["blocks"]) for m in mette.messages()) == 1

    @pytest.mark.begins("drafted")
    def test_of_sending_one_report_does_not_send_the_next(
        self, world: World, workspace: Workspace, loop: Loop, mette: Person, tmp_path: Path
    ) -> None:
        mette.sees("Det her er din anmeldelse.")
        forger = Forger(world, workspace, loop, mette.id)
        payload = forger.press("send.0", "draft1")
        forger.sends(payload)
        mette.sees("Tak. Din sag har nummer")
        lies_ready(tmp_path / "data", "draft2", workspace.now())
        is_asked(mette, 2)
        forger.sends(payload)
        forger.sends(forger.press("send.0", "draft1"))
        mette.sees("Den anmeldelse er sendt.")
        assert rows(tmp_path / "data", 'SELECT id FROM "case"') == [("draft1",)]
        assert rows(tmp_path / "data", "SELECT id FROM draft") == [("draft2",)]


def lies_there(data: Path, draft: Draft, now: datetime) -> None:
    """A report of Mette's that she has come so far with."""
    storage = connect("", Keyring(read_identity((data / "master.key").read_text())), data)
    with storage.transaction() as tx:
        drafts.add(tx, draft)
        journal.write(tx, draft.id, Line(now, draft.person, "ReportStarted", ""))
        outbox.owe(tx, draft.id, (Show("report", "U0METTE"),), now)
    storage.close()


def _draft(draft: str, now: datetime, number: str, answers: Mapping[str, Value], asked: str) -> Draft:
    asks = Conversation((Asked(asked),))
    return Draft(draft, "U0METTE", now, number, answers, conversation=asks, people=DraftPeople(chosen=CHOSEN))


def lies_ready(data: Path, draft: str, now: datetime) -> None:
    """Another report, at its review."""
    number = f"2026-1{draft.removeprefix('draft'):0>3}"
    answers = ANSWERS | {"evidence": "gone"}
    lies_there(data, _draft(draft, now, number, answers, REVIEW), now)


def is_asked(mette: Person, count: int) -> None:
    """Waits for so many reviews: those of reports that are sent, and one to send."""
    shown = ("Det her er din anmeldelse.", "Sendt og gemt.")
    mette.until(
        lambda _: sum(any(s in texts(m["blocks"]) for s in shown) for m in mette.messages()) == count,
        f"review {count}",
    )


class TestMoreReportsThanAnybodyNeeds:
    @pytest.mark.begins("drafted")
    def test_of_one_day_the_sixth_is_kept_kindly_and_sent_the_next_day(
        self, world: World, workspace: Workspace, mette: Person, lars: Person, tmp_path: Path
    ) -> None:
        for number in range(2, 7):
            sends(mette)
            mette.until(lambda _, n=number: self._receipts(mette) == n - 1, "the receipt")
            lies_ready(tmp_path / "data", f"draft{number}", workspace.now())
            is_asked(mette, number)
        mette.presses("Send")
        mette.sees(TOO_MANY)
        assert rows(tmp_path / "data", 'SELECT count(*) FROM "case"') == [(5,)]
        mette.opens_home()
        mette.sees("Du har svaret på det hele. Læs det igennem, og send det.")
        world.jump(by=86_400)
        mette.presses("Send")
        mette.until(lambda _: number_of(mette) == "2026-1006", "the receipt of the sixth")
        lars.sees("Det er sag 2026-1006.")

    def _receipts(self, mette: Person) -> int:
        return sum("Tak. Din sag har nummer" in texts(m["blocks"]) for m in mette.messages())


def test_a_flood_of_messages_loses_none_and_delays_nobody_else(
    mette: Person, omar: Person, tmp_path: Path
) -> None:
    answers_until_evidence(mette)
    with ThreadPoolExecutor(len(FLOOD)) as threads:
        flood = [threads.submit(mette.says, text) for text in FLOOD]
        mette.sees("Din tekst ")
        omar.says("hello")
        omar.sees("Hello Omar.")
        omar.presses("No")
        omar.sees("Who is behind it?")
        answered = received(tmp_path / "data")
        for said in flood:
            said.result()
    assert answered < len(FLOOD), "Omar was answered before the flood was over"
    mette.until(lambda _: received(tmp_path / "data") == len(FLOOD), "all of them received", patience=60)
    assert len(fingerprints(tmp_path / "data")) == len(FLOOD)
    mette.presses("Det var det")
    mette.sees("Passer noget af det her?")


@pytest.mark.soak
def test_a_flood_of_messages_and_attempts_to_report_delays_nobody_else(
    workspace: Workspace, loop: Loop, mette: Person, omar: Person, tmp_path: Path
) -> None:
    answers_until_evidence(mette)
    messages, commands = (2000, 300) if is_soaking() else (120, 30)
    flood = [*_messages(workspace, messages), *_commands(workspace, commands)]
    transport, before = workspace.delivery.transport, dealt_with(tmp_path / "data")

    async def begin() -> list[asyncio.Task[Outcome]]:
        return [asyncio.create_task(transport.deliver(envelope)) for envelope in flood]

    begun = loop.run(begin())
    omar.says("hello")
    omar.sees("Hello Omar.")
    omar.presses("No")
    omar.sees("Who is behind it?")
    assert dealt_with(tmp_path / "data") - before < len(flood), "Omar was answered before the flood was over"
    mette.until(lambda _: all(sent.done() for sent in begun), "all of it sent", patience=900)
    is_over = "SELECT count(*) = 0 FROM inbox WHERE done_at IS NULL"
    mette.until(lambda _: rows(tmp_path / "data", is_over) == [(1,)], "all of it handled", patience=900)
    assert len(found(tmp_path / "data", select(DraftRow).where(DraftRow.person == "U0METTE"))) == 1


def fingerprints(data: Path) -> set[str]:
    """Those of all items."""
    with visited(data) as storage, storage.reading() as tx:
        rows = tx.session.exec(select(EvidenceRow)).all()
        return {body_of(tx, row)["received"]["sha256"] for row in rows}


def dealt_with(data: Path) -> int:
    return int(rows(data, "SELECT count(*) FROM inbox WHERE done_at IS NOT NULL")[0][0])


def _messages(workspace: Workspace, count: int) -> Iterator[Envelope]:
    said = {"type": "message", "channel_type": "im", "user": "U0METTE"}
    room = workspace.store.dm("U0METTE").id
    for number in range(count):
        event = {**said, "channel": room, "ts": f"1764000000.{number:06}", "text": f"Besked {number}"}
        body = {"type": "event_callback", "event_id": f"Ev{number}", "team_id": TEAM_ID, "event": event}
        yield Envelope("events_api", f"Ev{number}", body)


def _commands(workspace: Workspace, count: int) -> Iterator[Envelope]:
    for number in range(count):
        trigger = workspace.triggers.issue("U0METTE")
        typed = {"command": "/chikane", "text": "", "user_id": "U0METTE", "team_id": TEAM_ID}
        yield Envelope("slash_commands", f"command {number}", {**typed, "trigger_id": trigger})


def test_after_a_flood_of_documentation_the_report_still_goes_on(
    workspace: Workspace, mette: Person, lars: Person, tmp_path: Path
) -> None:
    now = workspace.now()
    told = {key: ANSWERS[key] for key in ("danger", "sender", "kinds", "where", "when", "story")}
    items = tuple(words(WordsKept("U0METTE", f"item{n}", text), now) for n, text in enumerate(FLOOD))
    draft = replace(_draft("draft1", now, "2026-0042", told, "evidence"), evidence=items)
    lies_there(tmp_path / "data", draft, now)
    mette.presses("Det var det")
    answers_to_the_end(mette)
    mette.sees("Dokumentation*: 60 ting")
    sends(mette)
    lars.presses("Vis sagen")
    lars.until(lambda view: on_screen(view).count("En tekst ") == 60, "all of it")
    mette.presses("Vis sagen")
    mette.presses("Vis de ældre")
    mette.sees("Nummer 1 til 40 af 60")
    mette.presses("Tilbage til sagen")
    mette.sees("Hvem kan se sagen")
    assert len(mette.view()["modals"]) == 1
    mette.presses("Hvem har set hvad")
    mette.sees("Besked 10 i dag")
    mette.does_not_see("Besked 9 i dag")
    mette.presses("Vis de ældre")
    mette.sees("Besked 9 i dag")
    mette.presses("Vis de nyeste")
    mette.sees("Hvem har læst sagen")


def received(data: Path) -> int:
    """How many pieces of evidence have come."""
    return int(rows(data, "SELECT count(*) FROM evidence")[0][0])
