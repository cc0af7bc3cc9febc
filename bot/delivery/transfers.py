"""A few files on their way at one time: each has a thread, a time in which to end, and little memory."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import ParamSpec, TypeVar

from bot.slack.answers import HeldBack, SlackUnavailable
from bot.threads import MOST_TRANSFERS
from bot.world import World
from storage import evidence
from storage.claiming import LONGEST_DELIVERY
from storage.evidence import Changed, Fingerprint
from storage.keys import Key

P = ParamSpec("P")
Result = TypeVar("Result")

PIECE = 1 << 18
LONGEST_LINE = 30.0
SECONDS_UNTIL_ANOTHER_TRY = 1.0
LONGEST_TRANSFER = LONGEST_DELIVERY.total_seconds() - 40
"""Line and transfer together, in seconds: the calls around them still end before the claim does."""

# Not the loop's own threads: a transfer waits for the loop, which needs those for names and storage.
_THREADS = ThreadPoolExecutor(MOST_TRANSFERS, "transfer")


@asynccontextmanager
async def transfer(world: World) -> AsyncIterator[float]:
    """One of the few transfers at a time; gives the seconds it may take.

    Raises HeldBack when all of them are busy for long.
    """
    loop = asyncio.get_running_loop()
    until = loop.time() + LONGEST_TRANSFER
    try:
        async with asyncio.timeout(LONGEST_LINE):
            await world.threads.transfers.acquire()
    except TimeoutError:
        raise HeldBack(SECONDS_UNTIL_ANOTHER_TRY) from None
    try:
        yield until - loop.time()
    finally:
        world.threads.transfers.release()


async def in_thread(work: Callable[P, Result], *args: P.args, **kwargs: P.kwargs) -> Result:
    """The work in a thread of the transfers."""
    return await asyncio.get_running_loop().run_in_executor(_THREADS, partial(work, *args, **kwargs))


@asynccontextmanager
async def decrypted(target: Path, key: Key, received: Fingerprint) -> AsyncIterator[AsyncIterator[bytes]]:
    """The bytes as they came, decrypted as fast as they are taken, and nowhere on disk.

    The last of them is followed by Changed when they are not what was received; an upload that broke off
    for that reason ends in Changed too. Whoever stops half way ends the thread: it writes into a pipe,
    which breaks when its other end is closed.
    """
    way_out, way_in = os.pipe()
    loop, stream = asyncio.get_running_loop(), asyncio.StreamReader(PIECE)
    protocol = asyncio.StreamReaderProtocol(stream)
    transport, _ = await loop.connect_read_pipe(lambda: protocol, os.fdopen(way_out, "rb", 0))
    work = loop.run_in_executor(_THREADS, _decrypt, way_in, target, key, received)
    try:
        yield _pieces(stream, work)
    except SlackUnavailable:
        if work.done():
            work.result()
        raise
    finally:
        transport.close()
        await asyncio.wait({work})
        work.exception()


def _decrypt(way_in: int, target: Path, key: Key, received: Fingerprint) -> None:
    with os.fdopen(way_in, "wb", PIECE) as pipe:
        found = evidence.decrypt(target, key, pipe)
    if found != received:
        raise Changed


async def _pieces(stream: asyncio.StreamReader, work: asyncio.Future[None]) -> AsyncIterator[bytes]:
    while piece := await stream.read(PIECE):
        yield piece
    # Not awaited itself: whoever is cancelled here would mark it so, with its thread still at work.
    await asyncio.wait({work})
    work.result()
