"""The clock: APScheduler wakes the sweeps, the database remembers what is due."""

from __future__ import annotations

import asyncio
import json
import logging
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from slack_bolt.app.async_app import AsyncApp

from bot.app import hand_out_again
from bot.arrival import person_of
from bot.world import World
from flows.effects import Alert, Tell
from storage import case_turns, cases, inbox, outbox, people, summaries
from storage.database import Transaction

log = logging.getLogger(__name__)

CUT_SHORT_AFTER = timedelta(seconds=30)
KEYS_KEPT_FOR = timedelta(days=3)


def schedule(world: World, app: AsyncApp, seconds: float) -> AsyncIOScheduler:
    """The jobs, each one at a time and never skipped for being late."""
    clock = AsyncIOScheduler(timezone="UTC")
    common = {"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
    clock.add_job(sweep, "interval", seconds=seconds, args=[world], id="sweep", **common)
    clock.add_job(pick_up, "interval", seconds=seconds, args=[world, app], id="pick_up", **common)
    clock.add_job(look_around, "interval", hours=6, args=[world], id="look_around", **common)
    clock.add_job(
        forget, "interval", hours=6, args=[world], id="forget", next_run_time=datetime.now(UTC), **common
    )
    return clock


async def sweep(world: World) -> None:
    """Gives due cases their turn and owes Monday's summaries. One case that fails stops no other."""
    async with world.sweeping:
        ctx = await world.context()
        waiting = await world.do(case_turns.due_cases, world.storage, ctx.now)
        work = [world.do(case_turns.pass_time, world.storage, case, ctx) for case in waiting]
        work.append(world.do(summaries.owe_summaries, world.storage, ctx))
        for outcome in await asyncio.gather(*work, return_exceptions=True):
            if isinstance(outcome, BaseException):
                log.error("the sweep met %s", type(outcome).__name__)
        world.owing.set()


async def pick_up(world: World, app: AsyncApp, older_than: timedelta = CUT_SHORT_AFTER) -> None:
    """Hands out again what arrived and was cut short, and what another process left behind."""
    async with world.sweeping:
        now, under_way = world.clock(), set(world.under_way)
        for arrival in await world.run(lambda tx: inbox.left_over(tx, now, older_than, under_way)):
            await hand_out_again(app, arrival)
        await world.run(lambda tx: _give_up(tx, now, older_than, under_way))
        world.owing.set()


def _give_up(tx: Transaction, now: datetime, older_than: timedelta, under_way: set[str]) -> None:
    """Tells the person and the operators of an act that could not be handled, whatever was tried."""
    for arrival in inbox.given_up(tx, now, older_than, under_way):
        person = person_of(json.loads(arrival.payload))
        told = (Tell(person, "unhandled"),) if person else ()
        outbox.owe(tx, f"person:{person}", (*told, Alert("unhandled")), now)


async def stop(world: World, clock: AsyncIOScheduler) -> None:
    """Lets a sweep that has begun come to its end, and begins none more."""
    clock.pause()
    async with world.sweeping:
        clock.shutdown(wait=False)


async def forget(world: World) -> None:
    """Drops what nobody chose a place for, and the keys that Slack will not repeat any more."""
    now = world.clock()
    await world.run(lambda tx: inbox.let_go(tx, now))
    await world.run(lambda tx: inbox.forget_before(tx, now - KEYS_KEPT_FOR))


async def look_around(world: World) -> None:
    """Who is still here: those whom the organisation names and those who take part in a case.

    Slack tells of a change as it happens; what it told while nobody listened is found here.
    """
    taking_part = await world.run(cases.participants)
    await world.context(*world.organisation.everybody(), *taking_part)
    known = await world.run(people.known)
    for person in taking_part:
        if person in known and not known[person].is_active:
            ctx = await world.context()
            await world.do(case_turns.person_left, world.storage, person, ctx)
    world.owing.set()
