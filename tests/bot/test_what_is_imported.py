"""A start imports what it uses: Graph, PDFs, pictures, calendars and migrations cost whoever has them."""

from __future__ import annotations

import asyncio
import gc
import json
import os
import sys
from asyncio.subprocess import PIPE
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

import pytest

from tests.conftest import free_port
from tests.standin import ORGANISATION
from tests.workspace.server import Workspace

pytestmark = pytest.mark.anyio

ROOT = Path(__file__).parents[2]
STARTS = """
import asyncio, json, resource, sys
from bot.running import Surroundings, running
from bot.settings import load

async def main():
    async with running(load(), Surroundings()):
        [resident] = [line for line in open("/proc/self/status") if line.startswith("VmRSS")]
        spent = resource.getrusage(resource.RUSAGE_SELF)
        print(json.dumps([sorted(sys.modules), int(resident.split()[1]), spent.ru_utime + spent.ru_stime]))

asyncio.run(main())
"""
GRAPH = {"msgraph", "msgraph_core", "kiota_abstractions", "azure", "msal", "httpx", "requests", "rich"}
SELDOM = {"alembic", "fpdf", "fontTools", "icalendar", "PIL", "pi_heif", "psycopg", "sigtype"}
SLACK = {"aiohttp", "slack_bolt", "slack_sdk"}
MOST_MEMORY = 110_000
"""Kilobytes, as Linux counts what a process has in memory."""


@dataclass(frozen=True)
class Started:
    """What a process has when it is ready: whole packages, kilobytes and seconds of a processor."""

    packages: set[str]
    memory: int
    seconds: float


async def starts(slack: Workspace, data: Path, **more: str) -> Started:
    organisation = data / "organisation.toml"
    organisation.write_text(ORGANISATION.partition("[graph]")[0] if not more else ORGANISATION)
    given = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "SLACK_BOT_TOKEN": "xoxb-standin",
        "SLACK_APP_TOKEN": "xapp-standin",
        "SLACK_API_URL": f"{slack.url}/api/",
        "VAERN_MONITOR_PORT": str(free_port()),
        "VAERN_DATA": str(data / "data"),
        "VAERN_ORGANISATION": str(organisation),
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", STARTS, cwd=data, env=given | more, stdout=PIPE, stderr=PIPE
    )
    told, errors = await process.communicate()
    assert process.returncode == 0, errors[-500:]
    modules, memory, seconds = json.loads(told)
    return Started({module.partition(".")[0] for module in modules}, memory, seconds)


async def test_a_start_without_graph_imports_nothing_that_it_does_not_use(
    slack: Workspace, tmp_path: Path
) -> None:
    first = await starts(slack, tmp_path)
    assert first.packages & (GRAPH | SELDOM) == {"alembic"}
    again = await starts(slack, tmp_path)
    assert again.packages & (GRAPH | SELDOM) == set()
    assert again.memory < MOST_MEMORY


def test_what_becomes_garbage_after_the_imports_is_looked_for() -> None:
    import_module("bot.__main__")
    assert gc.isenabled()


async def test_graph_is_imported_where_it_is_set(slack: Workspace, tmp_path: Path) -> None:
    names = ("TENANT_ID", "CLIENT_ID", "CLIENT_SECRET")
    graph = {"GRAPH_BASE_URL": f"{slack.url}/graph/v1.0"} | {f"GRAPH_{name}": "standin" for name in names}
    assert {"msgraph", "azure"} <= (await starts(slack, tmp_path, **graph)).packages


async def test_a_command_that_only_looks_at_the_store_imports_nothing_of_slack() -> None:
    looks = "import json, sys; import bot.__main__; print(json.dumps(sorted(sys.modules)))"
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", looks, cwd=ROOT, env={"PATH": os.environ["PATH"]}, stdout=PIPE
    )
    told, _ = await process.communicate()
    packages = {module.partition(".")[0] for module in json.loads(told)}
    assert packages & (GRAPH | SELDOM | SLACK) == set()
