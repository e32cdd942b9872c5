"""progress updates on plans, comments on plans and milestones, and whom these mention

Revision: 0008, after 0007
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "progress_update",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("narrative", sa.Text(), nullable=False),
        sa.Column(
            "confidence",
            sa.Enum(
                "on_track",
                "at_risk",
                "off_track",
                name="confidence",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_by_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("narrative <> ''", name=op.f("ck_progress_update_says_how_it_goes")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_progress_update_plan_id_plan")),
        sa.ForeignKeyConstraint(["sent_by_id"], ["person.id"], name=op.f("fk_progress_update_sent_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_progress_update")),
    )
    op.create_index("ix_progress_update_plan_latest", "progress_update", ["plan_id", "id"])
    op.create_index(op.f("ix_progress_update_sent_by_id"), "progress_update", ["sent_by_id"])
    op.create_table(
        "comment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("milestone_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("text <> ''", name=op.f("ck_comment_says_something")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_comment_plan_id_plan")),
        sa.ForeignKeyConstraint(["milestone_id"], ["milestone.id"], name=op.f("fk_comment_milestone_id_milestone")),
        sa.ForeignKeyConstraint(["made_by_id"], ["person.id"], name=op.f("fk_comment_made_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment")),
    )
    op.create_index("ix_comment_plan_latest", "comment", ["plan_id", "id"])
    op.create_index(op.f("ix_comment_milestone_id"), "comment", ["milestone_id"])
    op.create_index(op.f("ix_comment_made_by_id"), "comment", ["made_by_id"])
    op.create_table(
        "mention",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["comment_id"], ["comment.id"], name=op.f("fk_mention_comment_id_comment")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_mention_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mention")),
        sa.UniqueConstraint("comment_id", "person_id", name=op.f("uq_mention_comment_id_person_id")),
    )
    op.create_index(
        "ix_mention_waiting",
        "mention",
        ["person_id", "comment_id"],
        sqlite_where=sa.text("done_at IS NULL"),
        postgresql_where=sa.text("done_at IS NULL"),
    )


def downgrade() -> None:
    op.drop_table("mention")
    op.drop_table("comment")
    op.drop_table("progress_update")
