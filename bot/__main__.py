"""The command line: `vaern`, or `python -m bot`."""

from __future__ import annotations

import asyncio
import os
import signal
from contextlib import AsyncExitStack
from importlib.metadata import version
from typing import Annotated

import typer
from sqlalchemy.exc import DBAPIError

from bot import core_dumps
from bot.commands import audit, backup, cases, check, dossier, evidence, hold, keys, reminders, retention
from bot.commands.output import examples
from bot.logs import LogFormat, configure_logging, keep_words_out
from bot.misconfigured import Misconfigured, NotReachable
from bot.opening import database_fault
from bot.running import Surroundings, answer_quickly, running
from bot.settings import Settings, load, load_log_format

WRONG_SETTINGS, MAY_PASS = 78, 75
"""How a start ends: EX_CONFIG and EX_TEMPFAIL of sysexits.h. After the second it is worth another try."""

RUNS = examples("vaern", "vaern --version", "vaern cases")
CHECK = examples("vaern check", "vaern check --json")
CASES = examples("vaern cases", "vaern cases --all --json")
BACKUP = examples("vaern backup /media/backup", "vaern backup /media/backup --json")
RESTORE = examples(
    "vaern restore /media/backup/vaern-data-20261130T020000Z --keys /media/keys/vaern-keys-20261130T021000Z"
)
DOSSIER = examples("vaern dossier 2026-0042 --to /srv/files/2026-0042")
REMINDERS = examples("vaern reminders --case 2026-0042", "vaern reminders --case 2026-0042 --json")

HOLD = examples(
    'vaern hold 2026-0042 --reason "The police ask for it."',
    'vaern hold 2026-0042 --lift --reason "The police are done with it."',
)

# Without Rich's boxes and colours, so that help and errors can be read in a log, and examples copied.
cli = typer.Typer(pretty_exceptions_enable=False, rich_markup_mode=None, epilog=RUNS)
cli.command("check", epilog=CHECK)(check.check)
cli.command("cases", epilog=CASES)(cases.list_cases)
cli.add_typer(evidence.cli, name="evidence")
cli.add_typer(audit.cli, name="audit")
cli.add_typer(keys.cli, name="keys")
cli.command("backup", epilog=BACKUP)(backup.back_up)
cli.command("restore", epilog=RESTORE)(backup.restore)
cli.command("reminders", epilog=REMINDERS)(reminders.preview)
cli.command("dossier", epilog=DOSSIER)(dossier.export)
cli.add_typer(retention.cli, name="retention")
cli.command("hold", epilog=HOLD)(hold.hold)


def _tell_version(is_wanted: bool) -> None:
    if is_wanted:
        typer.echo(f"vaern {version('vaern')}")
        raise typer.Exit


Version = Annotated[
    bool,
    typer.Option("--version", help="Print the version, and end.", callback=_tell_version, is_eager=True),
]


@cli.callback(invoke_without_command=True)
def run(context: typer.Context, _version: Version = False) -> None:
    """Run Værn until it is stopped, or do what a command says beside a running Værn.

    A command ends with 0 when all is well, with 1 when something of what it looked at is not, and with 2 when
    it could not be done; why stands on the error output.
    """
    core_dumps.forbid()
    if context.invoked_subcommand is None:
        start(Surroundings())


def start(around: Surroundings) -> None:
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


def main() -> None:
    """The console command: what it writes is for its own user, and what nobody catches is without words."""
    os.umask(0o077)
    keep_words_out()
    # Called by itself, Typer would put its own hook in place of that.
    typer.main.get_command(cli)()


if __name__ == "__main__":
    main()
