"""What happens: a person's act, the world's answer to an effect, or time. All in the past tense.

An event is a fact and not a wish: it names who did it. What is decided upon it is in `flows.report.decide`
for a report under way and in `flows.deciding.decide` for a sent case; `DraftEvent` and `CaseEvent` are what
each of the two is told. It imports `flows.case` and `flows.form`. Begin with `report.py`.
"""

from __future__ import annotations

from flows.events.case import (
    AfterwardsAnswered,
    CaseClosed,
    CaseReopened,
    ClosingAnswered,
    ClosingEvent,
    DossierSettled,
    DossierState,
    Escalated,
    ExportConfirmed,
    HandedOver,
    HelpAsked,
    HoldLifted,
    HoldSet,
    InvitationAccepted,
    InvitationDeclined,
    Invited,
    MailSettled,
    MailState,
    MeetingBooked,
    MeetingCancelled,
    MeetingEvent,
    MeetingSettled,
    PersonBack,
    PersonLeft,
    RemindersPaused,
    RetentionEvent,
    RoleEvent,
    SeverityChanged,
    Snoozed,
    SnoozeEvent,
    StepDecided,
    StepEvent,
    StepReopened,
    TakenBack,
    TaskDone,
    TimePassed,
    Withdrawn,
)
from flows.events.channel import (
    ChannelMended,
    ChannelOpened,
    ChannelRefused,
    ChannelRenewed,
    ChannelSeen,
    MembersSeen,
)
from flows.events.evidence import (
    EvidenceAsked,
    EvidenceDescribed,
    FileGivenUp,
    FileOffered,
    FileSettled,
    WordsKept,
    WordsKind,
)
from flows.events.people import ContactAnswered, ContactAsked, ContactTold, PeopleFound
from flows.events.report import (
    Answered,
    ChangeAsked,
    DangerReported,
    EvidenceTakenOut,
    FormSubmitted,
    InvolvedRole,
    Paused,
    PersonChosen,
    PersonKeptOut,
    PersonLetIn,
    ReportEvent,
    ReportStarted,
    SafetyReported,
    Sent,
    StoryBegun,
    ToldWordsKept,
    Typed,
    UrgencyChosen,
)

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
    | ChannelSeen
    | ChannelMended
    | ChannelRenewed
    | MembersSeen
    | StepEvent
    | MeetingEvent
    | MailSettled
    | RoleEvent
    | InvitationAccepted
    | InvitationDeclined
    | SnoozeEvent
    | ClosingEvent
    | RetentionEvent
    | EvidenceAsked
    | TimePassed
)

__all__ = [
    "AfterwardsAnswered",
    "Answered",
    "CaseClosed",
    "CaseEvent",
    "CaseReopened",
    "ChangeAsked",
    "ChannelMended",
    "ChannelOpened",
    "ChannelRefused",
    "ChannelRenewed",
    "ChannelSeen",
    "ClosingAnswered",
    "ClosingEvent",
    "ContactAnswered",
    "ContactAsked",
    "ContactTold",
    "DangerReported",
    "DossierSettled",
    "DossierState",
    "DraftEvent",
    "Escalated",
    "EvidenceAsked",
    "EvidenceDescribed",
    "EvidenceTakenOut",
    "ExportConfirmed",
    "FileGivenUp",
    "FileOffered",
    "FileSettled",
    "FormSubmitted",
    "HandedOver",
    "HelpAsked",
    "HoldLifted",
    "HoldSet",
    "InvitationAccepted",
    "InvitationDeclined",
    "Invited",
    "InvolvedRole",
    "MailSettled",
    "MailState",
    "MeetingBooked",
    "MeetingCancelled",
    "MeetingEvent",
    "MeetingSettled",
    "MembersSeen",
    "Paused",
    "PeopleFound",
    "PersonBack",
    "PersonChosen",
    "PersonKeptOut",
    "PersonLeft",
    "PersonLetIn",
    "RemindersPaused",
    "ReportEvent",
    "ReportStarted",
    "RetentionEvent",
    "RoleEvent",
    "SafetyReported",
    "Sent",
    "SeverityChanged",
    "SnoozeEvent",
    "Snoozed",
    "StepDecided",
    "StepEvent",
    "StepReopened",
    "StoryBegun",
    "TakenBack",
    "TaskDone",
    "TimePassed",
    "ToldWordsKept",
    "Typed",
    "UrgencyChosen",
    "Withdrawn",
    "WordsKept",
    "WordsKind",
]
