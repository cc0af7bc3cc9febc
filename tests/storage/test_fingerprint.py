"""What a kept file is known by: any other byte on disk shows, and so does a file that is gone."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyrage.x25519 import Identity

from flows.case.case import Received
from storage import evidence
from storage.evidence import Changed, Fingerprint, Unusable, fingerprint
from storage.keys import Key
from tests.storage.samples import PDF

KEY = Key(Identity.generate())
SIZE = 200_000
"""More than three of the pieces that are encrypted at once."""


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return evidence.path_of(tmp_path, "a case", "a file")


def kept(target: Path, data: bytes) -> Fingerprint:
    received = evidence.receive(target, KEY, "brev.pdf", iter([data]), 10**6)
    return Fingerprint(received.size, received.sha256)


def writes(folder: Path, text: str, item: str = "an item") -> Received:
    return evidence.keep(folder, "a case", item, KEY, text.encode())


@given(rest=st.binary(max_size=SIZE))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_kept_file_has_the_fingerprint_with_which_it_came(target: Path, rest: bytes) -> None:
    target.unlink(missing_ok=True)
    came = kept(target, PDF + rest)
    assert came == Fingerprint(len(PDF + rest), hashlib.sha256(PDF + rest).hexdigest())
    assert fingerprint(target, KEY) == came


def test_a_missing_file_has_none(target: Path) -> None:
    assert fingerprint(target, KEY) is None


def test_with_another_key_it_cannot_be_told(target: Path) -> None:
    kept(target, PDF)
    with pytest.raises(Changed):
        fingerprint(target, Key(Identity.generate()))


@pytest.fixture(scope="module")
def locked(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A file as it lies on disk."""
    target = tmp_path_factory.mktemp("locked") / "a.age"
    kept(target, PDF + os.urandom(SIZE))
    return target.read_bytes()


@given(place=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_changed_bit_shows(tmp_path: Path, locked: bytes, place: float, bit: int) -> None:
    changed = bytearray(locked)
    changed[int(place * len(locked))] ^= 1 << bit
    target = tmp_path / "changed.age"
    target.write_bytes(changed)
    with pytest.raises(Changed):
        fingerprint(target, KEY)


@given(end=st.floats(0, 1, exclude_max=True))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_missing_end_shows(tmp_path: Path, locked: bytes, end: float) -> None:
    target = tmp_path / "cut.age"
    target.write_bytes(locked[: int(end * len(locked))])
    with pytest.raises(Changed):
        fingerprint(target, KEY)


def test_a_file_that_another_took_the_place_of_shows(target: Path, tmp_path: Path) -> None:
    came = kept(target, PDF)
    kept(tmp_path / "other.age", PDF + b"other")
    (tmp_path / "other.age").replace(target)
    assert fingerprint(target, KEY) not in {None, came}


def test_a_place_that_cannot_be_read_is_not_taken_for_a_change(target: Path) -> None:
    target.mkdir(parents=True)
    with pytest.raises(IsADirectoryError):
        fingerprint(target, KEY)


def test_what_cannot_be_written_on_is_told_as_it_is(target: Path) -> None:
    kept(target, PDF)

    class Full:
        def write(self, _: bytes) -> None:
            raise BrokenPipeError(32, "nobody reads")

    with pytest.raises(BrokenPipeError):
        evidence.decrypt(target, KEY, Full())


TEXTS = [
    "Jeg ved, hvor du bor.",
    "<html><script>alert(1)</script>",
    "%PDF-1.4",
    "PK\x03\x04",
    "https://facebook.example/groups/1",
    "a\0b\0c\0d",
]


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_what_a_person_wrote_is_kept_as_text_whatever_it_begins_with(tmp_path: Path, text: str) -> None:
    data = text.encode()
    assert writes(tmp_path, text) == Received("text/plain", len(data), hashlib.sha256(data).hexdigest())
    target = evidence.path_of(tmp_path, "a case", "an item")
    assert evidence.original(target, KEY) == data
    assert data not in target.read_bytes().partition(b"\n---")[2]


@given(text=st.text(min_size=1))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_comes_back_as_it_was_written(tmp_path: Path, text: str) -> None:
    target = evidence.path_of(tmp_path, "a case", "an item")
    target.unlink(missing_ok=True)
    writes(tmp_path, text)
    assert evidence.original(target, KEY).decode() == text


def test_what_is_written_is_never_replaced_and_is_what_is_told_of(tmp_path: Path) -> None:
    first = writes(tmp_path, "<html>Han ringede.")
    assert writes(tmp_path, "Han ringede ikke.") == first


def test_nothing_is_not_kept(tmp_path: Path) -> None:
    with pytest.raises(Unusable) as unusable:
        writes(tmp_path, "")
    assert unusable.value.reason == "empty"
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
