"""Reminders by the names that tests call them: "contact", "escalation:contact", "told:contact", "absence"."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Protocol, cast

from flows.case.case import ClaimedReminder
from flows.case.reminder_key import FOLLOW_UPS, OF_STEP, SILENCE, TOLD, ReminderKey, ReminderKind

STEP_OF: dict[str, str] = {
    "absence": "register",
    "own_absence": "register",
    "crisis_help": "support",
    "own_report": "legal",
    "restraining_order": "legal",
    "look": "removal",
    "action": "analyse",
    "summary": "meeting",
    "closing": "closing",
    "other_ways": SILENCE,
}
"""Which step each follow-up question is of."""


class Keyed(Protocol):
    """What has a reminder's key: planned, claimed or held by a message."""

    @property
    def key(self) -> ReminderKey:
        """It."""


def named(item: Keyed) -> str:
    """What a reminder is about: a step, a follow-up question, or a step that was taken further."""
    key = item.key
    if key.kind in OF_STEP:
        return key.step
    if key.kind in FOLLOW_UPS:
        return key.kind
    return f"told:{key.step}" if key.kind in TOLD else f"escalation:{key.step}"


def key_of(name: str, person: str = "", number: int = 1, **facts: Any) -> ReminderKey:
    """The key of the reminder of that name, of the first round unless it says otherwise."""
    prefix, _, step = name.rpartition(":")
    kind = {"": "scheduled", "told": "escalation_told"}.get(prefix, prefix)
    if name in STEP_OF:
        kind, step = name, STEP_OF[name]
    given = {"round": 0} | facts
    return ReminderKey(cast("ReminderKind", kind), step, number=number, person=person, **given)


def claimed(name: str, person: str, at: datetime, number: int = 1, **facts: Any) -> ClaimedReminder:
    """The reminder of that name, claimed for that person then."""
    return ClaimedReminder(key_of(name, person, number, **facts), at)
