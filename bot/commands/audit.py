"""`vaern audit`: whether all evidence of all cases and all chains of the journal hold.

It tells numbers, ids and results. It only reads: a check every night would otherwise bury the looks of people
under its own lines in the journal. One case after the other is opened, and a chain is read a piece at a time,
so that it takes no more memory for more cases.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

import typer

from bot.commands.checks import (
    HOLDING,
    Result,
    chain_as_json,
    code,
    compared,
    first_broken_head,
    in_words,
    removed,
)
from bot.commands.output import AsJson, examples, print_json
from bot.commands.store import BEYOND_READING, case_numbers, open_store
from flows.access.rules import VAERN
from storage import cases, journal
from storage.database import Storage
from storage.journal import Chain, Link

HEAD = f"{'case':<11}{'items':>5}  {'journal':<22}evidence"
NOT_READABLE = 0
"""Where a chain is broken of which a line cannot be read."""
NO_LINE = 1
"""Where a case's chain is broken that has no line at all: sending a report writes its first."""


@dataclass(frozen=True)
class Audited:
    """A case as it was found: how many items it has, which do not hold, and where its journal is broken."""

    number: str
    items: int
    faults: tuple[tuple[str, Result], ...]
    broken: int | None
    is_readable: bool = True

    @property
    def holds(self) -> bool:
        """Whether all of it does."""
        return self.is_readable and not self.faults and self.broken is None


@dataclass
class Summary:
    """What has been counted so far. `others` are journals of reports that are not sent, or were erased."""

    cases: int = 0
    cases_holding: int = 0
    items: int = 0
    items_holding: int = 0
    others: int = 0
    others_holding: int = 0
    broken_head: int | None = None

    def count(self, found: Audited) -> None:
        """Adds a case."""
        self.cases += 1
        self.cases_holding += found.holds
        self.items += found.items
        self.items_holding += found.items - len(found.faults)

    @property
    def holds(self) -> bool:
        """Whether everything that was counted does."""
        are_whole = (self.cases, self.others) == (self.cases_holding, self.others_holding)
        return are_whole and self.broken_head is None


cli = typer.Typer(
    help="Check everything that is kept at once.", no_args_is_help=True, epilog=examples("vaern audit verify")
)


@cli.command(epilog=examples("vaern audit verify", "vaern audit verify --json"))
def verify(as_json: AsJson = False) -> None:
    """Check the evidence of all cases and all journals.

    It only reads, and notes nothing. Ends with 0 when everything holds, with 1 when something does not.
    """
    summary = Summary()
    with open_store() as storage:
        if not as_json:
            typer.echo(HEAD)
        for found in _cases(storage):
            summary.count(found)
            (_print_case_as_json if as_json else _print_case)(found)
        for subject, broken in _others(storage):
            summary.others += 1
            summary.others_holding += broken is None
            if broken is not None:
                (_print_other_as_json if as_json else _print_other)(subject, broken)
        summary.broken_head = first_broken_head(storage)
    (_print_summary_as_json if as_json else _print_summary)(summary)
    raise typer.Exit(0 if summary.holds else 1)


def _cases(storage: Storage) -> Iterator[Audited]:
    return (_audited(storage, case, number) for case, number in case_numbers(storage, with_ended=True))


def _audited(storage: Storage, case: str, number: str) -> Audited:
    chain = _chain(storage, case)
    broken = NO_LINE if (chain.end, chain.broken) == (Link(), None) else chain.broken
    try:
        items, faults = _faults(storage, case, chain)
    except BEYOND_READING:
        return Audited(number, 0, (), broken, is_readable=False)
    return Audited(number, items, faults, broken)


def _faults(storage: Storage, case: str, chain: Chain) -> tuple[int, tuple[tuple[str, Result], ...]]:
    """How many items came, and those that do not hold.

    The case is read after its journal, which has a fingerprint no sooner than the case has the item.
    """
    with storage.reading() as tx:
        found, key = cases.get(tx, case, as_=VAERN), tx.key(case)
    came = chain.fingerprints
    results = [
        (item.id, compared(storage.folder, found, key, item, came.get(item.id, ())))
        for item in found.evidence
    ]
    results += [(item, "REMOVED") for item in removed(found.evidence, came)]
    return (
        sum(result != "not received" for _, result in results),
        tuple((item, result) for item, result in results if result not in HOLDING),
    )


def _others(storage: Storage) -> Iterator[tuple[str, int | None]]:
    """The journals that are of no case, and where each is broken."""
    after = ""
    while piece := storage.read(partial(journal.other_subjects, after=after)):
        yield from ((subject, _chain(storage, subject).broken) for subject in piece)
        after = piece[-1]


def _chain(storage: Storage, subject: str) -> Chain:
    try:
        return storage.read(partial(journal.followed, subject=subject))
    except ValueError:
        # Somebody wrote into the database what is no moment.
        return Chain(Link(), NOT_READABLE, {})


def _print_case(found: Audited) -> None:
    chain = "holds" if found.broken is None else f"BROKEN at line {found.broken}"
    faults = ", ".join(f"{item} {result}" for item, result in found.faults)
    evidence = faults or "holds" if found.is_readable else "CANNOT BE READ"
    typer.echo(f"{found.number:<11}{found.items if found.is_readable else '-':>5}  {chain:<22}{evidence}")


def _print_case_as_json(found: Audited) -> None:
    told: dict[str, Any] = {"kind": "case", "case": found.number, "is_readable": found.is_readable}
    faults = [{"item": item, "now": code(result)} for item, result in found.faults]
    chain = chain_as_json(found.broken)
    print_json(told | {"items": found.items, "faults": faults, "journal": chain, "holds": found.holds})


def _print_other(subject: str, broken: int) -> None:
    typer.echo(f"The journal {subject}, which is of no case, is BROKEN at line {broken}.")


def _print_other_as_json(subject: str, broken: int) -> None:
    print_json({"kind": "journal", "subject": subject, **chain_as_json(broken)})


def _print_summary(found: Summary) -> None:
    typer.echo(f"Cases: {found.cases_holding} of {found.cases} hold.")
    typer.echo(f"Items of evidence: {found.items_holding} of {found.items} hold.")
    typer.echo(f"Journals of no case: {found.others_holding} of {found.others} hold.")
    typer.echo(f"The chain of heads over all journals {in_words(found.broken_head, 'head')}.")
    typer.echo("Everything holds." if found.holds else "NOT everything holds.")


def _print_summary_as_json(found: Summary) -> None:
    print_json(
        {
            "kind": "summary",
            "cases": {"all": found.cases, "holding": found.cases_holding},
            "items": {"all": found.items, "holding": found.items_holding},
            "other_journals": {"all": found.others, "holding": found.others_holding},
            "heads": chain_as_json(found.broken_head),
            "holds": found.holds,
        }
    )
