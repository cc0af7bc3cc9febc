"""A backup holds all there is as of one moment and no key; restored, it is as it was, less what is erased."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from pyrage.x25519 import Identity
from sqlalchemy import text

from flows import events as ev
from flows.case.case import Evidence
from storage import backups, drafts, evidence, evidence_rows, key_backups, restoring
from storage.backups import NoBackup
from storage.database import Storage, Transaction, connect, open_storage
from storage.database_key import DATABASE
from storage.keys import Keyring
from storage.restoring import Restored, WrongKeys
from tests.storage.contents import everything, key_of
from tests.storage.stories import METTE, NOW, begins, case_of, does, reports

OMAR = "U0OMAR"

RecordProperty = Callable[[str, object], None]


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """A folder on another disk."""
    place = tmp_path / "shelf"
    place.mkdir()
    return place


def keeps(storage: Storage, subject: str, item: str = "item", content: bytes = b"et opslag") -> None:
    """A file that has come; without content it is lost."""
    with storage.transaction() as tx:
        key = tx.key(subject)
        found = Evidence(item, item, "opslag.png", METTE, NOW, "kept")
        evidence_rows.put_evidence(tx, subject, (found,), (), {})
    if content:
        evidence.keep(storage.folder, subject, item, key, content)


def backed_up(storage: Storage, shelf: Path) -> tuple[Path, Path]:
    """A backup of the data and one of the keys."""
    made = backups.make(storage, shelf, NOW)
    assert made.missing == ()
    return made.path, key_backups.make(storage.keys, shelf, NOW)


def contents(storage: Storage) -> dict[str, list[str]]:
    """All rows but those that a restore writes by itself."""
    return {name: sorted(map(repr, rows)) for name, rows in everything(storage).items() if name != "outbox"}


def test_what_is_restored_is_what_was_there(storage: Storage, other_place: Storage, shelf: Path) -> None:
    case, draft = reports(storage), begins(storage, OMAR)
    backup, keys = backed_up(storage, shelf)
    found = restoring.restore(other_place, backup, keys, NOW)
    assert found == Restored(1, 1, 0, 0, 0, 0)
    assert found.is_whole
    other_place.migrate()
    assert contents(other_place) == contents(storage)
    assert case_of(other_place, case) == case_of(storage, case)
    assert set(other_place.keys.subjects()) == {case, draft, DATABASE}
    # And it goes on from there: the numbers of rows too.
    another = "U0ANOTHER"
    assert case_of(other_place, reports(other_place, another), another)


def test_a_backup_holds_no_key_and_is_for_its_owner_alone(storage: Storage, shelf: Path) -> None:
    case = reports(storage)
    keeps(storage, case)
    key = storage.keys.read(case)
    made = backups.make(storage, shelf, NOW).path
    files = [path for path in made.rglob("*") if path.is_file()]
    assert key
    assert not [path for path in files if key.wrapped in path.read_bytes()]
    assert {path.stat().st_mode & 0o077 for path in (made, *made.rglob("*"))} == {0}


def test_what_was_erased_after_the_backup_stays_erased(
    storage: Storage, other_place: Storage, shelf: Path
) -> None:
    """The keys were backed up later, as they are to be; the draft's own was erased in between."""
    case, draft = reports(storage), begins(storage)
    made = backups.make(storage, shelf, NOW)
    does(storage, ev.Withdrawn(METTE))
    keys = key_backups.make(storage.keys, shelf, NOW)
    found = restoring.restore(other_place, made.path, keys, NOW)
    assert (found.cases, found.drafts, found.erased, found.is_whole) == (1, 0, 1, True)
    with other_place.reading() as tx:
        assert tx.execute(text("SELECT count(*) FROM draft")).scalar() == 0
        assert list(tx.execute(text("SELECT subject FROM erasure")).scalars()) == [draft]
    assert case_of(other_place, case) == case_of(storage, case)


def test_the_data_folder_knows_best_what_is_erased(keyring: Keyring, tmp_path: Path, shelf: Path) -> None:
    """Only the database was lost, and both backups are from before the erasing."""
    (tmp_path / "data").mkdir()
    storage = open_storage("", keyring, tmp_path / "data")
    draft = begins(storage)
    backup, keys = backed_up(storage, shelf)
    does(storage, ev.Withdrawn(METTE))
    storage.close()
    for path in storage.folder.glob("vaern.db*"):
        path.unlink()
    with closing(connect("", keyring, storage.folder)) as again:
        found = restoring.restore(again, backup, keys, NOW)
        assert (found.drafts, found.erased) == (0, 1)
        assert again.keys.read(draft) is None


def test_a_file_that_was_in_the_backup_before_is_not_copied_again(storage: Storage, shelf: Path) -> None:
    case = reports(storage)
    keeps(storage, case)
    first = backups.make(storage, shelf, NOW)
    keeps(storage, case, "newer")
    second = backups.make(storage, shelf, NOW + timedelta(hours=1))
    one, other = (evidence.path_of(made.path, case, "item") for made in (first, second))
    assert one.samefile(other)
    shutil.rmtree(first.path)
    assert other.exists()
    assert (first.manifest.items, second.manifest.items) == (1, 2)


