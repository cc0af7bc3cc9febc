"""One seed played to its end and asked about, and what is told of it."""

from __future__ import annotations

import hashlib
import re
import traceback
from collections import Counter
from dataclasses import dataclass, field
from importlib import import_module
from logging import ERROR, WARNING, Handler, LogRecord, NullHandler, disable, getLogger
from random import Random

from tests.simulation.beginnings import beginning
from tests.simulation.fates import Fates
from tests.simulation.history import History
from tests.temporary import in_memory

LENGTHS = (40, 80, 120, 200, 400)
"""Acts of a history; most are short, so that a fault is found in a short one."""
EXPECTED = frozenset(
    [
        *("OperationalError", "SlackUnavailable", "SlackRefused", "HeldBack", "GraphUnavailable", "NoRoom"),
        *("GraphRefused", "OSError", "Killed", "CancelledError"),
    ]
)
"""What may fail for the faults that are simulated."""


IMPORTED_LATE = (
    "bot.graph.calls",
    "bot.ics",
    "bot.dossiers.pdf",
    "holidays",
    "rapidfuzz",
    "sigtype",
    "icalendar",
)
"""Else the first history of a process would draw other random bytes than later ones."""


@dataclass(frozen=True)
class Played:
    """What came of a seed. `faults` are met, `found` is wrong, `digest` is over all decisions and faults."""

    seed: int
    acts: int
    faults: dict[str, int]
    found: list[str]
    digest: str
    log: list[str] = field(default_factory=list)
    journal: dict[str, int] = field(default_factory=dict)


class Errors(Handler):
    """The errors that the product logs which no simulated fault explains."""

    def __init__(self) -> None:
        super().__init__(ERROR)
        self.unexpected: Counter[str] = Counter()

    def emit(self, record: LogRecord) -> None:
        said = record.getMessage()
        named = re.search(r": (\w+)$", said)
        if record.name.startswith(("bot", "storage")) and named and named[1] not in EXPECTED:
            # Logged where it was caught, so that it can be told where it came from.
            self.unexpected[f"{said}, at {traceback.format_exc(limit=-2)}"] += 1


def begin() -> None:
    """Makes a process ready to play: its files lie in memory, and what the product logs is not shown."""
    in_memory()
    for module in IMPORTED_LATE:
        import_module(module)
    disable(WARNING)
    getLogger().addHandler(NullHandler())


def played(seed: int, acts: int | None = None, *, with_log: bool = False) -> Played:
    """Plays the seed, the first `acts` of it where that is told."""
    chance, fates = Random(f"{seed} kind"), Fates(seed)
    errors, log = Errors(), getLogger()
    log.addHandler(errors)
    try:
        with beginning(chance) as begins:
            history = History(begins, fates, acts or chance.choice(LENGTHS))
            try:
                history.play()
                found = [*history.faults, *(f"an error of our own: {one}" for one in errors.unexpected)]
            except Exception as error:  # noqa: BLE001 - told with the seed that led to it
                found = [f"the history ended in {error!r}", traceback.format_exc()]
    finally:
        log.removeHandler(errors)
    digest = hashlib.sha256("\n".join(fates.log).encode()).hexdigest()
    return Played(
        seed,
        fates.acts,
        dict(fates.counted),
        found,
        digest,
        fates.log if with_log or found else [],
        history.journal,
    )
