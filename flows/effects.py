"""What is owed to the outside after a decision. Effects name what is owed, never its words.

The words are rendered when the effect is delivered, from the facts as they then are, so the outbox
holds nothing that anybody wrote.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal, TypeVar

SurfaceKind = Literal["home", "report", "card", "checklist", "messages"]
"""What is brought to what the facts say; "messages" are the direct messages that follow them."""
OfReport = Literal[
    "withdrawn",
    "unhandled",
    "report-keeps",
    "no-room",
    "needed",
    "contact-missed",
    "contact-answered",
    "draft-due",
    "draft-erased",
]
OfCase = Literal[
    "receipt",
    "no-channel",
    "channel-frozen",
    "opened",
    "decided",
    "received",
    "added",
    "small-sent",
    "case-withdrawn",
    "case-keeps",
    "acknowledged",
    "task-done",
    "mail",
    "booked",
    "summary",
    "severity",
    "taken-over",
    "stepped-in",
    "step-taken",
    "gained",
    "passed",
    "joined",
    "left",
    "back",
    "escalated",
    "help-asked",
    "hr-asked",
    "hr-joined",
    "nobody-of-hr",
    "own-report",
    "own-report-answered",
    "closing-asked",
    "closing-refused",
    "closing-silent",
    "closed",
    "reopened",
    "afterwards",
    "held",
    "hold-lifted",
]
OfPerson = Literal["reminders", "weekly", "where-to", "greeting"]
"""Of no single case: what the clock says over all of them, and what is about none."""
MessageKind = Literal[OfReport, OfCase, OfPerson]


@dataclass(frozen=True)
class OpenChannel:
    """Open the case's private channel. Answered by ChannelOpened or ChannelRefused."""


@dataclass(frozen=True)
class Invite:
    """Bring people into the channel and see who is there. Answered by MembersSeen."""

    persons: tuple[str, ...]


@dataclass(frozen=True)
class Remove:
    """Take a person out of the channel: their part in the case has ended."""

    person: str


@dataclass(frozen=True)
class ArchiveChannel:
    """Archive the case's channel. `channel` is its id, since a case that is opened again gets a new one."""

    channel: str


@dataclass(frozen=True)
class LookAtChannel:
    """Look what a channel is like and who is in it. Answered by ChannelSeen.

    `is_asked` when somebody says that a frozen one is in order; any other look is at a channel in use.
    """

    channel: str
    is_asked: bool = False


@dataclass(frozen=True)
class KeepCalendar:
    """Bring the calendars to the meeting of a step as it now is: book, move or cancel.

    Answered by MeetingSettled.
    """

    step: str


@dataclass(frozen=True)
class SendCalendarFile:
    """Send a person the meeting of a step as a file for their own calendar."""

    person: str
    step: str


@dataclass(frozen=True)
class SendMail:
    """Send the legal desk a mail with number and link. Answered by MailSettled; never sent twice."""


@dataclass(frozen=True)
class ExportDossier:
    """Put the two parts of an archived case into the organisation's folder. Answered by DossierSettled."""


@dataclass(frozen=True)
class Show:
    """Bring a surface to what the facts say: level-triggered, and nothing is sent when nothing changed.

    `person` is whose surface it is; empty for one in the case's channel.
    """

    surface: SurfaceKind
    person: str = ""


SITTING = timedelta(minutes=10)
"""How long a message waits for what else is decided: a leader often decides several steps in a row."""
GATHERED: frozenset[MessageKind] = frozenset({"decided"})
"""Messages that wait for a sitting to end and are then told as one, their `about` joined with commas."""
CONTACT_WANTED: MessageKind = "needed"
"""The message that asks somebody to get in touch with the employee. Its `about` is "role:employee"."""


@dataclass(frozen=True)
class Tell:
    """Send a direct message once. `about` names what of the case it is about: a step, a file, steps.

    One that is gathered waits for the end of the sitting, unless it `is_at_once`.
    """

    person: str
    message: MessageKind
    about: str = ""
    is_at_once: bool = False

    @property
    def is_gathered(self) -> bool:
        """Whether what else comes of the same sitting joins it."""
        return self.message in GATHERED and not self.is_at_once


@dataclass(frozen=True)
class FindPeople:
    """Look up the employee's leader, leader's leader and representative. Answered by PeopleFound."""

    person: str


@dataclass(frozen=True)
class FetchFile:
    """Bring a dropped file into the evidence store. Answered by FileSettled, or FileGivenUp."""

    evidence: str


@dataclass(frozen=True)
class EraseFile:
    """Erase the file of a piece of evidence that was taken out of a report."""

    evidence: str


@dataclass(frozen=True)
class EraseFromSlack:
    """Delete what Værn itself has posted and uploaded of a case that is erased, and archive its channels.

    `channels` are those that are not archived yet, its own one first.
    """

    channels: tuple[str, ...] = ()


@dataclass(frozen=True)
class ShareEvidence:
    """Send a copy of a piece of evidence to a person's direct messages.

    A picture that `is_small` is followed by the way to its full size; anything else has one size.
    """

    person: str
    evidence: str
    is_small: bool = False


@dataclass(frozen=True)
class Alert:
    """Tell the organisation's operators that something needs them; `error` is a code, never content."""

    kind: str
    error: str = ""


Effect = (
    OpenChannel
    | Invite
    | Remove
    | ArchiveChannel
    | LookAtChannel
    | KeepCalendar
    | SendCalendarFile
    | SendMail
    | ExportDossier
    | Show
    | Tell
    | FindPeople
    | FetchFile
    | EraseFile
    | EraseFromSlack
    | ShareEvidence
    | Alert
)


class Refused(Exception):
    """A person's act that cannot be done. `message` is a message id of the catalogue, said to that person."""

    def __init__(self, message: str, **values: str) -> None:
        super().__init__(message)
        self.message = message
        self.values = values


Facts = TypeVar("Facts")
Decided = tuple[Facts, tuple[Effect, ...]]
"""The facts after an event, of a draft or of a case, and the effects that are owed for it."""
