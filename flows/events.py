"""What happens: a person's act, the world's answer to an effect, or time. All in the past tense."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from flows.case import ContactRole, Evidence
from flows.case_events import *  # noqa: F403 - what happens in a case is said as ev.X too
from flows.case_events import (
    ClosingEvent,
    DutyEvent,
    InvitationAccepted,
    InvitationDeclined,
    MailSettled,
    MeetingEvent,
    RoleEvent,
    SnoozeEvent,
    TimePassed,
)
from flows.form import Value
from flows.severity import Severity

WordsKind = Literal["text", "link", "message", "correction"]
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
    """

    by: str
    text: str
    item: str = ""
    said_at: datetime | None = None


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
class FormFilled:
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
class ContactAsked:
    """The employee wants somebody of that role to get in touch at once."""

    by: str
    role: ContactRole


@dataclass(frozen=True)
class ContactAnswered:
    """Somebody who was asked to get in touch says that they do."""

    by: str


@dataclass(frozen=True)
class ContactTold:
    """The message that asks the person to get in touch is in their Slack, or `is_missed` for good."""

    person: str
    is_missed: bool = False


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
class Withdrawn:
    """The employee wants the draft gone, or the sent case closed."""

    by: str


@dataclass(frozen=True)
class Sent:
    """The employee sent the report."""

    by: str


@dataclass(frozen=True)
class FileOffered:
    """A file was dropped into the conversation; it is not fetched yet."""

    by: str
    evidence: Evidence


@dataclass(frozen=True)
class WordsKept:
    """Words are to join the evidence: pasted text, a link, a message of somebody else, or a correction.

    Their bytes are stored in the same turn. Without a `kind` the words themselves tell it.
    """

    by: str
    item: str
    text: str
    kind: WordsKind | None = None
    details: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class EvidenceDescribed:
    """Somebody told where an item comes from; `details` by the keys of flows/evidence.py."""

    by: str
    evidence: str
    details: Mapping[str, str]


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
class MembersSeen:
    """Who of those that were invited is among the channel's members, and who is not, with Slack's code."""

    present: tuple[str, ...] = ()
    missing: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class EvidenceAsked:
    """A participant asked to be shown a piece of evidence in a direct message."""

    by: str
    evidence: str


DraftEvent = (
    ReportStarted
    | Answered
    | Typed
    | StoryBegun
    | ChangeAsked
    | FormFilled
    | PersonChosen
    | PersonKeptOut
    | PersonLetIn
    | DangerReported
    | ContactAsked
    | ContactAnswered
    | ContactTold
    | UrgencyChosen
    | Paused
    | Withdrawn
    | FileOffered
    | WordsKept
    | EvidenceDescribed
    | FileSettled
    | PeopleFound
)
CaseEvent = (
    FileOffered
    | WordsKept
    | EvidenceDescribed
    | ContactAnswered
    | ContactTold
    | Withdrawn
    | FileSettled
    | ChannelOpened
    | ChannelRefused
    | MembersSeen
    | DutyEvent
    | MeetingEvent
    | MailSettled
    | RoleEvent
    | InvitationAccepted
    | InvitationDeclined
    | SnoozeEvent
    | ClosingEvent
    | EvidenceAsked
    | TimePassed
)
