"""What an inspector says of a recommendation: progress at a revisit, and the verdict that closes it."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.domain.permissions import Place
from tracker.domain.vocabulary import Progress, VerdictWord
from tracker.models.base import Base, Editable, Key, LongText, Recorded, one_of
from tracker.models.person import Person
from tracker.models.recommendation import Recommendation


class ProgressJudgement(Editable, Base):
    """Two axes: the plan delivered, and the outcome improved. Until `released_at` only the inspectorate sees it."""

    __tablename__ = "progress_judgement"

    id: Mapped[Key]
    recommendation_id: Mapped[int] = mapped_column(sa.ForeignKey("recommendation.id"), index=True)
    inspector_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    plan_delivered: Mapped[Progress] = mapped_column(one_of(Progress, "plan_delivered"))
    outcome_improved: Mapped[Progress] = mapped_column(one_of(Progress, "outcome_improved"))
    why: Mapped[LongText]
    judged_at: Mapped[datetime]
    released_at: Mapped[datetime | None]

    recommendation: Mapped[Recommendation] = relationship(lazy="raise_on_sql")
    inspector: Mapped[Person] = relationship(lazy="raise_on_sql")

    @property
    def place(self) -> Place:
        return self.recommendation.place


class Verdict(Recorded, Base):
    """Closes a recommendation: one, by an inspector, or by an assurance reviewer who cites the published paragraph."""

    __tablename__ = "verdict"

    id: Mapped[Key]
    recommendation_id: Mapped[int] = mapped_column(sa.ForeignKey("recommendation.id"), unique=True)
    verdict: Mapped[VerdictWord] = mapped_column(one_of(VerdictWord, "verdict"))
    why: Mapped[LongText]
    cites: Mapped[LongText] = mapped_column(default="")
    given_at: Mapped[datetime]
    given_by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)

    recommendation: Mapped[Recommendation] = relationship(lazy="raise_on_sql")
    given_by: Mapped[Person] = relationship(lazy="raise_on_sql")
