"""measures of success, and what they read

Revision: 0006, after 0005
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "measure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("key_question_result_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("baseline", sa.Integer(), nullable=True),
        sa.Column("baseline_words", sa.Text(), nullable=False),
        sa.Column("target", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.CheckConstraint(
            "baseline IS NULL OR (baseline >= 0 AND baseline <= 100)", name=op.f("ck_measure_baseline_is_a_share")
        ),
        sa.CheckConstraint("target >= 0 AND target <= 100", name=op.f("ck_measure_target_is_a_share")),
        sa.CheckConstraint("baseline IS NULL OR baseline <> target", name=op.f("ck_measure_target_is_another_figure")),
        sa.CheckConstraint("baseline_words <> ''", name=op.f("ck_measure_has_the_words_of_the_report")),
        sa.CheckConstraint("source <> ''", name=op.f("ck_measure_names_its_source")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_measure_plan_id_plan")),
        sa.ForeignKeyConstraint(
            ["key_question_result_id"],
            ["key_question_result.id"],
            name=op.f("fk_measure_key_question_result_id_key_question_result"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measure")),
        sa.UniqueConstraint("plan_id", "name", name=op.f("uq_measure_plan_id_name")),
        sa.UniqueConstraint(
            "plan_id", "key_question_result_id", name=op.f("uq_measure_plan_id_key_question_result_id")
        ),
    )
    op.create_index(op.f("ix_measure_key_question_result_id"), "measure", ["key_question_result_id"])
    op.create_table(
        "reading",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("measure_id", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("numerator", sa.Integer(), nullable=False),
        sa.Column("denominator", sa.Integer(), nullable=False),
        sa.Column("checked_by", sa.String(length=200), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=False),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.Column("replaced_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("replaced_by_id", sa.Integer(), nullable=True),
        sa.Column("revision", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.CheckConstraint("starts_on <= ends_on", name=op.f("ck_reading_period_in_order")),
        sa.CheckConstraint("denominator > 0", name=op.f("ck_reading_counts_something")),
        sa.CheckConstraint("numerator >= 0 AND numerator <= denominator", name=op.f("ck_reading_counts_a_part")),
        sa.CheckConstraint("checked_by <> ''", name=op.f("ck_reading_somebody_checked")),
        sa.CheckConstraint(
            "(replaced_at IS NULL) = (replaced_by_id IS NULL)", name=op.f("ck_reading_replaced_at_and_by")
        ),
        sa.ForeignKeyConstraint(["measure_id"], ["measure.id"], name=op.f("fk_reading_measure_id_measure")),
        sa.ForeignKeyConstraint(["added_by_id"], ["person.id"], name=op.f("fk_reading_added_by_id_person")),
        sa.ForeignKeyConstraint(["replaced_by_id"], ["person.id"], name=op.f("fk_reading_replaced_by_id_person")),
        sa.ForeignKeyConstraint(["replaces_id"], ["reading.id"], name=op.f("fk_reading_replaces_id_reading")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reading")),
        sa.UniqueConstraint("replaces_id", name=op.f("uq_reading_replaces_id")),
    )
    op.create_index(op.f("ix_reading_added_by_id"), "reading", ["added_by_id"])
    op.create_index("ix_reading_measure_latest", "reading", ["measure_id", "ends_on", "id"])
    op.create_index(
        "uq_reading_period",
        "reading",
        ["measure_id", "starts_on", "ends_on"],
        unique=True,
        sqlite_where=sa.text("replaced_at IS NULL"),
        postgresql_where=sa.text("replaced_at IS NULL"),
    )


def downgrade() -> None:
    op.drop_table("reading")
    op.drop_table("measure")
