"""A recommendation, word for word, and what in its report it answers."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.domain.permissions import Place
from tracker.domain.vocabulary import RecommendationState
from tracker.models.base import Base, Editable, Key, LongText, one_of
from tracker.models.deadline import Deadline
from tracker.models.inspection import Finding, Inspection, KeyQuestionResult, StandardRating


def _answers(other: str) -> sa.Table:
    """Which standards, key questions or findings a recommendation answers, as a person chose them."""
    return sa.Table(
        f"recommendation_{other}",
        Base.metadata,
        sa.Column("recommendation_id", sa.ForeignKey("recommendation.id"), primary_key=True),
        sa.Column(f"{other}_id", sa.ForeignKey(f"{other}.id"), primary_key=True, index=True),
    )


answers_standard = _answers("standard_rating")
answers_key_question = _answers("key_question_result")
answers_finding = _answers("finding")


class Recommendation(Editable, Base):
    """`number` is as printed and may repeat in a report; `ordinal` is its place, from 1.

    `is_for_subject`: addressed to the unit or region inspected, as confirmed by a person. One that is addressed to
    others has no plan, and so no owner, until an administrator says who.
    """

    __tablename__ = "recommendation"
    __table_args__ = (
        sa.UniqueConstraint("inspection_id", "ordinal"),
        sa.CheckConstraint("weight > 0", name="weight_is_positive"),
        sa.CheckConstraint("repeat_of_id <> id", name="repeats_another"),
    )

    id: Mapped[Key]
    inspection_id: Mapped[int] = mapped_column(sa.ForeignKey("inspection.id"))
    ordinal: Mapped[int]
    number: Mapped[str | None] = mapped_column(sa.String(20))
    addressee: Mapped[str | None] = mapped_column(sa.String(300))
    is_for_subject: Mapped[bool]
    text: Mapped[LongText]
    weight: Mapped[int] = mapped_column(default=1)
    state: Mapped[RecommendationState] = mapped_column(
        one_of(RecommendationState, "state"), default=RecommendationState.OPEN
    )
    deadline_id: Mapped[int | None] = mapped_column(sa.ForeignKey("deadline.id"), index=True)
    repeat_of_id: Mapped[int | None] = mapped_column(sa.ForeignKey("recommendation.id"), index=True)

    inspection: Mapped[Inspection] = relationship(lazy="raise_on_sql")
    deadline: Mapped[Deadline | None] = relationship(lazy="raise_on_sql")
    standards: Mapped[list[StandardRating]] = relationship(secondary=answers_standard, lazy="raise_on_sql")
    key_questions: Mapped[list[KeyQuestionResult]] = relationship(secondary=answers_key_question, lazy="raise_on_sql")
    findings: Mapped[list[Finding]] = relationship(secondary=answers_finding, lazy="raise_on_sql")

    @property
    def place(self) -> Place:
        return self.inspection.place
