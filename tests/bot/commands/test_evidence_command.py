"""`vaern evidence`: what holds, what does not, and who has had it; never a file's name or a word of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import takewhile
from pathlib import Path

import pytest
from pyrage.x25519 import Identity
from sqlalchemy import delete, update
from sqlmodel import col
from typer.testing import CliRunner, Result

from bot.__main__ import cli
from bot.process import WRONG_SETTINGS
from flows.case.case import Evidence
from storage import cases, custody, evidence, journal, journal_heads
from storage.database import Storage, Transaction, open_storage
from storage.folder import take_folder
from storage.journal import Line
from storage.keys import Key, Keyring, make_master
from storage.tables import JournalRow
from tests.flows.given import LARS, METTE, NOW, case, context, kept, offered, refused
from tests.storage.samples import PDF, picture
from tests.stored import retold_item

CANARY = "kanariefugl"
NUMBER = "2026-0042"


@pytest.fixture
def storage(data: Path) -> Iterator[Storage]:
    """The store of a municipality with one case: a letter, a picture and words are kept."""
    made = open_storage("", Keyring(make_master(data / "master.key")), data)
    made.run(lambda tx: fills(tx, data))
    yield made
    made.close()


def fills(tx: Transaction, folder: Path) -> None:
    key = tx.new_key("case1")
    tx.session.flush()
    items = (
        stored(folder, key, "letter", PDF),
        stored(folder, key, "picture", picture("PNG")),
        words(folder, key, "words"),
        refused("refused", name=f"{CANARY}.exe"),
        offered("coming", name=f"{CANARY}.png"),
    )
    cases.add(tx, replace(case(), number=NUMBER, evidence=items), context())
    journal.write(tx, "case1", Line(NOW, METTE, "Sent", ""))


def stored(folder: Path, key: Key, item: str, data: bytes) -> Evidence:
    place = evidence.path_of(folder, "case1", item)
    received = evidence.receive(place, key, CANARY, iter([data]), 10**6)
    return replace(kept(item, name=f"{CANARY}.pdf"), received=received)


def words(folder: Path, key: Key, item: str) -> Evidence:
    received = evidence.keep(folder, "case1", item, key, f"<html>{CANARY}".encode())
    return replace(kept(item, name=CANARY), received=received)


def runs(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["evidence", *arguments])


def verified(code: int) -> dict[str, str]:
    """What `verify` says of each item, and of the journal."""
    result = runs("verify", NUMBER)
    assert result.exit_code == code, result.output
    assert CANARY not in result.output
    lines = result.stdout.splitlines()
    told = {line.split()[0]: line for line in lines[1:-3]}
    return {
        **{item: line[170:].strip() for item, line in told.items()},
        "journal": lines[-3].removeprefix("The journal of the case "),
        "facts": lines[-2].removeprefix("The facts of the case "),
        "heads": lines[-1].removeprefix("The chain of heads over all journals "),
    }


HOLDING = {
    "letter": "holds",
    "picture": "holds",
    "words": "holds",
    "refused": "not received",
    "coming": "not received",
    "journal": "holds.",
    "facts": "hold.",
    "heads": "holds.",
}


def locked(data: Path, item: str) -> Path:
    return evidence.path_of(data, "case1", item)


def test_untouched_evidence_holds(storage: Storage) -> None:
    assert verified(0) == HOLDING


def test_each_item_is_told_with_time_size_type_and_fingerprint(storage: Storage, data: Path) -> None:
    output = runs("verify", NUMBER).stdout
    (line,) = (line for line in output.splitlines() if line.startswith("letter"))
    found = evidence.fingerprint(locked(data, "letter"), key_of(storage))
    assert found is not None
    facts = ["Fri", "2026-11-20", "14:00:00", "UTC", str(len(PDF)), "application/pdf", found.sha256, "holds"]
    assert line.split() == ["letter", *facts]


def key_of(storage: Storage) -> Key:
    with storage.transaction() as tx:
        return tx.key("case1")


def test_a_changed_byte_shows(storage: Storage, data: Path) -> None:
    place = locked(data, "letter")
    changed = bytearray(place.read_bytes())
    changed[-1] ^= 1
    place.chmod(0o600)
    place.write_bytes(changed)
    assert verified(1) == HOLDING | {"letter": "CHANGED"}


def test_a_file_that_ends_too_early_shows(storage: Storage, data: Path) -> None:
    place = locked(data, "picture")
    place.write_bytes(place.read_bytes()[:-20])
    assert verified(1) == HOLDING | {"picture": "CHANGED"}


def test_a_file_in_the_place_of_another_shows(storage: Storage, data: Path) -> None:
    locked(data, "letter").replace(locked(data, "words"))
    assert verified(1) == HOLDING | {"letter": "MISSING", "words": "CHANGED"}


def test_a_place_that_cannot_be_read_shows(storage: Storage, data: Path) -> None:
    locked(data, "letter").unlink()
    locked(data, "letter").mkdir()
    assert verified(1) == HOLDING | {"letter": "UNREADABLE"}


def test_a_fingerprint_that_was_changed_in_the_database_shows(storage: Storage) -> None:
    retold_item(storage, "words", sha256="0" * 64)
    assert verified(1) == HOLDING | {"words": "CHANGED", "facts": "are CHANGED in evidence."}


def test_a_changed_line_of_the_journal_shows(storage: Storage) -> None:
    reads(storage, 3)
    with storage.transaction() as tx:
        tx.session.execute(update(JournalRow).where(col(JournalRow.number) == 2).values(person=METTE))
    assert verified(1) == HOLDING | {"journal": "is BROKEN at line 2."}


def test_a_line_of_the_journal_that_was_cut_off_shows(storage: Storage) -> None:
    for _ in range(5):
        reads(storage, 1)
        storage.run(lambda tx: journal_heads.write(tx, NOW))
    with storage.transaction() as tx:
        tx.session.execute(delete(JournalRow).where(col(JournalRow.number) == 6))
    assert verified(1) == HOLDING | {"journal": "is BROKEN at line 7.", "heads": "is BROKEN at head 5."}


def reads(storage: Storage, times: int) -> None:
    for _ in range(times):
        storage.run(lambda tx: journal.write(tx, "case1", Line(NOW, LARS, "read", "")))


def test_every_check_is_in_the_journal_and_the_journal_holds(storage: Storage) -> None:
    verified(0)
    verified(0)
    with storage.transaction() as tx:
        lines = journal.lines(tx, "case1")
        assert journal.first_broken(tx, "case1") is None
    checked = [line.detail for line in lines if (line.act, line.person) == (custody.VERIFIED, "operator")]
    assert checked == ["letter", "picture", "words"] * 2


def test_it_works_while_the_product_holds_the_folder(storage: Storage, data: Path) -> None:
    with take_folder(data):
        assert verified(0) == HOLDING


def test_the_list_tells_everything_that_happened_to_an_item_and_who_has_read(storage: Storage) -> None:
    reads(storage, 2)
    for act, person in (("FileOffered", METTE), ("EvidenceAsked", LARS), (custody.SHARED, LARS)):
        line = Line(NOW, person, act, "letter")
        storage.run(lambda tx, line=line: journal.write(tx, "case1", line))
    result = runs("list", NUMBER)
    assert (result.exit_code, CANARY in result.output) == (0, False)
    items, readers = result.stdout.split("Who has read the case\n")
    when = "  Fri 2026-11-20 14:00:00 UTC  "
    assert readers.splitlines() == [f"{when}U0LARS        read"] * 2
    about = items.split("letter")[1].split("\n")[1:]
    assert [line.removeprefix(when) for line in takewhile(lambda line: line.startswith("  "), about)] == [
        "U0METTE       handed it in",
        "U0LARS        asked for a copy",
        "U0LARS        got a copy",
    ]


def test_an_act_without_words_is_told_by_its_name(storage: Storage) -> None:
    storage.run(lambda tx: journal.write(tx, "case1", Line(NOW, LARS, "SomethingNew", "letter")))
    assert "SomethingNew" in runs("list", NUMBER).stdout


@pytest.mark.parametrize("command", ["verify", "list"])
def test_a_case_that_is_not_there_is_told(storage: Storage, command: str) -> None:
    result = runs(command, "2026-9999")
    assert result.exit_code == 2
    assert result.stderr == "There is no case of the number 2026-9999.\n"


def told() -> str:
    """The one sentence with which the command ends."""
    result = runs("verify", NUMBER)
    assert (result.exit_code, result.stdout) == (2, "")
    (sentence,) = result.stderr.splitlines()
    return sentence


def test_a_folder_without_a_database_is_told_and_none_is_made(data: Path) -> None:
    assert told() == f"There is no database in {data}. Set VAERN_DATA to the folder of Værn."
    assert list(data.iterdir()) == []


def test_a_missing_master_key_is_told_and_none_is_made(storage: Storage, data: Path) -> None:
    (data / "master.key").unlink()
    assert told().startswith(f"The master key {data / 'master.key'} is missing. Restore it from your copy")
    assert not (data / "master.key").exists()


def test_the_master_key_of_others_is_told(storage: Storage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VAERN_MASTER_KEY", str(Identity.generate()))
    assert told().startswith("The master key does not open what is stored.")


def test_a_database_that_nobody_has_prepared_is_told(data: Path) -> None:
    make_master(data / "master.key")
    (data / "vaern.db").touch()
    assert told().startswith("The database cannot be read")


def test_a_database_that_is_away_is_told(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_master(data / "master.key")
    monkeypatch.setenv("DATABASE_URL", "postgresql://vaern:hunter2@127.0.0.1:1/vaern")
    sentence = told()
    assert sentence.startswith("The database cannot be read")
    assert "hunter2" not in sentence


def test_wrong_settings_are_told_each_with_its_mend(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "mysql://host/vaern")
    monkeypatch.setenv("VAERN_MASTER_KEY", "AGE-SECRET-KEY-1")
    result = runs("verify", NUMBER)
    assert result.exit_code == 2
    assert [line.split()[0] for line in result.stderr.splitlines()] == ["DATABASE_URL", "VAERN_MASTER_KEY"]


def test_the_settings_are_read_from_the_file_of_the_product(
    storage: Storage, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("VAERN_DATA")
    Path(".env").write_text(f"VAERN_DATA={data}\nSLACK_BOT_TOKEN=wrong\n")
    assert verified(0) == HOLDING


def test_alone_the_command_still_starts_the_product(data: Path) -> None:
    result = CliRunner().invoke(cli, [])
    assert result.exit_code == WRONG_SETTINGS
    assert result.stderr.startswith("Værn cannot start:")
