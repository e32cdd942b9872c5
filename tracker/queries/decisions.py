"""Decisions: those on the milestones of a plan with what each looked at, and what a decision can look at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager

from tracker.domain.credit import standing_decision, waiting
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
from tracker.queries.scope import EVIDENCE_SEEN, scope_of
from tracker.queries.score_facts import facts_of


@dataclass(frozen=True, slots=True)
class LookedAt:
    """A version that a decision looked at. `title` is None where the evidence is restricted for this reader."""

    evidence_id: int
    title: str | None
    number: int
    is_withdrawn: bool


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision; `stands`: credit rests on it now."""

    id: int
    level: DecisionLevel
    outcome: DecisionOutcome
    why: str
    by: str
    at: datetime
    stands: bool
    versions: tuple[LookedAt, ...]


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


@dataclass(frozen=True, slots=True)
class OfMilestone:
    """A milestone's decisions, the latest first, and the numbers of the versions that none of those standing saw."""

    decisions: tuple[Decided, ...]
    waiting: tuple[int, ...]


def of_plan(session: Session, plan_id: int, *, seen_by: Actor) -> Mapping[int, OfMilestone]:
    """By milestone id, for the milestones of a plan already seen. The same number of statements whatever its size."""
    facts = {each.ordinal: each for each in facts_of(session, [plan_id])[plan_id].milestones}
    versions: dict[int, list[LookedAt]] = defaultdict(list)
    for looked in session.execute(_LOOKED_AT, {"plan_id": plan_id, **scope_of(seen_by)}):
        title = looked.title if looked.is_seen else None
        withdrawn = looked.state is EvidenceState.WITHDRAWN
        versions[looked.decision_id].append(LookedAt(looked.evidence_id, title, looked.number, withdrawn))
    rows: dict[int, list[Any]] = defaultdict(list)
    ordinals = {}
    for row in session.execute(_OF_PLAN, {"plan_id": plan_id}):
        ordinals[row.milestone_id] = row.ordinal
        if row.id is not None:
            rows[row.milestone_id].append(row)
    found = {}
    for milestone_id, ordinal in ordinals.items():
        stands = standing_decision(facts[ordinal])
        found[milestone_id] = OfMilestone(
            tuple(_decided(row, stands.id if stands else None, versions[row.id]) for row in rows[milestone_id]),
            tuple(shown.number for shown in waiting(facts[ordinal])),
        )
    return found


def upon(session: Session, evidence_id: int) -> list[UponEvidence]:
    """The decisions made upon a piece of evidence already seen, the latest first. One statement."""
    return [UponEvidence(*row) for row in session.execute(_UPON, {"evidence_id": evidence_id})]


def to_look_at(session: Session, milestone_id: int, *, seen_by: Actor) -> Sequence[EvidenceVersion]:
    """The available versions of a milestone's evidence that may be seen, the newest first, each with its evidence."""
    return session.scalars(_TO_LOOK_AT, {"milestone_id": milestone_id, **scope_of(seen_by)}).all()


def uploaders(session: Session, milestone_id: int) -> frozenset[int]:
    """Who uploaded any version of any evidence for the milestone, withdrawn or not."""
    return frozenset(session.scalars(_UPLOADERS, {"milestone_id": milestone_id}))


def is_repeated(session: Session, decision: Decision) -> bool:
    """Whether the milestone's latest decision is word for word this new one, as when a form is sent twice."""
    latest = session.scalars(_LATEST, {"milestone_id": decision.milestone_id}).one_or_none()
    if latest is None:
        return False
    seen = set(session.scalars(_SEEN_BY_DECISION, {"decision_id": latest.id}))
    same = ("level", "outcome", "why", "measure_revision", "decided_by_id")
    return seen == {version.evidence_version_id for version in decision.versions} and all(
        getattr(latest, name) == getattr(decision, name) for name in same
    )


def _decided(row: Any, stands: int | None, versions: Sequence[LookedAt]) -> Decided:
    return Decided(row.id, row.level, row.outcome, row.why, row.name, row.decided_at, row.id == stands, tuple(versions))


_MILESTONE = sa.bindparam("milestone_id", type_=sa.Integer())
_PLAN = sa.bindparam("plan_id", type_=sa.Integer())
_OF_PLAN = (
    sa.select(
        Milestone.id.label("milestone_id"),
        Milestone.ordinal,
        Decision.id,
        Decision.level,
        Decision.outcome,
        Decision.why,
        Decision.decided_at,
        Person.name,
    )
    .outerjoin(Decision, Decision.milestone_id == Milestone.id)
    .outerjoin(Person, Person.id == Decision.decided_by_id)
    .where(Milestone.plan_id == _PLAN)
    .order_by(Milestone.ordinal, Decision.id.desc())
)
_LOOKED_AT = (
    sa.select(
        DecidedVersion.decision_id,
        Evidence.id.label("evidence_id"),
        Evidence.title,
        EvidenceVersion.number,
        EvidenceVersion.state,
        EVIDENCE_SEEN.label("is_seen"),
    )
    .select_from(DecidedVersion)
    .join(DecidedVersion.version)
    .join(EvidenceVersion.evidence)
    .join(Evidence.plan)
    .join(Plan.recommendation)
    .join(Recommendation.inspection)
    .outerjoin(Inspection.unit)
    .where(Plan.id == _PLAN)
    .order_by(DecidedVersion.id)
)
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
_UPLOADERS = (
    sa.select(EvidenceVersion.uploaded_by_id)
    .join(evidence_milestone, evidence_milestone.c.evidence_id == EvidenceVersion.evidence_id)
    .where(evidence_milestone.c.milestone_id == _MILESTONE)
    .distinct()
)
_LATEST = sa.select(Decision).where(Decision.milestone_id == _MILESTONE).order_by(Decision.id.desc()).limit(1)
_SEEN_BY_DECISION = sa.select(DecidedVersion.evidence_version_id).where(
    DecidedVersion.decision_id == sa.bindparam("decision_id", type_=sa.Integer())
)
