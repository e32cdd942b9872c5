"""That a milestone waits for another of the same plan."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from tracker.models.base import Base, Key, Recorded


class MilestoneDependency(Recorded, Base):
    """`milestone_id` cannot go on before `depends_on_id` is done. Both keys name the plan, so it is one plan's."""

    __tablename__ = "milestone_dependency"
    __table_args__ = (
        sa.UniqueConstraint("milestone_id", "depends_on_id"),
        sa.CheckConstraint("milestone_id <> depends_on_id", name="waits_for_another"),
        sa.ForeignKeyConstraint(["plan_id", "milestone_id"], ["milestone.plan_id", "milestone.id"]),
        sa.ForeignKeyConstraint(["plan_id", "depends_on_id"], ["milestone.plan_id", "milestone.id"]),
        sa.Index("ix_milestone_dependency_of_plan", "plan_id", "milestone_id"),
        sa.Index("ix_milestone_dependency_waited_for", "depends_on_id"),
    )

    id: Mapped[Key]
    plan_id: Mapped[int]
    milestone_id: Mapped[int] = mapped_column()
    depends_on_id: Mapped[int] = mapped_column()
