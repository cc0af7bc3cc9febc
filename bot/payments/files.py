"""Evidence on its way in and out: from Slack to the encrypted store, and a copy to who may see it."""

from __future__ import annotations

import asyncio
import hashlib
import mimetypes
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from bot.payments.paid import Paid
from bot.payments.posting import Message, found_or_posted, gathered
from bot.payments.transfers import BUSY, LONGEST_TRANSFER, decrypted, in_thread, transfer
from bot.slack_answer import SlackRefused, SlackUnavailable
from bot.world import World
from flows.access import may
from flows.case import Case, Evidence, Refusal
from flows.effects import Alert, EraseFile, FetchFile, ShareEvidence
from flows.events import FileSettled
from flows.screen import Screen
from flows.screens import messages
from flows.screens.view import View
from flows.words import N_
from storage import custody, evidence, journal, outbox, surfaces
from storage.claiming import Debt
from storage.database import Transaction
from storage.evidence import Changed, Fingerprint, Received, Unusable
from storage.gathering import Facts
from storage.keys import Key
from storage.surfaces import Surface

GONE = frozenset({"file_deleted", "file_not_found", "not_visible"})
NOT_WHOLE = "evidence_changed"
MOST_TRIES = 8
MOST_LOOKS = 6
SECONDS_BETWEEN_LOOKS = 2.0


async def pay(world: World, debt: Debt, effect: FetchFile | EraseFile | ShareEvidence, facts: Facts) -> Paid:
    """What is owed about a file: to bring it in, to erase it, or to send a copy of it."""
    match effect:
        case FetchFile():
            return await fetch_file(world, debt, effect, facts)
        case EraseFile():
            return await erase_file(world, debt, effect)
        case ShareEvidence():
            return await share_evidence(world, debt, effect, facts)


async def fetch_file(world: World, debt: Debt, effect: FetchFile, facts: Facts) -> Paid:
    """Brings a dropped file into the store; a file that cannot be kept settles with the reason why."""
    item = next((e for e in facts.evidence() if e.id == effect.evidence), None)
    if item is None or item.state != "fetching":
        return Paid()
    try:
        return Paid(FileSettled(await _settled(world, debt, item)))
    finally:
        await _erase_if_withdrawn(world, debt.subject)


async def _settled(world: World, debt: Debt, item: Evidence) -> Evidence:
    try:
        async with transfer(world) as seconds:
            received = await _received(world, debt, item, seconds)
    except Unusable as unusable:
        return replace(item, state="refused", refusal=unusable.reason)
    except SlackRefused as refusal:
        reason: Refusal = "gone" if refusal.error in GONE else "unreachable"
        return replace(item, state="refused", refusal=reason)
    except SlackUnavailable as error:
        if debt.attempts < MOST_TRIES or error.reason == BUSY:
            raise
        return replace(item, state="refused", refusal="unreachable")
    return replace(item, state="kept", received_at=world.clock(), **vars(received))


async def erase_file(world: World, debt: Debt, effect: EraseFile) -> Paid:
    """The file of an item that was taken out goes; what is just being received goes when it has come."""
    await world.do(evidence.erase_item, world.storage.folder, debt.subject, effect.evidence)
    return Paid()


async def _erase_if_withdrawn(world: World, subject: str) -> None:
    """A withdrawal erases what is there; what was still on its way then is erased when it has come."""
    if not await world.read(lambda tx: tx.keyring.knows(tx.session, subject)):
        await world.do(evidence.erase, world.storage.folder, subject)


async def _received(world: World, debt: Debt, item: Evidence, seconds: float) -> Received:
    record = await world.slack.files.record(item.source)
    size = int(record.get("size") or 0)
    if record.get("mode") == "tombstone":
        raise Unusable("gone")
    if size > world.largest_file:
        raise Unusable("too_large")
    key = await world.read(lambda tx: tx.key(debt.subject))
    target = evidence.path_of(world.storage.folder, debt.subject, item.id)
    stream = world.slack.files.content(str(record.get("url_private_download")), seconds)
    pieces = _pulled(stream, asyncio.get_running_loop(), size)
    try:
        return await in_thread(evidence.receive, target, key, item.name, pieces, world.largest_file)
    finally:
        await stream.aclose()


def _pulled(
    stream: AsyncGenerator[bytes, None], loop: asyncio.AbstractEventLoop, size: int
) -> Iterator[bytes]:
    """The thread that encrypts pulls one piece after the other from the download in the loop."""
    came = 0
    while piece := asyncio.run_coroutine_threadsafe(_next(stream), loop).result(LONGEST_TRANSFER + 1):
        came += len(piece)
        yield piece
    if size and came != size:
        raise SlackUnavailable(None, False, "incomplete")


async def _next(stream: AsyncGenerator[bytes, None]) -> bytes:
    return await anext(stream, b"")


