"""`vaern audit verify` finds every tampering of tests/tampering/ on both databases, and says what it is."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, select, text
from sqlmodel import SQLModel

from flows import events as ev
from storage import case_turns, journal, journal_heads
from storage.columns import unlocked_by
from storage.database import KEYS, Storage, open_storage
from storage.database_key import DatabaseKey
from storage.key_files import KeyFiles
from storage.keys import Keyring, make_master, read_identity
from tests.bot.commands.municipality import runs
from tests.storage.postgresql import Server
from tests.storage.stories import ANNE, DORTE, LARS, METTE, NOW, at, begins, does, looks_at, reports
from tests.tampering import TAMPERINGS, Forger, Rows, Tampering

OMAR = "U0OMAR"


@dataclass(frozen=True)
class Town:
    """A municipality as it was left, at a database and in a folder, to be copied."""

    database: str
    folder: Path
    ids: dict[str, str]
    last: int
    earlier: Rows


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def town(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Town:
    """Two cases and a report, with a head before and after the last decision."""
    folder = tmp_path_factory.mktemp("town")
    is_shared = request.param == "postgresql"
    url = request.getfixturevalue("server").create("town") if is_shared else ""
    with closing(open_storage(url, Keyring(make_master(folder / "master.key")), folder)) as storage:
        ids = {"one": reports(storage), "two": reports(storage, OMAR), "report": begins(storage, DORTE)}
        _is_lived_in(storage, ids["one"], ids["two"])
        storage.run(partial(journal_heads.write, now=NOW))
        earlier = _rows(storage)
        acts(storage, ids["one"], LARS, ev.StepDecided(LARS, "contact", "agreed", "", {"plan": "Mandag."}))
        looks_at(storage, ids["one"], LARS)
        storage.run(partial(journal_heads.write, now=NOW))
        last = len(storage.read(partial(journal.lines, subject=ids["one"])))
    return Town("town" if is_shared else "", folder, ids, last, earlier)


def _is_lived_in(storage: Storage, one: str, two: str) -> None:
    acts(storage, one, METTE, ev.WordsKept(METTE, "1" * 32, "Han skrev igen."))
    acts(storage, one, METTE, ev.WordsKept(METTE, "2" * 32, "Og igen."))
    acts(storage, two, OMAR, ev.WordsKept(OMAR, "3" * 32, "Også til mig."))
    acts(storage, one, LARS, ev.StepDecided(LARS, "support", "later", "Hun er hjemme i dag."))
    acts(storage, one, LARS, ev.TaskDone(LARS, "legal", "ask_hr"))
    acts(storage, two, OMAR, ev.Withdrawn(OMAR))
    case_turns.happened(storage, one, ev.PersonLeft(ANNE), at())
    does(storage, ev.Answered(DORTE, "danger", "no"), DORTE)


def acts(storage: Storage, case: str, person: str, event: ev.CaseEvent) -> None:
    case_turns.on_case(storage, case, event, at(), as_=person, arrival=uuid4().hex)


def _rows(storage: Storage) -> Rows:
    with storage.reading() as tx, unlocked_by(None):
        return {
            table.name: [dict(row) for row in tx.execute(select(table)).mappings()]
            for table in SQLModel.metadata.sorted_tables
        }


@dataclass(frozen=True)
class Copy:
    """A municipality of one test."""

    town: Town
    url: str
    folder: Path

    def is_tampered_with(self, tampering: Tampering) -> None:
        engine = create_engine(self.url.replace("postgresql:", "postgresql+psycopg:"))
        with engine.begin() as connection:
            if self.town.database:
                # Whoever administers the database passes over its rules.
                connection.execute(text("SET session_replication_role = replica"))
            keyring = Keyring(read_identity((self.folder / "master.key").read_text()))
            key = DatabaseKey(keyring, KeyFiles(self.folder / KEYS))
            tampering.act(Forger(connection, self.folder, self.town.ids, self.town.earlier, key))
        engine.dispose()


@pytest.fixture
def copy(
    town: Town, data: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> Iterator[Copy]:
    """The settings lead to a copy of the municipality."""
    shutil.copytree(town.folder, data, dirs_exist_ok=True)
    if not town.database:
        yield Copy(town, f"sqlite:///{data / 'vaern.db'}", data)
        return
    server: Server = request.getfixturevalue("server")
    url = server.create("copy", like=town.database)
    monkeypatch.setenv("DATABASE_URL", url)
    yield Copy(town, url, data)
    server.drop("copy")


def test_untouched_it_holds(copy: Copy) -> None:
    result = runs("audit", "verify")
    assert (result.exit_code, result.stdout.splitlines()[-1]) == (0, "Everything holds."), result.output


@pytest.mark.parametrize("tampering", TAMPERINGS, ids=[one.name for one in TAMPERINGS])
def test_it_is_found(copy: Copy, tampering: Tampering) -> None:
    copy.is_tampered_with(tampering)
    result = runs("audit", "verify")
    lines = result.stdout.splitlines()
    says = tampering.says.format(**copy.town.ids, last=copy.town.last, last_but_one=copy.town.last - 1)
    assert result.exit_code == 1, result.output
    assert [line for line in lines if says in line], result.output
    assert lines[-1] == "NOT everything holds."


def test_how_many_there_are(record_property: Callable[[str, object], None]) -> None:
    record_property("measured", f"tamperings: {len(TAMPERINGS)}, each found on SQLite and on PostgreSQL")
