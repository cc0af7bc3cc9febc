"""What wakes the sweeps: APScheduler, kept going by the monotonic clock.

APScheduler counts by the clock on the wall: when that is set back, nothing would be begun until the old time
is reached again, and when it is set ahead by years, each time that was missed would be counted.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.base import BaseTrigger
from slack_bolt.app.async_app import AsyncApp

from bot.housekeeping import finish_erasing, forget, pick_up, retain, seal, take_over
from bot.lookups import look_around, see_what_is_granted
from bot.reload import Watch
from bot.sweeps import sweep
from bot.world import World
from storage.liveness import Liveness

SECONDS_BETWEEN_LOOKS = 1.0
SHORT = timedelta(seconds=1)
"""A clock that is only put right by so much wakes nothing earlier."""
SECONDS_BETWEEN_OTHERS = 2.0
COMMON = {"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
MINUTE = 60.0
HOUR = 3600.0


class Every(BaseTrigger):  # type: ignore[misc]
    """So long after the last time, however far the clock on the wall has gone meanwhile."""

    def __init__(self, seconds: float) -> None:
        self.length = timedelta(seconds=seconds)

    def get_next_fire_time(self, previous_fire_time: datetime | None, now: datetime) -> datetime:
        """What APScheduler asks of a trigger."""
        return now + self.length


def schedule(world: World, app: AsyncApp, watch: Watch, seconds: float) -> AsyncIOScheduler:
    """The jobs, each one at a time and never skipped for being late."""
    clock = AsyncIOScheduler(timezone="UTC")
    jobs: tuple[tuple[float, Callable[..., Awaitable[None]], list[object]], ...] = (
        (seconds, sweep, [world]),
        (seconds, pick_up, [world, app]),
        (seconds, look_around, [world]),
        (10 * MINUTE, see_what_is_granted, [world]),
        (MINUTE, watch.look, [world]),
        (HOUR, seal, [world]),
        (6 * HOUR, forget, [world]),
        (6 * HOUR, finish_erasing, [world]),
        (6 * HOUR, retain, [world]),
    )
    for every, work, args in jobs:
        clock.add_job(_job, Every(every), args=[work, *args], id=work.__name__, **COMMON)
    for work in (forget, finish_erasing, retain, look_around):
        clock.modify_job(work.__name__, next_run_time=datetime.now(UTC))
    return clock


def watch_others(clock: AsyncIOScheduler, world: World, others: Liveness) -> None:
    """Also takes over what processes had begun that are gone."""
    clock.add_job(
        _job, Every(SECONDS_BETWEEN_OTHERS), args=[take_over, world, others], id="take_over", **COMMON
    )


async def _job(work: Callable[..., Awaitable[None]], *args: object) -> None:
    """A job that is ended with the product is no fault, and nothing to be logged."""
    with contextlib.suppress(asyncio.CancelledError):
        await work(*args)


async def keep_going(clock: AsyncIOScheduler) -> None:
    """Begins at once what has further to go than it ever has: the clock on the wall was set back.

    Until it is cancelled, once a second by the clock of the event loop, which nobody sets.
    """
    while True:
        await asyncio.sleep(SECONDS_BETWEEN_LOOKS)
        now = datetime.now(UTC)
        for job in clock.get_jobs():
            if job.next_run_time and job.next_run_time > now + job.trigger.length + SHORT:
                job.modify(next_run_time=now)


async def stop(world: World, clock: AsyncIOScheduler) -> None:
    """Lets a sweep that has begun come to its end, and begins none more."""
    clock.pause()
    async with world.progress.sweeping:
        clock.shutdown(wait=False)
