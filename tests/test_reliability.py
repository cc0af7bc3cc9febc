"""What docs/reliability.md tells can be done again: its commands are there, its figures those of the code."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from tests.crashing.flows import FLOWS
from tests.crashing.kinds import PLACE as KINDS
from tests.flows.access.test_authorisation import EACH, ROWS
from tests.tampering import TAMPERINGS

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "reliability.md").read_text("utf-8")
TABLE = [line.strip("| ").split(" | ") for line in PAGE.splitlines() if line.startswith("| ")][1:]
FAILURES = tomllib.loads((ROOT / "tests" / "failures.toml").read_text("utf-8"))


@pytest.mark.parametrize("row", TABLE, ids=[row[0][:40] for row in TABLE])
def test_each_row_has_a_command_that_can_be_given(row: list[str]) -> None:
    assert len(row) == 4
    command = re.fullmatch("`(.+)`", row[3])
    assert command
    program, *words = command[1].split()
    if program == "make":
        assert f"\n{words[0]}:" in (ROOT / "Makefile").read_text()
        return
    paths = [word for word in words if word.startswith("tests/")]
    paths += [f"{word.replace('.', '/')}/__main__.py" for word in words if word.startswith("tests.")]
    assert paths and all((ROOT / path).exists() for path in paths)


@pytest.mark.parametrize(
    "figure",
    [
        f"{len(FLOWS)} flows",
        f"{len(KINDS.read_text().splitlines())} kinds",
        f"{len(ROWS) * len(EACH)} cells",
        f"{len(TAMPERINGS)} tamperings",
        "faults {faults} of {faults}, cases {cases} of {cases}, findings {findings} of {findings}".format(
            **{kind: len(rows) for kind, rows in FAILURES.items()}
        ),
    ],
)
def test_its_figures_are_those_of_the_code(figure: str) -> None:
    assert figure in PAGE
