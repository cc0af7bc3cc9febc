"""How long things are kept, in elapsed days: the standard, and within what an organisation may set it."""

from __future__ import annotations

from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Periods:
    """How many days lie between what ends a wait and the erasing.

    `draft_days` are since something was last done with a report under way, `exported_days` since the
    export of an ended case was confirmed, and `unexported_days` since a case was closed or withdrawn.
    """

    draft_days: int = 30
    exported_days: int = 30
    unexported_days: int = 1826


STANDARD = Periods()
"""The municipality's: 30 days, 30 days, and five years with their leap day."""

HOLIDAY = "who is on holiday or ill finds the report again"
NEEDED = "what is not needed any more is not kept (the General Data Protection Regulation, article 5(1)(e))"
READABLE = "whoever keeps the exported files has to find out whether they can be read"
REOPENED = "a closed case can be opened again within twelve months"

LIMITS: dict[str, tuple[int, int, str]] = {
    "draft_days": (14, 180, f"{HOLIDAY}, and {NEEDED}"),
    "exported_days": (14, 366, f"{READABLE}, and {NEEDED}"),
    "unexported_days": (366, 3653, f"{REOPENED}, and {NEEDED}"),
}
"""The least and the most of each, and why."""


def faults(periods: Periods) -> list[str]:
    """What is wrong with these periods, each in a sentence that names the setting."""
    return [
        f"retention.{name} must be from {least} to {most}: {why}."
        for name, (least, most, why) in LIMITS.items()
        if not least <= getattr(periods, name) <= most
    ]


def differences(periods: Periods) -> dict[str, int]:
    """The settings that are other than the standard's."""
    standard = asdict(STANDARD)
    return {name: value for name, value in asdict(periods).items() if value != standard[name]}
