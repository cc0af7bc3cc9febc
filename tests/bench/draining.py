"""How fast two and four processes on one PostgreSQL deliver what is owed / how fast one does."""

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

OUTBOX_ITEMS = 2_000
PROCESSES = (1, 2, 4)


def rows(at: Databases) -> Iterator[Row]:
    """Each delivers Home tabs, one of each person."""
    delivered = {count: _a_second(at, count) for count in PROCESSES}
    for count in PROCESSES[1:]:
        what = f"{OUTBOX_ITEMS:,} effects delivered a second by {count} processes / by 1"
        yield Row(what, at.name, (delivered[count],), (delivered[1],), "/s")


def _a_second(at: Databases, processes: int) -> float:
    with at.folder() as folder, site(folder, at.new()) as place, ExitStack() as stack:
        settle(place.workspace, range(OUTBOX_ITEMS))
        working = [stack.enter_context(product(place)) for _ in range(processes)]
        _owe(place)
        begun = time.perf_counter()
        for process in working:
            process.asks("look")
        place.settles(300)
        return OUTBOX_ITEMS / (time.perf_counter() - begun)


def _owe(place: Site) -> None:
    """To people who are known, and have one case in all, which is none of theirs."""
    now = place.workspace.now()
    with closing(place.storage()) as storage:
        store(storage, context(now), range(OUTBOX_ITEMS), now)
        with storage.transaction() as tx:
            for number in range(OUTBOX_ITEMS):
                surfaces.home_opened(tx, employee(number), now)
                outbox.owe(tx, f"home:{employee(number)}", (Show("home", employee(number)),), now)
