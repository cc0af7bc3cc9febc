"""What a payment came to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from storage.database import Transaction
from storage.settling import Answer


class NotNow(Exception):
    """It is to be paid later: nothing was tried, and nothing is wrong."""

    def __init__(self, seconds: float) -> None:
        super().__init__("not now")
        self.seconds = seconds


def nothing(_: Transaction) -> None:
    """A payment that leaves nothing to remember but that it was made."""


@dataclass(frozen=True)
class Paid:
    """`answer` is fed back as an event and `remember` runs, in the transaction that settles the debt.

    `error` is Slack's code when it refused, kept with the settled debt.
    """

    answer: Answer | None = None
    remember: Callable[[Transaction], None] = nothing
    error: str = ""
