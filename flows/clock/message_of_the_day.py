"""A person's turn of the clock over all their cases: the one message of the day, and what is apart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from flows.case.case import Case, ClaimedReminder
from flows.case.reminder_key import ReminderKey, ReminderKind
from flows.deciding.decide import decide
from flows.effects import Effect
from flows.events import TimePassed
from flows.people.organisation import Context
from flows.reminders.plan import reminders
from flows.reminders.rules import end_of_day, hours_of

OWN = "own"
"""In place of a step: the employee's own case."""
REF_PARTS = 5
FULL = 8
"""Things after which a message takes no further case."""


@dataclass(frozen=True)
class Ref:
    """Which reminder of which case a message holds."""

    case: str
    key: ReminderKey

    def __str__(self) -> str:
        key = self.key
        return "|".join((self.case, key.kind, key.step, str(key.round), str(key.number), key.person))


@dataclass(frozen=True)
class Listed:
    """A step that Monday's summary lists, or with `OWN` the case itself for its employee."""

    case: str
    step: str

    def __str__(self) -> str:
        return f"{self.case}|{self.step}"


def written(refs: Iterable[Ref | Listed], week: str = "") -> str:
    """The references as the `about` of a message: ids and keys only, after the week of a Monday's summary.

    >>> key = ReminderKey("scheduled", "support", 0, 1, "U0LARS")
    >>> written([Ref("a1b2", key), Listed("a1b2", "legal")], "2026-11-30")
    '2026-11-30,a1b2|scheduled|support|0|1|U0LARS,a1b2|legal'
    """
    return ",".join((*([week] if week else []), *map(str, refs)))


def reminders_in(about: str) -> tuple[Ref, ...]:
    """The reminders that a message holds."""
    found = (entry.split("|") for entry in about.split(",") if entry.count("|") == REF_PARTS)
    return tuple(
        Ref(case, ReminderKey(cast("ReminderKind", kind), step, int(begun), int(number), person))
        for case, kind, step, begun, number, person in found
    )


def listed_in(about: str) -> tuple[Listed, ...]:
    """What a summary lists besides them."""
    return tuple(Listed(*entry.split("|")) for entry in about.split(",") if entry.count("|") == 1)


def cases_in(about: str) -> tuple[str, ...]:
    """The cases that a message tells of."""
    return tuple(dict.fromkeys(entry.partition("|")[0] for entry in about.split(",") if "|" in entry))


def week_in(about: str) -> str:
    """The week whose summary a message is, by the date of its Monday; "" for any other message."""
    first = about.partition(",")[0]
    return "" if "|" in first else first


@dataclass(frozen=True)
class Reminded:
    """What the person's turn did to a case."""

    before: Case
    case: Case
    effects: tuple[Effect, ...]

    @property
    def new(self) -> tuple[ClaimedReminder, ...]:
        """What was claimed in it."""
        return self.case.claimed_reminders[len(self.before.claimed_reminders) :]

    @property
    def refs(self) -> tuple[Ref, ...]:
        """The same, as a message names it."""
        return tuple(Ref(self.case.id, claimed_reminder.key) for claimed_reminder in self.new)


def say_apart(cases: Iterable[Case], person: str, ctx: Context) -> tuple[Reminded, ...]:
    """What does not wait for the message of the day: one message, however many cases."""
    return _turns(cases, TimePassed(person), ctx)


def say_of_the_day(cases: Iterable[Case], person: str, ctx: Context) -> tuple[Reminded, ...]:
    """The message of the day, as soon as something of it is due: what falls due later in the day joins it."""
    found = tuple(cases)
    due = (r for case in found for r in reminders(case, ctx) if r.to == person and not r.is_apart)
    if not any(item.at <= ctx.now for item in due):
        return ()
    return say_with_monday(found, person, ctx)


def say_with_monday(cases: Iterable[Case], person: str, ctx: Context) -> tuple[Reminded, ...]:
    """What falls due on the day of Monday's summary comes with it."""
    return _turns(cases, TimePassed(person, end_of_their_day(person, ctx)), ctx)


def _turns(cases: Iterable[Case], event: TimePassed, ctx: Context) -> tuple[Reminded, ...]:
    """The rest of more than a message holds waits: what is apart for the next look, all else for tomorrow."""
    found: list[Reminded] = []
    for case in cases:
        turn = Reminded(case, *decide(case, event, ctx))
        found += [turn] if turn.new else []
        if sum(len(turn.new) for turn in found) >= FULL:
            break
    return tuple(found)


def end_of_their_day(person: str, ctx: Context) -> datetime:
    """Until when something may join the person's message of the day."""
    return end_of_day(ctx.now, hours_of(person, None, ctx))
