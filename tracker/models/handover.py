"""What one person held and another took over: asked in one act, and accepted by who has it now."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.domain.permissions import Place
from tracker.models.base import Base, Editable, Key, LongText, Recorded

_WAITS = sa.text("accepted_at IS NULL")


class Handover(Editable, Base):
    """The items are the new owner's from `asked_at` on; `accepted_at` is when they said that they know."""

    __tablename__ = "handover"
    __table_args__ = (
        sa.CheckConstraint("from_id <> to_id", name="to_another_person"),
        sa.CheckConstraint("reason <> ''", name="says_why"),
        sa.CheckConstraint("accepted_at IS NULL OR accepted_at >= asked_at", name="accepted_after_it_was_asked"),
        sa.Index("ix_handover_waiting", "to_id", sqlite_where=_WAITS, postgresql_where=_WAITS),
    )

    id: Mapped[Key]
    from_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    to_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    reason: Mapped[LongText]
    asked_at: Mapped[datetime]
    asked_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    accepted_at: Mapped[datetime | None]

    items: Mapped[list[HandoverItem]] = relationship(lazy="raise_on_sql", order_by="HandoverItem.id")

    @property
    def place(self) -> Place:
        return Place(person_id=self.to_id)


class HandoverItem(Recorded, Base):
    """A plan, or a milestone of it, that changed hands. Both keys name the plan, so the milestone is of that plan."""

    __tablename__ = "handover_item"
    __table_args__ = (
        sa.ForeignKeyConstraint(["plan_id", "milestone_id"], ["milestone.plan_id", "milestone.id"]),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"]),
        sa.UniqueConstraint("handover_id", "milestone_id"),
        sa.Index("ix_handover_item_milestone", "milestone_id"),
        sa.Index("ix_handover_item_plan", "plan_id"),
    )

    id: Mapped[Key]
    handover_id: Mapped[int] = mapped_column(sa.ForeignKey("handover.id"))
    plan_id: Mapped[int]
    milestone_id: Mapped[int | None]
