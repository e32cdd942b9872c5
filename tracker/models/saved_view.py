"""Searches that a person keeps, by a name of their own."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.models.base import Base, Key, LongText, Recorded
from tracker.models.person import Person


class SavedView(Recorded, Base):
    """`address` is the search as it stands in an address, in one exact order. Whoever opens it sees what they may see.

    A shared view is listed for people of the same region, and can be opened by everybody who has its link.
    """

    __tablename__ = "saved_view"
    __table_args__ = (
        sa.UniqueConstraint("person_id", "name"),
        sa.CheckConstraint("name <> ''", name="it_has_a_name"),
    )

    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    name: Mapped[str] = mapped_column(sa.String(80))
    address: Mapped[LongText]
    is_shared: Mapped[bool] = mapped_column(default=False)
    saved_at: Mapped[datetime]

    person: Mapped[Person] = relationship(lazy="raise_on_sql")
