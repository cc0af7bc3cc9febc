"""The wrapped keys leave the database for files of their own, and what is erased is remembered."""

import sqlalchemy as sa
from alembic import context, op

from storage.columns import UtcDateTime
from storage.key_files import KeyFiles, WrappedKey

revision, down_revision = "0005", "0004"

VAULT = sa.table("vault", sa.column("id"), sa.column("wrapped"), sa.column("recipients"))


def upgrade() -> None:
    """Brings the database forward. Each key is in its file before the table goes."""
    keys: KeyFiles = context.config.attributes["keys"]
    for row in op.get_bind().execute(sa.select(VAULT)):
        keys.add(row.id, WrappedKey(row.recipients, bytes(row.wrapped)))
    op.drop_table("vault")
    op.create_table(
        "erasure",
        sa.Column("subject", sa.String(), primary_key=True),
        sa.Column("at", UtcDateTime(), nullable=False),
    )


def downgrade() -> None:
    """Takes the database back. The files stay."""
    keys: KeyFiles = context.config.attributes["keys"]
    op.drop_table("erasure")
    op.create_table(
        "vault",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.Column("recipients", sa.String(), nullable=False, server_default=""),
    )
    for subject in keys.subjects():
        if key := keys.read(subject):
            row = {"id": subject, "wrapped": key.wrapped, "recipients": key.recipients}
            op.get_bind().execute(sa.insert(VAULT), row)
