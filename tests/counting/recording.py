"""What the product does with its database and its keys, seen from beside it."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType, SimpleNamespace
from typing import Any

import pyrage
from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine.interfaces import CacheStats, ExecutionContext

from storage import keys

PLACE = Path(__file__).parent.parent.parent
NOT_COUNTED = ("BEGIN", "COMMIT", "ROLLBACK", "PRAGMA", "SAVEPOINT", "RELEASE")
WRITES = ("INSERT", "UPDATE", "DELETE")

WHAT_FOR: ContextVar[str] = ContextVar("what_for", default="")
"""Set around work whose transactions are to be told from those of others; threads inherit it."""


@dataclass
class Counted:
    """One transaction: where it began, its statements, and what it was for."""

    begun_in: str
    what_for: str
    statements: list[str] = field(default_factory=list)
    uncached: list[str] = field(default_factory=list)
    """Those of the statements that SQLAlchemy must compile anew each time."""

    @property
    def is_writing(self) -> bool:
        return any(statement.startswith(WRITES) for statement in self.statements)

    @property
    def is_idle(self) -> bool:
        """A look at what is owed that claimed nothing."""
        return not self.is_writing and all("FROM outbox" in statement for statement in self.statements)


@dataclass(frozen=True)
class Cost:
    """What an act has cost."""

    transactions: tuple[Counted, ...]
    calls: Counter[str]
    encryptions: int
    decryptions: int

    @property
    def writing(self) -> int:
        return sum(counted.is_writing for counted in self.transactions)

    @property
    def reading(self) -> int:
        return len(self.transactions) - self.writing

    @property
    def uncached(self) -> list[str]:
        """The statements that are compiled anew each time they are executed."""
        return [statement for counted in self.transactions for statement in counted.uncached]

    @property
    def statements(self) -> int:
        return sum(len(counted.statements) for counted in self.transactions)

    def figures(self) -> dict[str, Any]:
        """All of it as numbers: two plays of one act give the same."""
        return {
            "transactions": len(self.transactions),
            "reading": self.reading,
            "writing": self.writing,
            "statements": self.statements,
            "encryptions": self.encryptions,
            "decryptions": self.decryptions,
            "calls": dict(sorted(self.calls.items())),
        }

    def report(self) -> str:
        """Every transaction with where it began and its statements, and the numbers at last."""
        lines = []
        for number, counted in enumerate(self.transactions, 1):
            kind = "writing" if counted.is_writing else "reading"
            lines.append(f"{number}. {kind}, {len(counted.statements)} statements, {counted.begun_in}")
            lines += [f"     {' '.join(statement.split())[:80]}" for statement in counted.statements]
        return "\n".join([*lines, *(f"{name}: {value}" for name, value in self.figures().items())])


class Recorder:
    """Sees every transaction of every engine, and every call of age by the keyring."""

    def __init__(self) -> None:
        self.transactions: list[Counted] = []
        self.encryptions: Counter[str] = Counter()
        self.decryptions: Counter[str] = Counter()
        self._heard: dict[str, Callable[..., None]] = {
            "begin": self._begun,
            "before_cursor_execute": self._executed,
        }

    @contextmanager
    def listening(self) -> Iterator[Recorder]:
        """Until the block ends."""
        age = SimpleNamespace(**{name: getattr(pyrage, name) for name in dir(pyrage)})
        age.encrypt, age.decrypt = self._encrypted, self._decrypted
        for name, heard in self._heard.items():
            event.listen(Engine, name, heard)
        keys.pyrage = age  # type: ignore[assignment, attr-defined]
        try:
            yield self
        finally:
            keys.pyrage = pyrage  # type: ignore[attr-defined]
            for name, heard in self._heard.items():
                event.remove(Engine, name, heard)

    def forget(self) -> None:
        """Begins anew."""
        for of_all in (self.transactions, self.encryptions, self.decryptions):
            of_all.clear()

    def cost(self, calls: Counter[str], what_for: str = "") -> Cost:
        """What there was since; with `what_for` only that, idle looks included."""
        found = [t for t in self.transactions if t.statements and (t.what_for == what_for or not what_for)]
        wanted = tuple(t for t in found if what_for or not t.is_idle)
        locked, unlocked = (
            of_all[what_for] if what_for else of_all.total()
            for of_all in (self.encryptions, self.decryptions)
        )
        return Cost(wanted, calls, locked, unlocked)

    def _begun(self, connection: Connection) -> None:
        counted = Counted(_place(sys._getframe(1)), WHAT_FOR.get())
        connection.info["counted"] = counted
        self.transactions.append(counted)

    def _executed(
        self, connection: Connection, _: Any, statement: str, __: Any, context: ExecutionContext, ___: bool
    ) -> None:
        counted = connection.info.get("counted")
        if counted is None or statement.lstrip().upper().startswith(NOT_COUNTED):
            return
        counted.statements.append(statement.lstrip())
        if getattr(context, "cache_hit", None) is CacheStats.NO_CACHE_KEY:
            counted.uncached.append(statement.lstrip())

    def _encrypted(self, *given: Any) -> bytes:
        self.encryptions[WHAT_FOR.get()] += 1
        return pyrage.encrypt(*given)

    def _decrypted(self, *given: Any) -> bytes:
        self.decryptions[WHAT_FOR.get()] += 1
        return pyrage.decrypt(*given)


def _place(frame: FrameType | None) -> str:
    """The last functions of the product on the way to here, the innermost first."""
    found: list[str] = []
    while frame is not None and len(found) < 3:
        path = Path(frame.f_code.co_filename)
        if path.is_relative_to(PLACE) and path.relative_to(PLACE).parts[0] in {"bot", "storage"}:
            name = f"{path.stem}.{frame.f_code.co_qualname}"
            if path.name != "database.py" and name not in found:
                found.append(name)
        frame = frame.f_back
    return " < ".join(found)
