"""People, presence and days told are kept in memory: every change of them takes a number."""

import json
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

TABLES = ("person", "presence", "told_day")


def upgrade() -> None:
    """Adds the numbers. What is known already is the first change."""
    op.create_table(
        "change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.execute("INSERT INTO change (id, number) VALUES (1, 1)")
    for table in TABLES:
        with op.batch_alter_table(table) as changed:
            changed.add_column(sa.Column("change", sa.Integer(), nullable=False, server_default="1"))
            changed.create_index(f"ix_{table}_change", ["change"])
    _rewrite_invites(lambda args: {"persons": [args["person"]]} if "person" in args else args)


def _rewrite_invites(rewritten: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    """People are invited together now: what is owed to one is owed to a list of one."""
    connection = op.get_bind()
    for row in connection.execute(sa.text("SELECT id, args FROM outbox WHERE kind = 'Invite'")).all():
        values = {"id": row.id, "args": json.dumps(rewritten(json.loads(row.args)), sort_keys=True)}
        connection.execute(sa.text("UPDATE outbox SET args = :args WHERE id = :id"), values)


def downgrade() -> None:
    """Takes them out again."""
    _rewrite_invites(lambda args: {"person": args["persons"][0]} if "persons" in args else args)
    for table in TABLES:
        with op.batch_alter_table(table) as changed:
            changed.drop_index(f"ix_{table}_change")
            changed.drop_column("change")
    op.drop_table("change")
