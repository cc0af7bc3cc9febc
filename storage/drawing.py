"""Pictures are drawn by a process of its own, which may break down or be broken without any harm."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer
from typing import IO, cast

LONGEST_DRAWING = 45.0
"""Seconds, the wait for a processor included; the process itself may use fewer of them."""

_PROGRAM = Path(__file__).with_name("pictures.py")
# Without it each thread of a decoder would reserve memory that counts and that nobody uses.
_SURROUNDINGS = {"MALLOC_ARENA_MAX": "1"}


def drawn(give: Callable[[IO[bytes]], object], *, is_small: bool = False) -> tuple[bytes, ...]:
    """The pages of the picture that `give` writes, as PNG, or the small one; none of what cannot be drawn.

    The picture goes through a pipe: not on disk, not in the arguments. The process is told nothing of our
    surroundings, and ends when the time is over. What `give` raises is raised, unless the process no
    longer reads.
    """
    with _process("small" if is_small else "pages") as process:
        try:
            with cast("IO[bytes]", process.stdin) as pipe:
                give(pipe)
        except BrokenPipeError:
            return ()
        told = cast("IO[bytes]", process.stdout).read()
        process.wait()
    return tuple(_pages(told)) if process.returncode == 0 else ()


@contextmanager
def _process(what: str) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-I", str(_PROGRAM), what]
    pipe, nothing = subprocess.PIPE, subprocess.DEVNULL
    with subprocess.Popen(  # noqa: S603 - nothing in the command is anybody's
        command, stdin=pipe, stdout=pipe, stderr=nothing, env=_SURROUNDINGS
    ) as process:
        limit = Timer(LONGEST_DRAWING, process.kill)
        limit.start()
        try:
            yield process
        finally:
            limit.cancel()
            process.kill()


def _pages(told: bytes) -> Iterator[bytes]:
    at = 0
    while at < len(told):
        begins = at + 4
        at = begins + int.from_bytes(told[at:begins])
        yield told[begins:at]
