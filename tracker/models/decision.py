"""Decisions on a milestone, by a reviewer or an inspector, bound to what they looked at."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.domain.permissions import Place
from tracker.domain.vocabulary import DecisionLevel, DecisionOutcome
from tracker.models.base import Base, Key, LongText, Recorded, one_of
from tracker.models.evidence import EvidenceVersion
from tracker.models.milestone import Milestone
from tracker.models.person import Person


class Decision(Recorded, Base):
    """Never changed: a new decision stands beside the old one. `measure_revision` is the milestone's at that time."""

    __tablename__ = "decision"
    __table_args__ = (
        sa.CheckConstraint("why <> ''", name="says_why"),
        sa.Index("ix_decision_milestone_latest", "milestone_id", "level", "id"),
    )

    id: Mapped[Key]
    milestone_id: Mapped[int] = mapped_column(sa.ForeignKey("milestone.id"))
    level: Mapped[DecisionLevel] = mapped_column(one_of(DecisionLevel, "level"))
    outcome: Mapped[DecisionOutcome] = mapped_column(one_of(DecisionOutcome, "outcome"))
    why: Mapped[LongText]
    measure_revision: Mapped[int]
    decided_at: Mapped[datetime]
    decided_by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)

    milestone: Mapped[Milestone] = relationship(lazy="raise_on_sql")
    decided_by: Mapped[Person] = relationship(lazy="raise_on_sql")
    versions: Mapped[list[DecidedVersion]] = relationship(lazy="raise_on_sql", order_by="DecidedVersion.id")

    @property
    def place(self) -> Place:
        return self.milestone.place


class DecidedVersion(Recorded, Base):
    """A version that a decision looked at, with the hash it had."""

    __tablename__ = "decided_version"
    __table_args__ = (sa.UniqueConstraint("decision_id", "evidence_version_id"),)

    id: Mapped[Key]
    decision_id: Mapped[int] = mapped_column(sa.ForeignKey("decision.id"))
    evidence_version_id: Mapped[int] = mapped_column(sa.ForeignKey("evidence_version.id"), index=True)
    sha256: Mapped[str] = mapped_column(sa.String(64))

    version: Mapped[EvidenceVersion] = relationship(lazy="raise_on_sql")
