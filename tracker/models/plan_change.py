"""A change of an agreed plan: the draft beside the version agreed, from its start to its end. Each is kept."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.domain.permissions import Place
from tracker.domain.plan_change import Draft, draft_of
from tracker.domain.vocabulary import PlanChangeState
from tracker.models.base import Base, CanonicalJson, Editable, Key, LongText, one_of
from tracker.models.plan import Plan

_OPEN = sa.text("state IN ('writing', 'submitted', 'returned')")


class PlanChange(Editable, Base):
    """`content` holds what is to differ (domain/plan_change.py). One a plan at a time: while it is open the plan is
    being changed."""

    __tablename__ = "plan_change"
    __table_args__ = (
        sa.CheckConstraint("why <> ''", name="says_why"),
        sa.Index("ix_plan_change_plan", "plan_id", "id"),
        sa.Index("uq_plan_change_open", "plan_id", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN),
    )

    id: Mapped[Key]
    plan_id: Mapped[int] = mapped_column(sa.ForeignKey("plan.id"))
    state: Mapped[PlanChangeState] = mapped_column(one_of(PlanChangeState, "state"), default=PlanChangeState.WRITING)
    why: Mapped[LongText]
    content: Mapped[dict[str, Any]] = mapped_column(CanonicalJson)
    started_at: Mapped[datetime]
    started_by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)

    plan: Mapped[Plan] = relationship(lazy="raise_on_sql")

    @property
    def draft(self) -> Draft:
        return draft_of(self.content)

    @property
    def place(self) -> Place:
        return self.plan.place
