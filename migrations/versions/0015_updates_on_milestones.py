"""progress updates on milestones too

Revision: 0015, after 0014
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("progress_update", schema=None) as batch_op:
        batch_op.add_column(sa.Column("milestone_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_progress_update_milestone_id_milestone"), "milestone", ["milestone_id"], ["id"]
        )
        batch_op.create_index(batch_op.f("ix_progress_update_milestone_id"), ["milestone_id"], unique=False)


def downgrade() -> None:
    # without its milestone an update would speak of the whole plan: those on milestones go, their history stays
    op.execute("DELETE FROM progress_update WHERE milestone_id IS NOT NULL")
    with op.batch_alter_table("progress_update", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_progress_update_milestone_id"))
        batch_op.drop_constraint(batch_op.f("fk_progress_update_milestone_id_milestone"), type_="foreignkey")
        batch_op.drop_column("milestone_id")
