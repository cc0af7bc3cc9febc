"""`make demo`: the stand-in workspace, the product and the page in one process."""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import Any

from bot.logs import configure_logging
from bot.running import running
from bot.world import World
from flows.access.rules import VAERN
from flows.clock.preview import coming
from flows.screens.reminders.coming import lines
from flows.screens.view import View
from storage import case_lists, cases
from storage.database import Transaction
from tests.standin import MANIFEST, settings, surroundings
from tests.workspace.server import Workspace


async def coming_reminders(world: World) -> list[dict[str, Any]]:
    """What every open case will say, for the tab of the page that only the demo has."""
    ctx = await world.context()

    def look(tx: Transaction) -> list[dict[str, Any]]:
        found = (cases.get(tx, case, as_=VAERN) for case in case_lists.open_ones(tx))
        return [{"number": case.number, "lines": lines(coming(case, ctx), View(ctx))} for case in found]

    return await world.run(look)


async def _demo(port: int, data: Path) -> None:
    workspace = Workspace(MANIFEST)
    await workspace.start(port=port)
    stopped = asyncio.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(sign, stopped.set)
    try:
        around = surroundings(workspace.clock, seconds_between_posts=1.0)
        async with running(settings(workspace.url, data), around) as world:
            workspace.coming = partial(coming_reminders, world)
            sys.stdout.write(f"\n  Værn is ready. Open {workspace.url}/ and choose who you are.\n\n")
            sys.stdout.flush()
            await stopped.wait()
    finally:
        await workspace.stop()


def main() -> None:
    """Runs until it is stopped; everything it kept is gone afterwards."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8080)
    chosen = parser.parse_args()
    configure_logging()
    with tempfile.TemporaryDirectory(prefix="vaern-demo-") as data:
        asyncio.run(_demo(chosen.port, Path(data)))


if __name__ == "__main__":
    main()
