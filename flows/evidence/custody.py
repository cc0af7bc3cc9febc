"""Who has had what of a case before their eyes: facts of the journal, never of what anybody wrote."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

OPERATOR = "operator"
"""Who runs the product on its machine: they check fingerprints there without being a person of the case."""

Act = Literal["read", "asked", "delivered", "verified"]


@dataclass(frozen=True)
class Access:
    """One look. `evidence` is the item's id; "" stands for the whole case."""

    at: datetime
    person: str
    act: Act
    evidence: str = ""
