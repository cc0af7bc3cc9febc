"""Evidence on its way to disk: encrypted, fingerprinted, complete or not there at all."""

from __future__ import annotations

import hashlib
import stat
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyrage.x25519 import Identity

from flows.case.case import Received
from storage import evidence
from storage.evidence import Unusable
from storage.keys import Key
from storage.media_types import HEAD
from tests.storage.samples import KEPT, NOT_KEPT, picture

KEY = Key(Identity.generate())
LARGEST = 1_000_000
PNG = picture("PNG")

FLAT = """
import sys
from pathlib import Path
from pyrage.x25519 import Identity
from storage import evidence
from storage.keys import Key

def stream():
    yield b"\\x89PNG\\r\\n\\x1a\\n" + bytes(1000)
    for _ in range(300):
        yield bytes(1_000_000)

def peak():
    return int(Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0]) // 1024

key, target = Key(Identity.generate()), Path(sys.argv[1])
small = [b"\\x89PNG\\r\\n\\x1a\\n" + bytes(1000)]
evidence.receive(target.with_name("small.age"), key, "a.png", iter(small), 10**9)
before = peak()
received = evidence.receive(target, key, "a.png", stream(), 10**9)
print(received.size, peak() - before)
"""


def receives(target: Path, *chunks: bytes, name: str = "opslag.png", largest: int = LARGEST) -> Received:
    return evidence.receive(target, KEY, name, iter(chunks), largest)


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """Where the file is to lie."""
    return evidence.path_of(tmp_path, "a case", "a file")


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.mark.parametrize(("name", "data", "kind"), KEPT, ids=[kind for _, _, kind in KEPT])
def test_a_file_comes_back_as_it_came(target: Path, name: str, data: bytes, kind: str) -> None:
    fingerprint = hashlib.sha256(data).hexdigest()
    assert receives(target, data, name=name) == Received(kind, len(data), fingerprint)
    assert evidence.original(target, KEY) == data


@given(rest=st.binary(max_size=3 * HEAD), cuts=st.lists(st.integers(1, 20_000), max_size=5))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_however_the_stream_is_cut_the_file_is_the_same(target: Path, rest: bytes, cuts: list[int]) -> None:
    data = PNG + rest
    places = sorted({0, *(cut for cut in cuts if cut < len(data)), len(data)})
    chunks = [data[one:other] for one, other in pairwise(places)]
    target.unlink(missing_ok=True)
    received = receives(target, *chunks)
    assert (received.size, received.sha256) == (len(data), hashlib.sha256(data).hexdigest())
    assert evidence.original(target, KEY) == data


def test_on_disk_it_cannot_be_read(target: Path) -> None:
    receives(target, b"Han ringede igen.", name="noter.txt")
    assert b"ringede" not in target.read_bytes()
    assert target.read_bytes().startswith(b"age-encryption.org/v1")


def test_it_is_named_by_ids_alone(target: Path, tmp_path: Path) -> None:
    receives(target, PNG, name="kanariefugl.png")
    assert [str(path.relative_to(tmp_path)) for path in files(tmp_path)] == ["evidence/a case/a file.age"]


