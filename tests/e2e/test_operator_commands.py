"""The commands over all cases, run as an operator does at the machine on which the product is at work."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.people import Person
from tests.reporting import number_of

pytestmark = pytest.mark.begins("sent")

ROOT = Path(__file__).parents[2]


def vaern(data: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """What a command line does, in a process of its own."""
    given = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "VAERN_DATA": str(data),
        "VAERN_ORGANISATION": str(data / "organisation.toml"),
    }
    command = [sys.executable, "-m", "bot", *arguments]
    return subprocess.run(command, cwd=data, env=given, capture_output=True, text=True, check=False)


def told(done: subprocess.CompletedProcess[str]) -> list[Any]:
    """The JSON that was printed, of which nothing went wrong."""
    assert (done.returncode, done.stderr) == (0, "")
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_they_list_and_check_the_case_that_has_just_been_sent(
    mette: Person, lars: Person, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    number = number_of(mette)
    lars.case_channel()
    ((listed,),) = (found["cases"] for found in told(vaern(data, "cases", "--json")))
    assert (listed["case"], listed["state"], listed["steps"]) == (number, "open", 8)
    case, summary = told(vaern(data, "audit", "verify", "--json"))
    assert (case["case"], case["holds"], summary["holds"]) == (number, True, True)
    lars.presses("Vis sagen")
    lars.sees("Sag")
