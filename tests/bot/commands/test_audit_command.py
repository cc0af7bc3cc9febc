"""`vaern audit verify`: whether everything that is kept holds, a line a case; by numbers and ids."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from pyrage.x25519 import Identity
from sqlalchemy import delete, update
from sqlmodel import col

from flows.case.case import Evidence
from storage import cases, evidence, journal, journal_heads
from storage.database import Storage
from storage.folder import take_folder
from storage.journal import Line
from storage.keys import Key
from storage.tables import EvidenceRow, JournalRow
from storage.turns import SEALED, sealed
from tests.bot.commands.municipality import CANARY, adds, opened, runs, spoils, told
from tests.flows.given import LARS, METTE, NOW, case, context, kept, offered, refused
from tests.storage.samples import PDF, picture
from tests.stored import retold_item

FIRST, SECOND = "2026-0041", "2026-0042"
HOLDING = {
    FIRST: "2 holds holds holds",
    SECOND: "0 holds holds holds",
    "Cases:": "2 of 2 hold.",
    "Items of evidence:": "2 of 2 hold.",
    "Journals of no case:": "1 of 1 hold.",
    "The chain of heads over all journals": "holds.",
    "Everything holds.": "",
}


@pytest.fixture
def storage(data: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Storage]:
    """The store of a municipality with two cases, one with evidence, and a report that is under way."""
    made = opened(data, monkeypatch)
    adds(made, case(number=FIRST), case(id="case2", number=SECOND, channel="C0TWO", evidence=(offered(),)))
    made.run(lambda tx: journal.write(tx, "draft1", Line(NOW, METTE, "ReportStarted", "")))
    key = made.read(lambda tx: tx.key("case1"))
    items = (stored(data, key, "letter", PDF), stored(data, key, "picture", picture("PNG")))
    keeps(made, *items, refused("refused", name=f"{CANARY}.exe"))
    yield made
    made.close()


def stored(folder: Path, key: Key, item: str, data: bytes) -> Evidence:
    place = evidence.path_of(folder, "case1", item)
    received = evidence.receive(place, key, CANARY, iter([data]), 10**6)
    return replace(kept(item, name=f"{CANARY}.pdf"), received=received)


def keeps(storage: Storage, *items: Evidence) -> None:
    """The first case has these items, those that came with their fingerprints in the journal and a head."""
    with storage.transaction() as tx:
        cases.put(tx, replace(cases.get(tx, "case1", as_=METTE), evidence=items), context())
        for item in items:
            journal.write(tx, "case1", Line(NOW, METTE, SEALED, sealed(item)))
    storage.run(partial(journal_heads.write, now=NOW))


def audited(code: int = 0) -> dict[str, str]:
    """What the command says of each case, and in the end."""
    result = runs("audit", "verify")
    assert result.exit_code == code, result.output
    head, *lines = result.stdout.splitlines()
    assert head.split() == ["case", "items", "journal", "facts", "evidence"]
    return dict(pair for line in lines for pair in _pairs(line))


def _pairs(line: str) -> Iterator[tuple[str, str]]:
    begin = next((known for known in HOLDING if line.startswith(known)), line)
    yield begin, " ".join(line.removeprefix(begin).split())


def faulty(**changes: str) -> dict[str, str]:
    """What it says when not everything holds."""
    said = {name: words for name, words in HOLDING.items() if name != "Everything holds."}
    return said | {"NOT everything holds.": ""} | changes


def test_untouched_it_holds(storage: Storage) -> None:
    assert audited() == HOLDING


def test_programs_get_an_object_a_case_and_one_with_the_sums(storage: Storage) -> None:
    whole, facts = {"holds": True, "broken_at": None}, {"holds": True, "changed": []}
    found = {"kind": "case", "is_readable": True, "faults": [], "journal": whole, "facts": facts}
    assert told("audit", "verify") == [
        found | {"case": FIRST, "items": 2, "holds": True},
        found | {"case": SECOND, "items": 0, "holds": True},
        {
            "kind": "summary",
            "cases": {"all": 2, "holding": 2},
            "items": {"all": 2, "holding": 2},
            "other_journals": {"all": 1, "holding": 1},
            "heads": whole,
            "anchors": [],
            "holds": True,
        },
    ]


def test_a_changed_and_a_missing_item_are_named_by_their_ids(storage: Storage, data: Path) -> None:
    place = evidence.path_of(data, "case1", "picture")
    place.write_bytes(place.read_bytes()[:-20])
    evidence.path_of(data, "case1", "letter").unlink()
    assert audited(1) == faulty(
        **{
            FIRST: "2 holds holds letter MISSING, picture CHANGED",
            "Cases:": "1 of 2 hold.",
            "Items of evidence:": "0 of 2 hold.",
        }
    )
    first, *_, summary = told("audit", "verify", code=1)
    faults = [{"item": "letter", "now": "missing"}, {"item": "picture", "now": "changed"}]
    assert (first["faults"], first["holds"], summary["holds"]) == (faults, False, False)


@pytest.mark.parametrize(
    ("change", "result"),
    [
        (delete(EvidenceRow).where(col(EvidenceRow.id) == "letter"), "letter REMOVED"),
        (
            update(EvidenceRow).where(col(EvidenceRow.id) == "letter").values(state="refused"),
            "letter CHANGED",
        ),
    ],
)
def test_what_was_taken_out_of_the_database_shows_by_the_journal(
    storage: Storage, change: Any, result: str
) -> None:
    with storage.transaction() as tx:
        tx.session.execute(change)
    assert audited(1)[FIRST] == f"2 holds CHANGED in evidence {result}"


def test_so_does_a_fingerprint_that_was_changed(storage: Storage) -> None:
    retold_item(storage, "letter", sha256="0" * 64)
    assert audited(1)[FIRST] == "2 holds CHANGED in evidence letter CHANGED"


def test_so_it_does_when_one_case_is_verified(storage: Storage) -> None:
    with storage.transaction() as tx:
        tx.session.execute(delete(EvidenceRow).where(col(EvidenceRow.id) == "letter"))
    result = runs("evidence", "verify", FIRST)
    (line,) = (line for line in result.stdout.splitlines() if line.startswith("letter"))
    assert (result.exit_code, line.split()[-1]) == (1, "REMOVED")


def test_a_changed_line_of_a_journal_shows_and_the_evidence_is_still_checked(storage: Storage) -> None:
    with storage.transaction() as tx:
        second = (col(JournalRow.subject) == "case1") & (col(JournalRow.number) == 2)
        tx.session.execute(update(JournalRow).where(second).values(person=LARS))
    assert audited(1)[FIRST] == "2 BROKEN at line 2 holds holds"


def test_a_journal_that_is_gone_shows_though_no_head_covers_it(storage: Storage) -> None:
    adds(storage, case(id="case3", number="2026-0043", channel="C0THREE"))
    with storage.transaction() as tx:
        tx.session.execute(delete(JournalRow).where(col(JournalRow.subject) == "case3"))
    result = runs("audit", "verify")
    assert (result.exit_code, "2026-0043      0  BROKEN at line 1" in result.stdout) == (1, True)


def test_a_broken_journal_of_a_report_under_way_shows(storage: Storage) -> None:
    with storage.transaction() as tx:
        tx.session.execute(update(JournalRow).where(col(JournalRow.subject) == "draft1").values(act="?"))
    assert audited(1) == faulty(
        **{
            "The journal draft1, which is of no case, is BROKEN at line 1.": "",
            "Journals of no case:": "0 of 1 hold.",
        }
    )
    *_, other, _ = told("audit", "verify", code=1)
    assert other == {
        "kind": "journal",
        "subject": "draft1",
        **{"holds": False, "broken_at": 1},
        "facts": {"holds": True, "changed": [], "is_removed": False},
    }


def test_a_line_that_was_cut_off_shows_by_seal_and_heads(storage: Storage) -> None:
    with storage.transaction() as tx:
        last = (col(JournalRow.subject) == "case1") & (col(JournalRow.number) == 4)
        tx.session.execute(delete(JournalRow).where(last))
    assert audited(1) == faulty(
        **{
            FIRST: "2 BROKEN at line 4 holds holds",
            "Cases:": "1 of 2 hold.",
            "The chain of heads over all journals": "is BROKEN at head 1.",
        }
    )


def test_a_head_that_is_kept_elsewhere_is_in_the_chain(storage: Storage) -> None:
    with storage.reading() as tx:
        head = journal_heads.last(tx)
    for written in (head.hash, head.hash.upper(), head.hash[:16]):
        result = runs("audit", "verify", "--head", f"{head.number}:{written}")
        assert result.exit_code == 0
        assert f"Head {head.number}: it is in the chain." in result.stdout
    *_, summary = told("audit", "verify", "--head", f"{head.number}:{head.hash}")
    assert summary["anchors"] == [{"number": head.number, "hash": head.hash, "holds": True}]


@pytest.mark.parametrize("head", ["2:" + "0" * 64, "1:" + "0" * 16])
def test_a_head_that_is_not_in_the_chain_is_told(storage: Storage, head: str) -> None:
    assert f"Head {head[0]}: NOT in the chain." in runs("audit", "verify", "--head", head).stdout
    *_, summary = told("audit", "verify", "--head", head, code=1)
    assert (summary["anchors"][0]["holds"], summary["heads"]["holds"]) == (False, True)


@pytest.mark.parametrize("head", ["1", "1:", "1:abc", "one:" + "0" * 64, "1:" + "g" * 64])
def test_what_is_no_head_is_refused(storage: Storage, head: str) -> None:
    assert runs("audit", "verify", "--head", head).exit_code == 2


def test_a_whole_database_that_was_put_back_is_found_by_a_head_of_after_it(
    storage: Storage, data: Path
) -> None:
    """Whoever has the database alone can put all of it back, so that nothing in it shows that."""
    with closing(sqlite3.connect(data / "vaern.db")) as database:
        database.execute("VACUUM INTO ?", (str(data / "earlier.db"),))
    journaled = Line(NOW, LARS, "read", "")
    storage.run(partial(journal.write, subject="case1", line=journaled))
    head = storage.run(partial(journal_heads.write, now=NOW))
    storage.close()
    (data / "earlier.db").replace(data / "vaern.db")
    for left in data.glob("vaern.db-*"):
        left.unlink()
    assert head
    assert audited() == HOLDING
    assert runs("audit", "verify", "--head", f"{head.number}:{head.hash}").exit_code == 1


@pytest.mark.parametrize("columns", [{"procedure": "of another version"}, {"body": b"?"}])
def test_a_case_that_cannot_be_read_is_told_and_stops_no_other(
    storage: Storage, columns: dict[str, object]
) -> None:
    spoils(storage, FIRST, **columns)
    assert audited(1) == faulty(
        **{
            FIRST: "- holds - CANNOT BE READ",
            "Cases:": "1 of 2 hold.",
            "Items of evidence:": "0 of 0 hold.",
        }
    )
    assert told("audit", "verify", code=1)[0]["is_readable"] is False


def test_a_line_that_cannot_be_read_is_told_and_stops_no_other(storage: Storage, data: Path) -> None:
    with closing(sqlite3.connect(data / "vaern.db")) as database, database:
        database.execute("UPDATE journal SET at = X'00' WHERE subject = 'case1'")
    assert audited(1)[FIRST] == "2 BROKEN at line 0 holds holds"


def test_it_writes_nothing_and_works_while_the_product_holds_the_folder(storage: Storage, data: Path) -> None:
    before = storage.read(lambda tx: journal.lines(tx, "case1"))
    with take_folder(data):
        assert audited() == HOLDING
    assert storage.read(lambda tx: journal.lines(tx, "case1")) == before


def test_an_empty_municipality_holds(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened(data, monkeypatch).close()
    assert runs("audit", "verify").stdout.splitlines()[-1] == "Everything holds."


def test_without_the_key_of_the_database_nothing_is_checked(storage: Storage) -> None:
    (storage.keys.folder / "database.key").unlink()
    result = runs("audit", "verify")
    assert result.exit_code == 2
    assert result.stderr == (
        "The key of the database is missing. "
        "Restore the folder keys of VAERN_DATA from a backup of the keys.\n"
    )


def test_the_master_key_of_others_is_told(storage: Storage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VAERN_MASTER_KEY", str(Identity.generate()))
    result = runs("audit", "verify", "--json")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("The master key does not open what is stored.")
