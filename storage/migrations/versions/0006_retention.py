"""When a case was exported and held, when an unsent report was announced, and what was erased and why."""

import sqlalchemy as sa
from alembic import op

from storage.columns import UtcDateTime

revision, down_revision = "0006", "0005"

OF_A_CASE = ("exported_at", "held_at", "lifted_at")
OF_AN_ERASURE = ("number", "why")


def upgrade() -> None:
    """Brings the database forward."""
    for name in OF_A_CASE:
        op.add_column("case", sa.Column(name, UtcDateTime(), nullable=True))
    op.add_column("draft", sa.Column("announced_at", UtcDateTime(), nullable=True))
    for name in OF_AN_ERASURE:
        op.add_column("erasure", sa.Column(name, sa.String(), nullable=False, server_default=""))
    op.create_index("ix_erasure_number", "erasure", ["number"])


def downgrade() -> None:
    """Takes the database back."""
    op.drop_index("ix_erasure_number", "erasure")
    for name in OF_AN_ERASURE:
        op.drop_column("erasure", name)
    op.drop_column("draft", "announced_at")
    for name in OF_A_CASE:
        op.drop_column("case", name)
