"""The sweeps, which `bot/schedule.py` wakes; the database remembers what is due."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import TypeVar

from bot.progress import LONG_AGO
from bot.slack.answers import SlackRefused, SlackUnavailable
from bot.world import World
from flows.access.candidates import is_here
from flows.clock.message_of_the_day import end_of_their_day
from flows.clock.monday import Week, next_monday_anywhere
from flows.effects import Alert
from flows.events import PersonBack, PersonLeft
from flows.people.organisation import Context
from storage import (
    ahead,
    case_lists,
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


async def sweep(world: World) -> None:
    """Says what is due: to each person one message over all their cases. One case that fails stops no other.

    While the time is doubted nothing is said, and without a trustworthy one what is law alone
    (docs/reminders.md, "When the clock is wrong").
    """
    async with world.progress.sweeping:
        _goes_on(world)
        if await keep_time(world):
            await plan_anew(world)
        if world.keeper.is_confirmed:
            await _say_what_is_due(world)
        elif world.keeper.state == "unconfirmed":
            await _say_what_is_law(world)


def _goes_on(world: World) -> None:
    """Tells whoever asks that the sweeps go on, one of which may take a while."""
    world.progress.swept_at = time.monotonic()


async def keep_time(world: World) -> bool:
    """Looks whether the clock is right, and while it is not, asks Slack and tells the operators.

    When the time may have been ahead, puts right what was written of a time to come; then every open case is
    to be planned anew, which it gives True for.
    """
    world.keeper.look()
    if world.keeper.is_asking:
        try:
            await world.slack.tell_time()
        except (SlackRefused, SlackUnavailable) as error:
            log.warning("slack did not tell its time: %s", error)
    if world.keeper.is_to_be_told:
        alert = Alert("clock", "clock")
        await world.run(lambda tx: outbox.owe(tx, "clock", (alert,), world.clock()))
        world.keeper.is_to_be_told = False
    moves = world.keeper.moves
    if moves == world.progress.put_right or not world.keeper.is_confirmed:
        return False
    await _put_right(world)
    world.progress.put_right = moves
    return True


async def _put_right(world: World) -> None:
    """What a clock that was ahead has claimed is planned anew; nothing waits for a time that was wrong."""
    world.progress.no_summary_before = LONG_AGO
    now = world.clock()
    claimed = await world.run(partial(ahead.put_right, now=now))
    world.storage.known.forget()
    await world.catch_up()
    for case in claimed:
        await _each(world, reminders.plan_anew, case, world.known())


async def _say_what_is_due(world: World) -> None:
    """A turn for everybody to whom something is due.

    They are looked for first, with those who lead the cases: while they are away, somebody else is told.
    Their cases are planned anew when they come to their turn, which may lead to somebody else, who is looked
    for and has their turn then.

    All of it is as of the moment in which it began: what becomes due meanwhile, such as Monday's summary
    before the message of that day, is seen whole by the next sweep.
    """
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


async def _say_what_is_law(world: World) -> None:
    """To whom it is due by the machine's clock. Nobody is looked for: who is back is not sure either."""
    now = world.clock()
    for group in groups(await _due(world, now, {})):
        await _remind(world, group, now, {})


def _as_of(world: World, now: datetime) -> Context:
    """What a turn of the clock may look at."""
    return replace(world.known(), now=now, is_time_known=world.keeper.is_confirmed)


async def _due(world: World, now: datetime, weeks: Mapping[str, Week]) -> dict[str, list[str]]:
    """Who is to hear something now, and of which cases until the end of their day: most overdue first."""
    ctx = _as_of(world, now)

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
    if now < world.progress.no_summary_before:
        return {}
    waiting = await world.read(partial(summaries.waiting, ctx=ctx))
    due = summaries.due_of(waiting, ctx)
    if not due:
        # Somebody may begin to wait meanwhile, such as one whose account is opened again.
        world.progress.no_summary_before = min(*waiting.values(), next_monday_anywhere(now), now + LOOK_AGAIN)
    return {person: await _week(world, person, ctx) for person in due}


async def _week(world: World, person: str, ctx: Context) -> Week:
    """The person's summary, without the cases that fail alone."""
    _goes_on(world)
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
        await world.run(partial(presence.is_told, person=person))


async def _without_leavers(world: World, persons: set[str]) -> None:
    """Nothing is said to somebody whose account is closed, whom Slack may not have told of."""
    ctx = await world.context(*persons)
    for person in sorted(person for person in persons if not is_here(person, ctx)):
        await world.in_each_case(PersonLeft(person))


async def _remind(world: World, group: list[str], now: datetime, weeks: Mapping[str, Week]) -> None:
    """The turn of some people. When that fails, each has their own, without the cases that fail alone."""
    _goes_on(world)
    ctx = _as_of(world, now)
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


async def plan_anew(world: World) -> None:
    """Plans every open case anew, since the organisation's hours and people may have changed.

    That waits while the time is doubted, and is done when it is known again.
    """
    if not world.keeper.is_confirmed:
        return
    open_ones = await world.read(case_lists.open_ones)
    for place in range(0, len(open_ones), PIECE):
        _goes_on(world)
        piece = open_ones[place : place + PIECE]
        outdated = await _read(world, partial(reminders.outdated, wanted=piece, ctx=world.known()))
        await _replan(world, piece if outdated is None else outdated)
