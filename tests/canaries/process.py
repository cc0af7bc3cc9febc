"""The product as a process of its own, begun by a command line, in which every logger tells all it can."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from bot import core_dumps
from bot.logs import configure_logging
from bot.running import running
from bot.settings import load
from tests.standin import surroundings
from tests.workspace.clock import Clock

ROOT = Path(__file__).parents[2]
STOPS_WITHIN = 60
# Root may look into any process; without its capabilities it may what any account may.
UNPRIVILEGED = ("setpriv", "--bounding-set=-all") if os.geteuid() == 0 else ()
HELD_BACK = "lines of libraries below an error were held back: "


class Counter(logging.Handler):
    """How many lines the loggers tell, whoever writes them."""

    count = 0

    def handle(self, record: logging.LogRecord) -> bool:
        """Counts it."""
        self.count += record.levelno < logging.ERROR
        return True


def tell_all() -> None:
    """Has every logger that there is tell all it can; one that is made later has the level of the root."""
    known = logging.root.manager.loggerDict.values()
    for logger in (logging.root, *(one for one in known if isinstance(one, logging.Logger))):
        logger.setLevel(logging.DEBUG)


async def _until_stopped(offset: float) -> None:
    stopped = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopped.set)
    clock = Clock()
    clock.offset = offset
    async with running(load(), surroundings(clock)):
        tell_all()
        await stopped.wait()


def main(offset: float) -> None:
    """As `vaern` begins, with the clock of a story and with loud loggers."""
    core_dumps.forbid()
    configure_logging()
    counter = Counter()
    logging.root.addHandler(counter)
    tell_all()
    asyncio.run(_until_stopped(offset))
    sys.stderr.write(f"{HELD_BACK}{counter.count}\n")


class Running:
    """The process as its machine sees it."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process
        self._proc = Path("/proc", str(process.pid))

    def is_killed(self) -> None:
        """SIGKILL: nothing is finished, nothing is said."""
        self._process.kill()
        self._process.wait()

    def is_stopped(self) -> int:
        """SIGTERM, as a service manager sends it; gives the exit code."""
        self._process.terminate()
        return self._process.wait(STOPS_WITHIN)

    def told(self, name: str) -> bytes:
        """What the kernel tells of it: `limits`, `cmdline`, `environ`."""
        return (self._proc / name).read_bytes()

    def open_files(self) -> list[bytes]:
        """The bytes of what it has open under no name, since it was deleted or never had one."""
        found = []
        for link in (self._proc / "fd").iterdir():
            # What is closed meanwhile is not open any more.
            with suppress(FileNotFoundError):
                if os.readlink(link).endswith("(deleted)"):
                    found.append(link.read_bytes())
        return found

    def may_be_looked_into(self) -> bool:
        """Whether another process of the same account may; it may not where no core may be dumped."""
        return may_be_looked_into(self._process.pid)


def may_be_looked_into(process: int) -> bool:
    """Whether an unprivileged process may read the environment of that one."""
    look = [*UNPRIVILEGED, "cat", f"/proc/{process}/environ"]
    return subprocess.run(look, capture_output=True, check=False).returncode == 0


@contextmanager
def product(place: Path, offset: float, environment: dict[str, str]) -> Iterator[Running]:
    """The product in a folder, its log in `log/vaern.log` there; killed when the block ends.

    It has the rights of any account, so that whether it may be looked into shows.
    """
    given = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "HOME": str(place / "home"),
        "TMPDIR": str(place / "tmp"),
        "VAERN_DATA": str(place / "data"),
        "VAERN_ORGANISATION": str(place / "organisation.toml"),
    }
    command = [*UNPRIVILEGED, sys.executable, "-m", "tests.canaries.process", str(offset)]
    with (place / "log" / "vaern.log").open("ab") as log:
        begun = subprocess.Popen(command, cwd=place, env=given | environment, stdout=log, stderr=log)
    process = Running(begun)
    try:
        yield process
    finally:
        process.is_killed()


if __name__ == "__main__":
    main(float(sys.argv[1]))
