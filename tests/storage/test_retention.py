"""What is erased because its time is over: nothing of it can be read any more, also after a kill."""

from __future__ import annotations

import shutil
from contextlib import closing, suppress
from datetime import datetime
from functools import partial
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import update
from sqlmodel import col

from flows import events as ev
from flows.access.rules import VAERN
from flows.case.case import Ending
from flows.effects import ArchiveChannel, EraseFromSlack, Tell
from flows.evidence.custody import OPERATOR
from flows.times.periods import STANDARD
from storage import (
    backups,
    case_lists,
    case_turns,
    cases,
    evidence,
    journal,
    key_backups,
    outbox,
    restoring,
    retention,
    surfaces,
)
from storage.claiming import OutboxItem
from storage.database import Storage, connect
from storage.keys import Unreadable
from storage.settling import Done, settle
from storage.surfaces import Surface, put
from storage.tables import CaseRow
from tests.storage.conftest import Open
from tests.storage.contents import everything, killed_after_commit
from tests.storage.postgresql import Server
from tests.storage.stories import (
    DAY,
    METTE,
    NOW,
    at,
    claims,
    owed,
    reports,
)
from tests.storage.test_key_files import on_disk

CANARY = "Kanariefuglen synger om natten."
LATER = NOW + 40 * DAY


def ends(storage: Storage, case: str, **ending: datetime) -> None:
    """The case has ended at these moments."""
    change = update(CaseRow).where(col(CaseRow.id) == case).values(**ending)
    storage.run(lambda tx: tx.session.execute(change))


def exported(storage: Storage) -> str:
    """A whole case with a piece of evidence and a message in Slack, which has ended and is exported."""
    case = reports(storage, story=CANARY)
    with storage.transaction() as tx:
        evidence.keep(storage.folder, case, "item", tx.key(case), CANARY.encode())
        put(tx, Surface("message", case, "receipt", METTE, "", "D0METTE", "1.1", "x"), NOW)
    ends(storage, case, closed_at=NOW, archived_at=NOW, exported_at=NOW)
    return case


def sweeps(storage: Storage, now: datetime = LATER) -> int:
    """What is due by then is done; gives how much it was."""
    pieces = storage.read(lambda tx: retention.due(tx, STANDARD, now))
    return sum(storage.turn(piece, at(now)) for piece in pieces)


def number_of(storage: Storage, case: str) -> str:
    return storage.read(lambda tx: cases.get(tx, case, as_=VAERN).number)


def secrets_of(storage: Storage, case: str) -> list[bytes]:
    """Its key, wrapped and as it is, and what was written."""
    key = storage.keys.read(case)
    assert key
    return [key.wrapped, str(storage.keyring.unwrapped(key).identity).encode(), CANARY.encode()]


def written(storage: Storage, case: str) -> bytes:
    """What of the case stands in its row, encrypted."""
    return bytes(storage.read(lambda tx: tx.session.get(CaseRow, case)).body)


def test_of_an_erased_case_nothing_is_left_but_its_number_and_the_journal(storage: Storage) -> None:
    case = exported(storage)
    number = number_of(storage, case)
    other = reports(storage, "U0OMAR")
    assert sweeps(storage) == 1
    left = {name for name, rows in everything(storage).items() for row in rows if case in row}
    assert left == {"erasure", "journal", "outbox", "seal", "surface"}
    found = storage.read(lambda tx: retention.erasure(tx, number))
    assert found == retention.Erasure(case, number, LATER, "exported", left=1, stays=0)
    assert not storage.read(lambda tx: case_lists.is_free(tx, number))
    lines = storage.read(lambda tx: journal.lines(tx, case))
    assert (lines[-1].person, lines[-1].act, lines[-1].detail) == (VAERN, "Erased", "exported")
    assert storage.read(lambda tx: journal.first_broken(tx, case)) is None
    assert [case.id for case in storage.read(lambda tx: case_lists.own(tx, "U0OMAR"))] == [other]
    assert sweeps(storage) == 0


