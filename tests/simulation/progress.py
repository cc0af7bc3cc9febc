"""How far a long run has come, so that it goes on after it was ended."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from tests.simulation.playing import Played

FOLDER = Path(".simulation")


@dataclass
class Progress:
    """What has been played. `done` are seeds after `next` that were over before it."""

    next: int = 1
    acts: int = 0
    histories: int = 0
    faults: Counter[str] = field(default_factory=Counter)
    journal: Counter[str] = field(default_factory=Counter)
    failed: list[int] = field(default_factory=list)
    done: list[int] = field(default_factory=list)

    def add(self, played: Played) -> None:
        """Counts a history."""
        self.acts += played.acts
        self.histories += 1
        self.faults.update(played.faults)
        self.journal.update(played.journal)
        self.failed += [played.seed] if played.found else []
        self.done.append(played.seed)
        while self.next in self.done:
            self.done.remove(self.next)
            self.next += 1

    def __str__(self) -> str:
        by_kind = ", ".join(f"{times} {fault}" for fault, times in self.faults.most_common())
        counted = f"{self.histories} histories, {self.acts} acts under {self.faults.total()} faults"
        return f"{counted} ({by_kind}); failed seeds: {self.failed or 'none'}"

    @classmethod
    def read(cls, file: Path) -> Progress:
        """As it was written, or from the beginning."""
        if not file.exists():
            return cls()
        told = json.loads(file.read_text())
        return cls(**{**told, "faults": Counter(told["faults"]), "journal": Counter(told["journal"])})

    def write(self, file: Path) -> None:
        """So that it is whole whenever the run is ended."""
        file.parent.mkdir(exist_ok=True)
        part = file.with_suffix(".part")
        part.write_text(json.dumps(vars(self)))
        part.replace(file)
