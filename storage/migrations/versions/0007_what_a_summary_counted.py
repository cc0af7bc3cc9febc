"""A Monday's summary remembers what it counted, so that no case is opened to show it again."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the counts. Those of summaries before this are not known."""
    with op.batch_alter_table("summary") as changed:
        changed.add_column(sa.Column("overdue", sa.String(), nullable=False, server_default="{}"))
        changed.add_column(sa.Column("rest", sa.Integer(), nullable=False, server_default="0"))


def downgrade() -> None:
    """Takes them out again."""
    with op.batch_alter_table("summary") as changed:
        changed.drop_column("rest")
        changed.drop_column("overdue")
