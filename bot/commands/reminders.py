"""`vaern reminders`: the reminders that a case will send, and why each comes when it comes.

It tells roles, steps and times, and neither a name nor a word of the content. It asks neither Slack nor
Outlook: who can be reached is what was last known.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

import typer

from bot import organisation as organisation_file
from bot.clock import system_clock
from bot.commands.output import AsJson, iso, print_json
from bot.commands.store import context, open_case
from bot.settings import load_store
from flows.case.case import Case
from flows.clock.preview import coming
from flows.people.organisation import Context
from flows.procedure.procedure import procedure_of
from flows.screens.reminders.coming import lines, role_then
from flows.screens.view import View
from flows.words import N_

Number = Annotated[str, typer.Option("--case", metavar="CASE", help="The number of the case: 2026-0042.")]
NOTHING = N_("This case has nothing more to say.")
IF_NOBODY_ACTS = N_("If nobody acts, and as far as is known now:")


def preview(case: Number, as_json: AsJson = False) -> None:
    """Show a case's coming reminders, and why then.

    As if nobody acted; by roles and steps, without names and content.
    """
    with open_case(case) as (storage, found):
        file = organisation_file.load(load_store().organisation)
        with storage.reading() as tx:
            ctx = context(tx, file, system_clock())
    if as_json:
        print_json({"case": found.number, "reminders": list(_as_json(found, ctx))})
    for line in () if as_json else written(found, ctx):
        typer.echo(line)


def _as_json(case: Case, ctx: Context) -> Iterator[dict[str, Any]]:
    """Each reminder for programs: a time in UTC, and role, kind and step by their codes."""
    view = View(ctx)
    for message in coming(case, ctx):
        for item, line in zip(message.items, lines((message,), view), strict=True):
            step = procedure_of(case).step(item.key.step)
            yield {
                "at": iso(message.at),
                "to": role_then(message, ctx),
                "kind": item.key.kind,
                "step": step.number if step else None,
                "what": line["what"],
                "why": line["why"],
            }


def written(case: Case, ctx: Context) -> list[str]:
    """Two lines for each reminder: when, to whom and what; and why then. In the organisation's language."""
    view = View(ctx)
    found = lines(coming(case, ctx), view)
    if not found:
        return [view.say(NOTHING)]
    shown = [view.say(IF_NOBODY_ACTS)]
    for line in found:
        shown += [f"{line['when']} · {line['to']} · {line['what']}", f"    {line['why']}"]
    return shown
