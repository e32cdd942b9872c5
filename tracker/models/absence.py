"""When somebody is away, and who stands in for them."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.models.base import Base, Editable, Key, at_and_by
from tracker.models.person import Person


class Absence(Editable, Base):
    """From a day to a day, both included; over at once where it was ended. While it lasts the deputy may report on
    what the person owns. No two of a person overlap: services/absences.py, under the lock of the person's row."""

    __tablename__ = "absence"
    __table_args__ = (
        sa.CheckConstraint("from_on <= to_on", name="begins_before_it_ends"),
        sa.CheckConstraint("deputy_id <> person_id", name="the_deputy_is_somebody_else"),
        at_and_by("ended"),
        sa.Index("ix_absence_person", "person_id", "from_on"),
        sa.Index("ix_absence_deputy", "deputy_id", "from_on"),
    )

    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    deputy_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    from_on: Mapped[date]
    to_on: Mapped[date]
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))

    person: Mapped[Person] = relationship(lazy="raise_on_sql", foreign_keys=[person_id])
    deputy: Mapped[Person] = relationship(lazy="raise_on_sql", foreign_keys=[deputy_id])
