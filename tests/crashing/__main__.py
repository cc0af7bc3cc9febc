"""`python -m tests.crashing` plays every flow without a kill and writes down what kinds of points it has."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from storage.database import open_storage
from storage.keys import Keyring, make_master
from tests.conftest import Loop
from tests.crashing.flows import FLOWS
from tests.crashing.kinds import PLACE, kinds
from tests.crashing.matrix import Matrix


def main() -> None:
    """Writes the list."""
    with tempfile.TemporaryDirectory() as name:
        folder, migrated, loop = Path(name), Path(name) / "migrated", Loop()
        migrated.mkdir()
        open_storage("", Keyring(make_master(migrated / "master.key")), migrated).close()
        matrix = Matrix(folder, loop, migrated)
        runs = [matrix.clean(flow) for flow in FLOWS.values()]
        loop.close()
    found = kinds(runs)
    PLACE.write_text("\n".join(found) + "\n")
    count = sum(len(run.points) for run in runs)
    sys.stdout.write(f"{len(runs)} flows, {count} points of {len(found)} kinds\n")


if __name__ == "__main__":
    main()
