"""A list of cases is in the order of their next deadlines without opening them."""

import sqlalchemy as sa
from alembic import op

from storage.columns import Moment

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the deadline. What an older case says next stands in its place until the case is planned anew."""
    op.add_column("case", sa.Column("due_at", Moment(), nullable=True))
    op.execute(
        """UPDATE "case" SET due_at =
        (SELECT min(at) FROM nudge WHERE nudge.case_id = "case".id AND NOT nudge.is_claimed)"""
    )


def downgrade() -> None:
    """Takes it out again."""
    op.drop_column("case", "due_at")
