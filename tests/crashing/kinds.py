"""What kinds of points there are, whoever they are for and the how-manyth they are, and the list of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from tests.crashing.matrix import Run

PLACE = Path(__file__).with_name("points.txt")
_WHOM = re.compile(r" (?:mette|lars|anne|hanne|sofie|dorte|omar)(?= \d+$)")


def kind_of(name: str) -> str:
    """The name of a point without whom it is for and the how-manyth it is."""
    return _WHOM.sub("", name).rpartition(" ")[0]


def kinds(runs: Iterable[Run]) -> list[str]:
    """What kinds of points they have reached."""
    return sorted({kind_of(name) for run in runs for names in run.points for name in names})


def listed() -> list[str]:
    """The kinds of all points of all flows, as `python -m tests.crashing` has written them down."""
    return PLACE.read_text().splitlines()
