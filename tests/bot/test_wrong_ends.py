"""A process that cannot start says why on its error output, without a stack trace, and ends with 78 or 75."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from pyrage.x25519 import Identity

from storage.key_files import KeyFiles
from storage.keys import Key, Keyring
from tests.bot.wrong_starts import used
from tests.conftest import free_port
from tests.standin import ORGANISATION
from tests.workspace.server import Workspace

ROOT = Path(__file__).parents[2]

Started = Callable[..., tuple[int, list[str]]]


@pytest.fixture
def started(workspace: Workspace, tmp_path: Path) -> Started:
    """Starts Værn in a folder of its own against the workspace; gives its exit code and what it said."""
    (tmp_path / "organisation.toml").write_text(ORGANISATION.replace("[graph]", "").partition("sender =")[0])

    def run(**environment: str) -> tuple[int, list[str]]:
        given = {
            "SLACK_BOT_TOKEN": "xoxb-standin",
            "SLACK_APP_TOKEN": "xapp-standin",
            "PYTHONPATH": str(ROOT),
        }
        given |= {"SLACK_API_URL": f"{workspace.url}/api/", "VAERN_MONITOR_PORT": str(free_port())}
        command = [sys.executable, "-m", "bot"]
        done = subprocess.run(
            command, cwd=tmp_path, env=given | environment, capture_output=True, timeout=60, check=False
        )
        said = done.stderr.decode()
        assert "Traceback" not in said
        assert not done.stdout
        return done.returncode, [line for line in said.splitlines() if line.startswith("- ")]

    return run


def test_a_line_of_the_file_that_is_no_setting(started: Started, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("VAERN_PORT: 3000\n")
    fault = "- .env: line 1 is no setting. Write NAME=value there, and close what stands in quotes."
    assert started() == (78, [fault])


def test_a_machine_that_writes_no_danish(started: Started) -> None:
    code, told = started(VAERN_PRØVE="1", LC_ALL="POSIX", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert (code, len(told)) == (78, 1)


def test_bytes_that_are_no_text(started: Started) -> None:
    code, (told,) = started(VAERN_HOST=os.fsdecode(b"h\xf8st"))
    assert (code, told[:12]) == (78, "- VAERN_HOST")


def test_a_used_folder_of_another_key(started: Started, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    KeyFiles(tmp_path / "data" / "keys").add("a", Keyring(Identity.generate()).wrap(Key(Identity.generate())))
    code, told = started(VAERN_MASTER_KEY=str(Identity.generate()))
    assert code == 78
    assert told == [
        "- The master key does not open what is stored. Restore it from your copy; never make a new one."
    ]


def test_a_table_that_only_the_first_work_reads(started: Started, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    used("ALTER TABLE inbox RENAME COLUMN payload TO gone")(tmp_path / "data")
    code, (told,) = started()
    assert (code, told[:19]) == (78, "- The database in d")
