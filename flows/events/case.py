"""What happens in a sent case besides its evidence: steps, people and closing. All in the past tense."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from flows.case.records import AfterwardsQuestion, HelpRole
from flows.case.severity import Severity

MailState = Literal["sent", "perhaps", "copy"]
DossierState = Literal["uploaded", "refused", "off"]


@dataclass(frozen=True)
class StepDecided:
    """Someone decided a step of the procedure; `details` are the fields of the outcome."""

    by: str
    step: str
    outcome: str
    reason: str
    details: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class StepReopened:
    """Someone opened a decided step again."""

    by: str
    step: str
    reason: str


@dataclass(frozen=True)
class TaskDone:
    """Someone did a task of a step."""

    by: str
    step: str
    task: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Snoozed:
    """Someone puts the reminders of a step off for one or three days."""

    by: str
    step: str
    days: int
    reason: str


@dataclass(frozen=True)
class RemindersPaused:
    """The employee wants to hear nothing for some days; 0 ends the pause."""

    by: str
    days: int


@dataclass(frozen=True)
class TimePassed:
    """The clock has something to say to `to`: what is apart now, or with `until` the message of the day.

    `until` is the end of the person's day.
    """

    to: str
    until: datetime | None = None


@dataclass(frozen=True)
class MeetingBooked:
    """Someone chose when the meeting of a step begins; an earlier one of that step is moved."""

    by: str
    step: str
    start: datetime


@dataclass(frozen=True)
class MeetingCancelled:
    """Someone cancelled the meeting of a step."""

    by: str
    step: str


@dataclass(frozen=True)
class MeetingSettled:
    """How the meeting came into the calendars of `people`, of whom the first organises it.

    `event` is the one that stands there, also an older one when there was an `error`.
    """

    step: str
    number: str
    event: str = ""
    people: tuple[str, ...] = ()
    error: str = ""


@dataclass(frozen=True)
class MailSettled:
    """How the mail to the legal desk came out: sent, perhaps sent, or left to be copied."""

    state: MailState


@dataclass(frozen=True)
class HandedOver:
    """The leader's part goes to `to`: for good, or to a deputy until the leader is back.

    With a `step` that one alone does, until it is decided.
    """

    by: str
    to: str
    is_for_good: bool
    step: str = ""


@dataclass(frozen=True)
class TakenBack:
    """The leader is back, and the deputy's part ends."""

    by: str


@dataclass(frozen=True)
class PersonBack:
    """The person is not away any more."""

    person: str


@dataclass(frozen=True)
class PersonLeft:
    """The person does not work here any more, or is no member of the workspace."""

    person: str


@dataclass(frozen=True)
class Invited:
    """The employee invites a union representative."""

    by: str
    person: str


@dataclass(frozen=True)
class HelpAsked:
    """Someone in the case needs the representative or HR."""

    by: str
    role: HelpRole


@dataclass(frozen=True)
class InvitationAccepted:
    """Somebody who was asked to come in says yes: HR, or whoever an unanswered step was taken to."""

    by: str


@dataclass(frozen=True)
class InvitationDeclined:
    """Somebody who was asked to come in cannot."""

    by: str


@dataclass(frozen=True)
class Escalated:
    """Someone brings the next leader in, past the leader."""

    by: str
    reason: str


@dataclass(frozen=True)
class SeverityChanged:
    """The employee raised how urgent it is, or a leader lowered it with a reason."""

    by: str
    severity: Severity
    reason: str = ""


@dataclass(frozen=True)
class ClosingAnswered:
    """The employee confirmed that the case can close, or disagreed."""

    by: str
    is_agreed: bool
    reason: str = ""


@dataclass(frozen=True)
class CaseClosed:
    """The next leader closed a case whose employee did not answer."""

    by: str
    reason: str


@dataclass(frozen=True)
class CaseReopened:
    """The employee opened a closed case again."""

    by: str
    reason: str


@dataclass(frozen=True)
class AfterwardsAnswered:
    """The employee answered one of the two questions after the case."""

    by: str
    question: AfterwardsQuestion
    answer: str


@dataclass(frozen=True)
class DossierSettled:
    """How the dossier came into the organisation's folder; `error` is a code when it was refused."""

    state: DossierState
    error: str = ""


@dataclass(frozen=True)
class ExportConfirmed:
    """An operator has put the dossier of a case into the organisation's files, and has seen it there."""

    by: str


@dataclass(frozen=True)
class HoldSet:
    """HR or an operator keeps a case from being erased, whatever its age."""

    by: str
    reason: str


@dataclass(frozen=True)
class HoldLifted:
    """HR or an operator lets a case be erased again when its time is over."""

    by: str
    reason: str


@dataclass(frozen=True)
class Withdrawn:
    """The employee wants the draft gone, or the sent case closed."""

    by: str


SnoozeEvent = Snoozed | RemindersPaused
StepEvent = StepDecided | StepReopened | TaskDone
MeetingEvent = MeetingBooked | MeetingCancelled | MeetingSettled
RoleEvent = (
    HandedOver | TakenBack | PersonBack | PersonLeft | Invited | HelpAsked | Escalated | SeverityChanged
)
RetentionEvent = ExportConfirmed | HoldSet | HoldLifted
ClosingEvent = ClosingAnswered | CaseClosed | CaseReopened | AfterwardsAnswered | DossierSettled
