"""A file of 1 GB in and out again. Each way has a process of its own, whose memory nothing else has used."""

from __future__ import annotations

import asyncio
import hashlib
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

from pyrage.x25519 import Identity

from bot.payments.transfers import decrypted
from storage import evidence
from storage.evidence import Fingerprint
from storage.keys import Key

MEGABYTE = 1 << 20


class File(NamedTuple):
    """A file of some megabytes, whose bytes are made when they are needed. `place` is where it is kept."""

    identity: str
    place: Path
    megabytes: int
    sha256: str = ""

    @property
    def key(self) -> Key:
        return Key(Identity.from_str(self.identity))

    @property
    def known_as(self) -> Fingerprint:
        return Fingerprint(self.megabytes * MEGABYTE, self.sha256)

    def chunks(self) -> Iterator[bytes]:
        yield b"%PDF-1.4\n" + bytes(MEGABYTE - 9)
        for _ in range(self.megabytes - 1):
            yield bytes(MEGABYTE)


def hashed(file: File) -> str:
    """Only the fingerprint, of bytes that lie nowhere."""
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    return digest.hexdigest()


def brought_in(file: File) -> str:
    """As a file is received: fingerprinted, encrypted, on disk."""
    size = file.known_as.size
    return evidence.receive(file.place, file.key, "brev.pdf", file.chunks(), size).sha256


def brought_out(file: File) -> str:
    """As a copy is sent: decrypted piece by piece and compared with what came in."""
    return file.sha256 if asyncio.run(_taken_out(file)) == file.known_as.size else ""


async def _taken_out(file: File) -> int:
    async with decrypted(file.place, file.key, file.known_as) as pieces:
        return sum([len(piece) async for piece in pieces])


def verified(file: File) -> str:
    """As `vaern evidence verify` does it: decrypted and fingerprinted."""
    found = evidence.fingerprint(file.place, file.key)
    return found.sha256 if found else ""


Work = Callable[[File], str]


def _measured(work: Work, small: File, large: File) -> tuple[float, float, str]:
    """Seconds, megabytes and fingerprint of the work; the small file loads what is loaded only once."""
    work(small)
    before, begun = _peak(), time.perf_counter()
    found = work(large)
    return time.perf_counter() - begun, (_peak() - before) / 1024, found


def _peak() -> int:
    """The most memory this process has used, in kilobytes. getrusage would also count its parent's."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(status.partition("VmHWM:")[2].split()[0])


def _in_a_process(work: Work, small: File, large: File) -> tuple[float, float, str]:
    with ProcessPoolExecutor(1, get_context("spawn")) as process:
        return process.submit(_measured, work, small, large).result()


def figures(folder: Path) -> Iterator[tuple[str, str]]:
    """The rows of the table. The files are gone afterwards."""
    identity = str(Identity.generate())
    small, large = (File(identity, folder / f"{size}.age", size) for size in (1, 1024))
    alone, _, sha256 = _in_a_process(hashed, small, large)
    small, large = small._replace(sha256=hashed(small)), large._replace(sha256=sha256)
    try:
        for work, what in (
            (brought_in, "received (fingerprinted, encrypted, on disk)"),
            (brought_out, "sent out (decrypted, compared, in pieces)"),
            (verified, "verified (decrypted, fingerprinted)"),
        ):
            seconds, megabytes, found = _in_a_process(work, small, large)
            if found != sha256:
                raise ValueError(f"another file was {work.__name__}")
            yield f"1 GB {what} / only fingerprinted", f"{seconds / alone:.2f}"
            yield "memory for it above the rest of the process, MB", f"{megabytes:.0f}"
    finally:
        for file in (small, large):
            file.place.unlink(missing_ok=True)
