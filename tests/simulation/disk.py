"""What disk and database do at their worst: full, locked, and their process killed around a commit."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from tests.simulation.fates import Fates
from tests.simulation.process import Process
from tests.simulation.processes import Killed, process_here

KILLED_BEFORE, KILLED_AFTER = 0.0007, 0.0007
LOCKED, FULL = 0.003, 0.001
LONGEST_LOCKED, LONGEST_FULL = 40.0, 900.0


class Disk:
    """Full, or its database locked, for a while from a moment that the seed decides."""

    def __init__(self, fates: Fates) -> None:
        self._fates = fates
        self._full_until = self._locked_until = -1.0

    def is_mended(self) -> None:
        """There is room, and nobody else holds the database."""
        self._full_until = self._locked_until = -1.0

    def is_full(self) -> bool:
        """Whether nothing can be written now."""
        if self._fates.time() < self._full_until:
            return True
        if self._fates.meets("full disk", FULL):
            self._full_until = self._fates.time() + self._fates.faults.uniform(1, LONGEST_FULL)
            return True
        return False

    def is_locked(self) -> bool:
        """Whether somebody else holds the database longer than anybody waits."""
        if self._fates.time() < self._locked_until:
            return True
        if self._fates.meets("locked database", LOCKED):
            self._locked_until = self._fates.time() + self._fates.faults.uniform(0, LONGEST_LOCKED)
            return True
        return False


Dies = Callable[[Process], None]
Hook = Callable[..., None]


@contextmanager
def at_its_worst(fates: Fates, disk: Disk, dies: Dies) -> Iterator[None]:
    """Until the block ends; `dies` is told whose process is killed."""
    hooks = {
        "after_begin": _refusing(disk),
        "before_commit": _killing(fates, dies, "kill before a commit", KILLED_BEFORE),
        "after_commit": _killing(fates, dies, "kill after a commit", KILLED_AFTER),
    }
    for name, hook in hooks.items():
        event.listen(Session, name, hook)
    try:
        yield
    finally:
        for name, hook in hooks.items():
            event.remove(Session, name, hook)


def _refusing(disk: Disk) -> Hook:
    """Of a file that others may hold, and that may have no room: SQLite's."""

    def begun(session: Session, *_: Any) -> None:
        process, engine = process_here(), session.get_bind()
        is_writing = isinstance(process, Process) and process.writes_with(engine)
        if not is_writing or engine.dialect.name != "sqlite":
            return
        if disk.is_locked():
            raise _refused("database is locked")
        if disk.is_full():
            raise _refused("database or disk is full")

    return begun


def _killing(fates: Fates, dies: Dies, fault: str, odds: float) -> Hook:
    def ends(_: Session) -> None:
        process = process_here()
        if not isinstance(process, Process):
            return
        if not process.is_dead and process.world and fates.meets(fault, odds):
            dies(process)
        if process.is_dead:
            raise Killed

    return ends


def _refused(why: str) -> OperationalError:
    return OperationalError("BEGIN IMMEDIATE", None, sqlite3.OperationalError(why))
