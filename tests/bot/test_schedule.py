"""What wakes the sweeps goes on however the clock on the wall is set, and /health tells when it does not."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot import schedule
from bot.http import SWEEPS_STALE_AFTER
from bot.running import running
from bot.schedule import Every, keep_going
from bot.world import World
from tests.conftest import free_port
from tests.standin import MANIFEST, settings, surroundings
from tests.workspace.server import Workspace

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


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


@pytest.fixture
async def lives(tmp_path: Path) -> AsyncIterator[tuple[World, str]]:
    """The product over HTTP, and where it tells how it is."""
    slack = Workspace(MANIFEST)
    await slack.start()
    port = free_port()
    over_http = {"app_token": "", "signing_secret": "standin-signing-secret", "port": port}
    around = surroundings(slack.clock)
    async with running(settings(slack.url, tmp_path, **over_http), around) as world:
        yield world, f"http://127.0.0.1:{port}/health"
    await slack.stop()


async def _health(address: str) -> tuple[int, dict[str, Any]]:
    async with httpx.AsyncClient(trust_env=False) as http:
        answer = await http.get(address)
    return answer.status_code, answer.json()


async def test_health_tells_when_no_sweep_goes_on(lives: tuple[World, str]) -> None:
    world, address = lives
    assert await _health(address) == (200, {"ok": True})
    async with world.progress.sweeping:  # Nothing sweeps while somebody else has the turn.
        world.progress.swept_at = time.monotonic() - SWEEPS_STALE_AFTER
        assert await _health(address) == (503, {"ok": False, "stopped": ["sweeps"]})
    while (await _health(address))[0] != 200:
        await asyncio.sleep(0.01)
