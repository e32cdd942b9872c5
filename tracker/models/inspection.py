"""An inspection: what the inspectorate published about a unit or a region."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.domain.permissions import Place
from tracker.domain.vocabulary import FindingKind, InspectionKind, PeriodUnit, Rating, SubjectKind
from tracker.models.base import Base, Editable, Key, LongText, Name, Recorded, one_of
from tracker.models.organisation import Region, Unit


class Inspection(Editable, Base):
    """One published report. A thematic inspection has neither unit nor region.

    `fieldwork_started_on` is the first of the month where only the month is known (`fieldwork_day_known` false).
    `plan_due_number` and `plan_due_unit` are the rule by which its action plans are due, counted from publication.
    """

    __tablename__ = "inspection"
    __table_args__ = (
        sa.CheckConstraint("unit_id IS NULL OR region_id IS NULL", name="one_subject"),
        sa.CheckConstraint("(score IS NULL) = (max_score IS NULL)", name="score_has_a_maximum"),
        sa.CheckConstraint("score IS NULL OR (score >= 0 AND score <= max_score)", name="score_within_maximum"),
        sa.CheckConstraint("plan_due_number > 0", name="plan_due_number_is_positive"),
        sa.CheckConstraint(
            "reinspection_latest IS NULL OR reinspection_earliest <= reinspection_latest", name="window_in_order"
        ),
    )

    id: Mapped[Key]
    unit_id: Mapped[int | None] = mapped_column(sa.ForeignKey("unit.id"), index=True)
    region_id: Mapped[int | None] = mapped_column(sa.ForeignKey("region.id"), index=True)
    title: Mapped[str] = mapped_column(sa.String(500))
    subject_kind: Mapped[SubjectKind] = mapped_column(one_of(SubjectKind, "subject_kind"))
    framework_key: Mapped[str | None] = mapped_column(sa.String(60))
    kind: Mapped[InspectionKind] = mapped_column(one_of(InspectionKind, "kind"), default=InspectionKind.FIRST)
    fieldwork_started_on: Mapped[date | None]
    fieldwork_day_known: Mapped[bool] = mapped_column(default=False)
    published_on: Mapped[date] = mapped_column(index=True)
    isbn: Mapped[str | None] = mapped_column(sa.String(20), unique=True)
    score: Mapped[int | None]
    max_score: Mapped[int | None]
    overall_rating: Mapped[Rating | None] = mapped_column(one_of(Rating, "overall_rating"))
    plan_due_number: Mapped[int] = mapped_column(default=20)
    plan_due_unit: Mapped[PeriodUnit] = mapped_column(
        one_of(PeriodUnit, "plan_due_unit"), default=PeriodUnit.WORKING_DAYS
    )
    reinspection_earliest: Mapped[date | None]
    reinspection_latest: Mapped[date | None]
    lead_inspector: Mapped[str | None] = mapped_column(sa.String(200))

    unit: Mapped[Unit | None] = relationship(lazy="raise_on_sql")
    region: Mapped[Region | None] = relationship(lazy="raise_on_sql")
    standards: Mapped[list[StandardRating]] = relationship(lazy="raise_on_sql", order_by="StandardRating.ordinal")
    findings: Mapped[list[Finding]] = relationship(lazy="raise_on_sql", order_by="Finding.ordinal")

    @property
    def place(self) -> Place:
        region_id = self.unit.region_id if self.unit else self.region_id
        return Place(inspection_id=self.id, unit_id=self.unit_id, region_id=region_id)


class StandardRating(Recorded, Base):
    """A standard of the framework and the rating published for it; no rating where it was not rated.

    Reports without ratings group their key questions under headings: such a heading is kept as a standard that is
    not rated, its words in place of a code and without a name.
    """

    __tablename__ = "standard_rating"
    __table_args__ = (sa.UniqueConstraint("inspection_id", "code"),)

    id: Mapped[Key]
    inspection_id: Mapped[int] = mapped_column(sa.ForeignKey("inspection.id"))
    ordinal: Mapped[int]
    code: Mapped[str] = mapped_column(sa.String(100))
    name: Mapped[Name]
    rating: Mapped[Rating | None] = mapped_column(one_of(Rating, "rating"))
    counts_towards_overall: Mapped[bool]

    key_questions: Mapped[list[KeyQuestionResult]] = relationship(
        lazy="raise_on_sql", order_by="KeyQuestionResult.ordinal"
    )


class KeyQuestionResult(Recorded, Base):
    """The share of cases, in whole per cent, in which the answer to a key question was 'Yes'."""

    __tablename__ = "key_question_result"
    __table_args__ = (
        sa.UniqueConstraint("standard_rating_id", "ordinal"),
        sa.CheckConstraint("percentage >= 0 AND percentage <= 100", name="percentage_is_a_share"),
    )

    id: Mapped[Key]
    standard_rating_id: Mapped[int] = mapped_column(sa.ForeignKey("standard_rating.id"))
    ordinal: Mapped[int]
    question: Mapped[LongText]
    percentage: Mapped[int]


class Finding(Recorded, Base):
    """A strength, an area for improvement or an observation, under its standard or a named section."""

    __tablename__ = "finding"
    __table_args__ = (sa.UniqueConstraint("inspection_id", "ordinal"),)

    id: Mapped[Key]
    inspection_id: Mapped[int] = mapped_column(sa.ForeignKey("inspection.id"))
    standard_rating_id: Mapped[int | None] = mapped_column(sa.ForeignKey("standard_rating.id"), index=True)
    ordinal: Mapped[int]
    section: Mapped[Name]
    kind: Mapped[FindingKind] = mapped_column(one_of(FindingKind, "kind"))
    text: Mapped[LongText]
    source: Mapped[str] = mapped_column(sa.String(60))

    standard: Mapped[StandardRating | None] = relationship(lazy="raise_on_sql")
