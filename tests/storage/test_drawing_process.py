"""The process that draws knows nothing and can do little; when it ends, there is only no copy."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import IO

import pytest

from storage import drawing, pictures
from storage.drawing import drawn
from tests.storage.drawn import pages
from tests.storage.samples import picture

CANARY = "kanariefugl"


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    def instead(code: str) -> None:
        (tmp_path / "program.py").write_text(code)
        monkeypatch.setattr(drawing, "_PROGRAM", tmp_path / "program.py")

    return instead


def test_a_process_that_needs_more_memory_than_it_may_have_leaves_no_copy(
    program: Callable[[str], None],
) -> None:
    data = picture("PNG", (1170, 12_000))
    limit = "MOST_MEMORY = 1 << 30"
    code = Path(pictures.__file__).read_text(encoding="utf-8")
    assert limit in code
    program(code.replace(limit, "MOST_MEMORY = 1 << 26"))
    assert pages(data) == []


def test_the_process_has_none_of_our_secrets(
    program: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", CANARY)
    program(
        "import os, sys\ndata = repr((dict(os.environ), sys.argv)).encode()\n"
        "sys.stdin.buffer.read()\nsys.stdout.buffer.write(len(data).to_bytes(4) + data)"
    )
    (seen,) = drawn(lambda out: out.write(b""))
    assert b"MALLOC_ARENA_MAX" in seen
    assert CANARY.encode() not in seen


@pytest.mark.parametrize("end", ["os._exit(1)", "os.kill(os.getpid(), 9)", "os.abort()"])
def test_a_process_that_dies_leaves_no_copy(program: Callable[[str], None], end: str) -> None:
    program(f"import os, sys\nsys.stdout.buffer.write(bytes(3))\nsys.stdin.buffer.read()\n{end}")
    assert drawn(lambda out: out.write(b"a")) == ()


def test_a_process_that_reads_nothing_leaves_no_copy(program: Callable[[str], None]) -> None:
    program("")
    assert drawn(lambda out: out.write(bytes(10**7))) == ()


@pytest.mark.parametrize("code", ["import time; time.sleep(600)", "while True: pass"])
def test_a_process_that_takes_too_long_is_ended(
    program: Callable[[str], None], monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    monkeypatch.setattr(drawing, "LONGEST_DRAWING", 0.3)
    program(code)
    assert drawn(lambda out: out.write(bytes(10**7))) == ()


def test_the_process_is_ended_when_the_picture_cannot_be_read() -> None:
    def unreadable(out: IO[bytes]) -> None:
        raise FileNotFoundError

    with pytest.raises(FileNotFoundError):
        drawn(unreadable)
