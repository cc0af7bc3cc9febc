"""A copy on its way out: decrypted as fast as it is taken, whole or not at all, and no thread is left."""

from __future__ import annotations

import asyncio
import hashlib
import os
import subprocess
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web
from pyrage.x25519 import Identity
from slack_sdk.web.async_client import AsyncWebClient

from bot.delivery.transfers import decrypted
from bot.slack.answers import SlackUnavailable
from bot.slack.files import SlackFiles
from bot.threads import MOST_TRANSFERS
from storage import evidence
from storage.evidence import Changed, Fingerprint
from storage.keys import Key

pytestmark = pytest.mark.anyio
KEY = Key(Identity.generate())
LARGE = 3_000_000
AGE_PIECE = 65_536 + 16
"""What the age format encrypts at once, with its seal."""

FLAT = """
import asyncio, sys
from pathlib import Path
from pyrage.x25519 import Identity
from bot.delivery.transfers import decrypted
from storage import evidence
from storage.evidence import Fingerprint
from storage.keys import Key

def peak():
    return int(Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0]) // 1024

async def sent(target, key, received):
    async with decrypted(target, key, Fingerprint(received.size, received.sha256)) as pieces:
        return sum([len(piece) async for piece in pieces])

key, folder = Key(Identity.generate()), Path(sys.argv[1])
small = evidence.keep(folder, "case", "small", key, b"a")
chunks = iter([b"%PDF-1.4", *[bytes(1_000_000)] * 200])
large = evidence.receive(folder / "a.age", key, "a.pdf", chunks, 10**9)
asyncio.run(sent(evidence.path_of(folder, "case", "small"), key, small))
before = peak()
print(asyncio.run(sent(folder / "a.age", key, large)), peak() - before)
"""


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "item.age"


def kept(target: Path, size: int = LARGE) -> tuple[bytes, Fingerprint]:
    """A file of that size in the store."""
    data = b"%PDF-1.4" + os.urandom(size - 8)
    received = evidence.receive(target, KEY, "brev.pdf", iter([data]), size)
    return data, Fingerprint(received.size, received.sha256)


async def taken(target: Path, received: Fingerprint, key: Key = KEY) -> bytes:
    async with decrypted(target, key, received) as pieces:
        return b"".join([piece async for piece in pieces])


def opened() -> int:
    """How many files this process has open."""
    return len(os.listdir("/proc/self/fd"))


@pytest.mark.parametrize("size", [9, 65_536, 65_537, 262_144, LARGE])
async def test_it_comes_out_as_it_came_in(target: Path, size: int) -> None:
    data, received = kept(target, size)
    assert await taken(target, received) == data


async def test_several_come_out_at_once(target: Path, tmp_path: Path) -> None:
    data, received = kept(target)
    several = await asyncio.gather(*(taken(target, received) for _ in range(2 * MOST_TRANSFERS)))
    assert set(several) == {data}


@pytest.mark.parametrize("pieces_taken", [0, 1, 3])
async def test_whoever_stops_half_way_leaves_no_thread_and_no_open_file(
    target: Path, pieces_taken: int
) -> None:
    data, received = kept(target)
    await taken(target, received)
    before = opened()
    for _ in range(2 * MOST_TRANSFERS):
        async with decrypted(target, KEY, received) as pieces:
            for _ in range(pieces_taken):
                assert await anext(pieces)
    assert opened() <= before, "what an earlier test left open may be closed meanwhile"
    assert await taken(target, received) == data


async def test_whoever_is_stopped_from_outside_leaves_none_either(target: Path) -> None:
    data, received = kept(target)
    begun = asyncio.Event()

    async def stands_still() -> None:
        async with decrypted(target, KEY, received) as pieces:
            assert await anext(pieces)
            begun.set()
            await asyncio.Event().wait()

    for _ in range(2 * MOST_TRANSFERS):
        begun.clear()
        task = asyncio.create_task(stands_still())
        await begun.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    assert await taken(target, received) == data


def with_a_change(locked: bytes, place: int) -> bytes:
    return locked[:place] + bytes([locked[place] ^ 1]) + locked[place + 1 :]


