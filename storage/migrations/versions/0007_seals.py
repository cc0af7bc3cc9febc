"""The seals of drafts and cases, and when the operators were told of a head."""

import sqlalchemy as sa
from alembic import op

from storage.columns import UtcDateTime

revision, down_revision = "0007", "0006"


def upgrade() -> None:
    """Brings the database forward. storage/sealing.py seals what is there, when the cases can be opened."""
    op.create_table(
        "seal",
        sa.Column("subject", sa.String(), primary_key=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("facts", sa.String(), nullable=False),
        sa.Column("mac", sa.String(), nullable=False),
    )
    op.add_column("journal_head", sa.Column("told_at", UtcDateTime(), nullable=True))


def downgrade() -> None:
    """Takes the database back."""
    op.drop_column("journal_head", "told_at")
    op.drop_table("seal")
