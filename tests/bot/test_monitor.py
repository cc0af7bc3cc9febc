"""A monitor on the machine: Værn lives, is ready or says what keeps it from that, and tells its figures."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.lookups import see_what_is_granted
from bot.monitor import DATABASE, DELIVERY, SOCKET, SWEEPS, SWEEPS_STALE_AFTER
from bot.refusals import SECONDS_BETWEEN_LINES
from bot.running import running
from bot.world import World
from tests.conftest import free_port
from tests.drafted import drafted
from tests.standin import MANIFEST, settings, surroundings
from tests.workspace.faults import Fault
from tests.workspace.server import Workspace

pytestmark = pytest.mark.anyio


@dataclass
class Watched:
    """The product in Socket Mode, and where a monitor asks."""

    world: World
    slack: Workspace
    data: Path
    url: str

    async def asks(self, path: str) -> httpx.Response:
        """What the monitor is answered."""
        async with httpx.AsyncClient(trust_env=False, timeout=20) as http:
            return await http.get(self.url + path)

    async def faults(self) -> list[str]:
        """What keeps it from being ready."""
        answer = await self.asks("/ready")
        told: dict[str, Any] = answer.json()
        assert (answer.status_code == 200) == told["ok"] == (not told["faults"])
        return list(told["faults"])

    async def figures(self) -> dict[str, float]:
        """What Prometheus reads, by its own parser."""
        text = (await self.asks("/metrics")).text
        return {s.name: s.value for family in text_string_to_metric_families(text) for s in family.samples}


@pytest.fixture
async def watched(tmp_path: Path, migrated: Path) -> AsyncIterator[Watched]:
    slack, port, data = Workspace(MANIFEST), free_port(), tmp_path / "data"
    await slack.start()
    drafted(migrated, data, slack.now())
    async with running(settings(slack.url, data, monitor_port=port), surroundings(slack.clock)) as world:
        yield Watched(world, slack, data, f"http://127.0.0.1:{port}")
    await slack.stop()


async def test_one_that_is_well_says_so(watched: Watched) -> None:
    alive = (await watched.asks("/health")).json()
    assert (alive["ok"], alive["version"]) == (True, "0.1.0")
    assert await watched.faults() == []


async def test_a_sweep_that_stands_still_is_told(watched: Watched) -> None:
    progress = watched.world.progress
    async with progress.sweeping:  # Nothing sweeps while somebody else has the turn.
        progress.swept_at = time.monotonic() - SWEEPS_STALE_AFTER - 1
        assert await watched.faults() == [SWEEPS]
        assert (await watched.asks("/health")).status_code == 200
    while await watched.faults():
        await asyncio.sleep(0)


async def test_a_database_that_somebody_holds_is_told_and_is_well_again_after_it(watched: Watched) -> None:
    with closing(sqlite3.connect(watched.data / "vaern.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert DATABASE in await watched.faults()
        other.execute("ROLLBACK")
    while set(await watched.faults()) & {DATABASE, DELIVERY}:
        await asyncio.sleep(0)


async def test_a_token_that_slack_revokes_is_told_and_a_lost_scope_too(
    watched: Watched, caplog: pytest.LogCaptureFixture
) -> None:
    watched.slack.faults.rules.append(Fault("auth.test", error="token_revoked"))
    await see_what_is_granted(watched.world)
    assert await watched.faults() == ["Slack refuses the app: token_revoked"]
    assert "slack refused auth.test: token_revoked" in caplog.messages
    watched.slack.manifest.scopes.remove("files:read")
    for _ in range(2):
        await see_what_is_granted(watched.world)
    assert await watched.faults() == ["Slack refuses the app: missing_scope"]
    assert caplog.text.count("the slack app lacks files:read") == 1
    watched.slack.manifest.scopes.append("files:read")
    await see_what_is_granted(watched.world)
    assert await watched.faults() == []


async def test_figures_are_counts_and_ages_and_nothing_of_content(watched: Watched) -> None:
    found = await watched.figures()
    assert found["vaern_ready"] == 1
    assert found["vaern_open_cases"] == 0
    assert found["vaern_delivery_age_seconds"] < 5
    assert set(found) == {
        *("vaern_ready", "vaern_open_cases", "vaern_outbox_items", "vaern_outbox_failing"),
        *("vaern_inbox_items", "vaern_delivery_age_seconds", "vaern_sweep_age_seconds"),
        *("vaern_held_back_calls", "vaern_refused_requests", "vaern_configurations"),
    }


async def test_calls_that_have_to_wait_are_counted(watched: Watched) -> None:
    assert (await watched.figures())["vaern_held_back_calls"] == 0
    watched.slack.faults.rules.append(Fault("auth.test", status=429, retry_after=30))
    await see_what_is_granted(watched.world)
    assert (await watched.figures())["vaern_held_back_calls"] == 1


async def test_a_silent_socket_is_told(watched: Watched) -> None:
    await watched.slack.stop()
    while SOCKET not in await watched.faults():
        await asyncio.sleep(0.05)


async def test_requests_with_a_wrong_secret_or_from_another_time_are_logged_once_a_minute_with_the_mend(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    slack, port = Workspace(MANIFEST), free_port()
    await slack.start()
    over_http = {"app_token": "", "signing_secret": "a secret", "port": port}
    async with (
        running(settings(slack.url, tmp_path, **over_http), surroundings(slack.clock)) as world,
        httpx.AsyncClient(trust_env=False) as http,
    ):
        for age in (0, 0, 900):
            stamp = {"X-Slack-Request-Timestamp": str(int(time.time()) - age), "X-Slack-Signature": "v0=1"}
            answer = await http.post(f"http://127.0.0.1:{port}/slack/events", headers=stamp, content=b"{}")
            assert answer.status_code == 401
        assert world.progress.refused_requests == 3
        assert world.progress.socket is None, "silence of Slack is no fault in HTTP mode: nights are quiet"
    await slack.stop()
    lines = [line for line in caplog.messages if "was not let in" in line]
    assert SECONDS_BETWEEN_LINES == 60
    assert len(lines) == 1
    assert "copy that again from the app's page" in lines[0]
