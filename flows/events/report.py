"""What the employee does in the report under way. Besides its evidence and people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from flows.case.severity import Severity
from flows.form import Value

InvolvedRole = Literal["leader", "representative", "union"]


@dataclass(frozen=True)
class ReportStarted:
    """The employee asked to report. `draft` is the new draft's id, used when none is under way."""

    by: str
    draft: str


@dataclass(frozen=True)
class Answered:
    """A button or a selection answered a question."""

    by: str
    question: str
    value: Value


@dataclass(frozen=True)
class Typed:
    """The employee wrote something; what it answers depends on the question that is open.

    `item` is the id of the piece of evidence that it becomes when evidence is asked for. Words like
    "yesterday" count from `said_at`: after a crash, or a wait for a choice, they may be heard days later.
    `is_beside` says that they came with a file or a forwarded message.
    """

    by: str
    text: str
    item: str = ""
    said_at: datetime | None = None
    is_beside: bool = False


@dataclass(frozen=True)
class StoryBegun:
    """The employee began by telling what has happened, before anything was asked.

    `item` is the id by which what they said is known again.
    """

    by: str
    text: str
    item: str = ""


@dataclass(frozen=True)
class ChangeAsked:
    """The employee wants to answer a question again; an empty question means the previous one."""

    by: str
    question: str = ""


@dataclass(frozen=True)
class FormSubmitted:
    """The employee answered in the form: answers by question, people by role, and who is kept out."""

    by: str
    answers: Mapping[str, Value]
    people: Mapping[InvolvedRole, str] = field(default_factory=dict)
    kept_out: tuple[str, ...] = ()


@dataclass(frozen=True)
class PersonChosen:
    """The employee chose who is to be with them; an empty person means nobody in that role."""

    by: str
    role: InvolvedRole
    person: str


@dataclass(frozen=True)
class PersonKeptOut:
    """The employee said that this person is part of it and must never learn of it."""

    by: str
    person: str


@dataclass(frozen=True)
class PersonLetIn:
    """The employee took back that the person is part of it."""

    by: str
    person: str


@dataclass(frozen=True)
class DangerReported:
    """Somebody is in danger now, whatever was answered before."""

    by: str


@dataclass(frozen=True)
class UrgencyChosen:
    """The employee says how urgent it is; never less than the answers make it."""

    by: str
    severity: Severity


@dataclass(frozen=True)
class Paused:
    """The employee wants to go on another time."""

    by: str


@dataclass(frozen=True)
class SafetyReported:
    """The employee, who was in danger, is safe and wants to go on."""

    by: str


@dataclass(frozen=True)
class EvidenceTakenOut:
    """The employee took an item out of the report that is not sent; its file goes for good."""

    by: str
    evidence: str


@dataclass(frozen=True)
class ToldWordsKept:
    """What the employee wrote last, and what was taken for their account, is documentation after all.

    `item` is the id of the piece of evidence that the words become.
    """

    by: str
    item: str


@dataclass(frozen=True)
class Sent:
    """The employee sent the report."""

    by: str


ReportEvent = (
    ReportStarted
    | Answered
    | Typed
    | StoryBegun
    | ChangeAsked
    | FormSubmitted
    | PersonChosen
    | PersonKeptOut
    | PersonLetIn
    | DangerReported
    | UrgencyChosen
    | Paused
    | SafetyReported
    | EvidenceTakenOut
    | ToldWordsKept
)
