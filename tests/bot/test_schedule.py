"""What wakes the sweeps goes on however the clock on the wall is set, and /health tells when it does not."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot import schedule
from bot.schedule import Every, keep_going

pytestmark = pytest.mark.anyio


class OnTheWall(datetime):
    """A clock on the wall that a test sets."""

    off = timedelta()

    @classmethod
    def now(cls, tz: Any = None) -> Any:
        return datetime.now(tz) + cls.off


@pytest.mark.parametrize("off", [timedelta(hours=-1), timedelta(days=-400), timedelta(days=20_000)])
async def test_a_job_goes_on_when_the_clock_on_the_wall_is_set(
    monkeypatch: pytest.MonkeyPatch, off: timedelta
) -> None:
    for module in ("apscheduler.schedulers.base", "bot.schedule"):
        monkeypatch.setattr(f"{module}.datetime", OnTheWall)
    monkeypatch.setattr(schedule, "SECONDS_BETWEEN_LOOKS", 0.05)
    OnTheWall.off = timedelta()
    clock = schedule.AsyncIOScheduler(timezone="UTC")
    has_run = asyncio.Event()

    async def runs() -> None:
        has_run.set()

    clock.add_job(runs, Every(0.05), coalesce=True, misfire_grace_time=None)
    clock.start()
    going = asyncio.create_task(keep_going(clock))
    try:
        await has_run.wait()
        OnTheWall.off = off
        for _ in range(3):
            has_run.clear()
            await asyncio.wait_for(has_run.wait(), 20)
    finally:
        OnTheWall.off = timedelta()
        going.cancel()
        clock.shutdown(wait=False)


def test_what_was_missed_while_the_clock_went_ahead_is_not_counted() -> None:
    now = datetime.now(UTC)
    assert Every(30).get_next_fire_time(now - timedelta(days=20_000), now) == now + timedelta(seconds=30)
