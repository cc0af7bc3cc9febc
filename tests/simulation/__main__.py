"""Plays histories: `python -m tests.simulation --acts 300000`, or one again: `--seed 17`.

A long run goes on where it was ended; `.simulation/` has how far it came. It ends with 1 when a history is
not as it should be.
"""

from __future__ import annotations

import json
import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import asdict
from multiprocessing import get_context
from pathlib import Path

from tests.simulation.playing import Played, begin, played
from tests.simulation.progress import FOLDER, Progress

HISTORIES_A_PROCESS = 40
FAULTS_AN_ACT = 1 / 3


def main() -> int:
    """Plays what is asked for."""
    asked = _asked()
    if os.environ.get("PYTHONHASHSEED") != "0":
        # Else sets have another order in each process, and a seed would not lead to the same.
        again = [sys.executable, "-m", "tests.simulation", *sys.argv[1:]]
        os.execve(again[0], again, {**os.environ, "PYTHONHASHSEED": "0"})  # noqa: S606
    begin()
    if asked.seed is not None:
        return _one(asked)
    if asked.seeds:
        return _sample(asked)
    return _many(asked)


def _asked() -> Namespace:
    parser = ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    parser.add_argument("--seed", type=int, help="play this one and tell all that happens in it")
    parser.add_argument("--first", type=int, help="with seeds: play only so many acts of each")
    parser.add_argument("--seeds", type=int, nargs="+", help="play these, and tell each as a line of JSON")
    parser.add_argument("--acts", type=int, default=300_000, help="play until so many acts are played")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes that play")
    parser.add_argument("--progress", type=Path, default=FOLDER / "progress.json")
    return parser.parse_args()


def _one(asked: Namespace) -> int:
    result = played(asked.seed, asked.first, with_log=True)
    _tell(result)
    return bool(result.found)


def _sample(asked: Namespace) -> int:
    results = [played(seed, asked.first) for seed in asked.seeds]
    for result in results:
        print(json.dumps(asdict(result)))  # noqa: T201
    return any(result.found for result in results)


def _many(asked: Namespace) -> int:
    progress = Progress.read(asked.progress)
    with ProcessPoolExecutor(
        asked.jobs, get_context("spawn"), initializer=begin, max_tasks_per_child=HISTORIES_A_PROCESS
    ) as pool:
        for result in _results(pool, progress, asked):
            progress.add(result)
            progress.write(asked.progress)
            if result.found:
                _tell(result)
            if progress.histories % 50 == 0:
                print(progress, flush=True)  # noqa: T201
    print(progress)  # noqa: T201
    return bool(progress.failed)


def _results(pool: ProcessPoolExecutor, progress: Progress, asked: Namespace) -> Iterator[Played]:
    """As they come, as long as there are not enough of them."""
    seed, playing = progress.next, set[Future[Played]]()
    while progress.acts < asked.acts or progress.faults.total() < asked.acts * FAULTS_AN_ACT:
        while len(playing) < 2 * asked.jobs:
            if seed not in progress.done:
                playing.add(pool.submit(played, seed))
            seed += 1
        over, playing = wait(playing, return_when=FIRST_COMPLETED)
        yield from (future.result() for future in over)
    pool.shutdown(cancel_futures=True)


def _tell(result: Played) -> None:
    for line in result.log:
        print(line)  # noqa: T201
    print(f"seed {result.seed}: {result.acts} acts under {sum(result.faults.values())} faults")  # noqa: T201
    for fault in result.found:
        print(f"WRONG: {fault}")  # noqa: T201
    if result.found:
        print(f"again: python -m tests.simulation --seed {result.seed}", flush=True)  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
