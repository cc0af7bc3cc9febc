"""`vaern audit`: whether all evidence, all facts of all cases and all chains of the journal hold.

It tells numbers, ids and results. It only reads: a check every night would otherwise bury the looks of people
under its own lines in the journal. One case after the other is opened, and a chain is read a piece at a time,
so that it takes no more memory for more cases.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Annotated, Any

import typer

from bot.commands.anchors import Anchor, anchor, is_held
from bot.commands.checks import (
    HOLDING,
    NO_LINE,
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
from bot.commands.output import AsJson, examples, print_json
from bot.commands.store import case_numbers, open_store
from flows.access.rules import VAERN
from flows.case.case import Case
from storage import cases, drafts, journal
from storage.database import Storage, Transaction
from storage.journal import Chain
from storage.keys import Key
from storage.seals import Link

HEAD = f"{'case':<11}{'items':>5}  {'journal':<22}{'facts':<22}evidence"
Heads = Annotated[
    list[Anchor] | None,
    typer.Option(
        "--head",
        metavar="NUMBER:HASH",
        parser=anchor,
        help="A head that the operators got or a dossier names: whether it is in the chain. May be repeated.",
    ),
]


@dataclass(frozen=True)
class Audited:
    """A case as it was found.

    How many items it has, which do not hold, where its journal is broken, and which facts are changed.
    """

    number: str
    items: int
    faults: tuple[tuple[str, Result], ...]
    broken: int | None
    changed: tuple[str, ...] = ()
    is_readable: bool = True

    @property
    def holds(self) -> bool:
        """Whether all of it does."""
        return self.is_readable and (self.faults, self.changed, self.broken) == ((), (), None)


@dataclass(frozen=True)
class Other:
    """A journal of no case: of a report that is not sent, of what was erased, or of what is gone."""

    subject: str
    broken: int | None
    changed: tuple[str, ...]
    is_there: bool

    @property
    def holds(self) -> bool:
        """Whether all of it does."""
        return (self.broken, self.changed) == (None, ())


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
    anchors: list[tuple[Anchor, bool]] = field(default_factory=list)

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
        return are_whole and self.broken_head is None and all(is_there for _, is_there in self.anchors)


cli = typer.Typer(
    help="Check everything that is kept at once.", no_args_is_help=True, epilog=examples("vaern audit verify")
)
VERIFY = examples(
    "vaern audit verify", "vaern audit verify --head 17:3fa9c2d81be07745", "vaern audit verify --json"
)


@cli.command(epilog=VERIFY)
def verify(head: Heads = None, as_json: AsJson = False) -> None:
    """Check the evidence and the facts of all cases and all journals.

    It only reads, and notes nothing. Ends with 0 when everything holds, with 1 when something does not.
    """
    summary = Summary()
    with open_store() as storage:
        if not as_json:
            typer.echo(HEAD)
        for found in _cases(storage):
            summary.count(found)
            (_print_case_as_json if as_json else _print_case)(found)
        for other in _others(storage):
            summary.others += 1
            summary.others_holding += other.holds
            if not other.holds:
                (_print_other_as_json if as_json else _print_other)(other)
        summary.broken_head = first_broken_head(storage)
        summary.anchors = [(one, is_held(storage, one, summary.broken_head)) for one in head or ()]
    (_print_summary_as_json if as_json else _print_summary)(summary)
    raise typer.Exit(0 if summary.holds else 1)


def _cases(storage: Storage) -> Iterator[Audited]:
    return (_audited(storage, case, number) for case, number in case_numbers(storage, with_ended=True))


def _audited(storage: Storage, case: str, number: str) -> Audited:
    """All that the database has of it is read as of one moment; the files may take longer."""
    chain, found = storage.read(partial(_case, case=case))
    broken = _broken(chain)
    if found is None:
        return Audited(number, 0, (), broken, is_readable=False)
    opened, key, changed = found
    items, faults = _faults(storage, opened, key, chain)
    return Audited(number, items, faults, broken, changed)


def _case(tx: Transaction, case: str) -> tuple[Chain, tuple[Case, Key, tuple[str, ...]] | None]:
    chain = chain_of(tx, case)
    try:
        found = cases.get(tx, case, as_=VAERN)
        return chain, (found, tx.key(case), changed_facts(tx, found, chain))
    except cases.BEYOND_READING:
        return chain, None


def _broken(chain: Chain) -> int | None:
    return NO_LINE if (chain.end, chain.broken) == (Link(), None) else chain.broken


def _faults(
    storage: Storage, found: Case, key: Key, chain: Chain
) -> tuple[int, tuple[tuple[str, Result], ...]]:
    """How many items came, and those that do not hold."""
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


def _others(storage: Storage) -> Iterator[Other]:
    after = ""
    while piece := storage.read(partial(journal.other_subjects, after=after)):
        yield from (storage.read(partial(_other, subject=subject)) for subject in piece)
        after = piece[-1]


def _other(tx: Transaction, subject: str) -> Other:
    chain = chain_of(tx, subject)
    try:
        draft = drafts.get(tx, subject)
        changed = changed_facts(tx, draft, chain)
        return Other(subject, _broken(chain), changed, is_there=draft is not None)
    except cases.BEYOND_READING:
        return Other(subject, _broken(chain), (UNREADABLE,), is_there=True)


UNREADABLE = "unreadable"
"""In place of the facts of a report that cannot be read."""


def _print_case(found: Audited) -> None:
    chain = "holds" if found.broken is None else f"BROKEN at line {found.broken}"
    faults = ", ".join(f"{item} {result}" for item, result in found.faults)
    evidence = faults or "holds" if found.is_readable else "CANNOT BE READ"
    items, facts = (found.items, facts_in_words(found.changed)) if found.is_readable else ("-", "-")
    typer.echo(f"{found.number:<11}{items:>5}  {chain:<20}  {facts:<20}  {evidence}")


def _print_case_as_json(found: Audited) -> None:
    told: dict[str, Any] = {"kind": "case", "case": found.number, "is_readable": found.is_readable}
    faults = [{"item": item, "now": code(result)} for item, result in found.faults]
    chain, facts = chain_as_json(found.broken), facts_as_json(found.changed)
    told |= {"items": found.items, "faults": faults, "journal": chain, "facts": facts}
    print_json(told | {"holds": found.holds})


def _print_other(found: Other) -> None:
    named = f"The journal {found.subject}, which is of no case,"
    if found.broken is not None:
        typer.echo(f"{named} is BROKEN at line {found.broken}.")
    if found.changed and found.is_there:
        typer.echo(f"{named} is of a report that is CHANGED in {', '.join(found.changed)}.")
    elif found.changed:
        typer.echo(f"{named} is of a report or case that was REMOVED.")


def _print_other_as_json(found: Other) -> None:
    facts = facts_as_json(found.changed) | {"is_removed": bool(found.changed) and not found.is_there}
    print_json({"kind": "journal", "subject": found.subject, **chain_as_json(found.broken), "facts": facts})


def _print_summary(found: Summary) -> None:
    typer.echo(f"Cases: {found.cases_holding} of {found.cases} hold.")
    typer.echo(f"Items of evidence: {found.items_holding} of {found.items} hold.")
    typer.echo(f"Journals of no case: {found.others_holding} of {found.others} hold.")
    typer.echo(f"The chain of heads over all journals {in_words(found.broken_head, 'head')}.")
    for one, is_there in found.anchors:
        typer.echo(f"Head {one.number}: {'it is in the chain' if is_there else 'NOT in the chain'}.")
    typer.echo("Everything holds." if found.holds else "NOT everything holds.")


def _print_summary_as_json(found: Summary) -> None:
    print_json(
        {
            "kind": "summary",
            "cases": {"all": found.cases, "holding": found.cases_holding},
            "items": {"all": found.items, "holding": found.items_holding},
            "other_journals": {"all": found.others, "holding": found.others_holding},
            "heads": chain_as_json(found.broken_head),
            "anchors": [{**vars(one), "holds": is_there} for one, is_there in found.anchors],
            "holds": found.holds,
        }
    )
