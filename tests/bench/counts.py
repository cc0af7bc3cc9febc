"""What is counted: transactions and statements of each act and of a sweep."""

from __future__ import annotations

from collections.abc import Iterator

from tests.bench.databases import Databases
from tests.bench.table import Row
from tests.counting import acts, sweeps

DUE = 20
FEW, MANY = 100, 5_000


def of_acts(at: Databases) -> Iterator[Row]:
    """Each act of a person, until all is quiet."""
    with at.folder() as folder:
        costs = acts.played(folder, at.new)
    for act, cost in costs.items():
        figures = cost.figures()
        yield Row(f"{act}: transactions", at.name, (figures["transactions"],), more=figures)
        yield Row(f"{act}: statements", at.name, (figures["statements"],))


def of_sweeps(at: Databases) -> Iterator[Row]:
    """What is due, and what is there."""
    with at.folder() as folder:
        cost = sweeps.of_due(folder, DUE, at.new())
    yield Row("sweep: statements a due case", at.name, (cost.statements / DUE,), more=cost.figures())
    with at.folder() as folder:
        few, many = sweeps.of_none_due(folder, FEW, MANY, database=at.new())
    what = f"sweep: statements, nothing due at {MANY:,} cases / at {FEW}"
    yield Row(what, at.name, (many.statements,), (few.statements,))
