"""A fixed sample of histories, and that a seed leads to the same each time; `make soak` plays many others."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
KINDS = (1, 2, 3, 5, 11, 28)
"""Seeds: without faults, with few, by socket, with many, two processes on PostgreSQL, killed often."""
FIRST = 15
"""Acts of each, so that all of it takes ten seconds of a processor."""


def played(*arguments: str) -> list[dict[str, Any]]:
    """What came of each seed, played in a process of its own, whose clocks are simulated."""
    command = [sys.executable, "-m", "tests.simulation", *arguments]
    given = {**os.environ, "PYTHONHASHSEED": "0", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=ROOT, env=given, capture_output=True, text=True, check=False)
    assert done.returncode in {0, 1}, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.long
def test_nothing_is_lost_doubled_or_seen_by_others(record_property: Callable[[str, object], None]) -> None:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    results = played("--first", str(FIRST), "--seeds", *map(str, (*KINDS, KINDS[1])))
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    acts = sum(result["acts"] for result in results)
    faults = sum(sum(result["faults"].values()) for result in results)
    record_property(
        "measured", f"simulation: {acts} acts under {faults} faults in {seconds:.0f} s of a processor"
    )
    assert {result["seed"]: result["found"] for result in results if result["found"]} == {}
    again = results.pop()
    assert again == results[1], "a seed leads to the same decisions and faults each time"
    assert acts > FIRST * len(KINDS)
    assert faults > acts / 3
