"""dependencies between the milestones of a plan

Revision: 0009, after 0008
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # before the table: its foreign keys refer to what this keeps unique
    op.create_index("uq_milestone_of_plan", "milestone", ["plan_id", "id"], unique=True)
    op.create_table(
        "milestone_dependency",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("milestone_id", sa.Integer(), nullable=False),
        sa.Column("depends_on_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("milestone_id <> depends_on_id", name=op.f("ck_milestone_dependency_waits_for_another")),
        sa.ForeignKeyConstraint(
            ["plan_id", "depends_on_id"],
            ["milestone.plan_id", "milestone.id"],
            name=op.f("fk_milestone_dependency_plan_id_depends_on_id_milestone"),
        ),
        sa.ForeignKeyConstraint(
            ["plan_id", "milestone_id"],
            ["milestone.plan_id", "milestone.id"],
            name=op.f("fk_milestone_dependency_plan_id_milestone_id_milestone"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_milestone_dependency")),
        sa.UniqueConstraint(
            "milestone_id", "depends_on_id", name=op.f("uq_milestone_dependency_milestone_id_depends_on_id")
        ),
    )
    with op.batch_alter_table("milestone_dependency", schema=None) as batch_op:
        batch_op.create_index("ix_milestone_dependency_of_plan", ["plan_id", "milestone_id"], unique=False)
        batch_op.create_index("ix_milestone_dependency_waited_for", ["depends_on_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("milestone_dependency", schema=None) as batch_op:
        batch_op.drop_index("ix_milestone_dependency_waited_for")
        batch_op.drop_index("ix_milestone_dependency_of_plan")

    op.drop_table("milestone_dependency")
    op.drop_index("uq_milestone_of_plan", "milestone")
