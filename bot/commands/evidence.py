"""`vaern evidence`: what an operator can prove of a case's evidence, at the machine on which Værn runs.

It tells ids, times, sizes and fingerprints, and neither a file's name nor a word of its content.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

import typer

from bot.clock import system_clock
from bot.commands.checks import (
    HOLDING,
    Result,
    chain_as_json,
    chain_of,
    changed_facts,
    code,
    compared,
    facts_as_json,
    facts_in_words,
    first_broken_head,
    in_words,
    removed,
)
from bot.commands.output import AsJson, examples, iso, moment, print_json
from bot.commands.store import CaseNumber, open_case
from flows.case.case import Case, Evidence
from flows.evidence.custody import OPERATOR
from storage import custody, journal
from storage.database import Storage
from storage.journal import Line
from storage.turns import SEALED

HEAD = f"{'item':<34}{'received':<30}{'bytes':>12}  {'type':<28}{'fingerprint':<66}"
WORDS = {
    "FileOffered": "handed it in",
    "FileSettled": "took it in, or refused it",
    "Typed": "wrote it",
    "WordsKept": "wrote it",
    "EvidenceDescribed": "told where it comes from",
    SEALED: "sent it with the report",
    "EvidenceAsked": "asked for a copy",
    custody.SHARED: "got a copy",
    custody.VERIFIED: "checked the fingerprint",
}

cli = typer.Typer(
    help="Check a case's evidence, and see who has had it.",
    no_args_is_help=True,
    epilog=examples("vaern evidence verify 2026-0042", "vaern evidence list 2026-0042"),
)


@cli.command(epilog=examples("vaern evidence verify 2026-0042", "vaern evidence verify 2026-0042 --json"))
def verify(case: CaseNumber, as_json: AsJson = False) -> None:
    """Compare every item with its fingerprint.

    Checks its journal, its facts and the chain of heads too, and notes each look at an item in the journal.
    Ends with 0 when all of it holds, with 1 when something does not.
    """
    with open_case(case) as (storage, found):
        say = _silent if as_json else typer.echo
        say(f"{HEAD}now")
        results: list[tuple[dict[str, Any], Result]] = []
        for facts, line, result in _verified(storage, found):
            say(f"{line}{result}")
            results.append((facts, result))
        with storage.reading() as tx:
            chain = chain_of(tx, found.id)
            changed = changed_facts(tx, custody.numbered(tx, case), chain)
        broken, head = chain.broken, first_broken_head(storage)
    say(f"The journal of the case {in_words(broken, 'line')}.")
    say(f"The facts of the case {'are ' + facts_in_words(changed) if changed else 'hold'}.")
    say(f"The chain of heads over all journals {in_words(head, 'head')}.")
    is_whole = (broken, head, changed) == (None, None, ()) and HOLDING.issuperset(
        result for _, result in results
    )
    if as_json:
        items = [{**facts, "now": code(result)} for facts, result in results]
        chains = {"journal": chain_as_json(broken), "heads": chain_as_json(head)}
        told = {"case": found.number, "items": items, **chains, "facts": facts_as_json(changed)}
        print_json(told | {"holds": is_whole})
    raise typer.Exit(0 if is_whole else 1)


def _silent(_: str) -> None:
    """Prints nothing, where JSON is printed in the end."""


@cli.command("list", epilog=examples("vaern evidence list 2026-0042", "vaern evidence list 2026-0042 --json"))
def list_custody(case: CaseNumber, as_json: AsJson = False) -> None:
    """List what happened to each item, and who has read.

    Persons are told by their ids in Slack.
    """
    with open_case(case) as (storage, found), storage.reading() as tx:
        lines = journal.lines(tx, found.id)
    (_print_custody_as_json if as_json else _print_custody)(found, lines)


def _print_custody(case: Case, lines: list[Line]) -> None:
    typer.echo(HEAD.rstrip())
    for item in case.evidence:
        typer.echo(_facts(item).rstrip())
        _print_lines([line for line in lines if line.about == item.id])
    typer.echo("Who has read the case")
    _print_lines([line for line in lines if line.act == "read"])


def _print_custody_as_json(case: Case, lines: list[Line]) -> None:
    items = [
        {**_facts_as_json(item), "custody": [_as_json(line) for line in lines if line.about == item.id]}
        for item in case.evidence
    ]
    read = [_as_json(line) for line in lines if line.act == "read"]
    print_json({"case": case.number, "items": items, "read": read})


def _verified(storage: Storage, case: Case) -> Iterator[tuple[dict[str, Any], str, Result]]:
    """Each item's facts, in JSON and as the begin of a line, and how it stands with it.

    That an item was looked at is noted in the journal.
    """
    # In one transaction, since an item may just be received.
    with storage.reading() as tx:
        case, key = custody.numbered(tx, case.number), tx.key(case.id)
        came = journal.followed(tx, case.id).fingerprints
    for item in case.evidence:
        result = compared(storage.folder, case, key, item, came.get(item.id, ()))
        if item.state == "kept":
            line = Line(system_clock(), OPERATOR, custody.VERIFIED, item.id)
            storage.run(partial(journal.write, subject=case.id, line=line))
        yield _facts_as_json(item), _facts(item), result
    for gone in removed(case.evidence, came):
        sha256 = min(came[gone])
        facts = {"item": gone, "received_at": None, "bytes": None, "media_type": None, "sha256": sha256}
        yield facts, f"{gone:<34}{'-':<30}{'-':>12}  {'-':<28}{sha256:<66}", "REMOVED"


def _facts(item: Evidence) -> str:
    received = moment(item.received_at) if item.received_at else "-"
    about = (
        f"{item.received.size:>12}  {item.received.media_type or '-':<28}{item.received.sha256 or '-':<66}"
    )
    return f"{item.id:<34}{received:<30}{about}"


def _facts_as_json(item: Evidence) -> dict[str, Any]:
    received = item.received
    return {
        "item": item.id,
        "received_at": iso(item.received_at),
        "bytes": received.size,
        "media_type": received.media_type or None,
        "sha256": received.sha256 or None,
    }


def _as_json(line: Line) -> dict[str, Any]:
    return {"at": iso(line.at), "person": line.person, "act": line.act}


def _print_lines(lines: list[Line]) -> None:
    for line in lines:
        typer.echo(f"  {moment(line.at)}  {line.person:<14}{WORDS.get(line.act, line.act)}")
