"""Blockers of milestones: whose answer is waited for, since when, and how it came."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.domain.permissions import Place
from tracker.domain.vocabulary import BlockerState, Whose
from tracker.models.base import Base, Editable, Key, LongText, Name, one_of
from tracker.models.milestone import Milestone

_OPEN = sa.text("cleared_on IS NULL")


class Blocker(Editable, Base):
    """Several may stand in the way of one milestone. It is open until it has a day on which it was cleared."""

    __tablename__ = "blocker"
    __table_args__ = (
        sa.CheckConstraint("what <> ''", name="says_what"),
        sa.CheckConstraint("answer_due_on >= asked_on", name="answer_is_due_after_it_was_asked"),
        sa.CheckConstraint("cleared_on IS NULL OR cleared_on >= asked_on", name="cleared_after_it_was_asked"),
        sa.CheckConstraint("(cleared_on IS NULL) = (outcome = '')", name="cleared_has_an_outcome"),
        sa.Index("ix_blocker_milestone", "milestone_id", "id"),
        sa.Index("ix_blocker_open", "answer_due_on", sqlite_where=_OPEN, postgresql_where=_OPEN),
    )

    id: Mapped[Key]
    milestone_id: Mapped[int] = mapped_column(sa.ForeignKey("milestone.id"))
    what: Mapped[LongText]
    whose: Mapped[Whose] = mapped_column(one_of(Whose, "whose"))
    asked_on: Mapped[date]
    answer_due_on: Mapped[date]
    raised_to: Mapped[Name] = mapped_column(default="")
    cleared_on: Mapped[date | None]
    outcome: Mapped[LongText] = mapped_column(default="")

    milestone: Mapped[Milestone] = relationship(lazy="raise_on_sql")

    @property
    def state(self) -> BlockerState:
        return BlockerState.OPEN if self.cleared_on is None else BlockerState.CLEARED

    @property
    def place(self) -> Place:
        return self.milestone.place
