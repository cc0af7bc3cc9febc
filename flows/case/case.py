"""A case and its facts. What is open, blocked or overdue is computed from them, never stored."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal

from flows.case.records import RecordTask
from flows.case.reminder_key import ReminderKey
from flows.case.severity import Severity
from flows.form import Value
from flows.times.times import STANDARD, Times

Role = Literal["employee", "leader", "deputy", "next_leader", "representative", "hr", "union"]
EvidenceState = Literal["fetching", "kept", "refused"]
EvidenceKind = Literal["file", "text", "link", "message", "correction"]
ContactRole = Literal["leader", "on_call", "representative", "hr"]
Kind = Literal["type", "program", "office", "archive", "picture", "recording"]
"""What a file that is of no kept type seems to be, by which the advice differs; "type" is anything else."""

Refusal = Literal["empty", "too_large", "gone", "hidden", "canvas", "barred", "unreachable", Kind]


@dataclass(frozen=True)
class Received:
    """What the bytes of an item are, as received; `size` is their number."""

    media_type: str = ""
    size: int = 0
    sha256: str = ""

    @property
    def is_picture(self) -> bool:
        """Whether people are sent copies that are drawn anew."""
        return self.media_type.startswith("image/")


@dataclass(frozen=True)
class Evidence:
    """One item. `source` is Slack's file id; what is `received` is known once it is kept.

    `refusal` says why a file could not be kept. The name is the employee's own and confidential, and so
    are the `details`: what the employee told about the item, by the keys of flows/evidence/items.py.
    """

    id: str
    source: str
    name: str
    by: str
    offered_at: datetime
    state: EvidenceState = "fetching"
    received: Received = Received()
    received_at: datetime | None = None
    refusal: Refusal | None = None
    kind: EvidenceKind = "file"
    details: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Contact:
    """Somebody whom the employee asked to get in touch, before or beside the report.

    They learn who asks, whether it is about danger and the number, and nothing else. `told_at` is when the
    message had reached their Slack; `is_missed` says that it never will.
    """

    role: ContactRole
    person: str
    asked_at: datetime
    answered_at: datetime | None = None
    told_at: datetime | None = None
    is_missed: bool = False


@dataclass(frozen=True)
class Participant:
    """A person's part in a case. `missing` is Slack's error when the channel did not take them.

    After `left_at` the person has no part in it any more, whatever they once had.
    """

    person: str
    role: Role
    since: datetime
    is_in_channel: bool = False
    missing: str = ""
    left_at: datetime | None = None


@dataclass(frozen=True)
class Decision:
    """Who decided what about a step, when and why. Kept for good; the newest of a step counts.

    Without an `outcome` the step was opened again. One that `is_waiting` leaves the step open. `details`
    are the fields of the outcome, such as a date or a case number of somebody else.
    """

    step: str
    outcome: str
    reason: str
    by: str
    at: datetime
    details: Mapping[str, str] = field(default_factory=dict)
    is_waiting: bool = False


@dataclass(frozen=True)
class Record:
    """What was done about a step besides deciding it: the task, who did it, and what they filled in.

    `step` is a step's key or an area of the case; flows/procedure/records.py has all of them. Kept for good;
    the newest of a task counts. The `values` are confidential.
    """

    step: str
    task: RecordTask
    by: str
    at: datetime
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class ClaimedReminder:
    """A reminder that is claimed, and when.

    `told_at` is when it had reached their Slack; None until that is proved.
    """

    key: ReminderKey
    at: datetime
    told_at: datetime | None = None

    @property
    def to(self) -> str:
        """To whom it is said."""
        return self.key.person


@dataclass(frozen=True)
class Report:
    """What the employee has sent. `content_at` (Ti) starts the 72 hours, `sent_at` (T0) everything else.

    `times` are those that held when it was sent; they stay its own, whatever the organisation changes later.
    """

    severity: Severity
    sent_at: datetime
    content_at: datetime
    answers: Mapping[str, Value]
    times: Times = STANDARD


@dataclass(frozen=True)
class People:
    """Who has to do with a case.

    `participants` have a part in it now, `former` had one, and the `excluded` must never learn of it;
    `contacts` were asked to get in touch, and `next_leader` is whom the directory named above the leader.
    """

    participants: tuple[Participant, ...]
    excluded: frozenset[str] = frozenset()
    contacts: tuple[Contact, ...] = ()
    former: tuple[Participant, ...] = ()
    next_leader: str = ""


@dataclass(frozen=True)
class Ending:
    """How far a case has ended; None for what has not been.

    Of one that is withdrawn nothing is decided or reminded of any more; of one that is closed only what the
    closing leaves to do. `exported_at` is when it was confirmed that the dossier is in the organisation's
    files. While it is held it is not erased; `lifted_at` is when a hold was lifted last.
    """

    withdrawn_at: datetime | None = None
    closed_at: datetime | None = None
    archived_at: datetime | None = None
    exported_at: datetime | None = None
    held_at: datetime | None = None
    lifted_at: datetime | None = None


@dataclass(frozen=True)
class Case:
    """The facts of one report.

    `channel` is None until Slack has opened one; `channel_refusal` is Slack's error when it will not.
    """

    id: str
    number: str
    procedure: str
    report: Report
    people: People
    channel: str | None = None
    channel_refusal: str = ""
    evidence: tuple[Evidence, ...] = ()
    decisions: tuple[Decision, ...] = ()
    records: tuple[Record, ...] = ()
    claimed_reminders: tuple[ClaimedReminder, ...] = ()
    ending: Ending = Ending()

    def with_role(self, *roles: Role) -> tuple[str, ...]:
        """The persons who hold one of these roles, in the order of the roles."""
        return tuple(p.person for role in roles for p in self.people.participants if p.role == role)

    def role_of(self, person: str) -> Role | None:
        """The person's role, None for someone who has no part in the case."""
        return next((p.role for p in self.people.participants if p.person == person), None)

    @property
    def employee(self) -> str:
        """Whose case it is."""
        return self.with_role("employee")[0]

    def decision(self, step: str) -> Decision | None:
        """The decision that counts for a step; None while it is open, also again or still."""
        found = self.last_word(step)
        return found if found and found.outcome and not found.is_waiting else None

    def last_word(self, step: str) -> Decision | None:
        """The newest that was said about a step: a decision, why it waits, or why it is open again."""
        return next((d for d in reversed(self.decisions) if d.step == step), None)

    def record(self, step: str, task: RecordTask) -> Record | None:
        """The newest record of a task."""
        return next((r for r in reversed(self.records) if r.step == step and r.task == task), None)

    def with_records(self, *records: Record) -> Case:
        """The case with what was done added to its records, which are never changed."""
        return replace(self, records=(*self.records, *records))

    def value(self, step: str, task: RecordTask, key: str) -> str:
        """What the newest record of a task holds under that key; "" when there is none."""
        found = self.record(step, task)
        return found.values.get(key, "") if found else ""

    def evidence_kept(self) -> tuple[Evidence, ...]:
        """The items that are safe in the evidence store."""
        return tuple(e for e in self.evidence if e.state == "kept")

    def is_documented(self) -> bool:
        """A piece of evidence is safe. A correction of the report is none."""
        return any(e.kind != "correction" for e in self.evidence_kept())


