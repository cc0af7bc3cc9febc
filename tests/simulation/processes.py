"""Which simulated process something is done in."""

from __future__ import annotations

from contextvars import ContextVar
from typing import Protocol


class Killed(BaseException):
    """The process is no more, so nothing that it begins comes to anything."""


class Mortal(Protocol):
    """A process as far as loop, network and disk know it."""

    @property
    def is_dead(self) -> bool: ...


_process: ContextVar[Mortal | None] = ContextVar("process", default=None)


def process_here() -> Mortal | None:
    """The process in which this is called; None for Slack, Graph and the people."""
    return _process.get()


def becomes(process: Mortal) -> None:
    """What is begun in this context belongs to the process from now on."""
    _process.set(process)