async def share_evidence(world: World, debt: Debt, effect: ShareEvidence, facts: Facts) -> Paid:
    """Sends a copy to a direct message: pictures drawn anew without hidden data, other files as they came.

    The file has its id before it is shared, so after an unknown outcome its shares tell whether it was.
    A picture that cannot be drawn anew is never sent; the person is told so.
    """
    case = facts.case
    item = next((e for e in case.evidence_kept() if e.id == effect.evidence), None) if case else None
    if case is None or item is None or not may(effect.person, "read", case):
        return Paid(error="no_longer_allowed")
    done = Paid(remember=partial(_delivered, world, case.id, effect))
    file = upload_of(debt, facts)
    if file and debt.is_unknown and await is_shared(world, debt, file):
        return done
    try:
        file = file or await _uploaded(world, debt, case, item, facts.view(effect.person))
    except (Changed, FileNotFoundError):
        await _say(world, debt, facts, effect.person, messages.copy_not_whole)
        return Paid(error=NOT_WHOLE, remember=partial(_alerted, world, case.id))
    if file is None:
        await _say(world, debt, facts, effect.person, messages.copy_not_drawn)
        return Paid(error="not_drawable")
    # The line of transfers may have been long: nobody sees an upload before it is shared.
    now = (await gathered(world, debt)).case
    if now is None or not may(effect.person, "read", now):
        return Paid(error="no_longer_allowed")
    await world.slack.files.share(file, f"{case.number}", await world.slack.room(effect.person))
    return done


def _delivered(world: World, case: str, effect: ShareEvidence, tx: Transaction) -> None:
    line = journal.Line(world.clock(), effect.person, custody.SHARED, effect.evidence)
    journal.write(tx, case, line)


async def is_shared(world: World, debt: Debt, file: str) -> bool:
    """Whether an earlier payment shared it. Slack shows that some time after, so it is looked for again.

    Slack does not know a file whose upload was never completed: docs.slack.dev/messaging/working-with-files.
    """
    try:
        record = await world.slack.files.record(file)
    except SlackRefused as refusal:
        if refusal.error != "file_not_found":
            raise
        return False
    if not record.get("shares") and debt.attempts < MOST_LOOKS:
        raise SlackUnavailable(SECONDS_BETWEEN_LOOKS, True, "not_seen_yet")
    return bool(record.get("shares"))


def _alerted(world: World, case: str, tx: Transaction) -> None:
    outbox.owe(tx, case, (Alert("evidence-changed", NOT_WHOLE),), world.clock())


async def _say(
    world: World, debt: Debt, facts: Facts, person: str, draw: Callable[[Case, View], Screen]
) -> None:
    """Tells once why no copy comes."""

    def drawn(now: Facts) -> Screen | None:
        return draw(now.case, now.view(person)) if now.case and may(person, "read", now.case) else None

    message = Message(await world.slack.room(person), drawn, debt.id)
    await found_or_posted(world, debt, message, facts)


async def _uploaded(world: World, debt: Debt, case: Case, item: Evidence, view: View) -> str | None:
    alt = view.say(N_("Documentation of case {number}"), number=case.number)
    async with transfer(world) as seconds, _copy(world, case, item) as copy:
        if copy is None:
            return None
        file = await world.slack.files.upload(copy.name, copy.size, copy.pieces, alt, seconds)
    await world.run(partial(remember_upload, world, debt, view.viewer_id, file))
    return file


def upload_of(debt: Debt, facts: Facts) -> str | None:
    """The id of the file that an earlier payment of this debt has uploaded."""
    return next((s.ts for s in facts.surfaces if s.kind == "upload" and s.id == debt.id), None)


def remember_upload(world: World, debt: Debt, person: str, file: str, tx: Transaction) -> None:
    """Written down before it is shared, so that its shares tell whether it was."""
    surfaces.put(tx, Surface(debt.id, debt.subject, "upload", person, "", "", file, ""), world.clock())


@dataclass(frozen=True)
class _Copy:
    """What is sent, under a neutral name: what the employee called the file may tell too much."""

    name: str
    size: int
    pieces: AsyncIterator[bytes]


@asynccontextmanager
async def _copy(world: World, case: Case, item: Evidence) -> AsyncIterator[_Copy | None]:
    """None for a picture that cannot be drawn anew: as it came, it may tell where somebody lives."""
    target = evidence.path_of(world.storage.folder, case.id, item.id)
    key = await world.read(lambda tx: tx.key(case.id))
    if item.media_type.startswith("image/"):
        drawn = await in_thread(_drawn, target, key, item)
        yield None if drawn is None else _Copy(f"{case.number}.png", len(drawn), _whole(drawn))
        return
    suffix = mimetypes.guess_extension(item.media_type) or ""
    async with decrypted(target, key, Fingerprint(item.size, item.sha256)) as pieces:
        yield _Copy(f"{case.number}{suffix}", item.size, pieces)


def _drawn(target: Path, key: Key, item: Evidence) -> bytes | None:
    from storage.pictures import LARGEST_DRAWN, preview

    if target.stat().st_size > LARGEST_DRAWN:
        return None
    data = evidence.original(target, key)
    if hashlib.sha256(data).hexdigest() != item.sha256:
        raise Changed
    return preview(data, item.media_type)


async def _whole(data: bytes) -> AsyncIterator[bytes]:
    yield data
