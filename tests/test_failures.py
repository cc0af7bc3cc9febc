"""Each failure of `tests/failures.toml` is held by tests that exist."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
TABLE: dict[str, list[dict[str, Any]]] = tomllib.loads((HERE / "failures.toml").read_text("utf-8"))
KINDS = {"faults": "faults of others", "cases": "cases", "findings": "findings of the attacks"}
HOW_MANY = {"faults": 18, "cases": 25, "findings": 30}
"""As many as there are; fewer in the table would be some that nobody holds."""
ROWS = [(kind, row) for kind, rows in TABLE.items() for row in rows]


@cache
def names_in(path: Path) -> frozenset[str]:
    """The tests of a file as pytest names them below it."""
    return frozenset(_tests(ast.parse(path.read_text("utf-8")).body, ""))


def _tests(body: list[ast.stmt], below: str) -> Iterator[str]:
    for found in body:
        if isinstance(found, ast.ClassDef) and found.name.startswith("Test"):
            yield from _tests(found.body, f"{found.name}::")
        if isinstance(found, ast.FunctionDef | ast.AsyncFunctionDef) and found.name.startswith("test_"):
            yield below + found.name


@pytest.mark.parametrize(("kind", "row"), ROWS, ids=[f"{kind} {row['number']}" for kind, row in ROWS])
def test_it_is_held(kind: str, row: dict[str, Any]) -> None:
    assert row["tests"], row["what"]
    for test in row["tests"]:
        path, _, name = test.partition("::")
        assert Path(path).name.startswith("test_")
        assert name in names_in(HERE / path), test


def test_none_is_left_out(record_property: Callable[[str, object], None]) -> None:
    for kind, rows in TABLE.items():
        assert len({row["number"] for row in rows}) == len(rows) == HOW_MANY[kind]
    assert [row["number"] for row in TABLE["faults"]] == list(range(1, HOW_MANY["faults"] + 1))
    assert [row["number"] for row in TABLE["cases"]] == list(range(1, HOW_MANY["cases"] + 1))
    told = (f"{words} {len(TABLE[kind])} of {HOW_MANY[kind]}" for kind, words in KINDS.items())
    record_property("measured", ", ".join(told))
