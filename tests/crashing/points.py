"""The points at which a process can be killed, named by what is done there.

A point is before or after an outgoing call, a transaction that writes, an acknowledgement, or a change of the
data folder. Its name says what is done and for the how-manyth time, so that it is the same in every run,
though what goes on side by side comes in any order. Everything here runs in the process of the product.
"""

from __future__ import annotations

import fcntl
import os
import signal
import threading
from collections import Counter
from contextvars import ContextVar
from pathlib import Path

from flows.effects import Effect, Show, Tell

KILLED = "killed"
EFFECT: ContextVar[str] = ContextVar("effect", default="")
"""Which effect is being delivered; threads inherit it."""

BY_ITSELF = "forgetting"
"""What nobody looks at any more is dropped at each start, and belongs to no flow."""


def name_of(effect: Effect) -> str:
    """What is owed, and to whom."""
    words = [type(effect).__name__]
    if isinstance(effect, Show):
        words.append(effect.surface)
    if isinstance(effect, Tell):
        words.append(effect.message)
    person = str(getattr(effect, "person", ""))
    return " ".join([*words, *([person[2:].lower()] if person else [])])


class Points:
    """Writes down each point that is reached, in a file of all processes, and kills at the chosen ones."""

    def __init__(self, place: Path, chosen: tuple[str, ...], *, is_armed: bool) -> None:
        self.is_armed = is_armed
        self._place, self._chosen = place, chosen
        self._lock = threading.Lock()

    def reach(self, *names: str) -> None:
        """All of these are done at this moment."""
        if not (self.is_armed and names):
            return
        with self._lock, self._place.open("a+") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            file.seek(0)
            lines = file.read().splitlines()
            counted = Counter(name.rpartition(" ")[0] for line in lines for name in line.split("\t"))
            new = [f"{name} {counted[name] + 1}" for name in dict.fromkeys(names)]
            is_chosen = not set(self._chosen).isdisjoint(new)
            file.write("\t".join(new) + "\n")
            if is_chosen:
                file.write(f"{KILLED}\n")
                file.flush()
                os.kill(os.getpid(), signal.SIGKILL)


class Noted(threading.local):
    """What the transaction of this thread is about, and whether it has written."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.is_writing = False
        self.place = ""

    def forget(self) -> None:
        """Another transaction begins."""
        self.__init__()  # type: ignore[misc]

    def what(self) -> list[str]:
        """The names of the transaction; where nothing is known of it, the table that is written."""
        if not self.is_writing or BY_ITSELF in self.names:
            return []
        return list(dict.fromkeys(self.names)) or [self.place]


def place_of(statement: str) -> str:
    """The table that is written."""
    words = statement.replace('"', "").split()
    return f"writing {words[1] if words[0].upper() == 'UPDATE' else words[2]}"
