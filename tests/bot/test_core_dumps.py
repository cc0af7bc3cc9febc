"""No command, and so no running product, leaves its memory to a core dump or to another process."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ASKS = """
import ctypes, resource
from typer.testing import CliRunner
from bot.__main__ import cli
PR_GET_DUMPABLE = 3
ended = CliRunner().invoke(cli, {words!r})
print(ctypes.CDLL(None).prctl(PR_GET_DUMPABLE), resource.getrlimit(resource.RLIMIT_CORE), ended.exit_code)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="prctl is Linux's")
@pytest.mark.parametrize(("words", "code"), [([], 78), (["cases"], 2)])
def test_nothing_of_it_can_be_dumped(tmp_path: Path, words: list[str], code: int) -> None:
    asks = [sys.executable, "-c", ASKS.format(words=words)]
    given = {"PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run(asks, cwd=tmp_path, env=given, capture_output=True, text=True, check=False)
    assert done.stdout == f"0 (0, 0) {code}\n", done.stderr[-500:]