def written_by(server: Server) -> bytes:
    """Every byte of the server's files, with what it has in memory written to them."""
    with psycopg.connect(server.url("postgres"), autocommit=True) as connection:
        connection.execute("CHECKPOINT")
    found = bytearray()
    for path in server.folder.rglob("*"):
        # The server goes on, and removes files of its own.
        with suppress(FileNotFoundError):
            found += path.read_bytes() if path.is_file() else b""
    return bytes(found)


def test_no_byte_of_it_is_in_any_file(storage: Storage, request: pytest.FixtureRequest) -> None:
    case = exported(storage)
    secret, body = secrets_of(storage, case), written(storage, case)
    sweeps(storage)
    here = on_disk(storage.folder)
    assert [part for part in secret if part in here] == []
    assert not evidence.folder_of(storage.folder, case).exists()
    if not storage.is_shared:
        assert body not in here
        return
    # In PostgreSQL's own files a removed row stays for a while, encrypted, and the key was never in them.
    there = written_by(request.getfixturevalue("server"))
    assert body[200:260] in there, "these are the files in which it would be"
    assert [part for part in secret if part in there] == []


def test_a_kill_between_commit_and_disk_leaves_nothing_after_the_next_start(opened: Open) -> None:
    storage = opened()
    case = exported(storage)
    secret, body = secrets_of(storage, case), written(storage, case)
    (piece,) = storage.read(lambda tx: retention.due(tx, STANDARD, LATER))
    with killed_after_commit():
        storage.turn(piece, at(LATER))
    assert storage.keys.read(case)
    storage.close()
    again = opened()
    again.finish_erasing(LATER)
    here = on_disk(again.folder)
    assert [part for part in secret if part in here] == []
    assert again.is_shared or body not in here
    with again.reading() as tx, pytest.raises(Unreadable):
        tx.key(case)


def test_a_backup_of_before_cannot_be_opened_with_the_keys_of_after(
    storage: Storage, dialect: str, server: Server, tmp_path: Path
) -> None:
    case = exported(storage)
    number = number_of(storage, case)
    shelf, other = tmp_path / "shelf", tmp_path / "other"
    shelf.mkdir()
    other.mkdir()
    made = backups.make(storage, shelf, NOW)
    sweeps(storage)
    keys = key_backups.make(storage.keys, shelf, LATER)
    url = "" if dialect == "sqlite" else server.create("kept")
    with closing(connect(url, storage.keyring, other)) as place:
        found = restoring.restore(place, made.path, keys, LATER)
        assert (found.cases, found.erased, found.missing_keys) == (0, 1, 0)
        assert place.keys.read(case) is None
        assert not evidence.path_of(other, case, "item").exists()
        again = place.read(lambda tx: retention.erasure(tx, number))
        assert again
        assert again.why == "restored"
    if url:
        server.drop("kept")
    shutil.rmtree(other)


def test_a_hold_that_comes_between_the_look_and_the_erasing_counts(storage: Storage) -> None:
    case = exported(storage)
    (piece,) = storage.read(lambda tx: retention.due(tx, STANDARD, LATER))
    holds(storage, case)
    assert not storage.turn(piece, at(LATER))
    assert storage.keys.read(case)


def holds(storage: Storage, case: str) -> None:
    event = ev.HoldSet(OPERATOR, "Politiet har bedt om den.")
    storage.turn(
        lambda tx, ctx: case_turns.case_turn(tx, cases.get(tx, case, as_=VAERN), event, ctx), at(LATER - DAY)
    )


def test_a_hold_is_remembered_and_told(storage: Storage) -> None:
    case = exported(storage)
    holds(storage, case)
    found = storage.read(lambda tx: cases.get(tx, case, as_=VAERN))
    assert found.ending == Ending(None, NOW, NOW, NOW, LATER - DAY)
    assert found.value("retention", "held", "reason") == "Politiet har bedt om den."
    assert sweeps(storage, NOW + 9000 * DAY) == 0


def test_what_two_find_due_is_erased_once(storage: Storage) -> None:
    case = exported(storage)
    (piece,) = storage.read(lambda tx: retention.due(tx, STANDARD, LATER))
    assert [storage.turn(piece, at(LATER)) for _ in range(2)] == [True, False]
    assert owed(storage, case).count("EraseFromSlack") == 1


