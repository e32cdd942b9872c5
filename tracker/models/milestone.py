"""A milestone of a plan: who does what by when, and what evidence will show it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.domain.permissions import Place
from tracker.domain.vocabulary import DeadlineSource, MilestoneState
from tracker.models.base import Base, Editable, Key, LongText, Name, at_and_by, one_of
from tracker.models.person import Person
from tracker.models.plan import Plan

_OPEN = sa.text("state IN ('planned', 'underway')")


class Milestone(Editable, Base):
    """`measure_revision` counts the changes of what it promises: its title, safety or the evidence expected.

    A decision holds for one measure revision; `due_reason` says by which rule the date was set. `is_drawn`: drawn for a
    review outside the unit's line, at the first time it is reported done; None until then, and never drawn anew.
    """

    __tablename__ = "milestone"
    __table_args__ = (
        sa.UniqueConstraint("plan_id", "ordinal"),
        sa.Index("uq_milestone_of_plan", "plan_id", "id", unique=True),  # what dependencies refer to
        sa.CheckConstraint("weight > 0 AND weight <= 100", name="weight_is_positive"),
        sa.CheckConstraint("starts_on IS NULL OR starts_on <= due_on", name="starts_before_it_is_due"),
        sa.CheckConstraint("(state IN ('completed', 'verified')) = (completed_at IS NOT NULL)", name="done_has_a_time"),
        sa.CheckConstraint("state NOT IN ('completed', 'verified') OR is_drawn IS NOT NULL", name="done_is_drawn"),
        sa.CheckConstraint("(state = 'cancelled') = (cancelled_at IS NOT NULL)", name="cancelled_has_a_time"),
        sa.CheckConstraint("cancelled_at IS NULL OR cancel_reason <> ''", name="cancelled_has_a_reason"),
        at_and_by("completed"),
        at_and_by("cancelled"),
        sa.Index("ix_milestone_open_due", "due_on", sqlite_where=_OPEN, postgresql_where=_OPEN),
    )

    id: Mapped[Key]
    plan_id: Mapped[int] = mapped_column(sa.ForeignKey("plan.id"))
    ordinal: Mapped[int]
    title: Mapped[Name]
    owner_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    on_behalf_of: Mapped[Name] = mapped_column(default="")
    weight: Mapped[int] = mapped_column(default=1)
    starts_on: Mapped[date | None]
    due_on: Mapped[date]
    due_source: Mapped[DeadlineSource] = mapped_column(
        one_of(DeadlineSource, "due_source"), default=DeadlineSource.UNIT
    )
    due_reason: Mapped[LongText] = mapped_column(default="")
    evidence_expected: Mapped[LongText] = mapped_column(default="")
    is_embed: Mapped[bool] = mapped_column(default=False)
    keeps_people_safe: Mapped[bool] = mapped_column(default=False)
    measure_revision: Mapped[int] = mapped_column(default=1)
    state: Mapped[MilestoneState] = mapped_column(one_of(MilestoneState, "state"), default=MilestoneState.PLANNED)
    completed_at: Mapped[datetime | None]
    completed_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    completion_note: Mapped[LongText] = mapped_column(default="")
    is_drawn: Mapped[bool | None]
    cancelled_at: Mapped[datetime | None]
    cancelled_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    cancel_reason: Mapped[LongText] = mapped_column(default="")

    plan: Mapped[Plan] = relationship(lazy="raise_on_sql")
    owner: Mapped[Person] = relationship(lazy="raise_on_sql", foreign_keys=[owner_id])
    completed_by: Mapped[Person | None] = relationship(
        lazy="raise_on_sql", foreign_keys=[completed_by_id], viewonly=True
    )

    @property
    def place(self) -> Place:
        return replace(self.plan.place, milestone_owner_id=self.owner_id)
