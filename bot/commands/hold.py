"""`vaern hold`: a case is kept from being erased, or may be erased again."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.commands.output import AsJson, iso, print_json
from bot.commands.store import CaseNumber, decided, open_case
from flows import events as ev
from flows.evidence.custody import OPERATOR

Reason = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why. Everybody in the case reads it.")]
Lift = Annotated[bool, typer.Option("--lift", help="Let it be erased again when its time is over.")]


def hold(case: CaseNumber, reason: Reason, is_lifted: Lift = False, as_json: AsJson = False) -> None:
    """Keep a case from being erased, however old.

    Everybody in the case is told. After a hold is lifted nothing is erased for two weeks.
    """
    with open_case(case) as (storage, found):
        event = ev.HoldLifted(OPERATOR, reason) if is_lifted else ev.HoldSet(OPERATOR, reason)
        at = decided(storage, found.id, event)
    if as_json:
        print_json({"case": found.number, "held_since": None if is_lifted else iso(at)})
    else:
        typer.echo(f"{found.number}: {'may be erased again' if is_lifted else 'is held'}.")
