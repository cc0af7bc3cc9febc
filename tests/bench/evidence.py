"""A large file in and out, each way in a process of its own, whose memory nothing else has used."""

from __future__ import annotations

import asyncio
import hashlib
import resource
import subprocess
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

import pyrage
from pyrage.x25519 import Identity

from bot.delivery.transfers import decrypted
from storage import evidence
from storage.evidence import Fingerprint
from storage.keys import Key
from tests.bench.databases import Databases
from tests.bench.table import NONE, Row

MEGABYTE = 1 << 20
MEGABYTES = 200
RUNS = 2


class File(NamedTuple):
    """A file on disk, and where it is kept encrypted."""

    identity: str
    plain: Path
    kept: Path
    sha256: str

    @property
    def key(self) -> Key:
        return Key(Identity.from_str(self.identity))

    @property
    def size(self) -> int:
        return self.plain.stat().st_size

    def pieces(self) -> Iterator[bytes]:
        with self.plain.open("rb") as opened:
            while piece := opened.read(MEGABYTE):
                yield piece


def brought_in(file: File) -> str:
    """As a file is received: fingerprinted, encrypted, on disk."""
    file.kept.unlink(missing_ok=True)
    return evidence.receive(file.kept, file.key, "brev.pdf", file.pieces(), file.size).sha256


def brought_out(file: File) -> str:
    """As a copy is sent: decrypted piece by piece and compared with what came in."""
    asyncio.run(_taken_out(file))
    return file.sha256


async def _taken_out(file: File) -> int:
    async with decrypted(file.kept, file.key, Fingerprint(file.size, file.sha256)) as pieces:
        return sum([len(piece) async for piece in pieces])


def by_tools(file: File) -> str:
    """sha256sum, and the library of age alone."""
    told = subprocess.run(["sha256sum", file.plain], check=True, capture_output=True, text=True)
    other = file.kept.with_suffix(".beside")
    pyrage.encrypt_file(str(file.plain), str(other), [file.key.recipient])
    return told.stdout.split()[0]


Work = Callable[[File], str]


def _measured(work: Work, small: File, large: File) -> tuple[tuple[float, ...], float]:
    """Seconds of CPU a run, and megabytes above what the process had; the small file loads what is loaded."""
    work(small)
    before, taken = _peak(), []
    for _ in range(RUNS):
        begun = _cpu()
        work(large)
        taken.append(_cpu() - begun)
    return tuple(taken), (_peak() - before) / 1024


def _cpu() -> float:
    """Of this process and of the programs that it ran."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def _peak() -> int:
    """The most memory this process has used, in kilobytes. getrusage would also count its parent's."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(status.partition("VmHWM:")[2].split()[0])


def _in_a_process(work: Work, small: File, large: File) -> tuple[tuple[float, ...], float]:
    with ProcessPoolExecutor(1, get_context("spawn")) as process:
        return process.submit(_measured, work, small, large).result()


def rows(at: Databases) -> Iterator[Row]:
    """The files are gone afterwards."""
    with at.folder() as folder:
        identity = str(Identity.generate())
        small, large = (_made(folder, identity, megabytes) for megabytes in (1, MEGABYTES))
        reference, _ = _in_a_process(by_tools, small, large)
        for work, what in ((brought_in, "in"), (brought_out, "out")):
            taken, megabytes = _in_a_process(work, small, large)
            named = f"CPU: evidence of {MEGABYTES} MB {what} / sha256sum and age"
            yield Row(named, NONE, taken, reference, "s")
            yield Row(f"memory for {MEGABYTES} MB {what}", NONE, (megabytes,), unit="MB")


def _made(folder: Path, identity: str, megabytes: int) -> File:
    plain = folder / f"{megabytes}.pdf"
    with plain.open("wb") as made:
        made.write(b"%PDF-1.4\n" + bytes(MEGABYTE - 9))
        for _ in range(megabytes - 1):
            made.write(bytes(MEGABYTE))
    with plain.open("rb") as whole:
        sha256 = hashlib.file_digest(whole, "sha256").hexdigest()
    return File(identity, plain, folder / f"{megabytes}.age", sha256)
