"""milestones that take the place of cancelled ones

Revision: 0014, after 0013
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "milestone_replacement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("milestone_id", sa.Integer(), nullable=False),
        sa.Column("replacement_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "replacement_id > milestone_id", name=op.f("ck_milestone_replacement_replaced_by_a_later_one")
        ),
        sa.ForeignKeyConstraint(
            ["plan_id", "milestone_id"],
            ["milestone.plan_id", "milestone.id"],
            name=op.f("fk_milestone_replacement_plan_id_milestone_id_milestone"),
        ),
        sa.ForeignKeyConstraint(
            ["plan_id", "replacement_id"],
            ["milestone.plan_id", "milestone.id"],
            name=op.f("fk_milestone_replacement_plan_id_replacement_id_milestone"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_milestone_replacement")),
        sa.UniqueConstraint("milestone_id", name=op.f("uq_milestone_replacement_milestone_id")),
    )
    op.create_index("ix_milestone_replacement_of_plan", "milestone_replacement", ["plan_id", "milestone_id"])
    op.create_index("ix_milestone_replacement_by", "milestone_replacement", ["replacement_id"])


def downgrade() -> None:
    op.drop_table("milestone_replacement")
