"""The clock of the machine that nobody sets."""

from __future__ import annotations

import subprocess
import sys

import pytest

ASLEEP = 3600
AN_HOUR_ASLEEP = ("unshare", "--user", "--map-root-user", "--time", "--boottime", f"{ASLEEP}")
"""A machine that has slept so long, as a process sees it: time_namespaces(7)."""
WHAT_COUNTS = "import time, bot.running as r; print(r.Surroundings().monotonic() - time.monotonic())"


@pytest.mark.skipif(sys.platform != "linux", reason="time namespaces are Linux's")
def test_while_the_machine_sleeps_time_passes() -> None:
    """Else a claim would hold while it sleeps, and an old answer of Slack's would tell the time after it."""
    try:
        told = subprocess.check_output([*AN_HOUR_ASLEEP, sys.executable, "-c", WHAT_COUNTS], text=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("No time namespace could be made.")
    assert float(told) == pytest.approx(ASLEEP, abs=60)
