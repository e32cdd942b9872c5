"""Evidence of a plan: what it shows, for which milestones, and every version of its file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.domain.permissions import Place
from tracker.domain.vocabulary import EvidenceKind, EvidenceState
from tracker.models.base import Base, Editable, Key, LongText, Name, Recorded, at_and_by, one_of
from tracker.models.milestone import Milestone
from tracker.models.person import Person
from tracker.models.plan import Plan

evidence_milestone = sa.Table(
    "evidence_milestone",
    Base.metadata,
    sa.Column("evidence_id", sa.ForeignKey("evidence.id"), primary_key=True),
    sa.Column("milestone_id", sa.ForeignKey("milestone.id"), primary_key=True, index=True),
)


class Evidence(Editable, Base):
    """One thing that is shown, such as an audit of July; its files are its versions, and none is overwritten.

    Restricted evidence (sickness, discipline) is seen by its uploader, the head of PDU, reviewers and the inspector.
    """

    __tablename__ = "evidence"
    __table_args__ = (
        sa.CheckConstraint("period_to IS NULL OR period_from <= period_to", name="period_in_order"),
        sa.CheckConstraint("(period_from IS NULL) = (period_to IS NULL)", name="period_is_whole"),
    )

    id: Mapped[Key]
    plan_id: Mapped[int] = mapped_column(sa.ForeignKey("plan.id"), index=True)
    title: Mapped[Name]
    kind: Mapped[EvidenceKind] = mapped_column(one_of(EvidenceKind, "kind"))
    shows: Mapped[LongText] = mapped_column(default="")
    period_from: Mapped[date | None]
    period_to: Mapped[date | None]
    is_restricted: Mapped[bool] = mapped_column(default=False)
    uploaded_by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)

    plan: Mapped[Plan] = relationship(lazy="raise_on_sql")
    uploaded_by: Mapped[Person] = relationship(lazy="raise_on_sql")
    milestones: Mapped[list[Milestone]] = relationship(
        secondary=evidence_milestone, lazy="raise_on_sql", order_by="Milestone.ordinal"
    )
    versions: Mapped[list[EvidenceVersion]] = relationship(
        back_populates="evidence", lazy="raise_on_sql", order_by="EvidenceVersion.number"
    )

    @property
    def place(self) -> Place:
        return replace(self.plan.place, uploader_id=self.uploaded_by_id, is_restricted=self.is_restricted)


class EvidenceVersion(Recorded, Base):
    """A file. `storage_key` is random; the name as uploaded is data only. Bytes and SHA-256 never change."""

    __tablename__ = "evidence_version"
    __table_args__ = (
        sa.UniqueConstraint("evidence_id", "number"),
        sa.CheckConstraint("number > 0 AND size >= 0", name="counts_are_positive"),
        sa.CheckConstraint("state <> 'available' OR sha256 IS NOT NULL", name="available_has_a_hash"),
        sa.CheckConstraint("(state = 'refused') = (refused_because IS NOT NULL)", name="refused_has_a_reason"),
        sa.CheckConstraint("(state = 'withdrawn') = (withdrawn_at IS NOT NULL)", name="withdrawn_has_a_time"),
        at_and_by("withdrawn"),
    )

    id: Mapped[Key]
    evidence_id: Mapped[int] = mapped_column(sa.ForeignKey("evidence.id"))
    number: Mapped[int]
    file_name: Mapped[str] = mapped_column(sa.String(255))
    media_type: Mapped[str] = mapped_column(sa.String(120))
    size: Mapped[int] = mapped_column(sa.BigInteger)
    sha256: Mapped[str | None] = mapped_column(sa.String(64), index=True)
    storage_key: Mapped[str] = mapped_column(sa.String(64), unique=True)
    state: Mapped[EvidenceState] = mapped_column(one_of(EvidenceState, "state"), default=EvidenceState.RECEIVED)
    scan: Mapped[Name] = mapped_column(default="")
    refused_because: Mapped[str | None] = mapped_column(sa.Text)
    uploaded_at: Mapped[datetime]
    uploaded_by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))

    evidence: Mapped[Evidence] = relationship(back_populates="versions", lazy="raise_on_sql")
    uploaded_by: Mapped[Person] = relationship(lazy="raise_on_sql", foreign_keys=[uploaded_by_id])
