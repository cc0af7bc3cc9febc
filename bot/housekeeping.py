"""What is done beside the sweeps: with acts that were cut short, and with what nobody looks at any more."""

from __future__ import annotations

import asyncio
import json
import logging
from contextlib import suppress
from datetime import datetime, timedelta

from slack_bolt.app.async_app import AsyncApp
from sqlalchemy.exc import DBAPIError

from bot.app import hand_out_again
from bot.arrival import owe_apology
from bot.world import World
from flows.effects import Alert
from flows.people.organisation import Context
from flows.reminders.rules import monday_of
from storage import forgetting, inbox, journal_heads, outbox, retention
from storage.database import Transaction
from storage.liveness import Liveness

log = logging.getLogger(__name__)

CUT_SHORT_AFTER = timedelta(seconds=30)
SECONDS_BETWEEN_PIECES = 0.1


async def pick_up(world: World, app: AsyncApp, older_than: timedelta = CUT_SHORT_AFTER) -> None:
    """Hands out again what arrived and was cut short, and what another process left behind."""
    async with world.progress.sweeping:
        now, under_way = world.clock(), set(world.arrivals.under_way)
        for arrival in await world.run(lambda tx: inbox.left_over(tx, now, older_than, under_way)):
            await hand_out_again(app, arrival)
        await world.run(lambda tx: _give_up(tx, now, older_than, under_way))


def _give_up(tx: Transaction, now: datetime, older_than: timedelta, under_way: set[str]) -> None:
    """Ends what could not be handled, whatever was tried."""
    for arrival in inbox.given_up(tx, now, older_than, under_way):
        owe_apology(tx, json.loads(arrival.payload), now)


async def forget(world: World) -> None:
    """Drops what nobody chose a place for, and what is so long past that nobody looks at it any more.

    A piece at a time, with pauses in which others come to their turn. What is gone stays gone: without a
    trustworthy time all of it waits for the next look.
    """
    if not world.keeper.is_confirmed:
        return
    now = world.clock()
    await world.run(lambda tx: inbox.let_go(tx, now))
    while await world.run(lambda tx: forgetting.forget(tx, now)):
        await asyncio.sleep(SECONDS_BETWEEN_PIECES)


async def take_over(world: World, others: Liveness) -> None:
    """Frees what processes had begun that are gone; while the database is away nobody is."""
    with suppress(DBAPIError):
        if freed := await world.do(others.look):
            log.warning("%s deliveries of a process that is gone are taken over", freed)


async def retain(world: World) -> None:
    """Announces and erases what has been kept for as long as it is to be kept; one that fails stops no other.

    It waits for a trustworthy time like `forget`, also between two of them.
    """
    if not world.keeper.is_confirmed:
        return
    periods, now = world.organisation.retention, world.clock()
    for piece in await world.read(lambda tx: retention.due(tx, periods, now)):
        if not world.keeper.is_confirmed:
            return
        turn = world.write(world.storage.turn, piece, world.known())
        (outcome,) = await asyncio.gather(turn, return_exceptions=True)
        if isinstance(outcome, BaseException):
            log.error("something could not be erased: %s", type(outcome).__name__)
        await asyncio.sleep(SECONDS_BETWEEN_PIECES)


async def finish_erasing(world: World) -> None:
    """Takes from the disk what is left of what was erased, where a process was killed in between."""
    await world.do(world.storage.finish_erasing, world.clock())


async def seal(world: World) -> None:
    """Heads over what the journal has got since the last one, also told to where the database does not reach.

    Each goes to the log, and once a week the newest to the operators.
    """
    while head := await world.run(lambda tx: journal_heads.write(tx, world.clock())):
        log.info("head %d of the journal: %s", head.number, head.hash)
    if world.keeper.is_confirmed:
        await world.do(world.storage.turn, _tell_of_head, world.known())


def _tell_of_head(tx: Transaction, ctx: Context) -> None:
    """On Monday at the hour of the summaries, or when there is something to tell after that."""
    monday = monday_of(ctx.organisation.calendar, ctx.now)
    if monday <= ctx.now and (head := journal_heads.to_be_told(tx, monday, ctx.now)):
        outbox.owe(tx, "journal", (Alert("journal-head", str(head)),), ctx.now)
