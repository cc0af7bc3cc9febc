"""What the whole report needs: numbers of drafts, words as evidence, withdrawal, waiting arrivals."""

import secrets
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

from storage.columns import Moment

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the columns. A report that was under way gets a number, drawn like any other."""
    with op.batch_alter_table("draft") as batch_op:
        batch_op.add_column(sa.Column("number", sa.String(), nullable=True))
    _number_the_drafts()
    with op.batch_alter_table("draft") as batch_op:
        batch_op.alter_column("number", existing_type=sa.String(), nullable=False)
        batch_op.create_unique_constraint("uq_draft_number", ["number"])
    with op.batch_alter_table("case") as batch_op:
        batch_op.add_column(sa.Column("withdrawn_at", Moment(), nullable=True))
    with op.batch_alter_table("evidence") as batch_op:
        batch_op.add_column(sa.Column("kind", sa.String(), nullable=False, server_default="file"))
        batch_op.add_column(sa.Column("details", sa.LargeBinary(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("position", sa.Integer(), nullable=False, server_default="0"))
    with op.batch_alter_table("inbox") as batch_op:
        batch_op.add_column(sa.Column("held_until", Moment(), nullable=True))
    with op.batch_alter_table("person") as batch_op:
        batch_op.add_column(sa.Column("chosen_language", sa.String(), nullable=False, server_default=""))


def _number_the_drafts() -> None:
    draft = sa.table("draft", sa.column("id", sa.String()), sa.column("number", sa.String()))
    connection = op.get_bind()
    for (row,) in connection.execute(sa.select(draft.c.id)).all():
        number = f"{datetime.now(UTC).year}-{secrets.randbelow(10**8):08d}"
        connection.execute(sa.update(draft).where(draft.c.id == row).values(number=number))


def downgrade() -> None:
    """Takes it back."""
    for table, columns in (
        ("person", ("chosen_language",)),
        ("inbox", ("held_until",)),
        ("evidence", ("position", "details", "kind")),
        ("case", ("withdrawn_at",)),
    ):
        for column in columns:
            op.drop_column(table, column)
    with op.batch_alter_table("draft") as batch_op:
        batch_op.drop_constraint("uq_draft_number", type_="unique")
        batch_op.drop_column("number")