def test_folder_and_file_are_for_their_owner_alone(target: Path) -> None:
    receives(target, PNG)
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert stat.S_IMODE(target.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize(("name", "data", "reason"), NOT_KEPT, ids=range(len(NOT_KEPT)))
def test_what_is_not_kept_leaves_nothing(
    target: Path, tmp_path: Path, name: str, data: bytes, reason: str
) -> None:
    with pytest.raises(Unusable) as unusable:
        receives(target, data, name=name)
    assert unusable.value.reason == reason
    assert files(tmp_path) == []


@pytest.mark.parametrize("chunks", [(), (b"",)])
def test_an_empty_file_is_refused(target: Path, tmp_path: Path, chunks: tuple[bytes, ...]) -> None:
    with pytest.raises(Unusable) as unusable:
        receives(target, *chunks)
    assert unusable.value.reason == "empty"
    assert files(tmp_path) == []


def test_a_file_of_the_largest_size_is_kept_and_one_byte_more_is_not(target: Path, tmp_path: Path) -> None:
    receives(target, PNG, bytes(LARGEST - len(PNG)))
    target.unlink()
    with pytest.raises(Unusable) as unusable:
        receives(target, PNG, bytes(LARGEST - len(PNG)), b"\0")
    assert unusable.value.reason == "too_large"
    assert files(tmp_path) == []


def test_a_stream_without_end_is_left_as_soon_as_it_is_too_large(target: Path) -> None:
    drawn = []

    def endless() -> Iterator[bytes]:
        yield PNG
        while True:
            drawn.append(1)
            yield bytes(100_000)

    with pytest.raises(Unusable):
        evidence.receive(target, KEY, "a.png", endless(), LARGEST)
    assert len(drawn) <= LARGEST // 100_000 + 1


def test_a_stream_that_breaks_off_leaves_nothing_and_tells_why(target: Path, tmp_path: Path) -> None:
    def breaks() -> Iterator[bytes]:
        yield PNG + bytes(100_000)
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        evidence.receive(target, KEY, "a.png", breaks(), LARGEST)
    assert files(tmp_path) == []


def test_a_failure_leaves_what_was_kept_before(target: Path) -> None:
    receives(target, PNG)
    with pytest.raises(Unusable):
        receives(target, b"MZ" + bytes(100))
    assert evidence.original(target, KEY) == PNG


def test_what_a_crash_left_half_written_goes_when_the_file_is_safe(target: Path) -> None:
    target.parent.mkdir(parents=True)
    target.with_suffix(".5e1f.part").write_bytes(b"half")
    receives(target, PNG)
    assert evidence.original(target, KEY) == PNG
    assert files(target.parent) == [target]


def test_what_is_kept_is_never_replaced_and_is_what_is_told_of(target: Path) -> None:
    first = receives(target, PNG)
    locked = target.read_bytes()
    assert receives(target, PNG + b"another", name="andet.png") == first
    assert target.read_bytes() == locked
    assert files(target.parent) == [target]


@pytest.mark.parametrize("pieces", [1, 3])
def test_of_two_attempts_at_once_the_first_to_end_is_kept(target: Path, pieces: int) -> None:
    received = []

    def overtaken() -> Iterator[bytes]:
        yield PNG
        for _ in range(pieces):
            yield bytes(100_000)
        received.append(receives(target, PNG, bytes(100_000 * pieces)))
        received.append(target.read_bytes())

    assert evidence.receive(target, KEY, "opslag.png", overtaken(), LARGEST) == received[0]
    assert target.read_bytes() == received[1]
    assert files(target.parent) == [target]


def test_a_file_whose_report_is_erased_while_it_comes_leaves_nothing(target: Path, tmp_path: Path) -> None:
    def erased() -> Iterator[bytes]:
        yield PNG + bytes(100_000)
        evidence.erase(tmp_path, "a case")

    with pytest.raises(FileNotFoundError):
        evidence.receive(target, KEY, "opslag.png", erased(), LARGEST)
    assert files(tmp_path) == []


def test_the_memory_stays_flat(target: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FLAT, str(target)], capture_output=True, text=True, check=True
    )
    size, megabytes = map(int, done.stdout.split())
    assert size > 300_000_000
    assert megabytes < 64


def test_an_erased_subject_has_no_files(target: Path, tmp_path: Path) -> None:
    other = evidence.path_of(tmp_path, "another case", "a file")
    for path in (target, target.with_name("half.part"), other):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"locked")
    evidence.erase(tmp_path, "a case")
    assert not target.parent.exists()
    assert files(tmp_path) == [other]
    evidence.erase(tmp_path, "a case")
