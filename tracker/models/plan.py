"""The action plan of a recommendation: the response, who owns it, what success is, when it is due."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.domain.lifecycles import was_submitted
from tracker.domain.permissions import Place
from tracker.domain.vocabulary import PlanState, Response, ResponseReason
from tracker.models.base import Base, CanonicalJson, Editable, Key, LongText, Recorded, at_and_by, one_of
from tracker.models.deadline import Deadline
from tracker.models.person import Person
from tracker.models.recommendation import Recommendation


class Plan(Editable, Base):
    """One a recommendation. The reason is there exactly when the response is partly agreed or not agreed.

    `sustains_from` is the day on which the sustain period of what was delivered began; none before, or after it fell
    back. `inputs_revision` counts the changes of anything that its score is made of (services/scores.py).
    """

    __tablename__ = "plan"
    __table_args__ = (
        sa.CheckConstraint(
            "(response IN ('partly_agreed', 'not_agreed')) = (response_reason IS NOT NULL)", name="reason_where_needed"
        ),
        sa.CheckConstraint("(response = 'partly_agreed') = (agreed_part <> '')", name="agreed_part_where_partly"),
        sa.CheckConstraint("(response = 'none') = (responded_at IS NULL)", name="a_response_has_a_time"),
        sa.CheckConstraint("sustain_months >= 0", name="sustain_period_is_not_negative"),
        at_and_by("responded"),
    )

    id: Mapped[Key]
    recommendation_id: Mapped[int] = mapped_column(sa.ForeignKey("recommendation.id"), unique=True)
    owner_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    deadline_id: Mapped[int] = mapped_column(sa.ForeignKey("deadline.id"), unique=True)
    state: Mapped[PlanState] = mapped_column(one_of(PlanState, "state"), default=PlanState.DRAFT)
    response: Mapped[Response] = mapped_column(one_of(Response, "response"), default=Response.NONE)
    agreed_part: Mapped[LongText] = mapped_column(default="")
    response_reason: Mapped[ResponseReason | None] = mapped_column(one_of(ResponseReason, "response_reason"))
    response_text: Mapped[LongText] = mapped_column(default="")
    responded_at: Mapped[datetime | None]
    responded_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    success_measure: Mapped[LongText] = mapped_column(default="")
    sustain_months: Mapped[int] = mapped_column(default=3)
    sustains_from: Mapped[date | None]
    inputs_revision: Mapped[int] = mapped_column(default=0, info={"history": "left out"})

    recommendation: Mapped[Recommendation] = relationship(lazy="raise_on_sql")
    owner: Mapped[Person] = relationship(lazy="raise_on_sql", foreign_keys=[owner_id])
    deadline: Mapped[Deadline] = relationship(lazy="raise_on_sql")

    @property
    def is_answered(self) -> bool:
        """Whether the recommendation has a response."""
        return self.response is not Response.NONE

    @property
    def was_submitted(self) -> bool:
        """Whether its own deadline is met (domain/lifecycles.py)."""
        return was_submitted(self.state)

    @property
    def place(self) -> Place:
        return replace(
            self.recommendation.place,
            owner_id=self.owner_id,
            plan_state=self.state,
            is_for_subject=self.recommendation.is_for_subject,
        )


class PlanVersion(Recorded, Base):
    """A plan as it was agreed, frozen. The first is the baseline. `content` holds the plan and its milestones."""

    __tablename__ = "plan_version"
    __table_args__ = (sa.UniqueConstraint("plan_id", "number"),)

    id: Mapped[Key]
    plan_id: Mapped[int] = mapped_column(sa.ForeignKey("plan.id"))
    number: Mapped[int]
    content: Mapped[dict[str, Any]] = mapped_column(CanonicalJson)
    agreed_at: Mapped[datetime]
    agreed_by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
