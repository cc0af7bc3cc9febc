"""docs/architecture.md names functions that exist."""

from __future__ import annotations

import importlib
import re
from pathlib import Path

import pytest

ARCHITECTURE = Path(__file__).parents[1] / "docs" / "architecture.md"
NAMED = sorted(set(re.findall(r"`((?:bot|flows|storage)(?:\.\w+)+)`", ARCHITECTURE.read_text("utf-8"))))


def test_the_ways_name_functions() -> None:
    assert len(NAMED) > 60


@pytest.mark.parametrize("name", NAMED)
def test_what_is_named_exists(name: str) -> None:
    found: object = importlib.import_module(name.partition(".")[0])
    where = name.partition(".")[0]
    for part in name.split(".")[1:]:
        where = f"{where}.{part}"
        if not hasattr(found, part):
            importlib.import_module(where)
        found = getattr(found, part)
