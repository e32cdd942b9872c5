"""What the clock did: runs of jobs by business date, who leads, and what was found overdue."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from tracker.models.base import Base, CanonicalJson, Key


class JobRun(Base):
    """One run of a job for a date. A later run for the same date takes the row's place; its effects are keyed apart."""

    __tablename__ = "job_run"
    __table_args__ = (sa.UniqueConstraint("name", "on"),)

    id: Mapped[Key]
    name: Mapped[str] = mapped_column(sa.String(60))
    on: Mapped[date]
    began_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    runs: Mapped[int] = mapped_column(default=1)
    outcome: Mapped[dict[str, Any] | None] = mapped_column(CanonicalJson)
    fault: Mapped[str | None] = mapped_column(sa.Text)


class Lease(Base):
    """Who runs the scheduler, until when by the database's clock; `fence` grows with each new holder."""

    __tablename__ = "lease"

    name: Mapped[str] = mapped_column(sa.String(60), primary_key=True)
    holder: Mapped[str] = mapped_column(sa.String(120))
    fence: Mapped[int]
    expires_at: Mapped[datetime]


class OverdueMark(Base):
    """That an item was found overdue for one due date: once, however often the job runs."""

    __tablename__ = "overdue_mark"
    __table_args__ = (
        sa.CheckConstraint("(milestone_id IS NULL) <> (plan_id IS NULL)", name="one_item"),
        sa.UniqueConstraint("milestone_id", "due_on"),
        sa.UniqueConstraint("plan_id", "due_on"),
    )

    id: Mapped[Key]
    milestone_id: Mapped[int | None] = mapped_column(sa.ForeignKey("milestone.id"))
    plan_id: Mapped[int | None] = mapped_column(sa.ForeignKey("plan.id"))
    due_on: Mapped[date]
    found_on: Mapped[date]
