"""Evidence on its way in and out: from Slack to the encrypted store, and a copy to who may see it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Iterator
from dataclasses import replace
from functools import partial

from bot.delivery.copies import copies
from bot.delivery.posting import Message, check_is_ours, found_or_posted, gathered
from bot.delivery.result import DeliveryResult, NoRoom
from bot.delivery.transfers import LONGEST_TRANSFER, in_thread, transfer
from bot.slack import file_records
from bot.slack.answers import SlackRefused, SlackUnavailable
from bot.slack.file_records import Record
from bot.world import World
from flows.access.rules import may
from flows.case.case import Case, Evidence, Received, Refusal
from flows.effects import Alert, EraseFile, FetchFile, ShareEvidence, Tell
from flows.events import FileSettled
from flows.evidence.items import LONGEST_DETAIL, as_bytes
from flows.screens import messages
from flows.screens.elements import Screen
from flows.screens.view import View
from flows.words import N_
from storage import custody, evidence, journal, outbox, surfaces
from storage.claiming import OutboxItem
from storage.database import Transaction
from storage.evidence import Changed
from storage.gathering import Facts
from storage.media_types import Unusable
from storage.surfaces import Surface

GONE = frozenset({"file_deleted", "file_not_found", "not_visible"})
NOT_WHOLE = "evidence_changed"
MOST_TRIES = 8
MOST_LOOKS = 6
SECONDS_BETWEEN_LOOKS = 2.0
Store = Callable[[Iterator[bytes], int], Received]
"""Stores the pieces, of so many bytes at most. Raises Unusable."""


async def deliver(
    world: World, outbox_item: OutboxItem, effect: FetchFile | EraseFile | ShareEvidence, facts: Facts
) -> DeliveryResult:
    """What is owed about a file: to bring it in, to erase it, or to send a copy of it."""
    match effect:
        case FetchFile():
            return await fetch_file(world, outbox_item, effect, facts)
        case EraseFile():
            return await erase_file(world, outbox_item, effect)
        case ShareEvidence():
            return await share_evidence(world, outbox_item, effect, facts)


async def fetch_file(
    world: World, outbox_item: OutboxItem, effect: FetchFile, facts: Facts
) -> DeliveryResult:
    """Brings a dropped file into the store; a file that cannot be kept settles with the reason why."""
    fetching = [item for item in facts.evidence() if item.state == "fetching"]
    item = next((one for one in fetching if one.id == effect.evidence), None)
    if item is None:
        return DeliveryResult()
    try:
        return DeliveryResult(FileSettled(await _settled(world, outbox_item, item)))
    except OSError as error:
        if error.errno not in evidence.NO_ROOM:
            raise
        if not outbox_item.attempts and item is fetching[0]:
            await world.run(partial(_tell_no_room, world, outbox_item.subject, item.by))
        raise NoRoom from None
    finally:
        await _erase_if_withdrawn(world, outbox_item.subject)


def _tell_no_room(world: World, subject: str, person: str, tx: Transaction) -> None:
    """To whoever gave it, once for all that came together, and to the operators."""
    outbox.owe(tx, subject, (Tell(person, "no-room"),), world.clock())
    outbox.owe(tx, "disk", (Alert("disk-full", "disk_full"),), world.clock())


async def _settled(world: World, outbox_item: OutboxItem, item: Evidence) -> Evidence:
    """The item as it came out. Of its details it holds only those that are new."""
    untold = replace(item, details={})
    try:
        async with transfer(world) as seconds:
            kept = await _kept(world, outbox_item, untold, seconds)
    except Unusable as unusable:
        return replace(untold, state="refused", refusal=unusable.reason)
    except SlackRefused as refusal:
        reason: Refusal = "gone" if refusal.error in GONE else "barred"
        return replace(untold, state="refused", refusal=reason)
    except SlackUnavailable as error:
        if not error.is_failure or outbox_item.failures < MOST_TRIES:
            raise
        return replace(untold, state="refused", refusal="unreachable")
    return replace(kept, state="kept", received_at=world.clock())


async def erase_file(world: World, outbox_item: OutboxItem, effect: EraseFile) -> DeliveryResult:
    """The file of an item that was taken out goes; what is just being received goes when it has come."""
    await world.do(evidence.erase_item, world.storage.folder, outbox_item.subject, effect.evidence)
    return DeliveryResult()


async def _erase_if_withdrawn(world: World, subject: str) -> None:
    """A withdrawal erases what is there; what was still on its way then is erased when it has come."""
    if await world.do(world.storage.keys.is_erased, subject):
        await world.do(evidence.erase, world.storage.folder, subject)


async def _kept(world: World, outbox_item: OutboxItem, item: Evidence, seconds: float) -> Evidence:
    """The item, stored: what Slack serves of it, a mail as it is shown, or the address in another service."""
    record = await world.slack.files.record(item.source)
    if reason := file_records.refusal_of(record):
        raise Unusable(reason)
    item = replace(item, name=file_records.named(record, item.name))
    key = await world.read(lambda tx: tx.key(outbox_item.subject))
    folder = world.storage.folder
    if file_records.is_elsewhere(record):
        link = file_records.link_of(record)
        received = await in_thread(evidence.keep, folder, outbox_item.subject, item.id, key, as_bytes(link))
        return replace(item, kind="link", details={"link": link[:LONGEST_DETAIL]}, received=received)
    target = evidence.path_of(folder, outbox_item.subject, item.id)
    store = partial(evidence.receive, target, key, file_records.name_of(record, item.name))
    if file_records.is_mail(record):
        sender = file_records.sender_of(record)[:LONGEST_DETAIL]
        received = await in_thread(store, iter([file_records.mail_of(record)]), world.largest_file)
        return replace(item, details={"sender": sender} if sender else {}, received=received)
    return replace(item, received=await _downloaded(world, record, store, seconds))


async def _downloaded(world: World, record: Record, store: Store, seconds: float) -> Received:
    size = int(record.get("size") or 0)
    if size > world.largest_file:
        raise Unusable("too_large")
    stream = world.slack.files.content(file_records.address_of(record), seconds)
    pieces = _pulled(stream, asyncio.get_running_loop(), size)
    try:
        return await in_thread(store, pieces, world.largest_file)
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


async def share_evidence(
    world: World, outbox_item: OutboxItem, effect: ShareEvidence, facts: Facts
) -> DeliveryResult:
    """Sends a copy to a direct message: a picture small, or in full size, a long one then as several files.

    The files have their ids before they are shared, so after an unknown outcome their shares tell whether
    they were. A picture that cannot be drawn anew is never sent; the person is told so.
    """
    case = facts.case
    item = next((e for e in case.evidence_kept() if e.id == effect.evidence), None) if case else None
    if case is None or item is None or not may(effect.person, "read", case):
        return DeliveryResult(error="no_longer_allowed")
    done = DeliveryResult(remember=partial(_delivered, world, case.id, effect))
    files = uploads_of(outbox_item, facts)
    if files and outbox_item.is_unknown and await is_shared(world, outbox_item, files[0]):
        return done
    try:
        view = facts.view(effect.person)
        files = files or await _uploaded(world, outbox_item, case, item, view, is_small=effect.is_small)
    except (Changed, FileNotFoundError):
        await _say(world, outbox_item, facts, effect.person, messages.copy_not_whole)
        return DeliveryResult(error=NOT_WHOLE, remember=partial(_alerted, world, case.id))
    if not files:
        await _say(world, outbox_item, facts, effect.person, messages.copy_not_drawn)
        return DeliveryResult(error="not_drawable")
    # The line of transfers may have been long: nobody sees an upload before it is shared.
    now = (await gathered(world, outbox_item)).case
    if now is None or not may(effect.person, "read", now):
        return DeliveryResult(error="no_longer_allowed")
    room = await world.slack.room(effect.person)
    await check_is_ours(world, outbox_item)
    await world.slack.files.share(files, f"{case.number}", room)
    return done


def _delivered(world: World, case: str, effect: ShareEvidence, tx: Transaction) -> None:
    line = journal.Line(world.clock(), effect.person, custody.SHARED, effect.evidence)
    journal.write(tx, case, line)
    if effect.is_small:
        outbox.owe(tx, case, (Tell(effect.person, "small-sent", effect.evidence),), world.clock())


async def is_shared(world: World, outbox_item: OutboxItem, file: str) -> bool:
    """Whether an earlier delivery shared it. Slack shows that some time after, so it is looked for again.

    Slack does not know a file whose upload was never completed: docs.slack.dev/messaging/working-with-files.
    """
    try:
        record = await world.slack.files.record(file)
    except SlackRefused as refusal:
        if refusal.error != "file_not_found":
            raise
        return False
    if not record.get("shares") and outbox_item.failures < MOST_LOOKS:
        raise SlackUnavailable(SECONDS_BETWEEN_LOOKS, True, "not_seen_yet")
    return bool(record.get("shares"))


def _alerted(world: World, case: str, tx: Transaction) -> None:
    outbox.owe(tx, case, (Alert("evidence-changed", NOT_WHOLE),), world.clock())


async def _say(
    world: World, outbox_item: OutboxItem, facts: Facts, person: str, draw: Callable[[Case, View], Screen]
) -> None:
    """Tells once why no copy comes."""

    def drawn(now: Facts) -> Screen | None:
        return draw(now.case, now.view(person)) if now.case and may(person, "read", now.case) else None

    message = Message(await world.slack.room(person), drawn, outbox_item.id)
    await found_or_posted(world, outbox_item, message, facts)


async def _uploaded(
    world: World, outbox_item: OutboxItem, case: Case, item: Evidence, view: View, *, is_small: bool
) -> tuple[str, ...]:
    files: list[str] = []
    loop = asyncio.get_running_loop()
    async with transfer(world) as seconds:
        until = loop.time() + seconds
        async with copies(world, case, item, is_small=is_small) as made:
            for copy in made:
                alt = _described(case, view, len(files) + 1, len(made))
                left = until - loop.time()
                files.append(await world.slack.files.upload(copy.name, copy.size, copy.pieces, alt, left))
    if files:
        await world.run(partial(remember_uploads, world, outbox_item, view.viewer_id, tuple(files)))
    return tuple(files)


def _described(case: Case, view: View, page: int, count: int) -> str:
    if count == 1:
        return view.say(N_("Documentation of case {number}"), number=case.number)
    text = N_("Documentation of case {number}, page {page} of {count}")
    return view.say(text, number=case.number, page=f"{page}", count=f"{count}")


def uploads_of(outbox_item: OutboxItem, facts: Facts) -> tuple[str, ...]:
    """The ids of the files that an earlier delivery of this outbox item has uploaded."""
    kept = (s.ts for s in facts.surfaces if s.kind == "upload" and s.id == outbox_item.id)
    return tuple(next(kept, "").split())


def remember_uploads(
    world: World, outbox_item: OutboxItem, person: str, files: tuple[str, ...], tx: Transaction
) -> None:
    """Written down before they are shared, so that their shares tell whether they were."""
    surface = Surface(outbox_item.id, outbox_item.subject, "upload", person, "", "", " ".join(files), "")
    surfaces.put(tx, surface, world.clock())
