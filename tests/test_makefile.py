"""The README's commands need Python and make: whatever else they call is in `.venv` or on any system."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.guide.blocks import commands

ROOT = Path(__file__).parents[1]
CALLED = re.findall(r"^make (\w+)", "\n".join(commands(ROOT / "README.md").values()), re.MULTILINE)
READ = ("Makefile", "pyproject.toml", "requirements-dev.lock")
THERE_BEFOREHAND = {"python3", "make"}
OF_ANY_SYSTEM = {"test", "echo", "exit", "id", "rm", "touch", "umask"}
WITHOUT_VENV = {"apt-get"}
"""For root, on a Debian whose Python cannot make virtual environments."""


def called(script: str) -> set[str]:
    """The programs of a script as make shows it: the first word of each command, in `$(…)` too."""
    bare = re.sub(r"'[^']*'|\\\n", " ", script.replace('"python3"', "python3"))
    bare = re.sub(r'echo "[^"]*"', "echo", bare)
    first = re.findall(
        r"(?:^|&&|\|\||;|\{|\$\()\s*(?:[A-Za-z_]+=(?!\")\S* )*([\w./-]+)(?!\S*=)", bare, re.MULTILINE
    )
    return set(first)


def test_the_programs_of_a_script_are_found() -> None:
    script = 'one \'two && three\' && { four || X=5 six; } \\\n&& name="a$(seven 8)"; "python3" -m nine'
    assert called(script) == {"one", "four", "six", "seven", "python3"}


@pytest.mark.parametrize("name", CALLED)
def test_a_command_calls_nothing_that_has_to_be_there_beforehand(name: str, tmp_path: Path) -> None:
    for file in READ:
        shutil.copy(ROOT / file, tmp_path)
    shown = subprocess.run(
        ["make", "--dry-run", name],
        cwd=tmp_path,
        env={"PATH": os.defpath},
        capture_output=True,
        text=True,
        check=True,
    )
    found = {program for program in called(shown.stdout) if not program.startswith(".venv/bin/")}
    assert found <= THERE_BEFOREHAND | OF_ANY_SYSTEM | WITHOUT_VENV
    assert "python3" in found


def test_the_two_that_the_readme_promises_are_there() -> None:
    assert {"demo", "test"} <= set(CALLED)
