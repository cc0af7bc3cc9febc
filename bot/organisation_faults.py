"""What Pydantic finds in organisation.toml, as sentences with their mends and without Pydantic's words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

TIME, DATE = 'must be a time like "08:00".', 'must be a date like "2026-12-24".'
UNKNOWN = "is not a setting. Remove it, or mend its spelling."
SECTION = "must be one section. organisation.example.toml shows how."
LIKE_THE_EXAMPLE = "is not right. organisation.example.toml shows how."

MENDS = {
    "missing": "is missing. Add it; organisation.example.toml shows how.",
    "extra_forbidden": UNKNOWN,
    "too_short": "is empty. Write at least one.",
    "string_too_short": "is empty. Write it.",
    "string_type": "must be text in quotation marks.",
    "tuple_type": "must be a list in square brackets.",
    "model_type": SECTION,
    "time_parsing": TIME,
    "time_type": TIME,
    "date_type": DATE,
    "int_type": "must be a whole number.",
    "dataclass_type": SECTION,
    "unexpected_keyword_argument": UNKNOWN,
    "date_parsing": DATE,
    "date_from_datetime_parsing": DATE,
    "date_from_datetime_inexact": DATE,
}
"""By Pydantic's name of the fault; what has none here is told by LIKE_THE_EXAMPLE."""


def sentences(file: str, error: ValidationError, raw: Mapping[str, Any]) -> list[str]:
    """One for each fault; `file` is its name, and `raw` what stands in it."""
    return [_sentence(file, found, raw) for found in _apart(error)]


def _sentence(file: str, fault: dict[str, Any], raw: Mapping[str, Any]) -> str:
    told = MENDS.get(fault["type"], LIKE_THE_EXAMPLE)
    if fault["type"] == "value_error":
        told = f"{str(fault['msg']).removeprefix('Value error, ')}."
    return f"{file}: {_place(fault['loc'], raw)} {told}"


def _apart(error: ValidationError) -> list[dict[str, Any]]:
    """Without the lists that are only found too short because an entry of theirs is wrong."""
    found: list[dict[str, Any]] = [dict(fault) for fault in error.errors()]
    places = [fault["loc"] for fault in found]

    def follows(fault: dict[str, Any]) -> bool:
        place = fault["loc"]
        return fault["type"] == "too_short" and any(p != place and p[: len(place)] == place for p in places)

    return [fault for fault in found if not follows(fault)]


def _place(where: tuple[int | str, ...], raw: Mapping[str, Any]) -> str:
    """The setting as the file names it; a department by its name, where it has one."""
    if where[:1] == ("departments",) and len(where) > 1 and isinstance(where[1], int):
        part = raw["departments"][where[1]]
        name = part.get("name") if isinstance(part, dict) else None
        called = (
            f'department "{name}"' if name and isinstance(name, str) else f"department number {where[1] + 1}"
        )
        return ": ".join(filter(None, (called, ".".join(str(one) for one in where[2:]))))
    return ".".join(str(one) for one in where) or "the file"
