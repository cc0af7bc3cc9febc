"""What happens: a person's act, the world's answer to an effect, or time. All in the past tense."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
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
from flows.report_events import *  # noqa: F403 - and what is done in a report
from flows.report_events import ReportEvent

WordsKind = Literal["text", "link", "message", "correction"]


@dataclass(frozen=True)
class ContactAsked:
    """The employee wants somebody of that role to get in touch at once.

    `kept_out` are those whom they keep out of cases that are sent.
    """

    by: str
    role: ContactRole
    kept_out: frozenset[str] = frozenset()


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

    Their bytes are stored in the same turn. Without a `kind` the words themselves tell it. `is_told` says
    that they stand in the account so far, and leave it.
    """

    by: str
    item: str
    text: str
    kind: WordsKind | None = None
    details: Mapping[str, str] = field(default_factory=dict)
    is_told: bool = False


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
class FileGivenUp:
    """A file could not be fetched by a fault of ours; `evidence` is its id."""

    evidence: str


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
    ReportEvent
    | ContactAsked
    | ContactAnswered
    | ContactTold
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
