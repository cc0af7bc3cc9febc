"""The first tables."""

from functools import partial
from typing import Any

import sqlalchemy as sa
from alembic import op

from storage.columns import UtcDateTime

revision, down_revision = "0001", None
TABLES = (
    *("draft", "evidence", "case", "participant", "decision", "record", "reminder", "message_day", "summary"),
    *("inbox", "outbox", "surface", "surface_case"),
    *("person", "presence", "change", "vault", "journal", "journal_head"),
)


def upgrade() -> None:
    """Brings the database forward."""
    _reports()
    _cases()
    _reminders()
    _arrivals()
    _people()
    _keys()


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
    """Reports under way, and their evidence and that of cases."""
    op.create_table(
        "draft",
        text("id", primary_key=True),
        text("person"),
        text("number"),
        moment("started_at"),
        moment("updated_at"),
        number("version"),
        encrypted("body"),
        sa.UniqueConstraint("number"),
        sa.UniqueConstraint("person"),
    )
    op.create_table(
        "evidence",
        text("id", primary_key=True),
        text("subject"),
        text("source"),
        encrypted("name"),
        text("by"),
        moment("offered_at"),
        text("state"),
        text("media_type"),
        number("size"),
        text("sha256"),
        moment("received_at", nullable=True),
        text("refusal", nullable=True),
        text("kind"),
        encrypted("details"),
        number("position"),
    )
    op.create_index("ix_evidence_subject", "evidence", ["subject"])


def _cases() -> None:
    """Cases, and what was decided and done in each."""
    op.create_table(
        "case",
        text("id", primary_key=True),
        text("number"),
        text("procedure"),
        text("severity"),
        moment("sent_at"),
        moment("content_at"),
        text("channel", nullable=True),
        text("channel_refusal"),
        moment("withdrawn_at", nullable=True),
        moment("closed_at", nullable=True),
        moment("archived_at", nullable=True),
        yes_or_no("asks_hr"),
        moment("due_at", nullable=True),
        number("version"),
        encrypted("body"),
        sa.UniqueConstraint("number"),
    )
    op.create_index("ix_case_asks_hr", "case", ["asks_hr"])
    op.create_index("ix_case_channel", "case", ["channel"])
    op.create_index("ix_case_open", "case", ["sent_at"], **of("withdrawn_at IS NULL AND archived_at IS NULL"))
    op.create_table(
        "participant",
        text("case_id", primary_key=True),
        text("person", primary_key=True),
        number("position"),
        text("role"),
        moment("since"),
        yes_or_no("is_in_channel"),
        text("missing"),
        moment("left_at", nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["case.id"],
        ),
    )
    op.create_index("ix_participant_person", "participant", ["person"])
    op.create_table(
        "decision",
        text("case_id", primary_key=True),
        number("position", primary_key=True),
        text("step"),
        text("outcome"),
        encrypted("reason"),
        text("by"),
        moment("at"),
        encrypted("details"),
        yes_or_no("is_waiting"),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["case.id"],
        ),
    )
    op.create_table(
        "record",
        text("case_id", primary_key=True),
        number("position", primary_key=True),
        text("step"),
        text("task"),
        text("by"),
        moment("at"),
        encrypted("body"),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["case.id"],
        ),
    )


def _reminders() -> None:
    """What a case has to say, and what each person was told."""
    op.create_table(
        "reminder",
        text("case_id", primary_key=True),
        text("kind", primary_key=True),
        text("step", primary_key=True),
        number("round", primary_key=True),
        number("number", primary_key=True),
        text("person", primary_key=True),
        moment("at"),
        yes_or_no("is_claimed"),
        moment("told_at", nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["case.id"],
        ),
    )
    op.create_index("ix_reminder_left", "reminder", ["is_claimed", "at"])
    op.create_index("ix_reminder_person", "reminder", ["person", "is_claimed", "at"])
    op.create_table(
        "message_day",
        text("person", primary_key=True),
        text("day", primary_key=True),
        number("change"),
    )
    op.create_index("ix_message_day_change", "message_day", ["change"])
    op.create_index("ix_message_day_day", "message_day", ["day"])
    op.create_table(
        "summary",
        text("person", primary_key=True),
        text("monday", primary_key=True),
        moment("owed_at"),
        text("overdue"),
        number("rest"),
    )
    op.create_index("ix_summary_monday", "summary", ["monday"])


def _arrivals() -> None:
    """What arrived, what is owed, and where it is shown."""
    op.create_table(
        "inbox",
        text("key", primary_key=True),
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
        text("lane"),
        text("subject"),
        text("kind"),
        text("args"),
        moment("owed_at"),
        moment("due_at"),
        number("attempts"),
        moment("claimed_until", nullable=True),
        moment("started_at", nullable=True),
        moment("done_at", nullable=True),
        text("error"),
        sa.UniqueConstraint("id"),
    )
    op.create_index("ix_outbox_alert", "outbox", ["subject", "owed_at"], **of("kind = 'Alert'"))
    op.create_index("ix_outbox_done", "outbox", ["done_at"], **of("done_at IS NOT NULL"))
    op.create_index("ix_outbox_due", "outbox", ["due_at", "seq"], **of("done_at IS NULL"))
    op.create_index("ix_outbox_lane", "outbox", ["lane", "seq"], **of("done_at IS NULL"))
    op.create_table(
        "surface",
        text("id", primary_key=True),
        text("subject"),
        text("kind"),
        text("person"),
        text("about"),
        text("channel"),
        text("ts"),
        text("digest"),
        moment("posted_at"),
    )
    op.create_index("ix_surface_of_person", "surface", ["posted_at"], **of("subject LIKE 'person:%'"))
    op.create_index("ix_surface_subject", "surface", ["subject", "posted_at"])
    op.create_table(
        "surface_case",
        text("case_id", primary_key=True),
        text("surface", primary_key=True),
        sa.ForeignKeyConstraint(["surface"], ["surface.id"], ondelete="CASCADE"),
    )
    op.create_index("ix_surface_case_surface", "surface_case", ["surface"])


def _people() -> None:
    """People, whether they can be reached, and the number of their newest change."""
    op.create_table(
        "person",
        text("id", primary_key=True),
        text("name"),
        text("language"),
        text("chosen_language"),
        text("zone"),
        text("mail"),
        yes_or_no("is_active"),
        yes_or_no("is_member"),
        yes_or_no("wants_weekly"),
        moment("seen_at"),
        number("change"),
    )
    op.create_index("ix_person_change", "person", ["change"])
    op.create_table(
        "presence",
        text("person", primary_key=True),
        moment("quiet_until", nullable=True),
        yes_or_no("is_away"),
        moment("away_until", nullable=True),
        moment("seen_at"),
        number("change"),
    )
    op.create_index("ix_presence_away", "presence", ["person"], **of("is_away OR quiet_until IS NOT NULL"))
    op.create_index("ix_presence_change", "presence", ["change"])
    op.create_table("change", number("id", primary_key=True), number("number"))


def _keys() -> None:
    """Wrapped keys, the journal and its heads."""
    op.create_table("vault", text("id", primary_key=True), encrypted("wrapped"))
    op.create_table(
        "journal",
        number("seq", primary_key=True),
        text("subject"),
        number("number"),
        moment("at"),
        text("person"),
        text("act"),
        text("detail"),
        text("hash"),
        number("head", nullable=True),
        sa.UniqueConstraint("subject", "number", name="uq_journal_number"),
    )
    op.create_index("ix_journal_head", "journal", ["head"])
    op.create_table("journal_head", number("number", primary_key=True), moment("at"), text("hash"))
