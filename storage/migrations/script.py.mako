"""${message}."""

import sqlalchemy as sa
from alembic import op

from storage.columns import UtcDateTime

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Brings the database forward."""
    ${upgrades if upgrades else "pass"}


def downgrade() -> None:
    """Takes the database back."""
    ${downgrades if downgrades else "pass"}
