"""The blocks of code of a guide in Markdown, as whoever follows it copies them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

ADMINISTRATION = Path(__file__).parents[2] / "docs" / "administration.md"
SHELLS = ("sh", "powershell")
PARTS = re.compile(
    r"^#+ (?:[0-9]+\. )?(?P<heading>[^\n]+)$|^```(?P<language>\w+)\n(?P<text>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True)
class Block:
    """Lines to copy: under which heading, which of its blocks from 1 on, and in which language."""

    heading: str
    number: int
    language: str
    text: str


def blocks(guide: Path) -> list[Block]:
    """All of them, in their order."""
    found: list[Block] = []
    heading = ""
    for part in PARTS.finditer(guide.read_text("utf-8")):
        if part["heading"] is not None:
            heading = part["heading"]
        else:
            number = 1 + sum(block.heading == heading for block in found)
            found.append(Block(heading, number, part["language"], part["text"]))
    return found


def commands(guide: Path) -> dict[tuple[str, int], str]:
    """What is typed into a shell, by heading and number."""
    return {(b.heading, b.number): b.text for b in blocks(guide) if b.language in SHELLS}
