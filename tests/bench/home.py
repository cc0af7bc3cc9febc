"""The CPU of opening the Home tab of a leader with many cases / with a few."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

from tests.bench.databases import Databases
from tests.bench.processes import Measured
from tests.bench.product import Site, product, site
from tests.bench.table import Row
from tests.counting.stored import leader, settle, store
from tests.flows.given import context
from tests.people import Person

FEW, MANY = range(5), range(1_000, 1_500)
RUNS = 3


def rows(at: Databases) -> Iterator[Row]:
    """Nothing has changed since it was opened before."""
    with at.folder() as folder, site(folder, at.new()) as place, product(place) as process:
        few, many = (_opened(place, process, numbers) for numbers in (FEW, MANY))
    what = f"CPU: Home of a leader with {len(MANY)} cases / with {len(FEW)}"
    yield Row(what, at.name, many, few, "ms")


def _opened(place: Site, process: Measured, numbers: range) -> tuple[float, ...]:
    """In milliseconds, by whoever leads all of these cases."""
    now, count = place.workspace.now(), len(numbers)
    settle(place.workspace, numbers, count)
    with closing(place.storage()) as storage:
        store(storage, context(now), numbers, now, cases_a_leader=count)
    person = Person(place.people, leader(numbers[0], count))
    taken = []
    for _ in range(RUNS + 1):
        before = process.cpu()
        person.opens_home()
        place.settles()
        taken.append(1000 * (process.cpu() - before))
    return tuple(taken[1:])
