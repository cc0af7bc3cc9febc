"""Help: each command has examples that can be run as they stand; the version; what the shell completes."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from bot.__main__ import cli

ROOT: Any = get_command(cli)
EXAMPLE = re.compile(r"^ +(vaern\b.*)$", re.MULTILINE)


def commands(command: Any = ROOT, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Each command by the words that call it, groups too."""
    yield path
    for name, inner in getattr(command, "commands", {}).items():
        yield from commands(inner, (*path, name))


ALL = list(commands())


def helped(path: tuple[str, ...]) -> str:
    """The help of a command."""
    result = CliRunner().invoke(cli, [*path, "--help"], prog_name="vaern")
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout


def refusal(words: list[str]) -> str:
    """What is said of a command line where there is neither a setting nor a database."""
    result = CliRunner().invoke(cli, words, prog_name="vaern")
    assert result.exit_code != 1, result.output
    return result.stderr


def test_the_commands_are_these() -> None:
    assert {" ".join(path) for path in ALL} == {
        "",
        "audit",
        "audit verify",
        "backup",
        "cases",
        "check",
        "dossier",
        "evidence",
        "evidence list",
        "evidence verify",
        "hold",
        "keys",
        "keys backup",
        "keys recover",
        "keys rewrap",
        "keys rotate",
        "reminders",
        "restore",
        "retention",
        "retention certificate",
        "retention confirm",
    }


@pytest.mark.parametrize("path", ALL, ids=" ".join)
def test_the_help_has_examples_of_the_command_that_are_understood(data: Path, path: tuple[str, ...]) -> None:
    examples = EXAMPLE.findall(helped(path).partition("Examples:")[2])
    assert examples
    for example in examples:
        _, *words = shlex.split(example)
        assert tuple(words[: len(path)]) == path
        assert "Usage:" not in refusal(words)


def test_an_example_that_is_not_understood_would_be_found(data: Path) -> None:
    assert refusal(["cases", "--everything"]).startswith("Usage: vaern cases [OPTIONS]")


def test_what_each_command_does_fits_the_list_of_commands() -> None:
    assert "..." not in helped(()).replace("[ARGS]...", "")


def test_the_exit_codes_are_told() -> None:
    assert "0 when all is well, with 1 when something of what it looked at is not" in " ".join(
        helped(()).split()
    )


def test_the_version_is_that_of_the_package() -> None:
    result = CliRunner().invoke(cli, ["--version"])
    assert (result.exit_code, result.stdout) == (0, f"vaern {version('vaern')}\n")


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("vaern au", {"audit"}),
        ("vaern evidence ", {"verify", "list"}),
        ("vaern cases --", {"--all", "--json"}),
    ],
)
def test_the_shell_completes_commands_and_options(typed: str, offered: set[str]) -> None:
    asked = {
        "_VAERN_COMPLETE": "complete_bash",
        "COMP_WORDS": typed,
        "COMP_CWORD": str(len(typed.split(" ")) - 1),
    }
    result = CliRunner().invoke(cli, [], prog_name="vaern", env=asked)
    assert offered <= set(result.stdout.split())
