"""Decisions: those upon a piece of evidence, and what a decision can look at. Those of a plan: plan_decisions.py."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager

from tracker.domain.deciding import Hands
from tracker.domain.permissions import Actor
from tracker.domain.vocabulary import DecisionLevel, DecisionOutcome, EvidenceState
from tracker.models import (
    DecidedVersion,
    Decision,
    Evidence,
    EvidenceVersion,
    Inspection,
    Milestone,
    Person,
    Plan,
    Recommendation,
)
from tracker.models.evidence import evidence_milestone
from tracker.queries.agreement import HAD_A_HAND
from tracker.queries.scope import EVIDENCE_SEEN, scope_of


@dataclass(frozen=True, slots=True)
class UponEvidence:
    """A decision that looked at a version of a piece of evidence."""

    milestone_id: int
    milestone: str
    level: DecisionLevel
    outcome: DecisionOutcome
    why: str
    by: str
    at: datetime
    number: int


def upon(session: Session, evidence_id: int) -> list[UponEvidence]:
    """The decisions made upon a piece of evidence already seen, the latest first. One statement."""
    return [UponEvidence(*row) for row in session.execute(_UPON, {"evidence_id": evidence_id})]


def to_look_at(session: Session, milestone_id: int, *, seen_by: Actor) -> Sequence[EvidenceVersion]:
    """The available versions of a milestone's evidence that may be seen, the newest first, each with its evidence."""
    return session.scalars(_TO_LOOK_AT, {"milestone_id": milestone_id, **scope_of(seen_by)}).all()


def uploaded_for(session: Session, milestone_id: int) -> frozenset[EvidenceState]:
    """The states of all files uploaded for a milestone, whoever may open them; none where none was. One statement."""
    return frozenset(session.scalars(_UPLOADED_FOR, {"milestone_id": milestone_id}))


def hands_in(session: Session, milestone: Milestone, people: Collection[int]) -> Hands:
    """Who had a hand in a milestone loaded with its plan, and whether any of `people` had one in the plan.

    Uploaders are those of any version of any evidence for the milestone, withdrawn or not. One statement.
    """
    rows = session.execute(_HANDS, {"milestone_id": milestone.id, "hands": sorted(people)}).all()
    uploaders = frozenset(row.uploaded_by_id for row in rows if row.uploaded_by_id is not None)
    in_plan = any(row.in_plan for row in rows)
    return Hands(milestone.plan.owner_id, milestone.owner_id, milestone.completed_by_id, uploaders, in_plan)


def latest(session: Session, milestone_id: int) -> tuple[Decision, frozenset[int]] | None:
    """The decision made last on the milestone, standing or not, and the ids of the versions it looked at."""
    found = session.scalars(_LATEST, {"milestone_id": milestone_id}).one_or_none()
    if found is None:
        return None
    return found, frozenset(session.scalars(_SEEN_BY_DECISION, {"decision_id": found.id}))


_MILESTONE = sa.bindparam("milestone_id", type_=sa.Integer())
_UPON = (
    sa.select(
        Milestone.id,
        Milestone.title,
        Decision.level,
        Decision.outcome,
        Decision.why,
        Person.name,
        Decision.decided_at,
        EvidenceVersion.number,
    )
    .select_from(DecidedVersion)
    .join(DecidedVersion.version)
    .join(Decision, Decision.id == DecidedVersion.decision_id)
    .join(Decision.milestone)
    .join(Decision.decided_by)
    .where(EvidenceVersion.evidence_id == sa.bindparam("evidence_id", type_=sa.Integer()))
    .order_by(Decision.id.desc(), EvidenceVersion.number.desc())
)
_TO_LOOK_AT = (
    sa.select(EvidenceVersion)
    .join(EvidenceVersion.evidence)
    .join(evidence_milestone, evidence_milestone.c.evidence_id == Evidence.id)
    .join(Evidence.plan)
    .join(Plan.recommendation)
    .join(Recommendation.inspection)
    .outerjoin(Inspection.unit)
    .where(
        evidence_milestone.c.milestone_id == _MILESTONE,
        EvidenceVersion.state == EvidenceState.AVAILABLE,
        EVIDENCE_SEEN,
    )
    .options(contains_eager(EvidenceVersion.evidence))
    .order_by(EvidenceVersion.uploaded_at.desc(), EvidenceVersion.id.desc())
)
_UPLOADED_FOR = (
    sa.select(EvidenceVersion.state)
    .join(evidence_milestone, evidence_milestone.c.evidence_id == EvidenceVersion.evidence_id)
    .where(evidence_milestone.c.milestone_id == _MILESTONE)
    .distinct()
)
_HANDS = (
    sa.select(EvidenceVersion.uploaded_by_id, HAD_A_HAND.label("in_plan"))
    .select_from(Milestone)
    .join(Milestone.plan)
    .outerjoin(evidence_milestone, evidence_milestone.c.milestone_id == Milestone.id)
    .outerjoin(EvidenceVersion, EvidenceVersion.evidence_id == evidence_milestone.c.evidence_id)
    .where(Milestone.id == _MILESTONE)
    .distinct()
)
_LATEST = sa.select(Decision).where(Decision.milestone_id == _MILESTONE).order_by(Decision.id.desc()).limit(1)
_SEEN_BY_DECISION = sa.select(DecidedVersion.evidence_version_id).where(
    DecidedVersion.decision_id == sa.bindparam("decision_id", type_=sa.Integer())
)
