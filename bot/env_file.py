"""The file .env: read line by line, so that each line which is no setting is told."""

from __future__ import annotations

import io
import re
from pathlib import Path

from dotenv.parser import Binding, parse_stream


def read(path: Path, faults: list[str]) -> dict[str, str | None]:
    """What the file sets, as it stands there; {} without a file. What is wrong is added to the faults.

    A name without a value has None. A value is never quoted in a fault, since it may be a secret.
    """
    try:
        bindings = [*parse_stream(io.StringIO(path.read_text("utf-8-sig")))]
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError):
        faults.append(f"{path.name} cannot be read. Make it a text file in UTF-8 that Værn may read.")
        return {}
    found: dict[str, str | None] = {}
    for binding in bindings:
        if binding.error or (binding.key is not None and not _is_line(binding)):
            mend = "Write NAME=value there, and close what stands in quotes."
            faults.append(f"{path.name}: line {_line(binding)} is no setting. {mend}")
        elif binding.key is not None:
            if found.get(binding.key, binding.value) != binding.value:
                fault = f"{path.name}: {binding.key} stands there twice, with different values. Remove one."
                faults.append(fault)
            found[binding.key] = binding.value
    return found


def _is_line(binding: Binding) -> bool:
    is_name = re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", binding.key or "")
    return bool(is_name) and binding.value is not None


def _line(binding: Binding) -> int:
    """Its number; the parser counts the empty lines before it to it."""
    text = binding.original.string
    return binding.original.line + text[: len(text) - len(text.lstrip())].count("\n")
