"""The longest acknowledgement while HR's Monday over many full cases is made / while nothing else goes on."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace

from sqlmodel import delete

from storage.tables import ReminderRow
from tests.bench.databases import Databases
from tests.bench.processes import Measured
from tests.bench.product import Site, product, site
from tests.bench.table import Row
from tests.counting.stored import settle, store
from tests.flows.dossiers.whole_case import worked
from tests.flows.given import context
from tests.workspace.gestures import opening

CASES = 300
RUNS = 2
SECONDS_BETWEEN = 0.02
FEWEST = 60
"""Arrivals of a run in which nothing else goes on."""
WHO = "U0METTE"


def rows(at: Databases) -> Iterator[Row]:
    """HR has its Monday, and Mette opens a tab meanwhile, fifty times a second."""
    alone, beside = [], []
    for _ in range(RUNS):
        with (
            at.folder() as folder,
            site(folder, at.new()) as place,
            product(place, over_http=True) as process,
        ):
            _store(place)
            alone.append(_longest(place, None))
            beside.append(_longest(place, process))
    what = f"longest arrival beside HR's Monday over {CASES} full cases / beside nothing"
    yield Row(what, at.name, tuple(beside), tuple(alone), "ms")


def _store(place: Site) -> None:
    """Nobody but HR has a Monday, since the others came into their cases after it; and nothing is due."""
    now = place.workspace.now()
    people = tuple(replace(part, since=now) for part in worked().case.people.participants)
    full = replace(worked().case, evidence=(), people=replace(worked().case.people, participants=people))
    first = replace(full, id="stored0", number="2026-00000", channel="C0S0")
    settle(place.workspace, range(CASES))
    with closing(place.storage()) as storage:
        store(storage, context(now), range(CASES), now, first)
        with storage.transaction() as tx:
            tx.session.execute(delete(ReminderRow))


def _longest(place: Site, process: Measured | None) -> float:
    """In milliseconds."""
    log = place.workspace.delivery.log
    first, monday = len(log), threading.Thread(target=_monday, args=(place, process))
    monday.start()
    while monday.is_alive() or len(log) - first < FEWEST:
        place.loop.run(opening.messages_tab(place.workspace, {"as": WHO}))
        time.sleep(SECONDS_BETWEEN)
    place.settles()
    return max(1000 * float(entry["seconds"]) for entry in log[first:])


def _monday(place: Site, process: Measured | None) -> None:
    if process is not None:
        process.asks("sweep")
        place.delivers()
