"""Who was found by an address, how often a delivery has failed, and for whom a key is wrapped."""

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
    op.add_column("vault", sa.Column("recipients", sa.String(), nullable=False, server_default=""))
    op.add_column("outbox", sa.Column("failures", sa.Integer(), nullable=False, server_default="0"))


def downgrade() -> None:
    """Takes the database back."""
    op.drop_column("outbox", "failures")
    op.drop_column("vault", "recipients")
    op.drop_table("address")
