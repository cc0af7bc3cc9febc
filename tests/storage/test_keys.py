"""A key of its own for every draft and case, wrapped for the organisation's master recipients."""

from __future__ import annotations

import os
import stat
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyrage.x25519 import Identity

from storage import drafts
from storage.database import Storage
from storage.key_files import KeyFiles, WrappedKey
from storage.keys import Key, Keyring, Unreadable, make_master, read_identity, read_recipient
from tests.storage.stories import METTE, begins, case_of, reports

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
KEY = Key(Identity.generate())


@given(st.text())
def test_what_a_key_locks_it_unlocks(text: str) -> None:
    locked = KEY.lock(text)
    assert KEY.unlock(locked) == text
    assert not text or text.encode() not in locked or len(text) < 8


@given(json_values)
def test_a_json_value_comes_back_as_it_was(value: object) -> None:
    assert KEY.unlock_json(KEY.lock_json(value)) == value


def test_another_key_cannot_unlock() -> None:
    with pytest.raises(Unreadable):
        Key(Identity.generate()).unlock(KEY.lock("hemmeligt"))


def test_a_changed_text_does_not_unlock() -> None:
    locked = bytearray(KEY.lock("hemmeligt"))
    locked[-1] ^= 1
    with pytest.raises(Unreadable):
        KEY.unlock(bytes(locked))


def test_what_cannot_be_read_is_not_named_in_the_refusal() -> None:
    with pytest.raises(Unreadable) as refusal:
        Key(Identity.generate()).unlock(KEY.lock("hemmeligt"))
    assert "hemmeligt" not in str(refusal.value)


def test_each_draft_has_a_key_of_its_own(storage: Storage) -> None:
    one, other = begins(storage, METTE), begins(storage, "U0OMAR")
    with storage.transaction() as tx:
        locked = tx.key(one).lock("hemmeligt")
        with pytest.raises(Unreadable):
            tx.key(other).unlock(locked)


def test_another_master_key_opens_nothing(storage: Storage) -> None:
    draft = begins(storage)
    stranger = replace(storage, keyring=Keyring(Identity.generate()))
    with stranger.transaction() as tx, pytest.raises(Unreadable):
        drafts.get(tx, draft)


def test_a_destroyed_key_makes_a_case_unreadable_for_good(storage: Storage) -> None:
    case = reports(storage)
    storage.keys.destroy(case)
    with pytest.raises(Unreadable):
        case_of(storage, case)


def test_a_destroyed_key_makes_a_draft_unreadable_for_good(storage: Storage) -> None:
    draft = begins(storage)
    storage.keys.destroy(draft)
    with storage.transaction() as tx, pytest.raises(Unreadable):
        drafts.get(tx, draft)


def test_the_recovery_recipient_can_unwrap_every_key() -> None:
    safe = Identity.generate()
    recovery = (read_recipient(f" {safe.to_public()}\n"),)
    wrapped = Keyring(Identity.generate(), recovery).wrap(KEY)
    assert Keyring(safe).unwrapped(wrapped).unlock(KEY.lock("hemmeligt")) == "hemmeligt"


def test_the_recovery_recipient_can_unseal_what_arrived() -> None:
    safe = Identity.generate()
    sealed = Keyring(Identity.generate(), (safe.to_public(),)).seal(b"hemmeligt")
    assert Keyring(safe).unseal(sealed) == b"hemmeligt"
    with pytest.raises(Unreadable):
        Keyring(Identity.generate()).unseal(sealed)


def test_a_master_key_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    earlier = os.umask(0)
    try:
        make_master(tmp_path / "master.key")
    finally:
        os.umask(earlier)
    assert stat.S_IMODE((tmp_path / "master.key").stat().st_mode) == 0o600


def test_a_master_key_file_reads_as_the_key_that_was_made(tmp_path: Path) -> None:
    made = make_master(tmp_path / "master.key")
    assert str(read_identity((tmp_path / "master.key").read_text())) == str(made)


def test_a_master_key_file_is_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "master.key"
    make_master(path)
    before = path.read_bytes()
    with pytest.raises(FileExistsError):
        make_master(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("text", ["", "AGE-SECRET-KEY-1", "# only a comment\n", "age1qqqq"])
def test_what_is_no_key_is_refused_without_repeating_it(text: str) -> None:
    with pytest.raises(ValueError, match="not an age secret key") as refusal:
        read_identity(text)
    assert not text or text not in str(refusal.value)


def test_what_is_no_recipient_is_refused() -> None:
    with pytest.raises(ValueError, match="not an age recipient"):
        read_recipient("anne@herlev.example")


def test_a_draft_that_was_not_remembered_is_begun_again_with_the_same_key(storage: Storage) -> None:
    """The key is on disk before the draft is remembered: one that was killed in between lost nothing."""
    with pytest.raises(RuntimeError), storage.transaction() as tx:
        locked = tx.new_key("a case").lock("hemmeligt")
        raise RuntimeError
    with storage.transaction() as tx:
        assert tx.new_key("a case").unlock(locked) == "hemmeligt"


def test_a_master_key_opens_some_of_what_is_stored_or_none_of_it(storage: Storage) -> None:
    def opens(keyring: Keyring) -> bool:
        return keyring.opens_any(storage.keys)

    other = Keyring(Identity.generate())
    assert other.opens_any(KeyFiles(storage.folder / "new")), "nothing is stored yet"
    begins(storage)
    assert (opens(storage.keyring), opens(other)) == (True, False)
    storage.keys.add("", WrappedKey("", b"spoilt"))
    assert (opens(storage.keyring), opens(other)) == (True, False)
