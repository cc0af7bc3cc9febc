"""One thing that was looked at for an administrator."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """What was looked at, what was seen, and what mends it when that is a fault."""

    what: str
    seen: str
    mend: str = ""

    @property
    def is_well(self) -> bool:
        """Whether nothing is to be mended."""
        return not self.mend
