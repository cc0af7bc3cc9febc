"""One seed played to its end and asked about, and what is told of it."""

from __future__ import annotations

import hashlib
import re
import tempfile
import traceback
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from logging import ERROR, WARNING, Handler, LogRecord, NullHandler, disable, getLogger
from pathlib import Path
from random import Random

from storage.database import open_storage
from storage.keys import Keyring, make_master
from tests.drafted import drafted
from tests.simulation.history import History, in_a_folder
from tests.simulation.machine import FROM
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
            self.unexpected[said] += 1


@cache
def beginnings() -> tuple[Path, Path]:
    """Data folders to begin with: an empty one, and one with Mette's report at its review."""
    folder = Path(tempfile.mkdtemp(prefix="vaern-beginnings-"))
    empty, review = folder / "empty", folder / "review"
    empty.mkdir()
    open_storage("", Keyring(make_master(empty / "master.key")), empty).close()
    drafted(empty, review, FROM)
    return empty, review


def begin() -> None:
    """Makes a process ready to play: its files lie in memory, and what the product logs is not shown."""
    in_memory()
    disable(WARNING)
    getLogger().addHandler(NullHandler())


def played(seed: int, acts: int | None = None, *, with_log: bool = False) -> Played:
    """Plays the seed, the first `acts` of it where that is told."""
    chance = Random(f"{seed} kind")
    length, begins = chance.choice(LENGTHS), beginnings()[chance.random() < 0.75]
    errors, log = Errors(), getLogger()
    log.addHandler(errors)
    try:
        with in_a_folder(begins) as folder:
            history = History(seed, folder, acts or length)
            try:
                history.play()
                found = [*history.faults, *(f"an error of our own: {one}" for one in errors.unexpected)]
            except Exception as error:  # noqa: BLE001 - told with the seed that led to it
                found = [f"the history ended in {error!r}", traceback.format_exc()]
    finally:
        log.removeHandler(errors)
    fates = history.fates
    digest = hashlib.sha256("\n".join(fates.log).encode()).hexdigest()
    return Played(
        seed, fates.acts, dict(fates.counted), found, digest, fates.log if with_log or found else [], history.journal
    )
