"""`vaern retention`: what is erased when, and why; what is held; and the certificate of what is erased.

It tells numbers and dates, and neither a name nor a word of the content. Of a report that is not sent it
tells no number either: nobody but its employee knows of it.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

import typer

from bot import organisation
from bot.clock import system_clock
from bot.commands.output import AsJson, examples, iso, print_json
from bot.commands.store import CaseNumber, context, decided, open_case, open_store
from bot.misconfigured import Misconfigured
from bot.settings import load, load_store
from flows import events as ev
from flows.evidence.custody import OPERATOR
from flows.retention import rules
from flows.retention.rules import Erasing
from flows.screens.case.certificate import Erased, certificate
from flows.screens.view import View
from flows.times.periods import Periods
from storage import custody, erasing, journal, retention
from storage.database import Storage, Transaction

Now = Annotated[bool, typer.Option("--now", help="Erase at once what is due, and announce reports.")]
Number = Annotated[str, typer.Argument(metavar="CASE", help="The number of the erased case: 2026-0042.")]

HEAD = f"{'case':<12}{'erased on':<14}why"
NOTHING = "No case has ended or is held, and no report is under way."
NO_CLOCK = "Nothing is erased, since the clock is not confirmed: {seen}. {mend}"
NOT_ERASED = "No case of the number {number} was erased."
NOT_EXPORTED = (
    "There is no export of case {number} since it ended. Run vaern dossier {number} --to FOLDER, put both "
    "files into the organisation's files, and look that they open there."
)
WHY = {
    "exported": "its export was confirmed",
    "unexported": "its export is not confirmed, and it ended long ago by then",
    "draft": "nothing was done with it",
}

cli = typer.Typer(
    help="Show what is erased when, and why.",
    invoke_without_command=True,
    epilog=examples("vaern retention", "vaern retention --json", "vaern retention --now"),
)


@dataclass(frozen=True)
class Line:
    """A case, or a report without a number; `erasing` is None for one that goes on."""

    number: str
    erasing: Erasing | None
    held_at: datetime | None = None
    announced_at: datetime | None = None


@cli.callback()
def show(context: typer.Context, is_now: Now = False, as_json: AsJson = False) -> None:
    """Show what is erased when, and why.

    Nothing is changed, unless it is to be done now. Reports that are not sent stand there without a number.
    """
    if context.invoked_subcommand is not None:
        return
    with open_store() as storage:
        file = organisation.load(load_store().organisation)
        done = _run(storage, file) if is_now else None
        lines = storage.read(lambda tx: lines_of(tx, file.retention))
    if as_json:
        print_json({"done": done, "due": [_as_json(line) for line in lines]})
        return
    if done is not None:
        typer.echo(f"{done} announced or erased.")
    for text in _written(lines):
        typer.echo(text)


def lines_of(tx: Transaction, periods: Periods) -> list[Line]:
    """What is to be erased and what is held: cases by number, then the reports, the first to go first."""
    cases = {found.number: found.ending for found in (*retention.held(tx), *retention.ended(tx))}
    lines = [
        Line(number, rules.erasing_of(ending, periods), ending.held_at)
        for number, ending in sorted(cases.items())
    ]
    for draft in retention.drafts(tx):
        erased = rules.draft_erasing(draft.untouched, periods)
        lines.append(Line("", erased, announced_at=draft.untouched.announced_at))
    return lines


def _written(lines: list[Line]) -> list[str]:
    rows = [f"{line.number or 'a report':<12}{_when(line):<14}{_why(line)}" for line in lines]
    return [HEAD, *rows] if rows else [NOTHING]


def _when(line: Line) -> str:
    if line.held_at is not None or line.erasing is None:
        return "not"
    return line.erasing.at.date().isoformat()


def _why(line: Line) -> str:
    if line.held_at is not None:
        return f"held since {line.held_at.date().isoformat()}"
    told = f", announced for {line.announced_at.date().isoformat()}" if line.announced_at else ""
    return f"{WHY[line.erasing.why]}{told}" if line.erasing else ""


def _as_json(line: Line) -> dict[str, Any]:
    return {
        "case": line.number or None,
        "erased_at": iso(line.erasing.at if line.erasing and not line.held_at else None),
        "why": line.erasing.why if line.erasing else None,
        "held_since": iso(line.held_at),
        "announced_at": iso(line.announced_at),
    }


def _run(storage: Storage, file: organisation.File) -> int:
    """Does what is due by a clock that agrees with Slack's; gives how much that was. Raises Misconfigured."""
    from bot.inspection import clock_of

    clock = asyncio.run(clock_of(load()))
    if not clock.is_well:
        raise Misconfigured([NO_CLOCK.format(seen=clock.seen, mend=clock.mend)])
    now = system_clock()
    ctx = storage.read(lambda tx: context(tx, file, now))
    pieces = storage.read(lambda tx: retention.due(tx, file.retention, now))
    return sum(storage.turn(piece, ctx) for piece in pieces)


@cli.command(epilog=examples("vaern retention confirm 2026-0042"))
def confirm(case: CaseNumber, as_json: AsJson = False) -> None:
    """Confirm that the dossier of a case is kept elsewhere.

    Confirm it once both files that vaern dossier has written are in the organisation's files and open there.
    The case is erased here thirty days later, or as organisation.toml says.
    """
    with open_case(case) as (storage, found):
        since = rules.done_at(found.ending)
        lines = storage.read(lambda tx: journal.lines(tx, found.id))
        if since and not any(line.act == custody.EXPORTED and line.at >= since for line in lines):
            raise Misconfigured([NOT_EXPORTED.format(number=found.number)])
        at = decided(storage, found.id, ev.ExportConfirmed(OPERATOR))
    if as_json:
        print_json({"case": found.number, "exported_at": iso(at)})
    else:
        typer.echo(f"{found.number}: its export is confirmed.")


@cli.command("certificate", epilog=examples("vaern retention certificate 2026-0042"))
def certify(number: Number, as_json: AsJson = False) -> None:
    """Print the certificate of an erased case.

    It says what was erased and when, and what no program can promise. Ends with 1 while something is left.
    """
    with open_store() as storage:
        found = storage.read(lambda tx: retention.erasure(tx, number))
        if found is None:
            raise Misconfigured([NOT_ERASED.format(number=number)])
        is_gone = not erasing.is_left(storage.keys, storage.folder, found.subject)
        erased = Erased(
            found.number, found.at, found.why, is_gone, found.left, found.stays, storage.is_shared
        )
        file = organisation.load(load_store().organisation)
        view = View(storage.read(lambda tx: context(tx, file, system_clock())))
    if as_json:
        print_json(
            {
                "case": erased.number,
                "erased_at": iso(erased.at),
                "why": erased.why,
                "is_gone": erased.is_gone,
                "in_slack": {"to_be_deleted": erased.left, "not_deletable": erased.stays},
                "key_backups_until": iso(erased.key_backups_until),
            }
        )
    else:
        for text in certificate(erased, view):
            typer.echo(text)
    raise typer.Exit(0 if is_gone and not erased.left else 1)
