"""What reminders need: a plan of rows that are claimed and proved, the message of the day, and presence."""

import json

import sqlalchemy as sa
from alembic import op

from storage.columns import Moment

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

OLD_KINDS = frozenset({"reminder", "ask"})
NUDGE_INDEXES = {"ix_nudge_person": ["person"], "ix_nudge_left": ["is_claimed", "at"]}


def upgrade() -> None:
    """Adds the tables and columns. What was reminded of before counts as said and proved."""
    op.create_table(
        "told_day",
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("day", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("person", "day"),
    )
    op.create_table(
        "presence",
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("quiet_until", Moment(), nullable=True),
        sa.Column("is_away", sa.Boolean(), nullable=False),
        sa.Column("away_until", Moment(), nullable=True),
        sa.Column("seen_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("person"),
    )
    op.add_column("nudge", sa.Column("is_claimed", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.add_column("nudge", sa.Column("told_at", Moment(), nullable=True))
    op.execute("UPDATE nudge SET told_at = at")
    for name, columns in NUDGE_INDEXES.items():
        op.create_index(name, "nudge", columns)
    op.add_column("person", sa.Column("wants_weekly", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.drop_index("ix_case_next_nudge_at", "case")
    op.drop_column("case", "next_nudge_at")
    _carry_over(op.get_bind())


def _carry_over(connection: sa.Connection) -> None:
    """What was said or owed about one case becomes a message over all cases of the person."""
    rows = connection.execute(sa.text("SELECT id, subject, kind, person, about FROM surface")).all()
    for row in rows:
        if row.kind in OLD_KINDS:
            values = {
                "id": row.id,
                "subject": f"person:{row.person}",
                "about": _refs(connection, row.subject, row.kind, row.about),
            }
            change = (
                "UPDATE surface SET kind = 'reminders', subject = :subject, about = :about WHERE id = :id"
            )
            connection.execute(sa.text(change), values)
    unpaid = "SELECT id, subject, args FROM outbox WHERE kind = 'Tell' AND done_at IS NULL"
    for row in connection.execute(sa.text(unpaid)).all():
        args = json.loads(row.args)
        if args["message"] in OLD_KINDS:
            about = _refs(connection, row.subject, args["message"], args["about"])
            subject = f"person:{args['person']}"
            values = {
                "id": row.id,
                "subject": subject,
                "lane": f"{subject}:{args['person']}",
                "args": json.dumps(args | {"message": "reminders", "about": about}, sort_keys=True),
            }
            change = "UPDATE outbox SET subject = :subject, lane = :lane, args = :args WHERE id = :id"
            connection.execute(sa.text(change), values)


def _refs(connection: sa.Connection, case: str, kind: str, about: str) -> str:
    """The reminders of the steps, or of what was asked, as a message over all cases names them."""
    keys = about.split(",") if kind == "reminder" else [f"ask.{about}"]
    query = sa.text("SELECT max(number) FROM nudge WHERE case_id = :case AND step = :key")
    found = ((key, connection.execute(query, {"case": case, "key": key}).scalar()) for key in keys)
    return ",".join(f"{case}|{key}|{number}" for key, number in found if number is not None)


def downgrade() -> None:
    """Takes it back."""
    op.add_column("case", sa.Column("next_nudge_at", Moment(), nullable=True))
    op.create_index("ix_case_next_nudge_at", "case", ["next_nudge_at"])
    # The version before looks at a case when its next reminder is due, and then computes the next.
    still = "withdrawn_at IS NULL AND archived_at IS NULL"
    op.execute(f'UPDATE "case" SET next_nudge_at = sent_at WHERE {still}')  # noqa: S608
    op.drop_column("person", "wants_weekly")
    op.execute("DELETE FROM nudge WHERE NOT is_claimed")
    for name in NUDGE_INDEXES:
        op.drop_index(name, "nudge")
    op.drop_column("nudge", "told_at")
    op.drop_column("nudge", "is_claimed")
    op.drop_table("presence")
    op.drop_table("told_day")
