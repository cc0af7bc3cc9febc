"""A chain a case in the journal with heads over all, indexes of what is left to do, and named cases."""

import hashlib
from collections import defaultdict
from collections.abc import Callable
from datetime import UTC
from typing import Any

import sqlalchemy as sa
from alembic import op

from storage.columns import Moment

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

UNDONE = "done_at IS NULL"
PARTIAL = (
    ("ix_case_open", "case", ["sent_at"], "withdrawn_at IS NULL AND archived_at IS NULL"),
    ("ix_inbox_undone", "inbox", ["held_until", "arrived_at"], UNDONE),
    ("ix_outbox_lane", "outbox", ["lane", "seq"], UNDONE),
    ("ix_outbox_due", "outbox", ["due_at", "seq"], UNDONE),
    ("ix_outbox_done", "outbox", ["done_at"], "done_at IS NOT NULL"),
    ("ix_outbox_alert", "outbox", ["subject", "owed_at"], "kind = 'Alert'"),
    ("ix_surface_of_person", "surface", ["posted_at"], "subject LIKE 'person:%'"),
)
WHOLE = (
    ("ix_nudge_person", "nudge", ["person", "is_claimed", "at"]),
    ("ix_surface_subject", "surface", ["subject", "posted_at"]),
    ("ix_told_day_day", "told_day", ["day"]),
    ("ix_summary_monday", "summary", ["monday"]),
)
BEFORE = (
    ("ix_nudge_person", "nudge", ["person"]),
    ("ix_surface_subject", "surface", ["subject"]),
    ("ix_outbox_lane", "outbox", ["lane"]),
    ("ix_outbox_due_at", "outbox", ["due_at"]),
    ("ix_outbox_done_at", "outbox", ["done_at"]),
)


def upgrade() -> None:
    """Makes the indexes, and the journal anew: a chain a case. What messages name is read from them."""
    for name, table, _ in BEFORE:
        op.drop_index(name, table)
    for name, table, columns, of in PARTIAL:
        op.create_index(name, table, columns, sqlite_where=sa.text(of), postgresql_where=sa.text(of))
    for name, table, columns in WHOLE:
        op.create_index(name, table, columns)
    op.create_table(
        "surface_case",
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("surface", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["surface"], ["surface.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("case_id", "surface"),
    )
    op.create_index("ix_surface_case_surface", "surface_case", ["surface"])
    _name_the_cases(op.get_bind())
    op.create_table(
        "journal_head",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
    )
    _make_journal_anew(
        _a_chain_a_subject,
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("head", sa.Integer(), nullable=True),
        sa.UniqueConstraint("subject", "number", name="uq_journal_number"),
    )
    op.create_index("ix_journal_head", "journal", ["head"])


def _name_the_cases(connection: sa.Connection) -> None:
    named = sa.table("surface_case", sa.column("case_id", sa.String()), sa.column("surface", sa.String()))
    query = "SELECT id, about FROM surface WHERE kind IN ('reminders', 'weekly') AND about <> ''"
    for surface, about in connection.execute(sa.text(query)).all():
        for case in {entry.partition("|")[0] for entry in about.split(",")}:
            connection.execute(named.insert().values(case_id=case, surface=surface))


Rows = list[dict[str, Any]]


def _make_journal_anew(chained: Callable[[Rows], Rows], *more: sa.schema.SchemaItem) -> None:
    """Its lines in their order, numbered and hashed in another way."""
    names = ("subject", "person", "act", "detail")
    old = sa.table("journal", sa.column("seq"), sa.column("at", Moment()), *map(sa.column, names))
    rows = op.get_bind().execute(sa.select(old).order_by(old.c.seq)).mappings().all()
    op.drop_table("journal")
    new = op.create_table(
        "journal",
        *more,
        sa.Column("at", Moment(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in (*names, "hash")),
        sa.PrimaryKeyConstraint("seq"),
    )
    if rows:
        op.bulk_insert(new, chained([dict(row) for row in rows]))


def _a_chain_a_subject(rows: Rows) -> Rows:
    last: dict[str, tuple[int, str]] = defaultdict(lambda: (0, ""))
    for row in rows:
        del row["seq"]
        number, before = last[row["subject"]]
        row["number"], row["hash"] = number + 1, _hash(before, number + 1, row)
        last[row["subject"]] = row["number"], row["hash"]
    return rows


def _one_chain(rows: Rows) -> Rows:
    before = ""
    for number, row in enumerate(rows, 1):
        row["seq"] = number
        row["hash"] = before = _hash(before, number, row)
    return rows


def _hash(before: str, number: int, row: dict[str, Any]) -> str:
    at = row["at"].astimezone(UTC).isoformat()
    told = (row[name] for name in ("subject", "person", "act", "detail"))
    return hashlib.sha256("\x1f".join((before, str(number), at, *told)).encode()).hexdigest()


def downgrade() -> None:
    """Takes it back: one chain over all lines."""
    op.drop_index("ix_journal_head", "journal")
    _make_journal_anew(_one_chain, sa.Column("seq", sa.Integer(), nullable=False))
    op.create_index("ix_journal_subject", "journal", ["subject"])
    op.drop_table("journal_head")
    op.drop_table("surface_case")
    for name, table, *_ in (*PARTIAL, *WHOLE):
        op.drop_index(name, table)
    for name, table, columns in BEFORE:
        op.create_index(name, table, columns)
