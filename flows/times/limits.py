"""What no organisation may set: what the law or published policy forbids, and what defeats the steps.

The sentences are for whoever fills in organisation.toml, and say which rule forbids a value and its source.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from flows.times.times import STANDARD, Counts, Times, settings_of

POLICE_HOURS = 72
"""Elapsed hours after the content was posted or received: the municipality's published policy."""
DAYS_FOR_EASY = 14
"""Calendar days (at.dk and aes.dk, checked on 22 November 2026; older pages still say nine)."""
SLOWEST = 3
"""Times the standard: what takes longer is no answer any more to somebody who was harassed last night."""
MOST_REMINDERS = 10
"""Of one list. Who has not acted after ten reminders does not act after more."""

POLICE = (
    "a police report is made within 72 hours of the content (the municipality's policy; state compensation "
    "normally needs one by then: civilstyrelsen.dk, anklagemyndigheden.dk)"
)
EASY = "a work accident is reported in EASY within 14 days (at.dk, aes.dk)"
SLOW = "slower than three times the standard is no help to who waits for it"

BY_LAW: dict[str, tuple[int, str]] = {
    "legal.decided_hours": (POLICE_HOURS, POLICE),
    "legal.reminder_hours": (POLICE_HOURS - 1, POLICE),
    "register.waiting_days": (DAYS_FOR_EASY, EASY),
    "register.reminder_days": (DAYS_FOR_EASY, EASY),
    "register.escalation_days": (DAYS_FOR_EASY, EASY),
    "register.easy_escalation_days": (DAYS_FOR_EASY, EASY),
}
"""The most by law or published policy, and which."""

Rule = tuple[str, Callable[[Times], bool], str]
ORDER: tuple[Rule, ...] = (
    (
        "contact",
        lambda t: t.contact.red_hours <= t.contact.orange_working_hours <= t.contact.yellow_working_hours,
        "red_hours, orange_working_hours and yellow_working_hours must not fall in this order: what is more "
        "urgent is not answered later",
    ),
    (
        "support",
        lambda t: t.support.contact_red_hours <= t.support.contact_hours,
        "contact_red_hours must not be more than contact_hours: what is more urgent is not answered later",
    ),
    (
        "support",
        lambda t: t.support.reminder_hours[-1] < t.support.contact_hours,
        "reminder_hours must end before contact_hours: a reminder comes before others are asked",
    ),
    (
        "support",
        lambda t: t.support.talk_days < t.support.escalation_days,
        "escalation_days must be more than talk_days: nobody else is asked before the talk is late",
    ),
    (
        "support",
        lambda t: (
            t.support.talk_reminder_days[-1] < t.support.escalation_days
            and t.support.talk_reminder_hours[-1] < 24 * t.support.escalation_days
        ),
        "talk_reminder_hours and talk_reminder_days must end before escalation_days: a reminder comes before "
        "others are asked",
    ),
    (
        "legal",
        lambda t: t.legal.reminder_hours[0] < t.legal.decided_hours,
        "reminder_hours must begin before decided_hours: a reminder comes before others are asked",
    ),
    (
        "removal",
        lambda t: t.removal.reminder_hours[-1] <= t.removal.escalation_hours,
        "reminder_hours must end by escalation_hours: a reminder comes before others are asked",
    ),
    (
        "register",
        lambda t: (
            t.register.reminder_days[0] < min(t.register.escalation_days, t.register.easy_escalation_days[0])
        ),
        "reminder_days must begin before escalation_days and easy_escalation_days: a reminder comes before "
        "others are asked",
    ),
    (
        "register",
        lambda t: t.register.waiting_days <= min(t.register.escalation_days, t.register.reminder_days[-1]),
        "waiting_days must not be more than escalation_days and the last of reminder_days: who waits for "
        "absence is reminded before others are asked",
    ),
    (
        "analyse",
        lambda t: t.analyse.reminder_days[-1] <= t.analyse.done_days,
        "reminder_days must end by done_days: a reminder comes before others are asked",
    ),
    (
        "analyse",
        lambda t: t.analyse.booked_days <= t.analyse.done_days,
        "booked_days must not be more than done_days: it is booked before it is held",
    ),
)
"""By step: what must hold of its times together, and what is said where it does not."""


def most(setting: str) -> tuple[int, str]:
    """The most that a setting may be, each of a list by itself, and why."""
    standard = settings_of(STANDARD)[setting]
    slowest = SLOWEST * (standard if isinstance(standard, int) else standard[-1])
    return BY_LAW.get(setting, (slowest, SLOW))


def faults(times: Times) -> list[str]:
    """What is wrong with these times, each in a sentence that names the settings; nothing when they may be.

    What must hold of a step together is only looked at where each of its times may be by itself.
    """
    found = {name: _fault(name, value) for name, value in settings_of(times).items()}
    unclear = {name.partition(".")[0] for name, fault in found.items() if fault}
    together = [
        f"times.{step}: {words}." for step, holds, words in ORDER if step not in unclear and not holds(times)
    ]
    return [f"times.{name} {fault}." for name, fault in found.items() if fault] + together


def _fault(setting: str, value: int | Counts) -> str:
    highest, why = most(setting)
    if isinstance(value, int):
        return "" if 1 <= value <= highest else f"must be from 1 to {highest}: {why}"
    if not 1 <= len(value) <= MOST_REMINDERS:
        return f"must be a list of 1 to {MOST_REMINDERS} numbers: one who is not reminded forgets"
    if any(later <= earlier for earlier, later in pairwise(value)):
        return "must rise from each number to the next"
    return "" if value[0] >= 1 and value[-1] <= highest else f"must hold numbers from 1 to {highest}: {why}"
