"""How commands print: times, JSON, and the examples below a command's help."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Annotated

import typer

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]


def moment(at: datetime) -> str:
    """A moment to the second, with its weekday, in UTC."""
    return f"{at.astimezone(UTC):%a %Y-%m-%d %H:%M:%S} UTC"


def iso(at: datetime | None) -> str | None:
    """A moment to the second as JSON has it, in UTC: 2026-11-20T14:00:00+00:00."""
    return at.astimezone(UTC).isoformat(timespec="seconds") if at else None


def print_json(told: object) -> None:
    """Prints the value on one line."""
    typer.echo(json.dumps(told, ensure_ascii=False))


def examples(*lines: str) -> str:
    """The end of a command's help: command lines to copy, each on a line of its own."""
    return "\n".join(("\b", "Examples:", *(f"  {line}" for line in lines)))
