"""What was measured, each row beside its reference of the same run: as a Markdown table and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from statistics import median
from typing import Any

SQLITE, POSTGRESQL, NONE = "SQLite", "PostgreSQL", "-"
HEAD = ("what", "database", "product (min–max)", "reference (min–max)", "product / reference")


@dataclass(frozen=True)
class Row:
    """One measured thing, by its runs. `unit` follows the numbers; without a reference there is no ratio."""

    what: str
    database: str
    product: tuple[float, ...]
    reference: tuple[float, ...] = ()
    unit: str = ""
    more: dict[str, Any] = field(default_factory=dict)

    @property
    def ratio(self) -> float | None:
        """Of the medians."""
        return median(self.product) / median(self.reference) if self.reference else None

    def as_json(self) -> dict[str, Any]:
        return asdict(self) | {"ratio": self.ratio}

    def cells(self) -> tuple[str, ...]:
        ratio = "" if self.ratio is None else f"{self.ratio:.2f}"
        return self.what, self.database, self._shown(self.product), self._shown(self.reference), ratio

    def _shown(self, runs: tuple[float, ...]) -> str:
        if not runs:
            return ""
        spread = f" ({_number(min(runs))}–{_number(max(runs))})" if len(runs) > 1 else ""
        return f"{_number(median(runs))}{spread} {self.unit}".strip()


def _number(value: float) -> str:
    return f"{value:.0f}" if value >= 100 or value == int(value) else f"{value:.3g}"


def markdown(rows: Iterable[Row], load: str) -> Iterator[str]:
    """The lines of the table, and beneath it how busy the machine was."""
    yield f"| {' | '.join(HEAD)} |"
    yield f"|{'---|' * len(HEAD)}"
    for row in rows:
        yield f"| {' | '.join(row.cells())} |"
    yield ""
    yield load


def as_json(rows: Iterable[Row], load: str) -> str:
    """The same, with every run."""
    return json.dumps({"load": load, "rows": [row.as_json() for row in rows]}, ensure_ascii=False, indent=1)
