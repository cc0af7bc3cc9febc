"""The clock: APScheduler wakes the sweeps, the database remembers what is due."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TypeVar

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from slack_bolt.app.async_app import AsyncApp

from bot.app import hand_out_again
from bot.arrival import person_of
from bot.world import World
from flows.candidates import is_here
from flows.effects import Alert, Tell
from flows.events import PersonBack, PersonLeft
from flows.organisation import Context
from flows.reminding import end_of_their_day
from flows.weekly import Week, next_monday_anywhere
from storage import (
    case_lists,
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

Result = TypeVar("Result")

LOOK_AGAIN = timedelta(hours=1)
"""The longest time between two looks at who waits for Monday's summary."""
PERSONS_A_TURN = 24
CASES_A_TURN = 12
"""Of the clock, so that it holds up nobody who acts for long."""
PIECE = 20
"""Cases that are looked at together when all of them are."""
CUT_SHORT_AFTER = timedelta(seconds=30)
SECONDS_BETWEEN_PIECES = 0.1


def schedule(world: World, app: AsyncApp, seconds: float) -> AsyncIOScheduler:
    """The jobs, each one at a time and never skipped for being late."""
    clock = AsyncIOScheduler(timezone="UTC")
    common = {"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
    clock.add_job(_job, "interval", seconds=seconds, args=[sweep, world], id="sweep", **common)
    clock.add_job(_job, "interval", seconds=seconds, args=[pick_up, world, app], id="pick_up", **common)
    clock.add_job(_job, "interval", hours=6, args=[look_around, world], id="look_around", **common)
    clock.add_job(_job, "interval", hours=1, args=[seal, world], id="seal", **common)
    clock.add_job(
        _job,
        "interval",
        hours=6,
        args=[forget, world],
        id="forget",
        next_run_time=datetime.now(UTC),
        **common,
    )
    return clock


async def _job(work: Callable[..., Awaitable[None]], *args: object) -> None:
    """A job that is ended with the product is no fault, and nothing to be logged."""
    with contextlib.suppress(asyncio.CancelledError):
        await work(*args)


async def sweep(world: World) -> None:
    """Says what is due: to each person one message over all their cases. One case that fails stops no other.

    Whoever has something to say to is looked for first, with those who lead the cases: while they are away,
    somebody else is told. Their cases are planned anew when they come to their turn, which may lead to
    somebody else, who is looked for and has their turn then.

    All of it is as of the moment in which it began: what becomes due meanwhile, such as Monday's summary
    before the message of that day, is seen whole by the next sweep.
    """
    async with world.sweeping:
        now = world.clock()
        weeks = await _weeks(world, now)
        had: set[str] = set()
        # Also when nothing is due: whoever is back has their cases back.
        await _look_for(world, set(weeks))
        while due := {p: waiting for p, waiting in (await _due(world, now, weeks)).items() if p not in had}:
            concerned = {case for waiting in due.values() for case in waiting}
            leading = await world.read(partial(case_lists.leading, wanted=concerned)) if concerned else []
            await _look_for(world, {*due, *leading})
            for group in groups(due):
                await _remind(world, group, now, weeks)
            had |= set(due)


async def _due(world: World, now: datetime, weeks: Mapping[str, Week]) -> dict[str, list[str]]:
    """Who is to hear something now, and of which cases until the end of their day: most overdue first."""
    ctx = replace(world.known(), now=now)

    def look(tx: Transaction) -> dict[str, list[str]]:
        persons = dict.fromkeys((*plan.due(tx, now), *weeks))
        if not persons:
            return {}
        waiting = plan.of(tx, {person: end_of_their_day(person, ctx) for person in persons})
        return {person: waiting.get(person, []) for person in persons}

    return await world.read(look)


def groups(due: Mapping[str, list[str]]) -> Iterator[list[str]]:
    """A few people at a time, those of the same cases together, with so few cases that nobody waits long."""
    left = dict(due)
    while left:
        group: list[str] = []
        concerned = set(left[next(iter(left))])
        for person, waiting in due.items():
            more = concerned.union(waiting)
            is_little = len(more) <= CASES_A_TURN or more == concerned
            if person in left and is_little and len(group) < PERSONS_A_TURN:
                group.append(person)
                concerned = more
                del left[person]
        yield group


async def _weeks(world: World, now: datetime) -> dict[str, Week]:
    """Monday's summaries that are due, made of a few cases at a time.

    Before the first of those who wait can have theirs nothing is looked for, nor before it can be Monday
    anywhere when everybody has had theirs.
    """
    ctx = replace(world.known(), now=now)
    if now < world.no_summary_before:
        return {}
    waiting = await world.read(partial(summaries.waiting, ctx=ctx))
    due = summaries.due_of(waiting, ctx)
    if not due:
        # Somebody may begin to wait meanwhile, such as one whose account is opened again.
        world.no_summary_before = min(*waiting.values(), next_monday_anywhere(now), now + LOOK_AGAIN)
    return {person: await _week(world, person, ctx) for person in due}


async def _week(world: World, person: str, ctx: Context) -> Week:
    """The person's summary, without the cases that fail alone."""
    found = Week()
    for wanted in await world.read(partial(summaries.pieces, person=person, ctx=ctx)):
        piece = partial(summaries.piece, person=person, ctx=ctx)
        week = await _read(world, partial(piece, wanted=wanted))
        for one in wanted if week is None else ():
            week = (week or Week()).joined(await _read(world, partial(piece, wanted=[one])) or Week())
        found = found.joined(week or Week())
    return found


async def _read(world: World, look: Callable[[Transaction], Result]) -> Result | None:
    """What the look finds; None when it fails, which must not stop the rest of the sweep."""
    (outcome,) = await asyncio.gather(world.read(look), return_exceptions=True)
    if isinstance(outcome, BaseException):
        log.error("the sweep met %s", type(outcome).__name__)
        return None
    return outcome


async def _look_for(world: World, persons: set[str]) -> None:
    """Who can be reached now; whoever is back again has their cases back."""
    await _without_leavers(world, persons)
    may_be_back = await world.read(lambda tx: presence.away(tx, world.clock()))
    for person in await world.look_for(*persons, *may_be_back):
        await world.in_each_case(PersonBack(person))
        await _replan(world, await world.read(partial(case_lists.holding, person=person)))


async def _without_leavers(world: World, persons: set[str]) -> None:
    """Nothing is said to somebody whose account is closed, whom Slack may not have told of."""
    ctx = await world.context(*persons)
    for person in sorted(person for person in persons if not is_here(person, ctx)):
        await world.in_each_case(PersonLeft(person))


async def _remind(world: World, group: list[str], now: datetime, weeks: Mapping[str, Week]) -> None:
    """The turn of some people. When that fails, each has their own, without the cases that fail alone."""
    ctx = replace(world.known(), now=now)
    if await _each(world, reminders.remind, group, ctx, weeks):
        return
    for person in group:
        until = {person: end_of_their_day(person, ctx)}
        waiting = await world.read(partial(plan.of, until=until))
        failed = await _replan(world, waiting.get(person, ()))
        await _each(world, reminders.remind, [person], ctx, weeks, failed)


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
    taking_part = await world.read(case_lists.participants)
    await world.context(*world.organisation.everybody(), *taking_part)
    for person in taking_part:
        known = world.known().people.get(person)
        if known is not None and not known.is_active:
            await world.in_each_case(PersonLeft(person))
    open_ones = await world.read(case_lists.open_ones)
    for place in range(0, len(open_ones), PIECE):
        piece = open_ones[place : place + PIECE]
        outdated = await _read(world, partial(reminders.outdated, wanted=piece, ctx=world.known()))
        await _replan(world, piece if outdated is None else outdated)