def test_what_slack_has_of_it_is_owed_once_what_was_under_way_has_ended(storage: Storage) -> None:
    case = exported(storage)
    ends(storage, case, archived_at=NOW, channel="C0SAG")

    def due(now: datetime) -> list[OutboxItem]:
        return [item for item in claims(storage, now) if isinstance(item.effect, EraseFromSlack)]

    sweeps(storage)
    assert due(LATER) == []
    (item,) = due(LATER + retention.SETTLED)
    assert (item.subject, item.effect) == (case, EraseFromSlack())


def test_a_message_that_is_on_its_way_is_still_to_be_deleted(storage: Storage) -> None:
    case = exported(storage)
    number = number_of(storage, case)
    storage.run(lambda tx: outbox.owe(tx, case, (Tell(METTE, "closed"),), LATER))
    (item,) = [item for item in claims(storage, LATER, most=99) if item.effect == Tell(METTE, "closed")]
    sweeps(storage)

    posted = Surface(item.id, case, "closed", METTE, "", "D0METTE", "2.2", "x")
    settle(storage, [Done(item, None, lambda tx: put(tx, posted, LATER))], at(LATER))
    found = storage.read(lambda tx: retention.erasure(tx, number))
    assert found
    shown = storage.read(lambda tx: surfaces.of(tx, case))
    assert {one.id for one in shown} >= {"message", item.id}
    assert found.left == len(shown)


def test_a_message_about_several_cases_goes_with_the_last_of_them(storage: Storage) -> None:
    case, other = exported(storage), reports(storage, "U0OMAR")
    for message, named in (("of both", {case, other}), ("of one", {case}), ("of the other", {other})):
        said = Surface(message, "person:U0LARS", "reminders", "U0LARS", "", "D0LARS", message, "x")
        storage.run(partial(put, surface=said, now=NOW, names=named))

    def of(subject: str) -> set[str]:
        return {one.id for one in storage.read(lambda tx: surfaces.of(tx, subject))}

    sweeps(storage)
    assert (of(case), of("person:U0LARS")) == ({"message", "of one"}, {"of both", "of the other"})
    ends(storage, other, closed_at=NOW, archived_at=NOW, exported_at=NOW)
    sweeps(storage)
    assert (of(other), of("person:U0LARS")) == ({"of both", "of the other"}, set())


def test_what_is_only_owed_is_never_said_of_an_erased_case(storage: Storage) -> None:
    case = exported(storage)
    storage.run(lambda tx: outbox.owe(tx, case, (Tell(METTE, "closed"),), LATER))
    assert sweeps(storage) == 1
    assert owed(storage, case) == ["EraseFromSlack"]


def test_a_channel_that_is_not_archived_yet_is_archived(storage: Storage) -> None:
    case = reports(storage)
    ends(storage, case, withdrawn_at=NOW, exported_at=NOW, channel="C0SAG")
    sweeps(storage)
    effects = [item.effect for item in claims(storage, LATER + DAY)]
    assert EraseFromSlack(("C0SAG",)) in effects


def test_a_channel_that_slack_has_not_archived_by_then_is_archived(storage: Storage) -> None:
    case = exported(storage)
    ends(storage, case, archived_at=NOW, channel="C0SAG")
    archiving = (ArchiveChannel("C0OLD"), ArchiveChannel("C0SAG"))
    storage.run(lambda tx: outbox.owe(tx, case, archiving, NOW))
    sweeps(storage)
    effects = [item.effect for item in claims(storage, LATER + DAY)]
    assert EraseFromSlack(("C0SAG", "C0OLD")) in effects
    assert not any(isinstance(effect, ArchiveChannel) for effect in effects)


def test_what_cannot_be_read_any_more_is_erased_too(storage: Storage) -> None:
    case = exported(storage)
    (storage.keys.folder / f"{case}.key").write_bytes(b"\nspoilt")
    assert sweeps(storage) == 1
    assert storage.keys.read(case) is None
