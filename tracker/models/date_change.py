"""An ask for another due date of a milestone, and what was decided. Every one is kept for ever."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.domain.permissions import Place
from tracker.domain.vocabulary import DateChangeLevel, DateChangeState
from tracker.models.base import Base, Editable, Key, LongText, at_and_by, one_of
from tracker.models.milestone import Milestone
from tracker.models.person import Person

_ASKED = sa.text("state = 'asked'")


class DateChange(Editable, Base):
    """`from_on` is the due date on the day it was asked, `level` who decides on it. At most one waits a milestone."""

    __tablename__ = "date_change"
    __table_args__ = (
        sa.CheckConstraint("to_on <> from_on", name="moves_the_date"),
        sa.CheckConstraint("reason <> ''", name="says_why"),
        sa.CheckConstraint("(state IN ('approved', 'declined')) = (decided_at IS NOT NULL)", name="decided_has_a_time"),
        sa.CheckConstraint("(state = 'withdrawn') = (withdrawn_at IS NOT NULL)", name="withdrawn_has_a_time"),
        sa.CheckConstraint("state <> 'declined' OR note <> ''", name="declined_says_why"),
        sa.CheckConstraint("decided_by_id IS NULL OR decided_by_id <> asked_by_id", name="another_person_decides"),
        at_and_by("decided"),
        at_and_by("withdrawn"),
        sa.Index("ix_date_change_milestone", "milestone_id", "id"),
        sa.Index("uq_date_change_waiting", "milestone_id", unique=True, sqlite_where=_ASKED, postgresql_where=_ASKED),
    )

    id: Mapped[Key]
    milestone_id: Mapped[int] = mapped_column(sa.ForeignKey("milestone.id"))
    level: Mapped[DateChangeLevel] = mapped_column(one_of(DateChangeLevel, "level"))
    from_on: Mapped[date]
    to_on: Mapped[date]
    reason: Mapped[LongText]
    state: Mapped[DateChangeState] = mapped_column(one_of(DateChangeState, "state"), default=DateChangeState.ASKED)
    asked_at: Mapped[datetime]
    asked_by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    note: Mapped[LongText] = mapped_column(default="")
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))

    milestone: Mapped[Milestone] = relationship(lazy="raise_on_sql")
    asked_by: Mapped[Person] = relationship(lazy="raise_on_sql", foreign_keys=[asked_by_id])
    decided_by: Mapped[Person | None] = relationship(lazy="raise_on_sql", foreign_keys=[decided_by_id])

    @property
    def place(self) -> Place:
        needs_nation = self.level is DateChangeLevel.NATION
        return replace(self.milestone.place, asker_id=self.asked_by_id, needs_nation=needs_nation)
