"""What Værn writes is for its own user, whatever umask it is started with; an open `.env` is told."""

from __future__ import annotations

import stat
import subprocess
import sys
from pathlib import Path

import pytest

from bot.inspection import of_env_file

WRITES = """
import sys
from pathlib import Path
from bot import __main__ as vaern
vaern.cli.command("writes")(lambda: Path("vaern.db").touch())
sys.argv = ["vaern", "writes"]
vaern.main()
"""


def test_what_it_writes_can_be_read_by_nobody_else(tmp_path: Path) -> None:
    given = {"PYTHONPATH": str(Path(__file__).parents[2])}
    command = [sys.executable, "-c", WRITES]
    subprocess.run(command, cwd=tmp_path, env=given, umask=0o022, check=True, capture_output=True)
    assert stat.S_IMODE((tmp_path / "vaern.db").stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("mode", "mend"),
    [(0o600, ""), (0o640, ""), (0o644, "Run chmod 0640 on it."), (0o666, "Run chmod 0640 on it.")],
)
def test_an_env_file_that_everybody_reads_is_told(tmp_path: Path, mode: int, mend: str) -> None:
    file = tmp_path / ".env"
    file.touch()
    file.chmod(mode)
    (found,) = of_env_file(file)
    assert (found.seen, found.mend) == (f"mode {mode:04o}", mend)


def test_where_there_is_none_nothing_is_told(tmp_path: Path) -> None:
    assert list(of_env_file(tmp_path / ".env")) == []
