"""A Monday's summary remembers what it counted; who may be away is found without everybody else."""

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
    away = sa.text("is_away OR quiet_until IS NOT NULL")
    op.create_index("ix_presence_away", "presence", ["person"], sqlite_where=away, postgresql_where=away)


def downgrade() -> None:
    """Takes them out again."""
    op.drop_index("ix_presence_away", "presence")
    with op.batch_alter_table("summary") as changed:
        changed.drop_column("rest")
        changed.drop_column("overdue")
