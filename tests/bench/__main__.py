"""`make bench`: one table of what things cost, each beside its reference of the same run.

The same is written as JSON to the path of BENCH_JSON, or to bench.json.
"""

from __future__ import annotations

import logging
import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.bench import counts, cpu, draining, evidence, growth, home, load, monday, start
from tests.bench.databases import Databases, both
from tests.bench.table import Row, as_json, markdown
from tests.storage.postgresql import running_server

ON_BOTH: tuple[Callable[[Databases], Iterator[Row]], ...] = (
    counts.of_acts,
    cpu.rows,
    counts.of_sweeps,
    monday.rows,
    home.rows,
    growth.rows,
)


def rows(sqlite: Databases, postgresql: Databases) -> Iterator[Row]:
    """All of them, one measurement after the other."""
    for measured in ON_BOTH:
        for at in (sqlite, postgresql):
            yield from measured(at)
    yield from load.rows(sqlite, postgresql)
    yield from draining.rows(postgresql)
    yield from start.rows(sqlite)
    yield from evidence.rows(sqlite)


def _load() -> str:
    return " / ".join(f"{average:.1f}" for average in os.getloadavg())


def main() -> None:
    """Prints the table when all is measured; on the way, what is measured now."""
    logging.disable(logging.CRITICAL)
    found, begun, before = [], time.monotonic(), _load()
    with running_server() as server:
        for row in rows(*both(server)):
            found.append(row)
            sys.stderr.write(f"{time.monotonic() - begun:5.0f} s  {'  '.join(row.cells())}\n")
    told = f"Load average over 1 / 5 / 15 minutes: {before} at the beginning, {_load()} at the end"
    told += f", on {os.cpu_count()} cores; {time.monotonic() - begun:.0f} seconds."
    sys.stdout.write("\n".join([*markdown(found, told), ""]))
    Path(os.environ.get("BENCH_JSON", "bench.json")).write_text(as_json(found, told), encoding="utf-8")


if __name__ == "__main__":
    main()
