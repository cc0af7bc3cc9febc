"""What a monitor asks, on this machine alone: whether Værn lives, whether it is ready, and its figures.

Nothing of it names a person or tells of content.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable
from importlib.metadata import version

from aiohttp import web
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from bot.world import World
from storage import figures
from storage.database import Transaction

STALE_AFTER = 60.0
"""Seconds without a look of the delivery loop, after which the product is not well."""
SWEEPS_STALE_AFTER = 600.0
"""The same of the sweeps, one of which may wait for Slack and Graph for a while."""
LONGEST_WRITE = 3.0
"""Seconds within which the database has to let something be written."""

DELIVERY, SWEEPS = "the delivery has stopped", "the sweeps have stopped"
DATABASE, SOCKET = "the database cannot be written", "the connection to Slack is silent"


def monitor_app(world: World) -> web.Application:
    """`/health`, `/ready` and `/metrics`."""
    writing = _Writing(world)

    async def health(_: web.Request) -> web.Response:
        return web.json_response({"ok": True, "version": version("vaern")})

    async def ready(_: web.Request) -> web.Response:
        found = await faults(world, writing)
        return web.json_response({"ok": not found, "faults": found}, status=503 if found else 200)

    async def metrics(_: web.Request) -> web.Response:
        found = await faults(world, writing)
        registry = CollectorRegistry()
        registry.register(_Figures(world, await world.read(figures.of), is_ready=not found))
        return web.Response(body=generate_latest(registry), content_type="text/plain", charset="utf-8")

    served = web.Application()
    served.add_routes([web.get("/health", health), web.get("/ready", ready), web.get("/metrics", metrics)])
    return served


class _Writing:
    """One try at a time to write, which waits for whoever writes: a database that is held stays held."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._under_way: asyncio.Task[None] | None = None

    async def is_possible(self) -> bool:
        """Whether the database lets something be written within some seconds."""
        if self._under_way is None or self._under_way.done():
            self._under_way = asyncio.create_task(self._world.run(_touch))
        try:
            async with asyncio.timeout(LONGEST_WRITE):
                await asyncio.shield(self._under_way)
        except (TimeoutError, SQLAlchemyError):
            return False
        return True


def _touch(tx: Transaction) -> None:
    """Writes, and leaves all as it was: a row that is set to what it holds SQLite does not write."""
    for by in (1, -1):
        tx.session.connection().execute(text("UPDATE change SET number = number + :by"), {"by": by})


async def faults(world: World, writing: _Writing) -> list[str]:
    """What keeps the product from its work now, each in a few words; nothing when it is ready."""
    now, progress = time.monotonic(), world.progress
    found = {
        DELIVERY: now - progress.delivered_at > STALE_AFTER,
        SWEEPS: now - progress.swept_at > SWEEPS_STALE_AFTER,
        DATABASE: not await writing.is_possible(),
        SOCKET: progress.socket is not None and not await _is_alive(progress.socket()),
        f"Slack refuses the app: {progress.refused}": bool(progress.refused),
    }
    return [fault for fault, is_there in found.items() if is_there]


async def _is_alive(socket: Awaitable[bool]) -> bool:
    return bool(await socket)


class _Figures:
    """The figures of one moment, for Prometheus."""

    def __init__(self, world: World, found: figures.Figures, *, is_ready: bool) -> None:
        self._world, self._found, self._is_ready = world, found, is_ready

    def collect(self) -> list[GaugeMetricFamily]:
        """What Prometheus' client asks of a collector."""
        now, progress = time.monotonic(), self._world.progress
        told = {
            "vaern_ready": ("Whether Værn is ready, as /ready tells it", float(self._is_ready)),
            "vaern_open_cases": ("Cases that are neither withdrawn nor archived", self._found.open_cases),
            "vaern_outbox_items": ("What is to be delivered and is not yet", self._found.outbox),
            "vaern_outbox_failing": ("Of these, what has failed before", self._found.failing),
            "vaern_inbox_items": ("What has arrived and is not dealt with yet", self._found.inbox),
            "vaern_configurations": ("Of all processes; 0 on SQLite", self._found.configurations),
            "vaern_delivery_age_seconds": ("Since the delivery last looked", now - progress.delivered_at),
            "vaern_sweep_age_seconds": ("Since the sweeps last went on", now - progress.swept_at),
            "vaern_held_back_calls": ("Calls that waited for the budget of a method", self._held_back()),
            "vaern_refused_requests": (
                "Requests with a wrong signature, time or shape",
                progress.refused_requests,
            ),
        }
        return [GaugeMetricFamily(name, words, value=value) for name, (words, value) in told.items()]

    def _held_back(self) -> int:
        return self._world.slack.budgets.held_back
