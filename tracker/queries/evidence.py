"""Evidence: one piece with its versions, or one version; restricted evidence only for those who may see it."""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager, selectinload

from tracker.domain.errors import NotFound
from tracker.domain.permissions import Actor
from tracker.domain.vocabulary import EvidenceState
from tracker.models import (
    DecidedVersion,
    Decision,
    Evidence,
    EvidenceVersion,
    Inspection,
    Milestone,
    Plan,
    Recommendation,
)
from tracker.queries.scope import EVIDENCE_SEEN, scope_of

SENT_TWICE_WITHIN = timedelta(minutes=10)


def get(session: Session, evidence_id: int, *, seen_by: Actor) -> Evidence:
    """The evidence with its place, milestones and versions; NotFound where it is not theirs to see."""
    found = session.scalars(_ONE, {"evidence_id": evidence_id, **scope_of(seen_by)}).one_or_none()
    if found is None:
        raise NotFound("There is no such evidence.")
    return found


def version(session: Session, version_id: int, *, seen_by: Actor) -> EvidenceVersion:
    """A version with its evidence and place; NotFound where the evidence is not theirs to see."""
    found = session.scalars(_VERSION, {"version_id": version_id, **scope_of(seen_by)}).one_or_none()
    if found is None:
        raise NotFound("There is no such file.")
    return found


def is_evidence_of(session: Session, plan_id: int, sha256: str) -> bool:
    """Whether a file of these very bytes is evidence of the plan already, whoever may see it."""
    return session.scalar(_SAME_BYTES, {"plan_id": plan_id, "sha256": sha256}) is not None


def was_sent_before(session: Session, version: EvidenceVersion, sha256: str) -> bool:
    """Whether the same person gave the plan these very bytes under the same title minutes before: a form sent twice."""
    asked = {
        "plan_id": version.evidence.plan_id,
        "sha256": sha256,
        "title": version.evidence.title,
        "person_id": version.uploaded_by_id,
        "since": version.uploaded_at - SENT_TWICE_WITHIN,
    }
    return session.scalar(_SENT_BEFORE, asked) is not None


def rests_on(session: Session, evidence_id: int) -> dict[int, str]:
    """The milestones, by id with their titles, on which a decision looked at a version of this evidence."""
    return {key: title for key, title in session.execute(_RESTING, {"evidence_id": evidence_id})}  # noqa: C416


_SEEN = (
    sa.select(Evidence)
    .join(Evidence.plan)
    .join(Plan.recommendation)
    .join(Recommendation.inspection)
    .outerjoin(Inspection.unit)
    .where(EVIDENCE_SEEN)
)
_place = (
    contains_eager(Evidence.plan)
    .contains_eager(Plan.recommendation)
    .contains_eager(Recommendation.inspection)
    .contains_eager(Inspection.unit)
)
_ONE = _SEEN.where(Evidence.id == sa.bindparam("evidence_id")).options(
    _place,
    selectinload(Evidence.milestones),
    selectinload(Evidence.versions).joinedload(EvidenceVersion.uploaded_by),
)
_in_evidence = contains_eager(EvidenceVersion.evidence)
_VERSION = (
    sa.select(EvidenceVersion)
    .join(EvidenceVersion.evidence)
    .join(Evidence.plan)
    .join(Plan.recommendation)
    .join(Recommendation.inspection)
    .outerjoin(Inspection.unit)
    .where(EvidenceVersion.id == sa.bindparam("version_id"), EVIDENCE_SEEN)
    .options(
        _in_evidence.contains_eager(Evidence.plan)
        .contains_eager(Plan.recommendation)
        .contains_eager(Recommendation.inspection)
        .contains_eager(Inspection.unit)
    )
)
_SAME_BYTES = (
    sa.select(EvidenceVersion.id)
    .join(EvidenceVersion.evidence)
    .where(
        Evidence.plan_id == sa.bindparam("plan_id"),
        EvidenceVersion.sha256 == sa.bindparam("sha256"),
        EvidenceVersion.state == EvidenceState.AVAILABLE,
    )
    .limit(1)
)
_SENT_BEFORE = _SAME_BYTES.where(
    Evidence.title == sa.bindparam("title"),
    EvidenceVersion.uploaded_by_id == sa.bindparam("person_id"),
    EvidenceVersion.uploaded_at >= sa.bindparam("since", type_=EvidenceVersion.uploaded_at.type),
)
_RESTING = (
    sa.select(Milestone.id, Milestone.title)
    .join(Decision, Decision.milestone_id == Milestone.id)
    .join(DecidedVersion, DecidedVersion.decision_id == Decision.id)
    .join(EvidenceVersion, EvidenceVersion.id == DecidedVersion.evidence_version_id)
    .where(EvidenceVersion.evidence_id == sa.bindparam("evidence_id"))
    .distinct()
)
