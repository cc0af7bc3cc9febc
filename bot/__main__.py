"""The command line: `vaern`, or `python -m bot`."""

from __future__ import annotations

import gc

# Nothing that is imported is garbage; to look for some, also at the end, takes a third of a short command.
gc.disable()

import os
from importlib.metadata import version
from typing import Annotated

import typer

from bot import core_dumps
from bot.commands import audit, backup, cases, check, dossier, evidence, hold, keys, reminders, retention
from bot.commands.output import examples
from bot.logs import keep_words_out

gc.freeze()
gc.enable()

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
        from bot.process import start

        start()


def main() -> None:
    """The console command: what it writes is for its own user, and what nobody catches is without words."""
    os.umask(0o077)
    keep_words_out()
    # Called by itself, Typer would put its own hook in place of that.
    typer.main.get_command(cli)()


if __name__ == "__main__":
    main()
