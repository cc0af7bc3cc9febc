"""A process that runs Værn until it is stopped, and how a start ends that cannot be."""

from __future__ import annotations

import asyncio
import signal
from contextlib import AsyncExitStack

import typer
from sqlalchemy.exc import DBAPIError

from bot.logs import LogFormat, configure_logging
from bot.misconfigured import Misconfigured, NotReachable
from bot.opening import database_fault
from bot.running import Surroundings, answer_quickly, running
from bot.settings import Settings, load, load_log_format

WRONG_SETTINGS, MAY_PASS = 78, 75
"""How a start ends: EX_CONFIG and EX_TEMPFAIL of sysexits.h. After the second it is worth another try."""

MACHINE = Surroundings()
"""Its own clocks, and the paces of every day."""


def start(around: Surroundings = MACHINE) -> None:
    """Runs until SIGTERM or SIGINT; a wrong setting ends it with every fault on its own line."""
    settings, log_format = _settings()
    configure_logging(log_format)
    asyncio.run(_until_stopped(settings, around))


def _settings() -> tuple[Settings, LogFormat]:
    try:
        return load(), load_log_format()
    except Misconfigured as wrong:
        raise _explained(wrong) from None


def _explained(wrong: Misconfigured) -> typer.Exit:
    typer.echo("Værn cannot start:", err=True)
    for fault in wrong.faults:
        typer.echo(f"- {fault}", err=True)
    return typer.Exit(MAY_PASS if isinstance(wrong, NotReachable) else WRONG_SETTINGS)


async def _until_stopped(settings: Settings, around: Surroundings) -> None:
    stopped = asyncio.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(sign, stopped.set)
    async with AsyncExitStack() as stack:
        try:
            await stack.enter_async_context(running(settings, around))
        except Misconfigured as wrong:
            raise _explained(wrong) from None
        except DBAPIError as error:
            # Of a part that only the first work reads, such as a page of the file that is spoilt.
            raise _explained(database_fault(error, settings)) from None
        answer_quickly()
        await stopped.wait()
