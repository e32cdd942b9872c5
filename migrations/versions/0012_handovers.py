"""handovers of what somebody held

Revision: 0012, after 0011
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import tracker.models.base

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "handover",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("from_id", sa.Integer(), nullable=False),
        sa.Column("to_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("asked_at", tracker.models.base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=True),
        sa.Column("accepted_at", tracker.models.base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("revision", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.CheckConstraint(
            "accepted_at IS NULL OR accepted_at >= asked_at", name=op.f("ck_handover_accepted_after_it_was_asked")
        ),
        sa.CheckConstraint("from_id <> to_id", name=op.f("ck_handover_to_another_person")),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_handover_says_why")),
        sa.ForeignKeyConstraint(["asked_by_id"], ["person.id"], name=op.f("fk_handover_asked_by_id_person")),
        sa.ForeignKeyConstraint(["from_id"], ["person.id"], name=op.f("fk_handover_from_id_person")),
        sa.ForeignKeyConstraint(["to_id"], ["person.id"], name=op.f("fk_handover_to_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handover")),
    )
    with op.batch_alter_table("handover", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_handover_from_id"), ["from_id"], unique=False)
        batch_op.create_index(
            "ix_handover_waiting",
            ["to_id"],
            unique=False,
            sqlite_where=sa.text("accepted_at IS NULL"),
            postgresql_where=sa.text("accepted_at IS NULL"),
        )
    op.create_table(
        "handover_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("handover_id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("milestone_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["handover_id"], ["handover.id"], name=op.f("fk_handover_item_handover_id_handover")),
        sa.ForeignKeyConstraint(
            ["plan_id", "milestone_id"],
            ["milestone.plan_id", "milestone.id"],
            name=op.f("fk_handover_item_plan_id_milestone_id_milestone"),
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_handover_item_plan_id_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handover_item")),
        sa.UniqueConstraint("handover_id", "milestone_id", name=op.f("uq_handover_item_handover_id_milestone_id")),
    )
    with op.batch_alter_table("handover_item", schema=None) as batch_op:
        batch_op.create_index("ix_handover_item_milestone", ["milestone_id"], unique=False)
        batch_op.create_index("ix_handover_item_plan", ["plan_id"], unique=False)


def downgrade() -> None:
    op.drop_table("handover_item")
    op.drop_table("handover")
