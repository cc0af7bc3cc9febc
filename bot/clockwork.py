"""The clock: APScheduler wakes the sweeps, the database remembers what is due."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from functools import partial

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from slack_bolt.app.async_app import AsyncApp

from bot.app import hand_out_again
from bot.arrival import person_of
from bot.world import World
from flows.candidates import is_here
from flows.effects import Alert, Tell
from flows.organisation import Context
from storage import (
    case_turns,
    cases,
    forgetting,
    inbox,
    journal_heads,
    outbox,
    plan,
    presence,
    reminders,
    summaries,
)
from storage.database import Transaction

log = logging.getLogger(__name__)

CUT_SHORT_AFTER = timedelta(seconds=30)
SECONDS_BETWEEN_PIECES = 0.1


def schedule(world: World, app: AsyncApp, seconds: float) -> AsyncIOScheduler:
    """The jobs, each one at a time and never skipped for being late."""
    clock = AsyncIOScheduler(timezone="UTC")
    common = {"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
    clock.add_job(sweep, "interval", seconds=seconds, args=[world], id="sweep", **common)
    clock.add_job(pick_up, "interval", seconds=seconds, args=[world, app], id="pick_up", **common)
    clock.add_job(look_around, "interval", hours=6, args=[world], id="look_around", **common)
    clock.add_job(seal, "interval", hours=1, args=[world], id="seal", **common)
    clock.add_job(
        forget, "interval", hours=6, args=[world], id="forget", next_run_time=datetime.now(UTC), **common
    )
    return clock


async def sweep(world: World) -> None:
    """Says what is due: to each person one message over all their cases. One case that fails stops no other.

    Whoever has something to say to is looked for first, and what they are told is planned anew then. That
    may lead to somebody else, who is looked for too; whoever was not waits for the next sweep.
    """
    async with world.sweeping:
        weekly = await world.read(partial(summaries.due, ctx=world.known()))
        looked_for, failed = set(weekly), list[str]()
        await _look_for(world, looked_for)
        while due := await _due(world, looked_for):
            concerned = {case for waiting in due.values() for case in waiting}
            # While one of those who lead them is away, somebody else is told.
            found = {*due, *await world.read(partial(cases.leading, wanted=concerned))}
            await _look_for(world, found)
            failed += await _replan(world, concerned)
            looked_for |= found
        await _say(world, looked_for, failed)
        world.owing.set()


async def _due(world: World, but: set[str]) -> dict[str, list[str]]:
    found = await world.read(partial(plan.due, now=world.clock()))
    return {person: waiting for person, waiting in found.items() if person not in but}


async def _say(world: World, looked_for: set[str], failed: list[str]) -> None:
    """What is RED or a deadline by law first, then Monday's summaries, then the message of the day."""
    ctx = world.known()
    for person in await _due_of(world, ctx, looked_for):
        await _each(world, reminders.remind_apart, person, ctx, failed)
    for person, monday in (await world.read(partial(summaries.due, ctx=ctx))).items():
        if person in looked_for:
            await _each(world, summaries.owe, person, monday, ctx)
    ctx = world.known()
    for person in await _due_of(world, ctx, looked_for):
        await _each(world, reminders.remind, person, ctx, failed)


async def _due_of(world: World, ctx: Context, persons: set[str]) -> list[str]:
    return [p for p in await world.read(partial(plan.due, now=ctx.now)) if p in persons]


async def _look_for(world: World, persons: set[str]) -> None:
    """Who can be reached now; whoever is back again has their cases back."""
    await _without_leavers(world, persons)
    may_be_back = await world.read(lambda tx: presence.away(tx, world.clock()))
    for person in await world.look_for(*persons, *may_be_back):
        await _each(world, case_turns.person_back, person, world.known())
        await _replan(world, set(await world.read(partial(cases.holding, person=person))))


async def _without_leavers(world: World, persons: set[str]) -> None:
    """Nothing is said to somebody whose account is closed, whom Slack may not have told of."""
    ctx = await world.context(*persons)
    for person in sorted(person for person in persons if not is_here(person, ctx)):
        await _each(world, case_turns.person_left, person, ctx)


async def _replan(world: World, concerned: Iterable[str]) -> list[str]:
    """Plans anew what these cases have to say; gives those that cannot be read."""
    ctx = world.known()
    return [case for case in concerned if not await _each(world, reminders.replan, case, ctx)]


async def _each(world: World, work: Callable[..., None], *args: object) -> bool:
    """One piece of the sweep, whose failure must not stop the others; whether it went well."""
    (outcome,) = await asyncio.gather(world.write(work, world.storage, *args), return_exceptions=True)
    if isinstance(outcome, BaseException):
        log.error("the sweep met %s", type(outcome).__name__)
    return outcome is None


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
    """Drops what nobody chose a place for, and what is so long past that nobody looks at it any more.

    A piece at a time, with pauses in which others come to their turn.
    """
    now = world.clock()
    await world.run(lambda tx: inbox.let_go(tx, now))
    while await world.run(lambda tx: forgetting.forget(tx, now)):
        await asyncio.sleep(SECONDS_BETWEEN_PIECES)


async def seal(world: World) -> None:
    """Heads over what the journal has got since the last one. In the log too, outside of the database."""
    while head := await world.run(lambda tx: journal_heads.write(tx, world.clock())):
        log.info("head %d of the journal: %s", head.number, head.hash)


async def look_around(world: World) -> None:
    """Who is still here: those whom the organisation names and those who take part in a case.

    Slack tells of a change as it happens; what it told while nobody listened is found here. Every open case
    is planned anew, since the organisation's hours and people may have changed too.
    """
    taking_part = await world.read(cases.participants)
    await world.context(*world.organisation.everybody(), *taking_part)
    for person in taking_part:
        known = world.known().people.get(person)
        if known is not None and not known.is_active:
            await world.write(case_turns.person_left, world.storage, person, world.known())
    await _replan(world, await world.read(cases.open_ones))
    world.owing.set()
