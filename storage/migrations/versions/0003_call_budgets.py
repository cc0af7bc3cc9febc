"""The calls to Slack that several processes share, and one kind of surface less."""

import sqlalchemy as sa
from alembic import op

from storage.columns import UtcDateTime

revision, down_revision = "0003", "0002"

OWED_AS = "UPDATE outbox SET args = replace(args, '\"review\"', '\"report\"') WHERE kind = 'Show'"


def upgrade() -> None:
    """Brings the database forward."""
    op.create_table(
        "call_budget",
        sa.Column("method", sa.String(), primary_key=True),
        sa.Column("minute", UtcDateTime(), primary_key=True),
        sa.Column("used", sa.Integer(), nullable=False),
    )
    op.execute(OWED_AS)


def downgrade() -> None:
    """Takes the database back."""
    op.drop_table("call_budget")
