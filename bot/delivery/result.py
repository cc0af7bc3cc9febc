"""What a delivery came to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from storage import surfaces
from storage.database import Transaction
from storage.settling import DeliveryEvent
from storage.surfaces import Surface


class NotNow(Exception):
    """It is to be delivered later: nothing was tried, and nothing is wrong."""

    def __init__(self, seconds: float) -> None:
        super().__init__("not now")
        self.seconds = seconds


class NoRoom(NotNow):
    """The disk is full, and will not always be."""

    def __init__(self) -> None:
        super().__init__(60.0)


def nothing(_: Transaction) -> None:
    """A delivery that leaves nothing to remember but that it was made."""


@dataclass(frozen=True)
class DeliveryResult:
    """`answer` is fed back as an event and `remember` runs, in the transaction that settles the outbox item.

    `error` is Slack's code when it refused, kept with the settled outbox item.
    """

    answer: DeliveryEvent | None = None
    remember: Callable[[Transaction], None] = nothing
    error: str = ""


@dataclass
class Shown:
    """The messages that a delivery has changed so far: remembered with it, also when the rest fails."""

    put: list[Surface] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)

    def remember(self, tx: Transaction, now: datetime) -> None:
        """Where the surfaces now stand."""
        surfaces.put_all(tx, self.put, now)
        for surface_id in self.gone:
            surfaces.forget(tx, surface_id)
