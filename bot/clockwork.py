"""The clock: APScheduler wakes the sweeps, the database remembers what is due."""

from __future__ import annotations

import asyncio
import json
import logging
from datetime import timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from slack_bolt.app.async_app import AsyncApp

from bot.app import hand_out_again
from bot.arrival import person_of
from bot.world import World
from flows.effects import Alert, Tell
from storage import inbox, outbox, summaries, turns
from storage.inbox import Arrival

log = logging.getLogger(__name__)

CUT_SHORT_AFTER = timedelta(seconds=30)
KEYS_KEPT_FOR = timedelta(days=3)


def schedule(world: World, app: AsyncApp, seconds: float) -> AsyncIOScheduler:
    """Three jobs, each one at a time and never skipped for being late."""
    clock = AsyncIOScheduler(timezone="UTC")
    common = {"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
    clock.add_job(sweep, "interval", seconds=seconds, args=[world], id="sweep", **common)
    clock.add_job(pick_up, "interval", seconds=seconds, args=[world, app], id="pick_up", **common)
    clock.add_job(forget, "interval", hours=6, args=[world], id="forget", **common)
    return clock


async def sweep(world: World) -> None:
    """Gives due cases their turn and owes Monday's summaries. One case that fails stops no other."""
    async with world.sweeping:
        ctx = await world.context()
        waiting = await world.do(turns.due_cases, world.storage, ctx.now)
        work = [world.do(turns.pass_time, world.storage, case, ctx) for case in waiting]
        work.append(world.do(summaries.owe_summaries, world.storage, ctx))
        for outcome in await asyncio.gather(*work, return_exceptions=True):
            if isinstance(outcome, BaseException):
                log.error("the sweep met %s", type(outcome).__name__)
        world.owing.set()


async def pick_up(world: World, app: AsyncApp, older_than: timedelta = CUT_SHORT_AFTER) -> None:
    """Hands out again what arrived and was cut short, and what another process left behind."""
    async with world.sweeping:
        for arrival in await world.do(_left_over, world, older_than):
            await hand_out_again(app, arrival)
        await world.do(_give_up, world, older_than)
        world.owing.set()


def _left_over(world: World, older_than: timedelta) -> list[Arrival]:
    with world.storage.transaction() as tx:
        return inbox.left_over(tx, world.clock(), older_than, world.under_way)


def _give_up(world: World, older_than: timedelta) -> None:
    """Tells the person and the operators of an act that could not be handled, whatever was tried."""
    with world.storage.transaction() as tx:
        now = world.clock()
        for arrival in inbox.given_up(tx, now, older_than, world.under_way):
            person = person_of(json.loads(arrival.payload))
            outbox.owe(tx, f"person:{person}", (Tell(person, "unhandled"), Alert("unhandled")), now)


async def stop(world: World, clock: AsyncIOScheduler) -> None:
    """Lets a sweep that has begun come to its end, and begins none more."""
    clock.pause()
    async with world.sweeping:
        clock.shutdown(wait=False)


async def forget(world: World) -> None:
    """Drops the keys of events that Slack will not repeat any more."""
    await world.do(_forget, world)


def _forget(world: World) -> None:
    with world.storage.transaction() as tx:
        inbox.forget_before(tx, world.clock() - KEYS_KEPT_FOR)
