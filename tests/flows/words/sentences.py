"""Every sentence that the code marks for the catalogue, read from its sources."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import bot
import flows
import storage


def sources() -> Iterator[tuple[Path, ast.AST]]:
    """Each module that may say something."""
    for package in (flows, storage, bot):
        for path in sorted(Path(package.__path__[0]).rglob("*.py")):
            yield path, ast.parse(path.read_text(encoding="utf-8"))


@cache
def said() -> frozenset[str]:
    """Every message id that the code marks, with `N_` or as the first of a plural."""
    found: set[str] = set()
    for path, tree in sources():
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            name = getattr(call.func, "id", getattr(call.func, "attr", ""))
            if name in {"N_", "plural"}:
                text = getattr(call.args[0], "value", None)
                assert isinstance(text, str), f"{path}:{call.lineno} is not a literal"
                found.add(text)
    return frozenset(found)
