"""Evidence on its way in and out: from Slack to the encrypted store, and a copy to who may see it."""

from __future__ import annotations

import asyncio
import mimetypes
from collections.abc import AsyncGenerator, Iterator
from dataclasses import replace

from bot.payments.facts import stored
from bot.payments.paid import Paid
from bot.slack import SlackRefused, SlackUnavailable
from bot.world import World
from flows.access import may
from flows.case import Case, Evidence, Refusal
from flows.effects import FetchFile, ShareEvidence
from flows.events import FileSettled
from flows.words import N_
from storage import evidence, surfaces
from storage.evidence import Received, Unusable
from storage.keys import Key
from storage.outbox import Debt
from storage.surfaces import Surface

GONE = frozenset({"file_deleted", "file_not_found", "not_visible"})
MOST_TRIES = 8


async def fetch_file(world: World, debt: Debt, effect: FetchFile) -> Paid:
    """Brings a dropped file into the store; a file that cannot be kept settles with the reason why."""
    draft, case = await world.do(stored, world, debt.subject)
    items = draft.evidence if draft else case.evidence if case else ()
    item = next((e for e in items if e.id == effect.evidence), None)
    if item is None or item.state != "fetching":
        return Paid()
    try:
        received = await _received(world, debt, item)
    except Unusable as unusable:
        return Paid(FileSettled(replace(item, state="refused", refusal=unusable.reason)))
    except SlackUnavailable:
        if debt.attempts < MOST_TRIES:
            raise
        return Paid(FileSettled(replace(item, state="refused", refusal="unreachable")))
    return Paid(FileSettled(replace(item, state="kept", received_at=world.clock(), **vars(received))))


async def _received(world: World, debt: Debt, item: Evidence) -> Received:
    try:
        record = await world.slack.file(item.source)
    except SlackRefused as refusal:
        raise Unusable(_reason(refusal)) from None
    if record.get("mode") == "tombstone":
        raise Unusable("gone")
    if int(record.get("size") or 0) > world.largest_file:
        raise Unusable("too_large")
    key = await world.do(_key, world, debt.subject)
    try:
        received = await _stored(world, debt.subject, item, key, str(record.get("url_private_download")))
    except SlackRefused as refusal:
        raise Unusable(_reason(refusal)) from None
    if received.size != int(record.get("size") or received.size):
        raise SlackUnavailable(None, False, "incomplete")
    return received


def _reason(refusal: SlackRefused) -> Refusal:
    return "gone" if refusal.error in GONE else "unreachable"


def _key(world: World, subject: str) -> Key:
    with world.storage.transaction() as tx:
        return tx.keyring.key(tx.session, subject)


async def _stored(world: World, subject: str, item: Evidence, key: Key, url: str) -> Received:
    """The thread that encrypts pulls one piece after the other from the download in the loop."""
    target = evidence.path_of(world.storage.folder, subject, item.id)
    stream = world.slack.content(url)
    pieces = _pulled(stream, asyncio.get_running_loop())
    try:
        return await world.do(evidence.receive, target, key, item.name, pieces, world.largest_file)
    finally:
        await stream.aclose()


def _pulled(stream: AsyncGenerator[bytes, None], loop: asyncio.AbstractEventLoop) -> Iterator[bytes]:
    while piece := asyncio.run_coroutine_threadsafe(_next(stream), loop).result():
        yield piece


async def _next(stream: AsyncGenerator[bytes, None]) -> bytes:
    return await anext(stream, b"")


async def share_evidence(world: World, debt: Debt, effect: ShareEvidence) -> Paid:
    """Sends a copy to a direct message: pictures drawn anew without hidden data, other files as they came.

    The file has its id before it is shared, so after an unknown outcome its shares tell whether it was.
    """
    _, case = await world.do(stored, world, debt.subject)
    item = next((e for e in case.evidence_kept() if e.id == effect.evidence), None) if case else None
    if case is None or item is None or not may(effect.person, "read", case):
        return Paid(error="no_longer_allowed")
    channel = await world.slack.room(effect.person)
    file = await _uploaded(world, debt, case, item, effect.person)
    if debt.is_unknown and (await world.slack.file(file)).get("shares"):
        return Paid()
    await world.slack.share(file, f"{case.number}", channel)
    return Paid()


async def _uploaded(world: World, debt: Debt, case: Case, item: Evidence, person: str) -> str:
    known = await world.do(_upload_of, world, debt)
    if known:
        return known
    name, data = await world.do(_copy, world, case, item)
    alt = (await world.view(person)).say(N_("Documentation of case {number}"), number=case.number)
    file = await world.slack.upload(name, data, alt)
    await world.do(_remember_upload, world, debt, person, file)
    return file


def _upload_of(world: World, debt: Debt) -> str | None:
    with world.storage.transaction() as tx:
        found = [s.ts for s in surfaces.of(tx, debt.subject, "upload") if s.id == debt.id]
    return next(iter(found), None)


def _remember_upload(world: World, debt: Debt, person: str, file: str) -> None:
    with world.storage.transaction() as tx:
        surfaces.put(tx, Surface(debt.id, debt.subject, "upload", person, "", "", file, ""), world.clock())


def _copy(world: World, case: Case, item: Evidence) -> tuple[str, bytes]:
    """The copy's bytes under a neutral name: what the employee called the file may tell too much."""
    data = evidence.original(evidence.path_of(world.storage.folder, case.id, item.id), _key(world, case.id))
    drawn = evidence.preview(data, item.media_type)
    if drawn is not None:
        return f"{case.number}.png", drawn
    suffix = mimetypes.guess_extension(item.media_type) or ""
    return f"{case.number}{suffix}", data
