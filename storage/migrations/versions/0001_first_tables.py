"""The first tables."""

from functools import partial
from typing import Any

import sqlalchemy as sa
from alembic import op

from storage.columns import UtcDateTime

revision, down_revision = "0001", None
TABLES = (
    *("erasure", "draft", "evidence", "case", "participant", "decision", "record"),
    *("reminder", "message_day", "summary", "inbox", "outbox", "call_budget", "surface", "surface_case"),
    *("person", "presence", "address", "change", "procedure_times", "process"),
    *("journal", "journal_head", "seal"),
)


def upgrade() -> None:
    """Brings the database forward."""
    _reports()
    _cases()
    _reminders()
    _arrivals()
    _people()
    _configuration()
    _journal()


def downgrade() -> None:
    """Takes the database back."""
    for table in reversed(TABLES):
        op.drop_table(table)


def _column(
    kind: sa.types.TypeEngine[Any], name: str, *, nullable: bool = False, primary_key: bool = False
) -> Any:
    return sa.Column(name, kind, nullable=nullable, primary_key=primary_key)


text, number, yes_or_no = (partial(_column, kind) for kind in (sa.String(), sa.Integer(), sa.Boolean()))
moment, encrypted = partial(_column, UtcDateTime()), partial(_column, sa.LargeBinary())


def of(rows: str) -> dict[str, Any]:
    """What makes an index one of these rows alone, on both databases."""
    return {"sqlite_where": sa.text(rows), "postgresql_where": sa.text(rows)}


def _reports() -> None:
    """Reports under way, and their evidence and that of cases; what is erased."""
    op.create_table(
        "erasure", text("subject", primary_key=True), encrypted("at"), text("number"), encrypted("why")
    )
    op.create_index("ix_erasure_number", "erasure", ["number"])
    op.create_table(
        "draft",
        text("id", primary_key=True),
        encrypted("person"),
        text("number"),
        moment("updated_at"),
        moment("announced_at", nullable=True),
        number("version"),
        encrypted("body"),
        sa.UniqueConstraint("number"),
        sa.UniqueConstraint("person"),
    )
    op.create_table(
        "evidence",
        text("id", primary_key=True),
        text("subject"),
        text("state"),
        number("position"),
        encrypted("body"),
    )
    op.create_index("ix_evidence_subject", "evidence", ["subject"])


