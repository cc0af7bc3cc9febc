"""What a person is sent of a piece of evidence: pictures drawn anew, anything else as it came."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from bot.delivery.transfers import decrypted, in_thread
from bot.world import World
from flows.case.case import Case, Evidence
from storage import drawing, evidence
from storage.evidence import Changed, Fingerprint
from storage.keys import Key
from storage.media_types import SUFFIXES


@dataclass(frozen=True)
class Copy:
    """A file to send, under a neutral name: what the employee called the original may tell too much."""

    name: str
    size: int
    pieces: AsyncIterator[bytes]


@asynccontextmanager
async def copies(
    world: World, case: Case, item: Evidence, *, is_small: bool
) -> AsyncIterator[tuple[Copy, ...]]:
    """One file, or the pages of a picture that is not to be small. None for one that cannot be drawn anew.

    As it came, it may tell where somebody lives. Raises Changed, and FileNotFoundError.
    """
    target = evidence.path_of(world.storage.folder, case.id, item.id)
    key = await world.read(lambda tx: tx.key(case.id))
    if item.received.is_picture:
        drawn = await in_thread(_drawn, target, key, item, is_small)
        yield tuple(
            Copy(_name(case, page, len(drawn)), len(data), _whole(data)) for page, data in enumerate(drawn, 1)
        )
        return
    async with decrypted(target, key, Fingerprint(item.received.size, item.received.sha256)) as pieces:
        yield (
            Copy(f"{case.number}{SUFFIXES.get(item.received.media_type, '')}", item.received.size, pieces),
        )


def _name(case: Case, page: int, count: int) -> str:
    return f"{case.number}.png" if count == 1 else f"{case.number}-{page}.png"


def _drawn(target: Path, key: Key, item: Evidence, is_small: bool) -> tuple[bytes, ...]:
    found: list[Fingerprint] = []

    def give(out: IO[bytes]) -> None:
        found.append(evidence.decrypt(target, key, out))

    pages = drawing.drawn(give, is_small=is_small)
    if found and found[0] != Fingerprint(item.received.size, item.received.sha256):
        raise Changed
    return pages


async def _whole(data: bytes) -> AsyncIterator[bytes]:
    yield data
