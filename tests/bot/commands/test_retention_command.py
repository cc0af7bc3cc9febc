"""`vaern retention` and `vaern hold`: what is erased when and why, what is held, and the certificate."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from flows.access.rules import VAERN
from flows.times.periods import STANDARD
from storage import cases, drafts, journal, key_backups, retention
from storage.database import Storage
from storage.surfaces import Surface, put
from tests.bot.commands.municipality import CANARY, adds, opened, runs, spoils, told
from tests.conftest import Loop
from tests.flows.given import ANSWERS, case, context, draft
from tests.standin import MANIFEST
from tests.workspace.server import Workspace

DAY = timedelta(days=1)
NUMBER, OTHER, OPEN = "2026-0042", "2026-0043", "2026-0044"
REASON = f"The police ask for the case. {CANARY}"


@pytest.fixture
def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
def storage(data: Path, monkeypatch: pytest.MonkeyPatch, now: datetime) -> Iterator[Storage]:
    """An archived case of 60 days, one that was withdrawn, one that goes on, and a report under way."""
    made = opened(data, monkeypatch)
    began = now - 90 * DAY
    adds(
        made,
        *(
            case(began, id=number, number=number, answers=ANSWERS | {"story": CANARY})
            for number in (NUMBER, OTHER, OPEN)
        ),
    )
    spoils(made, NUMBER, closed_at=now - 70 * DAY, archived_at=now - 60 * DAY)
    spoils(made, OTHER, withdrawn_at=now - 50 * DAY)
    with made.transaction() as tx:
        drafts.add(tx, replace(draft(), id="draft9", number="2026-9999", started_at=now - DAY))
    yield made
    made.close()


def day(at: datetime) -> str:
    return at.date().isoformat()


def test_it_tells_what_is_erased_when_and_why(storage: Storage, now: datetime) -> None:
    lines = runs("retention").stdout.splitlines()
    why = "its export is not confirmed, and it ended long ago by then"
    assert [" ".join(line.split()) for line in lines] == [
        "case erased on why",
        f"{NUMBER} {day(now - 70 * DAY + 1826 * DAY)} {why}",
        f"{OTHER} {day(now - 50 * DAY + 1826 * DAY)} {why}",
        f"a report {day(now + 29 * DAY)} nothing was done with it",
    ]
    assert "2026-9999" not in str(lines)


def test_an_export_by_hand_counts_once_it_is_confirmed(
    storage: Storage, tmp_path: Path, now: datetime
) -> None:
    refused = runs("retention", "confirm", NUMBER)
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert f"There is no export of case {NUMBER} since it ended. Run vaern dossier {NUMBER}" in refused.stderr
    (tmp_path / "to").mkdir()
    told("dossier", NUMBER, "--to", str(tmp_path / "to"))
    told("retention", "confirm", NUMBER)
    (found,) = told("retention")
    assert found["due"][0]["why"] == "exported"
    assert found["due"][0]["erased_at"][:10] == day(now + 30 * DAY)
    assert storage.read(lambda tx: journal.lines(tx, NUMBER))[-1].act == "ExportConfirmed"


def test_a_case_that_goes_on_cannot_be_confirmed(storage: Storage) -> None:
    refused = runs("retention", "confirm", OPEN)
    assert (refused.exit_code, refused.stderr) == (
        2,
        "The case goes on still. Export it when it is archived or withdrawn.\n",
    )


def test_a_hold_shows_and_is_lifted(storage: Storage, now: datetime) -> None:
    told("hold", NUMBER, "--reason", REASON)
    told("hold", OPEN, "--reason", REASON)
    lines = [" ".join(line.split()) for line in runs("retention").stdout.splitlines()]
    assert f"{NUMBER} not held since {day(now)}" in lines
    assert f"{OPEN} not held since {day(now)}" in lines
    again = runs("hold", NUMBER, "--reason", REASON)
    assert (again.exit_code, again.stderr) == (2, "The case is kept from being erased already.\n")
    (found,) = told("hold", NUMBER, "--lift", "--reason", REASON)
    assert found == {"case": NUMBER, "held_since": None}
    kept = storage.read(lambda tx: cases.get(tx, NUMBER, as_=VAERN))
    assert [record.values["reason"] for record in kept.records] == [REASON, REASON]
    assert CANARY not in str([vars(line) for line in storage.read(lambda tx: journal.lines(tx, NUMBER))])


def test_a_hold_needs_a_reason(storage: Storage) -> None:
    short = runs("hold", NUMBER, "--reason", "police")
    assert short.exit_code == 2
    assert short.stderr.startswith("Write a reason of at least ten characters.")


def erased(storage: Storage, now: datetime) -> None:
    """The first case is erased; a message of it is still in Slack, and one stays there."""
    spoils(storage, NUMBER, exported_at=now - 40 * DAY)
    with storage.transaction() as tx:
        for name, digest in (("left", "x"), ("stays", retention.STAYS)):
            put(tx, Surface(name, NUMBER, "card", "", "", "C0SAG", "1.1", digest), now)
    (piece,) = storage.read(lambda tx: retention.due(tx, STANDARD, now))
    assert storage.turn(piece, context(now))


def test_the_certificate_says_what_is_so(storage: Storage, now: datetime) -> None:
    erased(storage, now)
    result = runs("retention", "certificate", NUMBER)
    assert result.exit_code == 1, "a message is still to be deleted"
    for line in (
        f"Attest: Sag {NUMBER} er slettet",
        "- Sagens nøgle. Filen er skrevet over og fjernet.",
        "- IKKE ENDNU: 1 af Værns beskeder eller filer i Slack.",
        "- 1 af Værns beskeder eller filer, som Slack beholder.",
        "- Disken selv.",
    ):
        assert line in result.stdout
    assert "pg_wal" not in result.stdout, "the database is SQLite"
    (found,) = told("retention", "certificate", NUMBER, code=1)
    until = datetime.fromisoformat(found["key_backups_until"])
    assert until - datetime.fromisoformat(found["erased_at"]) == key_backups.KEPT


def test_what_is_left_on_the_disk_is_said(storage: Storage, now: datetime) -> None:
    key = (storage.keys.folder / f"{NUMBER}.key").read_bytes()
    erased(storage, now)
    (storage.keys.folder / f"{NUMBER}.key").write_bytes(key)
    result = runs("retention", "certificate", NUMBER)
    assert result.exit_code == 1
    assert "IKKE ENDNU: Nøglen eller en fil ligger her stadig." in result.stdout
    assert "skrevet over" not in result.stdout.partition("Det er gemt")[0]


def test_of_what_was_not_erased_there_is_no_certificate(storage: Storage) -> None:
    found = runs("retention", "certificate", NUMBER)
    assert (found.exit_code, found.stderr) == (2, f"No case of the number {NUMBER} was erased.\n")


@pytest.fixture
def slack(loop: Loop, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    """Slack, whose clock is right, and the settings that lead to it."""
    made = Workspace(MANIFEST)
    loop.run(made.start(port=0))
    given = {"SLACK_BOT_TOKEN": "xoxb-standin", "SLACK_APP_TOKEN": "xapp-standin"}
    given |= dict.fromkeys(("GRAPH_TENANT_ID", "GRAPH_CLIENT_ID", "GRAPH_CLIENT_SECRET"), "standin")
    for name, value in (given | {"SLACK_API_URL": f"{made.url}/api/"}).items():
        monkeypatch.setenv(name, value)
    yield made
    loop.run(made.stop())


def test_what_is_due_is_erased_at_once(storage: Storage, slack: Workspace, now: datetime) -> None:
    spoils(storage, NUMBER, exported_at=now - 40 * DAY)
    (found,) = told("retention", "--now")
    assert found["done"] == 1
    assert [line["case"] for line in found["due"]] == [OTHER, None]
    assert storage.keys.read(NUMBER) is None
    assert storage.keys.read(OTHER)


def test_nothing_is_erased_by_a_clock_that_is_not_slack_s(
    storage: Storage, slack: Workspace, now: datetime
) -> None:
    spoils(storage, NUMBER, exported_at=now - 40 * DAY)
    slack.clock.offset = 7200
    result = runs("retention", "--now")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("Nothing is erased, since the clock is not confirmed: 7")
    assert result.stderr.endswith("Set the clock by a time server.\n")
    assert storage.keys.read(NUMBER)