def _cases() -> None:
    """Cases, and what was decided and done in each."""
    op.create_table(
        "case",
        text("id", primary_key=True),
        text("number"),
        moment("sent_at"),
        encrypted("channel", nullable=True),
        moment("withdrawn_at", nullable=True),
        moment("closed_at", nullable=True),
        moment("archived_at", nullable=True),
        moment("exported_at", nullable=True),
        moment("held_at", nullable=True),
        moment("lifted_at", nullable=True),
        encrypted("hr_sign"),
        moment("due_at", nullable=True),
        number("version"),
        encrypted("body"),
        sa.UniqueConstraint("number"),
    )
    op.create_index("ix_case_hr_sign", "case", ["hr_sign"])
    op.create_index("ix_case_channel", "case", ["channel"])
    op.create_index("ix_case_open", "case", ["sent_at"], **of("withdrawn_at IS NULL AND archived_at IS NULL"))
    op.create_table(
        "participant",
        text("case_id", primary_key=True),
        encrypted("person", primary_key=True),
        encrypted("position"),
        encrypted("part"),
        encrypted("since"),
        encrypted("is_in_channel"),
        encrypted("missing"),
        encrypted("left_at", nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"]),
    )
    op.create_index("ix_participant_person", "participant", ["person"])
    for log in ("decision", "record"):
        op.create_table(
            log,
            text("case_id", primary_key=True),
            number("position", primary_key=True),
            encrypted("body"),
            sa.ForeignKeyConstraint(["case_id"], ["case.id"]),
        )


def _reminders() -> None:
    """What a case has to say, and what each person was told."""
    op.create_table(
        "reminder",
        text("case_id", primary_key=True),
        encrypted("key", primary_key=True),
        encrypted("person"),
        moment("at"),
        yes_or_no("is_claimed"),
        encrypted("told_at"),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"]),
    )
    op.create_index("ix_reminder_left", "reminder", ["is_claimed", "at"])
    op.create_index("ix_reminder_person", "reminder", ["person", "is_claimed", "at"])
    op.create_table(
        "message_day",
        encrypted("person", primary_key=True),
        text("day", primary_key=True),
        number("change"),
    )
    op.create_index("ix_message_day_change", "message_day", ["change"])
    op.create_index("ix_message_day_day", "message_day", ["day"])
    op.create_table(
        "summary",
        encrypted("person", primary_key=True),
        text("monday", primary_key=True),
        encrypted("owed_at"),
        encrypted("overdue"),
        encrypted("rest"),
    )
    op.create_index("ix_summary_monday", "summary", ["monday"])


def _arrivals() -> None:
    """What arrived, what is owed, and where it is shown."""
    op.create_table(
        "inbox",
        encrypted("key", primary_key=True),
        moment("arrived_at"),
        encrypted("payload"),
        number("attempts"),
        moment("done_at", nullable=True),
        moment("held_until", nullable=True),
    )
    op.create_index("ix_inbox_arrived_at", "inbox", ["arrived_at"])
    op.create_index("ix_inbox_undone", "inbox", ["held_until", "arrived_at"], **of("done_at IS NULL"))
    op.create_table(
        "outbox",
        number("seq", primary_key=True),
        text("id"),
        encrypted("lane"),
        encrypted("subject"),
        encrypted("kind"),
        yes_or_no("is_alert"),
        encrypted("args"),
        moment("owed_at"),
        moment("due_at"),
        number("attempts"),
        number("failures"),
        moment("claimed_until", nullable=True),
        number("claimed_by"),
        moment("started_at", nullable=True),
        moment("done_at", nullable=True),
        encrypted("error"),
        sa.UniqueConstraint("id"),
    )
    op.create_index("ix_outbox_alert", "outbox", ["subject", "owed_at"], **of("is_alert"))
    op.create_index("ix_outbox_done", "outbox", ["done_at"], **of("done_at IS NOT NULL"))
    op.create_index("ix_outbox_due", "outbox", ["due_at", "seq"], **of("done_at IS NULL"))
    op.create_index("ix_outbox_lane", "outbox", ["lane", "seq"], **of("done_at IS NULL"))
    op.create_table(
        "call_budget",
        encrypted("method", primary_key=True),
        moment("minute", primary_key=True),
        number("used"),
    )
    op.create_table(
        "surface",
        encrypted("id", primary_key=True),
        encrypted("subject"),
        encrypted("kind"),
        encrypted("person"),
        encrypted("about"),
        encrypted("channel"),
        encrypted("ts"),
        encrypted("digest"),
        moment("posted_at"),
        moment("expires_at", nullable=True),
    )
    op.create_index("ix_surface_expiring", "surface", ["expires_at"], **of("expires_at IS NOT NULL"))
    op.create_index("ix_surface_subject", "surface", ["subject", "posted_at"])
    op.create_table(
        "surface_case",
        text("case_id", primary_key=True),
        encrypted("surface", primary_key=True),
        sa.ForeignKeyConstraint(["surface"], ["surface.id"], ondelete="CASCADE"),
    )
    op.create_index("ix_surface_case_surface", "surface_case", ["surface"])


def _people() -> None:
    """People, whether they can be reached, by which addresses, and the number of their newest change."""
    op.create_table(
        "person",
        encrypted("id", primary_key=True),
        encrypted("name"),
        encrypted("language"),
        encrypted("chosen_language"),
        encrypted("zone"),
        encrypted("mail"),
        encrypted("is_active"),
        encrypted("is_member"),
        encrypted("wants_weekly"),
        moment("seen_at"),
        number("change"),
    )
    op.create_index("ix_person_change", "person", ["change"])
    op.create_table(
        "presence",
        encrypted("person", primary_key=True),
        encrypted("away_sign"),
        encrypted("quiet_until"),
        encrypted("is_away"),
        encrypted("away_until"),
        moment("seen_at"),
        number("change"),
    )
    op.create_index("ix_presence_away_sign", "presence", ["away_sign"])
    op.create_index("ix_presence_change", "presence", ["change"])
    op.create_table(
        "address",
        encrypted("address", primary_key=True),
        encrypted("person"),
        yes_or_no("is_told"),
        encrypted("asked_at"),
    )
    op.create_table("change", number("id", primary_key=True), number("number"))


def _configuration() -> None:
    """The times that cases were sent with, and which processes work with which configuration."""
    op.create_table("procedure_times", encrypted("procedure", primary_key=True), encrypted("times"))
    op.create_table(
        "process",
        text("id", primary_key=True),
        encrypted("configuration"),
        encrypted("since"),
        moment("seen_at"),
    )


def _journal() -> None:
    """The journal, its heads and its seals."""
    op.create_table(
        "journal",
        number("seq", primary_key=True),
        text("subject"),
        number("number"),
        encrypted("at"),
        encrypted("person"),
        encrypted("act"),
        encrypted("detail"),
        text("hash"),
        number("head", nullable=True),
        sa.UniqueConstraint("subject", "number", name="uq_journal_number"),
    )
    op.create_index("ix_journal_head", "journal", ["head"])
    op.create_table(
        "journal_head",
        number("number", primary_key=True),
        moment("at"),
        text("hash"),
        moment("told_at", nullable=True),
    )
    op.create_table(
        "seal",
        text("subject", primary_key=True),
        number("number"),
        text("hash"),
        text("facts"),
        text("mac"),
    )