def test_a_file_that_is_missing_is_told_and_stops_nothing(
    storage: Storage, other_place: Storage, shelf: Path
) -> None:
    case = reports(storage)
    keeps(storage, case)
    keeps(storage, case, "lost", b"")
    made = backups.make(storage, shelf, NOW)
    assert (made.missing, made.manifest.items) == (("lost",), 1)
    found = restoring.restore(other_place, made.path, key_backups.make(storage.keys, shelf, NOW), NOW)
    assert (found.items, found.missing_files, found.is_whole) == (2, 1, False)
    assert evidence.original(evidence.path_of(other_place.folder, case, "item"), key_of(other_place, case))


def test_what_was_owed_is_looked_for_before_it_is_sent_again(
    storage: Storage, tmp_path: Path, shelf: Path
) -> None:
    reports(storage)
    backup, keys = backed_up(storage, shelf)
    with closing(connect("", storage.keyring, tmp_path / "elsewhere")) as other:
        other.folder.mkdir()
        restoring.restore(other, backup, keys, NOW)
        with other.reading() as tx:
            begun = tx.execute(text("SELECT started_at FROM outbox WHERE done_at IS NULL")).scalars().all()
    assert begun
    assert None not in begun


@pytest.mark.parametrize("spoilt", ["vaern.sqlite", "backup.json"])
def test_a_backup_that_is_not_as_it_was_made_is_refused(storage: Storage, shelf: Path, spoilt: str) -> None:
    reports(storage)
    made = backups.make(storage, shelf, NOW).path
    assert backups.read(made).cases == 1
    with (made / spoilt).open("r+b") as file:
        file.seek(0)
        file.write(b"?")
    with pytest.raises(NoBackup):
        backups.read(made)


def test_with_another_master_key_nothing_is_restored(storage: Storage, tmp_path: Path, shelf: Path) -> None:
    reports(storage)
    backup, keys = backed_up(storage, shelf)
    (tmp_path / "elsewhere").mkdir()
    with closing(connect("", Keyring(Identity.generate()), tmp_path / "elsewhere")) as other:
        with pytest.raises(WrongKeys):
            restoring.restore(other, backup, keys, NOW)
        assert not (other.folder / "vaern.db").exists()


def test_backups_of_the_keys_expire_after_thirty_days(storage: Storage, shelf: Path) -> None:
    case = reports(storage)
    old, new = (key_backups.make(storage.keys, shelf, NOW + timedelta(days=day)) for day in (0, 20))
    (shelf / "vaern-keys-of-somebody").mkdir()
    assert key_backups.expire(shelf, NOW + timedelta(days=30)) == []
    assert key_backups.expire(shelf, NOW + timedelta(days=31)) == [old]
    assert sorted(path.name for path in shelf.iterdir()) == sorted([new.name, "vaern-keys-of-somebody"])
    assert replace(storage.keys, folder=new).read(case) == storage.keys.read(case)


BACKUPS = 8
"""Made one after the other, so that there are enough acts beside them."""


class Busy:
    """Twenty people who go on writing, one act after the other, each with its number in their report.

    Each tenth act brings a file too, in the same transaction.
    """

    def __init__(self, storage: Storage) -> None:
        self.storage, self.done, self.is_over = storage, 0, threading.Event()
        self.people = [f"U0{number}" for number in range(20)]
        for person in self.people:
            begins(storage, person)
        self.thread = threading.Thread(target=self._goes_on)

    def __enter__(self) -> Busy:
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.is_over.set()
        self.thread.join()

    def _goes_on(self) -> None:
        while not self.is_over.is_set():
            self.storage.run(self._act)
            self.done += 1

    def _act(self, tx: Transaction) -> None:
        number = self.done + 1
        draft = drafts.of(tx, self.writer(number))
        assert draft
        if number % 10 == 0:
            item = Evidence(f"item{number}", "F1", "opslag.png", draft.person, NOW, "kept")
            draft = replace(draft, evidence=(*draft.evidence, item))
            evidence.keep(tx.folder, draft.id, item.id, tx.key(draft.id), b"et opslag")
        drafts.put(tx, replace(draft, answers={"story": str(number)}), NOW)

    def writer(self, number: int) -> str:
        """Whose act that is."""
        return self.people[number % len(self.people)]

    def has_done(self, number: int) -> None:
        """Waits until so many acts are done."""
        while self.done < number:
            threading.Event().wait(0.01)


def told_by(storage: Storage, person: str) -> int:
    """The number of the last act that stands in the person's report."""
    with storage.reading() as tx:
        draft = drafts.of(tx, person)
    assert draft
    return int(str(draft.answers.get("story", 0)))


def test_a_backup_beside_fifty_acts_a_second_is_of_one_moment(
    storage: Storage, other_place: Storage, shelf: Path, record_property: RecordProperty
) -> None:
    """Every act that was done when it began is there; of those beside it none without all before it."""
    with Busy(storage) as busy:
        busy.has_done(100)
        first, begun = busy.done, time.monotonic()
        for hour in range(BACKUPS):
            before = busy.done
            made = backups.make(storage, shelf, NOW + timedelta(hours=hour))
        during = busy.done - first
        took = time.monotonic() - begun
    record_property("measured", f"{BACKUPS} backups beside {during} acts, {round(during / took)} a second")
    keys = key_backups.make(storage.keys, shelf, NOW)
    assert restoring.restore(other_place, made.path, keys, NOW).is_whole
    told = {person: told_by(other_place, person) for person in busy.people}
    last = max(told.values())
    assert last >= before
    for number in range(last - len(busy.people) + 1, last + 1):
        assert told[busy.writer(number)] == number
    with other_place.reading() as tx:
        items = tx.execute(text("SELECT count(*) FROM evidence")).scalar()
    assert items == last // 10
