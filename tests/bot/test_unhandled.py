"""What nobody has caught is told by its kind and place, wherever it happens: its words may be somebody's."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

CANARY = "kanariefugl"
FAILS = """
import sys, threading
from bot import __main__ as vaern
from bot.logs import configure_logging

def raises():
    raise KeyError("kanariefugl")

class Ends:
    def __del__(self):
        raises()

def fails(is_logged: bool = False):
    if is_logged:
        configure_logging("json")
    thread = threading.Thread(target=raises)
    thread.start()
    thread.join()
    Ends()
    raises()

vaern.cli.command("fails")(fails)
vaern.main()
"""


def fails(tmp_path: Path, *options: str) -> str:
    """A command that fails in a thread, where nobody could catch it, and at its end; gives what it said."""
    asks = [sys.executable, "-c", FAILS, "fails", *options]
    given = {"PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run(asks, cwd=tmp_path, env=given, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    return done.stderr


def test_it_is_told_without_its_words(tmp_path: Path) -> None:
    told = fails(tmp_path)
    assert told.splitlines().count("builtins.KeyError") == 3
    assert told.count(" in raises\n") == 3
    assert CANARY not in told


def test_it_is_a_line_of_the_log_where_there_is_one(tmp_path: Path) -> None:
    written = fails(tmp_path, "--is-logged")
    lines = [json.loads(line) for line in written.splitlines()]
    assert [line["level"] for line in lines] == ["CRITICAL"] * 3
    assert {line["traceback"].splitlines()[-1] for line in lines} == {"builtins.KeyError"}
    assert CANARY not in written
