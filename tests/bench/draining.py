"""How fast two and four processes on one PostgreSQL pay what is owed / how fast one does."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack, closing

from flows.effects import Show
from storage import outbox, surfaces
from tests.bench.databases import Databases
from tests.bench.product import Site, product, site
from tests.bench.table import Row
from tests.counting.stored import employee, settle, store
from tests.flows.given import context

DEBTS = 2_000
PROCESSES = (1, 2, 4)


def rows(at: Databases) -> Iterator[Row]:
    """Each pays Home tabs, one of each person."""
    paid = {count: _a_second(at, count) for count in PROCESSES}
    for count in PROCESSES[1:]:
        what = f"{DEBTS:,} effects paid a second by {count} processes / by 1"
        yield Row(what, at.name, (paid[count],), (paid[1],), "/s")


def _a_second(at: Databases, processes: int) -> float:
    with at.folder() as folder, site(folder, at.new()) as place, ExitStack() as stack:
        settle(place.workspace, range(DEBTS))
        working = [stack.enter_context(product(place)) for _ in range(processes)]
        _owe(place)
        begun = time.perf_counter()
        for process in working:
            process.asks("look")
        place.settles(300)
        return DEBTS / (time.perf_counter() - begun)


def _owe(place: Site) -> None:
    """To people who are known, and have one case in all, which is none of theirs."""
    now = place.workspace.now()
    with closing(place.storage()) as storage:
        store(storage, context(now), range(DEBTS), now)
        with storage.transaction() as tx:
            for number in range(DEBTS):
                surfaces.home_opened(tx, employee(number), now)
                outbox.owe(tx, f"home:{employee(number)}", (Show("home", employee(number)),), now)
