"""`python -m tests.counting ACT` prints every transaction of that act; without one, the numbers of all."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.counting.acts import ACTS, played


def main() -> None:
    """Prints what was asked for."""
    wanted = " ".join(sys.argv[1:])
    if wanted and wanted not in ACTS:
        raise SystemExit(f"There is no such act. There are: {', '.join(ACTS)}.")
    with tempfile.TemporaryDirectory() as folder:
        costs = played(Path(folder))
    for act in [wanted] if wanted else ACTS:
        told = costs[act].report() if wanted else costs[act].figures()
        sys.stdout.write(f"{act}\n{told}\n")


if __name__ == "__main__":
    main()
