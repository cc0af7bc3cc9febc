"""What a database does at its worst: locked for a while, and its process killed just before or after a commit."""

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
LOCKED = 0.004


@contextmanager
def at_its_worst(fates: Fates, dies: Callable[[Process], None]) -> Iterator[None]:
    """Until the block ends; `dies` is told whose process is killed."""

    def begun(session: Session, _: Any, __: Any) -> None:
        process = process_here()
        if isinstance(process, Process) and process.world and session.get_bind() is process.world.storage.engine:
            if fates.meets("locked database", LOCKED):
                raise OperationalError("BEGIN IMMEDIATE", None, sqlite3.OperationalError("database is locked"))

    def ends(name: str, odds: float) -> Callable[[Session], None]:
        def hook(_: Session) -> None:
            process = process_here()
            if isinstance(process, Process):
                if process.is_dead:
                    raise Killed
                if process.world and fates.meets(name, odds):
                    dies(process)
                    raise Killed

        return hook

    hooks = {
        "after_begin": begun,
        "before_commit": ends("kill before a commit", KILLED_BEFORE),
        "after_commit": ends("kill after a commit", KILLED_AFTER),
    }
    for name, hook in hooks.items():
        event.listen(Session, name, hook)
    try:
        yield
    finally:
        for name, hook in hooks.items():
            event.remove(Session, name, hook)