BROKEN = {
    "changed": lambda locked: with_a_change(locked, len(locked) // 2),
    "changed in the head": lambda locked: with_a_change(locked, 60),
    "cut short": lambda locked: locked[:-100_000],
    "cut between two pieces": lambda locked: locked[: len(locked) - len(locked) % AGE_PIECE],
    "longer": lambda locked: locked + b"x",
    "empty": lambda _: b"",
    "no age file": lambda locked: bytes(len(locked)),
}


@pytest.mark.parametrize("way", BROKEN)
async def test_what_was_changed_on_disk_is_never_taken_for_the_evidence(target: Path, way: str) -> None:
    _, received = kept(target)
    target.write_bytes(BROKEN[way](target.read_bytes()))
    with pytest.raises(Changed):
        await taken(target, received)


async def test_another_file_with_the_right_key_is_not_the_evidence_either(
    target: Path, tmp_path: Path
) -> None:
    _, received = kept(target)
    kept(tmp_path / "other.age")
    with pytest.raises(Changed):
        await taken(tmp_path / "other.age", received)


async def test_with_another_key_nothing_comes_out(target: Path) -> None:
    _, received = kept(target)
    with pytest.raises(Changed):
        await taken(target, received, Key(Identity.generate()))


async def test_a_missing_file_is_told_as_missing(target: Path) -> None:
    with pytest.raises(FileNotFoundError):
        await taken(target, Fingerprint(1, ""))


def test_the_memory_stays_flat(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FLAT, str(tmp_path)], capture_output=True, text=True, check=True
    )
    size, megabytes = map(int, done.stdout.split())
    assert size > 200_000_000
    assert megabytes < 32


@dataclass
class Uploads:
    """Slack's side of an upload. `whole` are the fingerprints of those that came to their end."""

    url: str = ""
    is_refusing: bool = False
    goes_on: asyncio.Event = field(default_factory=asyncio.Event)
    whole: list[str] = field(default_factory=list)

    async def place(self, _: web.Request) -> web.Response:
        return web.json_response({"ok": True, "upload_url": f"{self.url}/up", "file_id": "F1"})

    async def take(self, request: web.Request) -> web.Response:
        if self.is_refusing:
            return web.Response(status=413)
        await self.goes_on.wait()
        digest = hashlib.sha256()
        async for piece in request.content.iter_any():
            digest.update(piece)
        self.whole.append(digest.hexdigest())
        return web.Response(text="OK")


@pytest.fixture
async def uploads() -> AsyncIterator[Uploads]:
    made, application = Uploads(), web.Application()
    made.goes_on.set()
    application.router.add_post("/api/files.getUploadURLExternal", made.place)
    application.router.add_post("/up", made.take)
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=0, handler_cancellation=True)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    made.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield made
    made.goes_on.set()
    await runner.cleanup()


async def sent(uploads: Uploads, target: Path, received: Fingerprint, seconds: float = 20) -> None:
    """The file goes from the store to Slack."""
    async with aiohttp.ClientSession() as session:
        client = AsyncWebClient(token="xoxb-1", base_url=f"{uploads.url}/api/", session=session)
        async with decrypted(target, KEY, received) as pieces:
            await SlackFiles(client, session).upload("sag.pdf", received.size, pieces, "alt", seconds)


async def test_it_reaches_slack_as_it_came_in(uploads: Uploads, target: Path) -> None:
    _, received = kept(target)
    await sent(uploads, target, received)
    assert uploads.whole == [received.sha256]


@pytest.mark.parametrize("way", BROKEN)
async def test_an_upload_of_what_was_changed_says_so_and_never_ends(
    uploads: Uploads, target: Path, way: str
) -> None:
    _, received = kept(target)
    target.write_bytes(BROKEN[way](target.read_bytes()))
    with pytest.raises(Changed):
        await sent(uploads, target, received)
    assert uploads.whole == []


async def test_an_upload_of_what_is_missing_says_so(uploads: Uploads, target: Path) -> None:
    with pytest.raises(FileNotFoundError):
        await sent(uploads, target, Fingerprint(LARGE, ""))


async def test_an_upload_that_slack_does_not_take_ends_the_thread_and_is_tried_again(
    uploads: Uploads, target: Path
) -> None:
    _, received = kept(target, 3 * LARGE)
    uploads.is_refusing = True
    for _ in range(2 * MOST_TRANSFERS):
        with pytest.raises(SlackUnavailable):
            await sent(uploads, target, received)
    uploads.is_refusing = False
    await sent(uploads, target, received)
    assert uploads.whole == [received.sha256]


async def test_an_upload_that_stands_still_ends_the_thread_when_its_seconds_are_over(
    uploads: Uploads, target: Path
) -> None:
    _, received = kept(target, 3 * LARGE)
    uploads.goes_on.clear()
    await asyncio.gather(*(standing(uploads, target, received) for _ in range(2 * MOST_TRANSFERS)))
    uploads.goes_on.set()
    await sent(uploads, target, received)


async def standing(uploads: Uploads, target: Path, received: Fingerprint) -> None:
    with pytest.raises(SlackUnavailable):
        await sent(uploads, target, received, 0.2)
