"""How success is measured: the measures of a plan, and what each read in a period."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.domain.permissions import Place
from tracker.models.base import Base, Editable, Key, LongText, Name, at_and_by
from tracker.models.person import Person
from tracker.models.plan import Plan

_STANDS = sa.text("replaced_at IS NULL")


class Measure(Editable, Base):
    """`baseline` and `target` in whole per cent; `baseline_words` and `source` say what the report says, and where.

    `key_question_result_id` is the key question it was made from, if it was.
    """

    __tablename__ = "measure"
    __table_args__ = (
        sa.UniqueConstraint("plan_id", "name"),
        sa.UniqueConstraint("plan_id", "key_question_result_id"),
        sa.CheckConstraint("baseline IS NULL OR (baseline >= 0 AND baseline <= 100)", name="baseline_is_a_share"),
        sa.CheckConstraint("target >= 0 AND target <= 100", name="target_is_a_share"),
        sa.CheckConstraint("baseline IS NULL OR baseline <> target", name="target_is_another_figure"),
        sa.CheckConstraint("baseline_words <> ''", name="has_the_words_of_the_report"),
        sa.CheckConstraint("source <> ''", name="names_its_source"),
    )

    id: Mapped[Key]
    plan_id: Mapped[int] = mapped_column(sa.ForeignKey("plan.id"))
    key_question_result_id: Mapped[int | None] = mapped_column(sa.ForeignKey("key_question_result.id"), index=True)
    name: Mapped[Name]
    baseline: Mapped[int | None]
    baseline_words: Mapped[LongText]
    target: Mapped[int]
    source: Mapped[LongText]

    plan: Mapped[Plan] = relationship(lazy="raise_on_sql")

    @property
    def place(self) -> Place:
        return self.plan.place


class Reading(Editable, Base):
    """So many of so many cases of a period met the measure. A correction replaces it; what stood before is kept."""

    __tablename__ = "reading"
    __table_args__ = (
        sa.CheckConstraint("starts_on <= ends_on", name="period_in_order"),
        sa.CheckConstraint("denominator > 0", name="counts_something"),
        sa.CheckConstraint("numerator >= 0 AND numerator <= denominator", name="counts_a_part"),
        sa.CheckConstraint("checked_by <> ''", name="somebody_checked"),
        at_and_by("replaced"),
        sa.Index(
            "uq_reading_period",
            "measure_id",
            "starts_on",
            "ends_on",
            unique=True,
            sqlite_where=_STANDS,
            postgresql_where=_STANDS,
        ),
        sa.Index("ix_reading_measure_latest", "measure_id", "ends_on", "id"),
    )

    id: Mapped[Key]
    measure_id: Mapped[int] = mapped_column(sa.ForeignKey("measure.id"))
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    numerator: Mapped[int]
    denominator: Mapped[int]
    checked_by: Mapped[Name]
    added_at: Mapped[datetime]
    added_by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    replaces_id: Mapped[int | None] = mapped_column(sa.ForeignKey("reading.id"), unique=True)
    replaced_at: Mapped[datetime | None]
    replaced_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))

    measure: Mapped[Measure] = relationship(lazy="raise_on_sql")
    added_by: Mapped[Person] = relationship(lazy="raise_on_sql", foreign_keys=[added_by_id])

    @property
    def place(self) -> Place:
        return self.measure.place
