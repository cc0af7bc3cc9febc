"""The command line: `vaern`, or `python -m bot`."""

from __future__ import annotations

import asyncio
import logging
import signal

import typer

from bot.commands import dossier, evidence, reminders
from bot.misconfigured import Misconfigured, NotReachable
from bot.running import Surroundings, answer_quickly, running
from bot.settings import Settings, load

WRONG_SETTINGS, MAY_PASS = 78, 75
"""How a start ends: EX_CONFIG and EX_TEMPFAIL of sysexits.h. After the second it is worth another try."""

cli = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
cli.add_typer(evidence.cli, name="evidence")
cli.command("dossier")(dossier.export)
cli.command("reminders")(reminders.preview)


def configure_logging() -> None:
    """Ids and codes at INFO; the libraries are kept from writing what passes through them."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    for name in (
        "bot.bolt",
        "slack_bolt",
        "slack_sdk",
        "apscheduler",
        "httpx",
        "azure",
        "aiohttp",
        "alembic",
        "fontTools",
        "fpdf",
    ):
        logging.getLogger(name).setLevel(logging.ERROR)


@cli.callback(invoke_without_command=True)
def run(context: typer.Context) -> None:
    """Run Værn until it is stopped."""
    if context.invoked_subcommand is None:
        start(Surroundings())


def start(around: Surroundings) -> None:
    """Runs until SIGTERM or SIGINT; a wrong setting ends it with every fault on its own line."""
    configure_logging()
    asyncio.run(_until_stopped(_settings(), around))


def _settings() -> Settings:
    try:
        return load()
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
    try:
        async with running(settings, around):
            answer_quickly()
            await stopped.wait()
    except Misconfigured as wrong:
        raise _explained(wrong) from None


def main() -> None:
    """The console command."""
    cli()


if __name__ == "__main__":
    main()
