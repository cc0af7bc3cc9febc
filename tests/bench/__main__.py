"""`make bench`: sizes and speeds as ratios within one run, since a machine's own speed tells nothing."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from statistics import median

from pyrage.x25519 import Identity

from flows import events as ev
from flows.case import Case
from flows.organisation import Context
from storage import case_turns, cases, journal, reminders
from storage.database import Storage, Transaction, open_storage
from storage.keys import Keyring
from tests.bench import evidence, figures
from tests.flows.given import LARS, case, context


def seconds(work: Callable[[], object], runs: int = 5) -> float:
    """The median of some runs."""
    taken = []
    for _ in range(runs):
        begun = time.perf_counter()
        work()
        taken.append(time.perf_counter() - begun)
    return median(taken)


def row(what: str, figure: str) -> None:
    """One line of the table."""
    sys.stdout.write(f"| {what:<74} | {figure:>12} |\n")


def _add(storage: Storage, count: int, ctx: Context, mark: str) -> list[str]:
    def add(tx: Transaction, number: int) -> str:
        made: Case = replace(case(), id=f"{mark}{number}", number=f"{mark}-{number}")
        tx.keyring.new_key(tx.session, made.id)
        tx.session.flush()
        cases.add(tx, made, ctx)
        return made.id

    with storage.transaction() as tx:
        return [add(tx, number) for number in range(count)]


def _turns(storage: Storage, ctx: Context) -> None:
    ids = iter(_add(storage, 40, ctx, "turn"))
    event = ev.StepDecided(LARS, "support", "declined", "")

    def turn() -> None:
        case_turns.on_case(storage, next(ids), event, ctx, as_=LARS, arrival="")

    def commit() -> None:
        with storage.transaction() as tx:
            journal.write(tx, "bench", journal.Line(ctx.now, LARS, "bench", ""))

    row(
        "a whole turn of a case / a transaction that writes one journal line",
        f"{seconds(turn, 20) / seconds(commit, 20):.1f}",
    )


def _sweeps(storage: Storage, ctx: Context) -> None:
    early = ctx.now - timedelta(days=365)
    few = seconds(lambda: reminders.due(storage, early), 20)
    _add(storage, 1000, ctx, "sweep")
    many = seconds(lambda: reminders.due(storage, early), 20)
    row("looking for what is due among 1,040 cases / among 40, none due", f"{many / few:.2f}")


def main() -> None:
    """Prints the table."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        storage = open_storage("", Keyring(Identity.generate()), folder)
        ctx = context()
        for what, figure in evidence.figures(folder):
            row(what, figure)
        _turns(storage, ctx)
        _sweeps(storage, ctx)
        storage.close()
        for what, figure in figures.figures(folder):
            row(what, figure)


if __name__ == "__main__":
    main()
