"""What the clock has to say to a person, and why then. Types only."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from flows.case.case import Case
from flows.procedure.steps import ReminderTime

ASK = "ask."
"""Before the key of something that is asked again, where a reminder has the key of its step."""
RISE = "rise."
"""Before the key of a step that somebody else is asked to step in at."""
RISEN = "risen."
"""Before the key of a step of which the employee is told so."""
SILENCE = "silence"
"""In place of a step: nobody has acted in a RED case."""

ROUND = 1000
"""More than the reminders and the escalations of one round of a step, whose numbers never come again."""


@dataclass(frozen=True)
class Reason:
    """Why it is said, or why at this time: a message id with places for {count}, {who} and {when}.

    `who` is a person's id.
    """

    text: str
    count: str = ""
    who: str = ""
    when: datetime | None = None


@dataclass(frozen=True)
class Reminder:
    """One thing to say to `to` at `at`, now or later. Key and number are unique within the case.

    One that is `is_apart` does not wait for others: RED, or a deadline by law. One that `is_law` is that of
    such a deadline, to whoever has the step. One that `may_be_early` joins the message of the day in which it
    falls.
    """

    key: str
    number: int
    to: str
    at: datetime
    is_apart: bool = False
    may_be_early: bool = False
    reasons: tuple[Reason, ...] = ()
    is_law: bool = False

    def moved(self, at: datetime, reason: Reason) -> Reminder:
        """The same at another time, with why; itself when the time is the same."""
        return self if at == self.at else replace(self, at=at, reasons=(*self.reasons, reason))

    def not_before(self, at: datetime | None, reason: Reason) -> Reminder:
        """The same, at that time at the earliest."""
        return self.moved(at, reason) if at is not None and at > self.at else self


def step_of(key: str) -> str:
    """The step that a reminder is about; "" for something that is asked, `SILENCE` for a silent case."""
    if key.startswith(ASK):
        return ""
    return key.removeprefix(RISE).removeprefix(RISEN)


def reason_of(moment: ReminderTime) -> Reason:
    """Why a moment of the procedure has come."""
    return Reason(moment.why, count=dict(moment.values).get("count", ""))


def round_of(case: Case, step: str) -> int:
    """From where the numbers of a step count now: it is in a new round each time something is said of it."""
    return ROUND * sum(d.step == step for d in case.decisions)
