"""What the leader's duties need: records, details of decisions, people who have left, and closing."""

import sqlalchemy as sa
from alembic import op

from storage.columns import Moment

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the table and the columns."""
    op.create_table(
        "record",
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("task", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"]),
        sa.PrimaryKeyConstraint("case_id", "position"),
    )
    op.add_column("decision", sa.Column("details", sa.LargeBinary(), nullable=False, server_default=""))
    op.add_column("decision", _flag("is_waiting"))
    op.add_column("participant", sa.Column("left_at", Moment(), nullable=True))
    op.add_column("case", sa.Column("closed_at", Moment(), nullable=True))
    op.add_column("case", sa.Column("archived_at", Moment(), nullable=True))
    op.add_column("case", _flag("asks_hr"))
    op.create_index("ix_case_asks_hr", "case", ["asks_hr"])


def _flag(name: str) -> "sa.Column[bool]":
    return sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false())


def downgrade() -> None:
    """Takes it back."""
    op.drop_index("ix_case_asks_hr", "case")
    for table, columns in (
        ("case", ("asks_hr", "archived_at", "closed_at")),
        ("participant", ("left_at",)),
        ("decision", ("is_waiting", "details")),
    ):
        for column in columns:
            op.drop_column(table, column)
    op.drop_table("record")