def is_settled(items: Iterable[Evidence], item: Evidence) -> bool:
    """Whether that outcome of a file is known already. A file that is safe stays safe."""
    known = next((other for other in items if other.id == item.id), None)
    return known is not None and known.state in {"kept", item.state}


def settled(items: Iterable[Evidence], item: Evidence) -> tuple[Evidence, ...]:
    """The items with how one of them came out, and what it told itself; what was told meanwhile stays."""
    kept = tuple(items)
    told = next((other.details for other in kept if other.id == item.id), {})
    return with_evidence(kept, replace(item, details={**item.details, **told}))


def with_answered(contacts: Iterable[Contact], person: str, now: datetime) -> tuple[Contact, ...]:
    """The contacts with that person's answer; an answer that was given stays."""
    return tuple(
        replace(c, answered_at=now) if c.person == person and c.answered_at is None else c for c in contacts
    )


def with_told(
    contacts: Iterable[Contact], person: str, now: datetime, *, is_missed: bool
) -> tuple[Contact, ...]:
    """The contacts with how the message to that person came out."""
    return tuple(
        replace(c, told_at=None if is_missed else now, is_missed=is_missed)
        if c.person == person and c.told_at is None
        else c
        for c in contacts
    )


def with_evidence(items: Iterable[Evidence], changed: Evidence) -> tuple[Evidence, ...]:
    """The items with one of them replaced, or added at the end when it is new."""
    kept = tuple(items)
    if any(item.id == changed.id for item in kept):
        return tuple(changed if item.id == changed.id else item for item in kept)
    return (*kept, changed)
