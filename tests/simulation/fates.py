"""All that is decided by chance in a history, from one seed, with a log of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from random import Random
from typing import TypeVar

Choice = TypeVar("Choice")


class Fates:
    """`log` has every decision and every fault with its time; two runs of one seed have the same.

    Each part has a stream of chance of its own, so that a history without its last acts begins in the same
    way. `severity` multiplies the odds of every fault in this history.
    """

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.people, self.faults, self.pace = (
            Random(f"{seed} {name}") for name in ("people", "faults", "pace")
        )
        self.severity = self.faults.choice((0.0, 0.3, 1.0, 1.0, 2.0))
        self.is_over = False
        self.log: list[str] = []
        self.counted: Counter[str] = Counter()
        self.acts = 0
        self.time: Callable[[], float] = lambda: 0.0
        self.begins = datetime.min.replace(tzinfo=UTC)

    def now(self) -> datetime:
        """The moment that it is in the history."""
        return self.begins + timedelta(seconds=self.time())

    def notes(self, what: str) -> None:
        """Writes down what was decided or done."""
        self.log.append(f"{self.time():.6f} {what}")

    def meets(self, fault: str, odds: float) -> bool:
        """Whether that fault happens now."""
        if self.is_over or self.faults.random() >= odds * self.severity:
            return False
        self.counted[fault] += 1
        self.notes(f"fault: {fault}")
        return True

    def one_of(self, odds: dict[str, float], about: str = "") -> str:
        """Which of these faults happens now; "" for none."""
        if self.is_over:
            return ""
        drawn = self.faults.random()
        for fault, odd in odds.items():
            drawn -= odd * self.severity
            if drawn < 0:
                self.counted[fault] += 1
                self.notes(f"fault: {fault} {about}".rstrip())
                return fault
        return ""

    def chosen(self, options: Sequence[tuple[float, Choice]]) -> Choice:
        """One of the options by their weights, as people choose."""
        weights = [weight for weight, _ in options]
        return self.people.choices([option for _, option in options], weights)[0]
