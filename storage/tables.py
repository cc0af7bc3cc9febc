"""The tables. What a case is about lies in a `bytes` column, encrypted with the case's own key.

What a query looks at, and what belongs to no case, is `keyed` or `locked` with the key of the database. What
is left readable is ids, numbers, and the times that the clock and the lists look at.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.columns import keyed, locked, moment, some


class ErasureRow(SQLModel, table=True):
    """A draft or case that is erased: its key and its files go from the disk once this is remembered.

    Of a case its number stays and why it was erased; of a draft neither.
    """

    __tablename__ = "erasure"
    subject: str = Field(primary_key=True)
    at: datetime = locked("erasure.at", datetime)
    number: str = Field(default="", index=True)
    why: str = locked("erasure.why", default="")


class DraftRow(SQLModel, table=True):
    """One report under way a person.

    `announced_at` is when they were told that it is erased soon; anything that they do takes it back.
    """

    __tablename__ = "draft"
    id: str = Field(primary_key=True)
    person: str = keyed("person", unique=True)
    number: str = Field(unique=True)
    updated_at: datetime = moment()
    announced_at: datetime | None = moment(default=None, nullable=True)
    version: int = 1
    body: bytes


class CaseRow(SQLModel, table=True):
    """One case. `version` guards against two acts at once.

    `hr_sign` says whether HR is asked to join (storage/signs.py), so that their Home tabs find it without
    opening every case, and `due_at` is its next deadline, so that a list of cases is in order without it.
    """

    __tablename__ = "case"
    __table_args__ = (some("ix_case_open", "sent_at", of="withdrawn_at IS NULL AND archived_at IS NULL"),)
    id: str = Field(primary_key=True)
    number: str = Field(unique=True)
    sent_at: datetime = moment()
    channel: str | None = keyed("channel", default=None, index=True, nullable=True)
    withdrawn_at: datetime | None = moment(default=None, nullable=True)
    closed_at: datetime | None = moment(default=None, nullable=True)
    archived_at: datetime | None = moment(default=None, nullable=True)
    exported_at: datetime | None = moment(default=None, nullable=True)
    held_at: datetime | None = moment(default=None, nullable=True)
    lifted_at: datetime | None = moment(default=None, nullable=True)
    hr_sign: str = keyed("case.hr_sign", to=64, index=True)
    due_at: datetime | None = moment(default=None, nullable=True)
    version: int = 1
    body: bytes


class ParticipantRow(SQLModel, table=True):
    """A person's part in a case.

    `part` is the role and the person in one: so it can be looked for, and no role is told by how often it
    occurs.
    """

    __tablename__ = "participant"
    case_id: str = Field(primary_key=True, foreign_key="case.id")
    person: str = keyed("person", primary_key=True, index=True)
    position: int = locked("participant.position", int)
    part: str = keyed("participant.part")
    since: datetime = locked("participant.since", datetime)
    is_in_channel: bool = locked("participant.is_in_channel", bool, default=False)
    missing: str = locked("participant.missing", default="")
    left_at: datetime | None = locked("participant.left_at", datetime, default=None, nullable=True)


class DecisionRow(SQLModel, table=True):
    """A decision of a step; never changed, a newer one counts instead."""

    __tablename__ = "decision"
    case_id: str = Field(primary_key=True, foreign_key="case.id")
    position: int = Field(primary_key=True)
    body: bytes


class RecordRow(SQLModel, table=True):
    """What was done about a step besides deciding it; never changed, a newer one counts instead."""

    __tablename__ = "record"
    case_id: str = Field(primary_key=True, foreign_key="case.id")
    position: int = Field(primary_key=True)
    body: bytes


class ReminderRow(SQLModel, table=True):
    """A reminder: its key makes each one unique whatever restarts or runs twice.

    The key has the case in it, so that those of two cases are never equal.

    Until it is claimed it is a plan, made anew whenever the case changes, and `at` is when it is to be said.
    Claimed it stays for good; `told_at` is when Slack had the message that holds it.
    """

    __tablename__ = "reminder"
    __table_args__ = (
        Index("ix_reminder_left", "is_claimed", "at"),  # At every sweep, among years of what was said.
        Index("ix_reminder_person", "person", "is_claimed", "at"),
    )
    case_id: str = Field(primary_key=True, foreign_key="case.id")
    key: str = keyed("reminder.key", primary_key=True)
    person: str = keyed("person")
    at: datetime = moment()
    is_claimed: bool = False
    told_at: datetime | None = locked("reminder.told_at", datetime, default=None, nullable=False)


class EvidenceRow(SQLModel, table=True):
    """One item of a draft or case; its bytes lie encrypted in the evidence folder under this id.

    `state` says whether they do, so that a backup copies them without opening anything.
    """

    __tablename__ = "evidence"
    id: str = Field(primary_key=True)
    subject: str = Field(index=True)
    state: str
    position: int = 0
    body: bytes


class InboxRow(SQLModel, table=True):
    """An event as it arrived, before Slack was told so. The payload is blanked once it is handled.

    Until `held_until` it waits for its person's choice of where it belongs.
    """

    __tablename__ = "inbox"
    __table_args__ = (some("ix_inbox_undone", "held_until", "arrived_at", of="done_at IS NULL"),)
    key: str = keyed("arrival", primary_key=True)
    arrived_at: datetime = moment(index=True)
    payload: bytes
    attempts: int = 0
    done_at: datetime | None = moment(default=None, nullable=True)
    held_until: datetime | None = moment(default=None, nullable=True)


class OutboxRow(SQLModel, table=True):
    """An effect that is owed. Rows of one lane are delivered in order, one at a time.

    `started_at` is set while a delivery is under way: when it is found set, its outcome is unknown.
    `claimed_by` is the number of the process that claimed it (storage/liveness.py), 0 where there is but one.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        some("ix_outbox_lane", "lane", "seq", of="done_at IS NULL"),
        some("ix_outbox_due", "due_at", "seq", of="done_at IS NULL"),
        some("ix_outbox_done", "done_at", of="done_at IS NOT NULL"),
        some("ix_outbox_alert", "subject", "owed_at", of="is_alert"),
    )
    seq: int | None = Field(default=None, primary_key=True)
    id: str = Field(unique=True)
    lane: str = keyed("lane")
    subject: str = keyed("subject")
    kind: str = locked("outbox.kind")
    is_alert: bool = False
    args: str = keyed("outbox.args", to=128)
    owed_at: datetime = moment()
    due_at: datetime = moment()
    attempts: int = 0
    failures: int = 0
    claimed_until: datetime | None = moment(default=None, nullable=True)
    claimed_by: int = 0
    started_at: datetime | None = moment(default=None, nullable=True)
    done_at: datetime | None = moment(default=None, nullable=True)
    error: str = locked("outbox.error", default="")


