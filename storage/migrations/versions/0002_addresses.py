"""Who was found by the mail addresses of the organisation's file."""

import sqlalchemy as sa
from alembic import op

from storage.columns import UtcDateTime

revision, down_revision = "0002", "0001"


def upgrade() -> None:
    """Brings the database forward."""
    op.create_table(
        "address",
        sa.Column("address", sa.String(), primary_key=True),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("is_told", sa.Boolean(), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
    )


def downgrade() -> None:
    """Takes the database back."""
    op.drop_table("address")
