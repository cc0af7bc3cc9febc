"""Nothing yet."""

revision, down_revision = "0003", "0002"


def upgrade() -> None:
    """Brings the database forward."""


def downgrade() -> None:
    """Takes the database back."""
