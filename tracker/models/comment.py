"""What HMPPS says to itself about a plan or one of its milestones, and to whom. Inspectors never see it."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.domain.permissions import Place
from tracker.models.base import Base, Key, LongText, Recorded
from tracker.models.milestone import Milestone
from tracker.models.person import Person
from tracker.models.plan import Plan


class Comment(Recorded, Base):
    """On a milestone of the plan where that is set, else on the plan. Never changed."""

    __tablename__ = "comment"
    __table_args__ = (
        sa.CheckConstraint("text <> ''", name="says_something"),
        sa.Index("ix_comment_plan_latest", "plan_id", "id"),
    )

    id: Mapped[Key]
    plan_id: Mapped[int] = mapped_column(sa.ForeignKey("plan.id"))
    milestone_id: Mapped[int | None] = mapped_column(sa.ForeignKey("milestone.id"), index=True)
    text: Mapped[LongText]
    made_at: Mapped[datetime]
    made_by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)

    plan: Mapped[Plan] = relationship(lazy="raise_on_sql")
    milestone: Mapped[Milestone | None] = relationship(lazy="raise_on_sql")
    made_by: Mapped[Person] = relationship(lazy="raise_on_sql")
    mentions: Mapped[list[Mention]] = relationship(lazy="raise_on_sql", order_by="Mention.id", back_populates="comment")

    @property
    def place(self) -> Place:
        return self.plan.place


class Mention(Recorded, Base):
    """A person whom a comment mentions. `done_at` is when they put it away."""

    __tablename__ = "mention"
    __table_args__ = (
        sa.UniqueConstraint("comment_id", "person_id"),
        sa.Index(
            "ix_mention_waiting",
            "person_id",
            "comment_id",
            sqlite_where=sa.text("done_at IS NULL"),
            postgresql_where=sa.text("done_at IS NULL"),
        ),
    )

    id: Mapped[Key]
    comment_id: Mapped[int] = mapped_column(sa.ForeignKey("comment.id"))
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    done_at: Mapped[datetime | None]

    comment: Mapped[Comment] = relationship(lazy="raise_on_sql", back_populates="mentions")
    person: Mapped[Person] = relationship(lazy="raise_on_sql")

    @property
    def place(self) -> Place:
        return self.comment.place
