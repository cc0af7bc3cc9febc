"""A meeting as it is to stand in a calendar; without msgraph, which is imported when it is used."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Meeting:
    """What stands in a calendar, from `start` to `end` on the clock of `zone`."""

    subject: str
    text: str
    start: datetime
    end: datetime
    zone: str
