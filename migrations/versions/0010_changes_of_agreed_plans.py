"""changes of agreed plans, deadlines that people edit, and plans that are sustained

Revision: 0010, after 0009
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from tracker.models.base import CanonicalJson, UtcDateTime

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_OPEN = sa.text("state IN ('writing', 'submitted', 'returned')")


def upgrade() -> None:
    op.create_table(
        "plan_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "writing",
                "submitted",
                "returned",
                "agreed",
                "discarded",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("content", CanonicalJson(), nullable=False),
        sa.Column("started_at", UtcDateTime(), nullable=False),
        sa.Column("started_by_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.CheckConstraint("why <> ''", name=op.f("ck_plan_change_says_why")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_plan_change_plan_id_plan")),
        sa.ForeignKeyConstraint(["started_by_id"], ["person.id"], name=op.f("fk_plan_change_started_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_change")),
    )
    op.create_index("ix_plan_change_plan", "plan_change", ["plan_id", "id"], unique=False)
    op.create_index("ix_plan_change_started_by_id", "plan_change", ["started_by_id"], unique=False)
    op.create_index(
        "uq_plan_change_open", "plan_change", ["plan_id"], unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN
    )
    op.add_column("deadline", sa.Column("revision", sa.Integer(), server_default=sa.text("1"), nullable=False))
    op.add_column("plan", sa.Column("sustains_from", sa.Date(), nullable=True))


def downgrade() -> None:
    op.drop_column("plan", "sustains_from")
    op.drop_column("deadline", "revision")
    op.drop_table("plan_change")