class CallBudgetRow(SQLModel, table=True):
    """How many calls of a Web API method the processes have drawn for a minute, where several share it."""

    __tablename__ = "call_budget"
    method: str = keyed("method", primary_key=True)
    minute: datetime = moment(primary_key=True)
    used: int


class SurfaceRow(SQLModel, table=True):
    """A message or Home tab that shows facts. `id` is the outbox id that posted it and its block id.

    After `expires_at` a message to a person that names no case is not looked at any more.
    """

    __tablename__ = "surface"
    __table_args__ = (
        Index("ix_surface_subject", "subject", "posted_at"),
        some("ix_surface_expiring", "expires_at", of="expires_at IS NOT NULL"),
    )
    id: str = keyed("surface", primary_key=True)
    subject: str = keyed("subject")
    kind: str = locked("surface.kind")
    person: str = keyed("person", default="")
    about: str = locked("surface.about", to=128, default="")
    channel: str = locked("surface.channel")
    ts: str = locked("surface.ts")
    digest: str = locked("surface.digest", to=128)
    posted_at: datetime = moment()
    expires_at: datetime | None = moment(default=None, nullable=True)


class SurfaceCaseRow(SQLModel, table=True):
    """A message over all cases of a person names this case."""

    __tablename__ = "surface_case"
    case_id: str = Field(primary_key=True)
    surface: str = keyed(
        "surface", primary_key=True, foreign_key="surface.id", ondelete="CASCADE", index=True
    )


class JournalRow(SQLModel, table=True):
    """Who did what, when, without content. Each line's hash covers the line before it of its subject.

    `seq` only puts the lines of all subjects in order. `head` is the one that covers the line.
    """

    __tablename__ = "journal"
    __table_args__ = (UniqueConstraint("subject", "number", name="uq_journal_number"),)
    seq: int | None = Field(default=None, primary_key=True)
    subject: str
    number: int
    at: datetime = locked("journal.at", datetime)
    person: str = locked("journal.person")
    act: str = locked("journal.act")
    detail: str = locked("journal.detail", to=128, default="")
    hash: str
    head: int | None = Field(default=None, index=True)


class JournalHeadRow(SQLModel, table=True):
    """How far the chains of all subjects went. Its hash covers their ends and the head before it.

    `told_at` is when the operators were told of it.
    """

    __tablename__ = "journal_head"
    number: int = Field(primary_key=True)
    at: datetime = moment()
    hash: str
    told_at: datetime | None = moment(default=None, nullable=True)


class SealRow(SQLModel, table=True):
    """How the chain of a draft or case ends, and its facts then; of "heads", the last head.

    `mac` covers the rest, so that nobody without the key of the database makes one that holds.
    """

    __tablename__ = "seal"
    subject: str = Field(primary_key=True)
    number: int
    hash: str
    facts: str
    mac: str


class SummaryRow(SQLModel, table=True):
    """A Monday summary that was owed: one a person a week.

    `overdue` are the counts of overdue steps by unit in it, as JSON; `rest` how many open steps it did not
    list.
    """

    __tablename__ = "summary"
    person: str = keyed("person", primary_key=True)
    monday: str = Field(primary_key=True, index=True)
    owed_at: datetime = locked("summary.owed_at", datetime)
    overdue: str = locked("summary.overdue", to=128, default="{}")
    rest: int = locked("summary.rest", int, default=0)
