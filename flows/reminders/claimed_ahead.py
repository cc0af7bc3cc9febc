"""What a clock that was ahead has claimed: it was said, or is to be said, at a time that is yet to come."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta

from flows.case.case import Case, ClaimedReminder

APART = timedelta(minutes=10)
"""Two clocks that both agree with Slack's within five minutes are no further from each other."""


def is_ahead(at: datetime, now: datetime) -> bool:
    """Whether no clock that is right can have shown that time yet."""
    return at > now + APART


def claimed_ahead(case: Case, now: datetime) -> tuple[ClaimedReminder, ...]:
    """What is to be said again at its right time, whether it has reached anybody or not."""
    return tuple(
        claimed_reminder for claimed_reminder in case.claimed_reminders if is_ahead(claimed_reminder.at, now)
    )


def without_claims(case: Case, claimed_reminders: Collection[ClaimedReminder]) -> Case:
    """The case as if these had not been claimed; nothing that a person has done is touched."""
    return replace(
        case,
        claimed_reminders=tuple(
            claimed_reminder
            for claimed_reminder in case.claimed_reminders
            if claimed_reminder not in claimed_reminders
        ),
    )
