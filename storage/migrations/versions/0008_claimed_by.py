"""By which process something is claimed."""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0008", "0007"


def upgrade() -> None:
    """Brings the database forward."""
    op.add_column("outbox", sa.Column("claimed_by", sa.Integer(), nullable=False, server_default="0"))


def downgrade() -> None:
    """Takes the database back."""
    op.drop_column("outbox", "claimed_by")
