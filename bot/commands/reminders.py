"""`vaern reminders`: the reminders that a case will send, and why each comes when it comes.

It tells roles, steps and times, and neither a name nor a word of the content. Like `vaern evidence` it works
beside a running Værn, and asks neither Slack nor Outlook: who can be reached is what was last known.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer

from bot import organisation as organisation_file
from bot.commands.evidence import open_case
from bot.roster import Roster
from bot.running import system_clock
from bot.settings import load_store
from flows.case.case import Case
from flows.clock.preview import coming
from flows.people.organisation import Context
from flows.screens.reminders.coming import lines
from flows.screens.view import View
from flows.words import N_
from storage import addresses, people
from storage.database import Storage, Transaction

Number = Annotated[str, typer.Option("--case", metavar="CASE", help="The number of the case: 2026-0042.")]
NOTHING = N_("This case has nothing more to say.")
IF_NOBODY_ACTS = N_("If nobody acts, and as far as is known now:")


def preview(case: Number) -> None:
    """Show the coming reminders of a case, with the reason for each time."""
    with open_case(case) as (storage, found):
        file = organisation_file.load(load_store().organisation)
        for line in lines_of(storage, found, file, system_clock()):
            typer.echo(line)


def lines_of(storage: Storage, case: Case, file: organisation_file.File, now: datetime) -> list[str]:
    """The lines of the preview, in the organisation's language and on its clock."""
    with storage.reading() as tx:
        ctx = _context(tx, file, now)
    return written(case, ctx)


def written(case: Case, ctx: Context) -> list[str]:
    """Two lines for each reminder: when, to whom and what; and why then."""
    view = View(ctx)
    found = lines(coming(case, ctx), view)
    if not found:
        return [view.say(NOTHING)]
    shown = [view.say(IF_NOBODY_ACTS)]
    for line in found:
        shown += [f"{line['when']} · {line['to']} · {line['what']}", f"    {line['why']}"]
    return shown


def _context(tx: Transaction, file: organisation_file.File, now: datetime) -> Context:
    """By the addresses that Slack has told of; one who was never found counts as nobody."""
    roster = Roster(file, addresses.known(tx))
    return tx.newest(Context(now, roster.organisation(people.known(tx)), as_of=0))
