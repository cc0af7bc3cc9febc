"""A published version of the procedure stays as it was: cases began under it."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.procedure.procedure import HERLEV_2026_11, PROCEDURES, procedure_of
from tests.flows.given import case
from tests.flows.procedure.published import written

GOLDEN = Path(__file__).parent / "golden"
NEVER = """
The procedure {version} is not what was published under that name.
A published version is never edited: cases run by it. Add a new one beside it in PROCEDURES, with a golden
file of its own, and let new cases begin with that.
What is different:
"""


def difference(before: str, now: str) -> str:
    """The lines that are gone and those that are new."""
    old, new = before.splitlines(), now.splitlines()
    gone = [f"- {line}" for line in old if line not in new]
    return "\n".join([*gone, *(f"+ {line}" for line in new if line not in old)]) or "the order of the lines"


@pytest.mark.parametrize("version", PROCEDURES)
def test_a_published_version_is_what_it_was(version: str) -> None:
    published = (GOLDEN / f"{version}.txt").read_text(encoding="utf-8")
    live = written(PROCEDURES[version])
    assert live == published, NEVER.format(version=version) + difference(published, live)


def test_every_golden_file_is_of_a_procedure_that_cases_may_still_run_by() -> None:
    assert {path.stem for path in GOLDEN.glob("*.txt")} == set(PROCEDURES)


def test_a_case_goes_on_by_the_version_that_it_began_with() -> None:
    assert procedure_of(case()) is HERLEV_2026_11
