"""The wrapped keys: a file each beside the database, and gone for good when a draft or case is erased."""

from __future__ import annotations

import os
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pyrage.x25519 import Identity

from flows import events as ev
from storage import evidence
from storage.database import Storage
from storage.key_files import KeyFiles, WrappedKey
from storage.keys import Key, Keyring, Unreadable
from tests.storage.stories import METTE, at, begins, does

KEYRING = Keyring(Identity.generate())
LATER = timedelta(hours=2)


@pytest.fixture
def keys(tmp_path: Path) -> KeyFiles:
    """A folder of keys."""
    return KeyFiles(tmp_path / "keys")


def a_key() -> WrappedKey:
    return KEYRING.wrap(Key(Identity.generate()))


def on_disk(folder: Path) -> bytes:
    """Every byte of every file in the folder, by whatever name."""
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_a_key_reads_as_it_was_put_there_and_is_for_its_owner_alone(keys: KeyFiles) -> None:
    key = a_key()
    assert keys.add("one", key)
    assert keys.read("one") == key
    assert list(keys.subjects()) == ["one"]
    (file,) = keys.folder.iterdir()
    assert [stat.S_IMODE(path.stat().st_mode) for path in (keys.folder, file)] == [0o700, 0o600]


def test_a_key_is_never_put_in_place_of_another_one(keys: KeyFiles) -> None:
    first = a_key()
    assert keys.add("one", first)
    assert not keys.add("one", a_key())
    assert keys.read("one") == first


def test_where_there_is_no_folder_there_is_no_key(keys: KeyFiles) -> None:
    assert keys.read("one") is None
    assert [*keys.subjects(), *keys.erased()] == []


def test_what_is_erased_leaves_no_byte_of_its_key_and_is_known_to_be_erased(keys: KeyFiles) -> None:
    gone, other = a_key(), a_key()
    keys.add("gone", gone)
    keys.add("other", other)
    for _ in range(2):
        keys.destroy("gone")
    assert gone.wrapped not in on_disk(keys.folder)
    assert (keys.read("gone"), keys.read("other")) == (None, other)
    assert list(keys.erased()) == ["gone"]


def test_what_is_erased_never_gets_a_key_again(keys: KeyFiles) -> None:
    keys.add("gone", a_key())
    keys.destroy("gone")
    assert not keys.add("gone", a_key())
    assert keys.read("gone") is None


def test_a_key_that_is_wrapped_again_leaves_nothing_of_the_wrapping_before(keys: KeyFiles) -> None:
    before, after = a_key(), a_key()
    keys.add("one", before)
    keys.replace("one", after)
    assert keys.read("one") == after
    assert before.wrapped not in on_disk(keys.folder)
    assert [path.name for path in keys.folder.iterdir()] == ["one.key"]


def test_a_key_that_another_process_erases_meanwhile_does_not_come_back(keys: KeyFiles) -> None:
    keys.add("one", a_key())
    os.unlink(keys.folder / "one.key")
    keys.replace("one", a_key())
    assert keys.read("one") is None
    keys.add("two", a_key())
    (keys.folder / "two.erased").touch()
    keys.replace("two", a_key())
    assert keys.read("two") is None


def test_what_a_killed_process_has_left_goes_and_the_key_stays(keys: KeyFiles) -> None:
    """It was killed when the key had two names, and when what it wrote had no name of its own yet."""
    key, half = a_key(), a_key()
    keys.add("one", key)
    (keys.folder / ".a.part").hardlink_to(keys.folder / "one.key")
    (keys.folder / ".b.part").write_bytes(half.wrapped)
    keys.clear(datetime.now(UTC))
    assert len(list(keys.folder.iterdir())) == 3, "somebody may be just writing it"
    keys.clear(datetime.now(UTC) + LATER)
    assert [path.name for path in keys.folder.iterdir()] == ["one.key"]
    assert keys.read("one") == key
    assert half.wrapped not in on_disk(keys.folder)


def test_the_database_holds_no_key(storage: Storage) -> None:
    key = storage.keys.read(begins(storage))
    assert key
    assert key.wrapped not in b"".join(path.read_bytes() for path in storage.folder.glob("vaern.db*"))


def test_an_erased_report_is_in_no_file_of_the_data_folder_any_more(storage: Storage) -> None:
    draft = begins(storage)
    key = storage.keys.read(draft)
    assert key
    opened = storage.keyring.unwrapped(key)
    does(storage, ev.Withdrawn(METTE))
    assert key.wrapped not in on_disk(storage.folder)
    assert str(opened.identity).encode() not in on_disk(storage.folder)
    with storage.reading() as tx, pytest.raises(Unreadable):
        tx.key(draft)


def test_a_file_that_cannot_be_removed_undoes_no_erasing(
    storage: Storage, caplog: pytest.LogCaptureFixture
) -> None:
    draft = begins(storage)
    stubborn = evidence.path_of(storage.folder, draft, "item")
    stubborn.mkdir(parents=True)
    does(storage, ev.Withdrawn(METTE))
    assert "left on the disk for now" in caplog.text
    assert storage.keys.read(draft) is None
    stubborn.rmdir()
    storage.finish_erasing(at())
    assert not stubborn.parent.exists()
