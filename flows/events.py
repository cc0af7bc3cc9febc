"""What happens: a person's act, the world's answer to an effect, or time. All in the past tense."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from flows.case import Evidence
from flows.form import Value


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
    """The employee wrote something; what it answers depends on the question that is open."""

    by: str
    text: str


@dataclass(frozen=True)
class StoryBegun:
    """The employee began by telling what has happened, before anything was asked."""

    by: str
    text: str


@dataclass(frozen=True)
class ChangeAsked:
    """The employee wants to answer a question again; an empty question means the previous one."""

    by: str
    question: str = ""


@dataclass(frozen=True)
class PersonChosen:
    """The employee chose who is to be with them; an empty person means nobody in that role."""

    by: str
    role: Literal["leader", "representative"]
    person: str


@dataclass(frozen=True)
class Withdrawn:
    """The employee wants the draft gone."""

    by: str


@dataclass(frozen=True)
class Sent:
    """The employee sent the report. `number` is drawn by chance, so that a gap tells nobody anything."""

    by: str
    number: str


@dataclass(frozen=True)
class FileOffered:
    """A file was dropped into the conversation; it is not fetched yet."""

    by: str
    evidence: Evidence


@dataclass(frozen=True)
class FileSettled:
    """A file was kept or refused; `evidence` carries how."""

    evidence: Evidence


@dataclass(frozen=True)
class PeopleFound:
    """The directory's answer; empty where it knows nobody."""

    leader: str = ""
    next_leader: str = ""
    representative: str = ""


@dataclass(frozen=True)
class ChannelOpened:
    """Slack opened the case's private channel."""

    channel: str


@dataclass(frozen=True)
class ChannelRefused:
    """Slack will not open a private channel; `error` is its code."""

    error: str


@dataclass(frozen=True)
class MemberJoined:
    """The person was seen among the channel's members."""

    person: str


@dataclass(frozen=True)
class MemberMissing:
    """The person could not be brought into the channel; `error` is Slack's code."""

    person: str
    error: str


@dataclass(frozen=True)
class StepDecided:
    """Someone decided a step of the procedure."""

    by: str
    step: str
    outcome: str
    reason: str


@dataclass(frozen=True)
class EvidenceAsked:
    """A participant asked to be shown a piece of evidence in a direct message."""

    by: str
    evidence: str


@dataclass(frozen=True)
class TimePassed:
    """The clock's sweep looked at the case."""


DraftEvent = (
    ReportStarted
    | Answered
    | Typed
    | StoryBegun
    | ChangeAsked
    | PersonChosen
    | Withdrawn
    | FileOffered
    | FileSettled
    | PeopleFound
)
CaseEvent = (
    FileOffered
    | FileSettled
    | ChannelOpened
    | ChannelRefused
    | MemberJoined
    | MemberMissing
    | StepDecided
    | EvidenceAsked
    | TimePassed
)
