"""Scores of plans by date: stored, so that every list shows one figure, and always equal to a recomputation."""

from __future__ import annotations

from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from tracker.domain.vocabulary import PlanStatus
from tracker.models.base import Base, CanonicalJson, Key, one_of


class Score(Base):
    """A plan's figures of a day, in hundredths of a point (0 to 10000), with what they were made of.

    `changes_on` is the first day on which the date alone may change them (domain/score_standing.py), if it ever does.
    """

    __tablename__ = "score"
    __table_args__ = (
        sa.UniqueConstraint("plan_id", "on"),
        sa.CheckConstraint("reported >= 0 AND reported <= 10000", name="reported_is_a_share"),
        sa.CheckConstraint("verified >= 0 AND verified <= 10000", name="verified_is_a_share"),
    )

    id: Mapped[Key]
    plan_id: Mapped[int] = mapped_column(sa.ForeignKey("plan.id"))
    on: Mapped[date]
    method: Mapped[int]
    inputs_revision: Mapped[int]
    reported: Mapped[int]
    verified: Mapped[int]
    status: Mapped[PlanStatus] = mapped_column(one_of(PlanStatus, "status"))
    changes_on: Mapped[date | None]
    parts: Mapped[dict[str, Any]] = mapped_column(CanonicalJson)
