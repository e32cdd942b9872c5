"""That a milestone took the place of one that was cancelled, whose weight then counts no longer."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from tracker.models.base import Base, Key, Recorded


class MilestoneReplacement(Recorded, Base):
    """`replacement_id` took the place of `milestone_id`, once. Both keys name the plan, so it is one plan's.

    A replacement was added after what it replaces, so its key is the greater: no milestone replaces itself, and no
    ring can close.
    """

    __tablename__ = "milestone_replacement"
    __table_args__ = (
        sa.UniqueConstraint("milestone_id"),
        sa.CheckConstraint("replacement_id > milestone_id", name="replaced_by_a_later_one"),
        sa.ForeignKeyConstraint(["plan_id", "milestone_id"], ["milestone.plan_id", "milestone.id"]),
        sa.ForeignKeyConstraint(["plan_id", "replacement_id"], ["milestone.plan_id", "milestone.id"]),
        sa.Index("ix_milestone_replacement_of_plan", "plan_id", "milestone_id"),
        sa.Index("ix_milestone_replacement_by", "replacement_id"),
    )

    id: Mapped[Key]
    plan_id: Mapped[int]
    milestone_id: Mapped[int] = mapped_column()
    replacement_id: Mapped[int] = mapped_column()
