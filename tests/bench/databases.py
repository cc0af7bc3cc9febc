"""Where a row is measured: a fresh SQLite file, or a fresh database of one PostgreSQL server."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from tests.bench.table import POSTGRESQL, SQLITE
from tests.storage.postgresql import Server


@dataclass(frozen=True)
class Databases:
    """Gives each measurement a database that nothing else has used."""

    name: str
    server: Server | None = None

    def new(self) -> str:
        """The address of one; "" is SQLite in the folder of the data."""
        return self.server.create(uuid4().hex) if self.server else ""

    @contextmanager
    def folder(self) -> Iterator[Path]:
        """A folder that is gone when the block ends."""
        with tempfile.TemporaryDirectory(prefix="vaern-bench-") as folder:
            yield Path(folder)


def both(server: Server) -> tuple[Databases, Databases]:
    """One after the other."""
    return Databases(SQLITE), Databases(POSTGRESQL, server)
