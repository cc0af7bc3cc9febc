"""What a procedure is made of: steps, their outcomes, and the tasks that help to do them. Types only."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from flows.calendar.working_time import Calendar
from flows.case.case import Case, Role
from flows.case.records import RecordTask
from flows.form import Option
from flows.words import N_

Gate = Callable[[Case, datetime], str]
"""The message id of what is missing at that time, or ""."""
Condition = Callable[[Case], bool]
Due = Callable[[Case, Calendar], datetime]
Limit = Callable[[Case, Calendar], datetime | None]
"""A deadline that is law or published policy; None while there is none."""

LONGEST_WAIT = timedelta(days=30)


def is_open(_: Case, __: datetime) -> str:
    """No gate: it may be done at any time."""
    return ""


def never(_: Case, __: Calendar) -> None:
    """No deadline by law."""
    return


@dataclass(frozen=True)
class ReminderTime:
    """When a reminder or an escalation falls; None while it has no reason.

    `why` says it, with `values`, to whoever asks why now. Moved into somebody's hours it is to be true still.
    """

    at: Callable[[Case, datetime, Calendar], datetime | None]
    why: str
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class EscalationLevel:
    """Who is asked to step in when the step is still open then.

    Every role, in this order; one that nobody can hold leads to the next level.
    """

    time: ReminderTime
    roles: tuple[Role, ...]


@dataclass(frozen=True)
class Field:
    """One field of a small form. A day may be `past` (today at the latest) or `coming` (within 30 days).

    With `only_with` it belongs to that answer of the form, and is left out with another; words are refused.
    """

    key: str
    label: str
    kind: Literal["choice", "text", "line", "past", "coming", "person"] = "line"
    options: tuple[Option, ...] = ()
    hint: str = ""
    is_optional: bool = False
    only_with: str = ""


@dataclass(frozen=True)
class Outcome:
    """One way to decide a step. `is_not` marks a decision against, which needs a reason.

    One that `is_waiting` is said and told, and leaves the step open. `gate` is what this outcome needs
    besides the gate of its step; one that `is_rare` is offered only when its gate is open.
    """

    key: str
    words: str
    is_not: bool = False
    is_waiting: bool = False
    fields: tuple[Field, ...] = ()
    gate: Gate = is_open
    is_rare: bool = False


@dataclass(frozen=True)
class Task:
    """Something that helps to do a step and is remembered. Without `fields` its button acts at once.

    `sentence` is what the record says of it to those who read it, with {who} and {when}. Of one that
    `is_internal` the employee is told that it was done, and not its words.
    """

    key: RecordTask
    label: str
    roles: frozenset[Role]
    sentence: str
    fields: tuple[Field, ...] = ()
    gate: Gate = is_open
    is_internal: bool = False


@dataclass(frozen=True)
class Instruction:
    """What is to be done, as a message id, and what it is instead once a part of it is done."""

    text: str
    instead: tuple[tuple[Condition, str], ...] = ()

    def of(self, case: Case) -> str:
        """What is to be done now."""
        return next((words for is_so, words in self.instead if is_so(case)), self.text)


@dataclass(frozen=True)
class Deadline:
    """When a step is to be decided; `limit` is what law or published policy says."""

    due: Due
    limit: Limit = never


@dataclass(frozen=True)
class Step:
    """One of the eight steps. `owners` may decide it, the first of them who takes part is reminded.

    `reminder_times` are when it is reminded of, each known by its place. `books` is the least and the most
    number of days after the report at which its meeting is proposed. `escalation` is who is asked next while
    it stays open.
    """

    number: int
    key: str
    title: str
    instruction: Instruction
    owners: tuple[Role, ...]
    deadline: Deadline
    reminder_times: tuple[ReminderTime, ...]
    outcomes: tuple[Outcome, ...]
    gate: Gate = is_open
    tasks: tuple[Task, ...] = ()
    books: tuple[int, int] | None = None
    escalation: tuple[EscalationLevel, ...] = ()

    def outcome(self, key: str) -> Outcome | None:
        """The outcome of that key."""
        return next((o for o in self.outcomes if o.key == key), None)

    def task(self, key: str) -> Task | None:
        """The task of that key."""
        return next((t for t in self.tasks if t.key == key), None)


def faults(fields: tuple[Field, ...], values: Mapping[str, str], today: date) -> dict[str, str]:
    """What is wrong with the values by field, as message ids; nothing when they can be kept."""
    told = {field: values.get(field.key, "").strip() for field in fields}
    found = {
        field.key: _fault(field, value, today) if is_asked(field, values) else _fault_of_unasked(field, value)
        for field, value in told.items()
    }
    return {key: fault for key, fault in found.items() if fault}


def is_asked(field: Field, values: Mapping[str, str]) -> bool:
    """Whether the field belongs to what was answered."""
    return field.only_with in {"", values.get("answer", "")}


def _fault_of_unasked(field: Field, value: str) -> str:
    """Words are not left out without a word; a day or a choice tells nothing with another answer."""
    if value and field.kind in {"text", "line"}:
        return N_("This goes with another answer. Choose that one, or leave this empty.")
    return ""


def _fault(field: Field, value: str, today: date) -> str:
    if not value:
        return "" if field.is_optional else N_("Fill this in, then it can be saved.")
    if field.kind == "choice" and value not in {o.key for o in field.options}:
        return N_("Choose one of the answers.")
    if field.kind in {"past", "coming"}:
        return _day_fault(field, value, today)
    return ""


def _day_fault(field: Field, value: str, today: date) -> str:
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return N_("Choose a day.")
    if field.kind == "past" and day > today:
        return N_("That day has not come yet.")
    if field.kind == "coming" and not today <= day <= today + LONGEST_WAIT:
        return N_("Choose a day within the next 30 days.")
    return ""
