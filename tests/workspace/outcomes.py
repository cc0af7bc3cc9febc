"""What is sent to the app, and what became of it."""

from dataclasses import dataclass
from typing import Any, Literal

Json = dict[str, Any]
Kind = Literal["events_api", "interactive", "slash_commands"]


@dataclass(frozen=True)
class Envelope:
    """One attempt to bring a payload to the app. `attempt` 0 is the first."""

    kind: Kind
    id: str
    payload: Json
    attempt: int = 0
    reason: str | None = None


@dataclass(frozen=True)
class Outcome:
    """`status`: acknowledged, timed_out, connection_lost, connection_failed, http_error or not_connected."""

    status: str
    payload: Any = None
    may_retry: bool = True

    @property
    def is_acknowledged(self) -> bool:
        return self.status == "acknowledged"
