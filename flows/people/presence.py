"""Whether somebody can be reached: what Slack and Outlook say of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

LONGEST_QUIET = timedelta(days=1)
"""For longer nobody waits: somebody else is asked."""


@dataclass(frozen=True)
class Presence:
    """Slack's Do Not Disturb until `quiet_until`, and automatic replies in Outlook until `away_until`.

    Automatic replies may have no end; then `away_until` is None.
    """

    quiet_until: datetime | None = None
    is_away: bool = False
    away_until: datetime | None = None

    def is_quiet_at(self, now: datetime) -> bool:
        """Whether Slack keeps its notifications from them."""
        return self.quiet_until is not None and now < self.quiet_until

    def is_away_at(self, now: datetime) -> bool:
        """Whether they have said that they are not at work. Do Not Disturb for days says so, too."""
        is_absent = self.is_away and (self.away_until is None or now < self.away_until)
        return is_absent or (self.quiet_until is not None and self.quiet_until - now > LONGEST_QUIET)
