"""What makes each reminder of a case one of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

OfStep = Literal["scheduled", "late", "snoozed", "declined"]
"""What a step's owner hears of it: at its times; at those of a report that left no time for these; when it
was put off until now; and when somebody who was asked in the owner's place has said no."""
Escalated = Literal["escalation", "escalation_told", "nobody_left_told"]
"""Somebody else is asked to step in; and what the employee is told of that."""
FollowUp = Literal[
    "absence",
    "own_absence",
    "crisis_help",
    "own_report",
    "restraining_order",
    "look",
    "action",
    "summary",
    "closing",
    "other_ways",
]
"""What is asked again after a while, flows/reminders/follow_up_questions.py."""
ReminderKind = Literal[OfStep, Escalated, FollowUp]

OF_STEP: frozenset[ReminderKind] = frozenset(get_args(OfStep))
TOLD: frozenset[ReminderKind] = frozenset({"escalation_told", "nobody_left_told"})
FOLLOW_UPS: frozenset[ReminderKind] = frozenset(get_args(FollowUp))
_LATER: tuple[ReminderKind, ...] = ("late", "escalation", "snoozed", "declined")
"""What a message lists after all else."""

SILENCE = "silence"
"""In place of a step: nobody has acted."""


@dataclass(frozen=True)
class ReminderKey:
    """Which reminder it is, unique in its case: claimed once, it never comes again.

    `step` is a step's key or, where none is meant, `SILENCE` or "closing". `person` is whom it is said to.

    `round` counts from 0 how often the step has begun anew: each decision, also one that opens it again,
    begins another. Silence and closing begin anew each time somebody acts or closing is asked for. For an
    action it is the action's place.

    `number` counts from 1 within the round and kind: the place among the procedure's reminder times or
    escalation levels, or how often it was asked. What waits for a date has the date's ordinal.

    The second reminder of step 2, to Lars:

    >>> ReminderKey("scheduled", "contact", 0, 2, "U0LARS").name
    'reminder:contact'
    """

    kind: ReminderKind
    step: str
    round: int
    number: int
    person: str

    @property
    def name(self) -> str:
        """What it is about, as the journal names it: the same for all that would say the same thing again."""
        group = "reminder" if self.kind in OF_STEP else "told" if self.kind in TOLD else self.kind
        return f"{group}:{self.step}"

    @property
    def thing(self) -> tuple[str, int]:
        """Of what has the same name in the same round only the newest is said."""
        return self.name, self.round

    @property
    def order(self) -> tuple[int, int, int, int, str]:
        """In which order things are listed that come at once; of the same thing, the newest last."""
        later = _LATER.index(self.kind) + 1 if self.kind in _LATER else 0
        group = 0 if self.kind in FOLLOW_UPS else 1 if self.kind in OF_STEP else 2
        return self.round, later, self.number, group, self.step
