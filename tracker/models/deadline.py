"""Deadlines: who set them, by which rule, from which day, and the date that came to."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from tracker.domain.vocabulary import DeadlineSource, PeriodUnit
from tracker.models.base import Base, Editable, Key, Name, one_of


class Deadline(Editable, Base):
    """`due_on` is `number` `unit`s from `starts_on`, the day of `start_event`, by the calendar named.

    A fixed date has neither number nor unit. `wording` keeps the words a report used, where it set the date, or where
    somebody who set it says that it comes from.
    """

    __tablename__ = "deadline"
    __table_args__ = (
        sa.CheckConstraint("(number IS NULL) = (unit IS NULL)", name="a_rule_has_both_parts"),
        sa.CheckConstraint("number IS NULL OR number > 0", name="number_is_positive"),
    )

    id: Mapped[Key]
    source: Mapped[DeadlineSource] = mapped_column(one_of(DeadlineSource, "source"))
    number: Mapped[int | None]
    unit: Mapped[PeriodUnit | None] = mapped_column(one_of(PeriodUnit, "unit"))
    start_event: Mapped[Name]
    starts_on: Mapped[date]
    due_on: Mapped[date] = mapped_column(index=True)
    wording: Mapped[str | None] = mapped_column(sa.Text)
    calendar_version: Mapped[Name]
