"""How a plan or one of its milestones is going, in the words of who works on it: frozen once sent."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.domain.permissions import Place
from tracker.domain.vocabulary import Confidence
from tracker.models.base import Base, Key, LongText, Recorded, one_of
from tracker.models.milestone import Milestone
from tracker.models.person import Person
from tracker.models.plan import Plan


class ProgressUpdate(Recorded, Base):
    """On a milestone of the plan where that is set, else on the plan. Never changed: a correction is a new update."""

    __tablename__ = "progress_update"
    __table_args__ = (
        sa.CheckConstraint("narrative <> ''", name="says_how_it_goes"),
        sa.Index("ix_progress_update_plan_latest", "plan_id", "id"),
    )

    id: Mapped[Key]
    plan_id: Mapped[int] = mapped_column(sa.ForeignKey("plan.id"))
    milestone_id: Mapped[int | None] = mapped_column(sa.ForeignKey("milestone.id"), index=True)
    narrative: Mapped[LongText]
    confidence: Mapped[Confidence] = mapped_column(one_of(Confidence, "confidence"))
    sent_at: Mapped[datetime]
    sent_by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)

    plan: Mapped[Plan] = relationship(lazy="raise_on_sql")
    milestone: Mapped[Milestone | None] = relationship(lazy="raise_on_sql")
    sent_by: Mapped[Person] = relationship(lazy="raise_on_sql")

    @property
    def place(self) -> Place:
        return self.plan.place
