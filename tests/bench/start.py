"""From the start of the process until it is ready / what importing Bolt and SQLModel alone takes."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from tests.bench.databases import Databases
from tests.bench.product import Site, site
from tests.bench.table import NONE, Row
from tests.standin import ORGANISATION

RUNS = 3
READY = "Værn is ready"
IMPORTS = "import slack_bolt, slack_bolt.async_app, sqlmodel; print('Værn is ready', flush=True); input()"
TICKS = os.sysconf("SC_CLK_TCK")


class Used(NamedTuple):
    """Seconds of CPU and megabytes of memory."""

    cpu: float
    megabytes: float


def rows(at: Databases) -> Iterator[Row]:
    """The first start makes the database; it is not counted."""
    with at.folder() as folder, site(folder) as place:
        product = [_started([sys.executable, "-m", "bot"], _settings(place)) for _ in range(RUNS + 1)][1:]
    reference = [_started([sys.executable, "-c", IMPORTS], {}) for _ in range(RUNS)]
    for what, unit in (("cpu", "s"), ("megabytes", "MB")):
        found, beside = (tuple(getattr(used, what) for used in runs) for runs in (product, reference))
        yield Row(f"start to ready: {what} / of importing Bolt and SQLModel", NONE, found, beside, unit)


def _settings(place: Site) -> Mapping[str, str]:
    """As an administrator sets them, without Graph."""
    place.data.mkdir(exist_ok=True)
    organisation = place.folder / "organisation.toml"
    organisation.write_text(ORGANISATION, encoding="utf-8")
    return {
        "SLACK_BOT_TOKEN": "xoxb-standin",
        "SLACK_APP_TOKEN": "xapp-standin",
        "SLACK_API_URL": f"{place.workspace.url}/api/",
        "VAERN_DATA": str(place.data),
        "VAERN_ORGANISATION": str(organisation),
    }


def _started(command: list[str], settings: Mapping[str, str]) -> Used:
    """Runs until it says that it is ready, and no longer."""
    environment = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    started = subprocess.Popen(
        command,
        env={**environment, "PYTHONPATH": os.getcwd(), "PYTHONUTF8": "1", **settings},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )
    with started:
        assert started.stdout is not None
        said = []
        for line in started.stdout:
            said.append(line)
            if READY in line:
                break
        else:
            raise RuntimeError(f"it did not start: {said[-1:]}")
        used = _used(started.pid)
        started.kill()
    return used


def _used(pid: int) -> Used:
    """proc(5): fields 14 and 15 of stat, counted after the name, which may hold spaces."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    return Used(
        (int(fields[11]) + int(fields[12])) / TICKS, int(status.partition("VmRSS:")[2].split()[0]) / 1024
    )
