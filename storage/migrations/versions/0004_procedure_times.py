"""The times that cases were sent with, and which processes work with which configuration."""

import sqlalchemy as sa
from alembic import op

from storage.columns import UtcDateTime

revision, down_revision = "0004", "0003"


def upgrade() -> None:
    """Brings the database forward."""
    op.create_table(
        "procedure_times",
        sa.Column("procedure", sa.String(), primary_key=True),
        sa.Column("times", sa.String(), nullable=False),
    )
    op.create_table(
        "process",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("configuration", sa.String(), nullable=False),
        sa.Column("since", UtcDateTime(), nullable=False),
        sa.Column("seen_at", UtcDateTime(), nullable=False),
    )


def downgrade() -> None:
    """Takes the database back."""
    op.drop_table("process")
    op.drop_table("procedure_times")
