"""One word for one thing: no name in the code uses a word that docs/glossary.md has retired."""

from __future__ import annotations

import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
GLOSSARY = ROOT / "docs" / "glossary.md"
FOLDERS = ("bot", "flows", "storage", "tests")
WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")


def retired() -> frozenset[str]:
    """The last column of the glossary's tables."""
    rows = [line.strip("|").split("|") for line in GLOSSARY.read_text(encoding="utf-8").splitlines()]
    cells = (row[-1] for row in rows if len(row) >= 5)
    words = {word.strip() for cell in cells for word in cell.split(",")}
    return frozenset(word for word in words if re.fullmatch(r"[a-z]+", word)) - {"retired"}


def names(path: Path) -> Iterator[tuple[int, str]]:
    """The names that a file uses, with their lines, and those of its own path."""
    yield 0, path.stem
    with path.open("rb") as source:
        for token in tokenize.tokenize(source.readline):
            if token.type == tokenize.NAME:
                yield token.start[0], token.string


def test_no_name_has_a_word_that_is_retired() -> None:
    words = retired()
    assert {"nudge", "debt", "placing"} <= words
    found = {
        f"{path.relative_to(ROOT)}:{line} {name}"
        for folder in FOLDERS
        for path in sorted((ROOT / folder).rglob("*.py"))
        for line, name in names(path)
        if words & {word.lower() for word in WORD.findall(name)}
    }
    assert found == set(), "Use the glossary's word (docs/glossary.md, first column) instead."
