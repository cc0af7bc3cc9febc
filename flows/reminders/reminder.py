"""What the clock has to say to a person, and why then. Types only."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from flows.case.case import Case, ClaimedReminder
from flows.case.reminder_key import ReminderKey, ReminderKind
from flows.procedure.steps import ReminderTime


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
    """One thing to say at `at`, now or later.

    One that is `is_apart` does not wait for others: RED, or a deadline by law. One that `is_law` is that of
    such a deadline, to whoever has the step. One that `may_be_early` joins the message of the day in which it
    falls.
    """

    key: ReminderKey
    at: datetime
    is_apart: bool = False
    may_be_early: bool = False
    reasons: tuple[Reason, ...] = ()
    is_law: bool = False

    @property
    def to(self) -> str:
        """To whom it is said."""
        return self.key.person

    def to_person(self, person: str) -> Reminder:
        """The same, said to somebody else."""
        return replace(self, key=replace(self.key, person=person))

    def moved(self, at: datetime, why: str, *, who: str = "", when: datetime | None = None) -> Reminder:
        """The same at another time, with the reason; itself when the time is the same."""
        if at == self.at:
            return self
        return replace(self, at=at, reasons=(*self.reasons, Reason(why, who=who, when=when)))

    def not_before(
        self, at: datetime | None, why: str, *, who: str = "", when: datetime | None = None
    ) -> Reminder:
        """The same, at that time at the earliest, with the reason."""
        return self.moved(at, why, who=who, when=when) if at is not None and at > self.at else self


def reason_of(moment: ReminderTime) -> Reason:
    """Why a moment of the procedure has come."""
    return Reason(moment.why, count=dict(moment.values).get("count", ""))


def claimed_of(case: Case, step: str, kinds: Collection[ReminderKind]) -> list[ClaimedReminder]:
    """What was claimed of the step, of these kinds, the oldest first."""
    return [n for n in case.claimed_reminders if n.key.step == step and n.key.kind in kinds]


def round_of(case: Case, step: str) -> int:
    """In which round the step is now: each decision of it, also one that opens it again, begins another."""
    return sum(d.step == step for d in case.decisions)
