"""Judgements of progress and the verdict of a recommendation. Until released, only its inspectors see a judgement."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager, joinedload

from tracker.domain.errors import NotFound
from tracker.domain.permissions import Actor
from tracker.models import (
    Evidence,
    EvidenceVersion,
    Inspection,
    ProgressJudgement,
    Recommendation,
    Verdict,
)
from tracker.queries.scope import INSPECTIONS_SEEN, Condition, scope_of

_OF_INSPECTORS: Condition = Inspection.id.in_(sa.bindparam("scope_inspections", type_=sa.Integer(), expanding=True))


def get(session: Session, judgement_id: int, *, seen_by: Actor) -> ProgressJudgement:
    """The judgement with its place; NotFound where it is not theirs to see."""
    found = session.scalars(_ONE, {"judgement_id": judgement_id, **scope_of(seen_by)}).one_or_none()
    if found is None:
        raise NotFound("There is no such judgement.")
    return found


def of_recommendation(session: Session, recommendation_id: int, *, seen_by: Actor) -> Sequence[ProgressJudgement]:
    """The judgements of a recommendation that may be seen, the latest first, each with its inspector. One statement."""
    return session.scalars(_OF_ONE, {"recommendation_id": recommendation_id, **scope_of(seen_by)}).all()


def verdict_of(session: Session, recommendation_id: int) -> Verdict | None:
    """The verdict of a recommendation already seen, with who gave it; None while it is open."""
    statement = sa.select(Verdict).where(Verdict.recommendation_id == recommendation_id)
    return session.scalars(statement.options(joinedload(Verdict.given_by))).one_or_none()


def has_unreleased(session: Session, recommendation_id: int, person_id: int | None) -> bool:
    """Whether this inspector has recorded a judgement of it that is not released yet."""
    statement = sa.select(ProgressJudgement.id).where(
        ProgressJudgement.recommendation_id == recommendation_id,
        ProgressJudgement.inspector_id == person_id,
        ProgressJudgement.released_at.is_(None),
    )
    return session.scalars(statement.limit(1)).first() is not None


def uploaded_for(session: Session, plan_id: int, person_id: int | None) -> bool:
    """Whether this person uploaded any version of any evidence of the plan."""
    statement = (
        sa.select(EvidenceVersion.id)
        .join(EvidenceVersion.evidence)
        .where(Evidence.plan_id == plan_id, EvidenceVersion.uploaded_by_id == person_id)
    )
    return session.scalars(statement.limit(1)).first() is not None


_SEEN = (
    sa.select(ProgressJudgement)
    .join(ProgressJudgement.recommendation)
    .join(Recommendation.inspection)
    .outerjoin(Inspection.unit)
    .where(INSPECTIONS_SEEN, sa.or_(ProgressJudgement.released_at.is_not(None), _OF_INSPECTORS))
)
_ONE = _SEEN.where(ProgressJudgement.id == sa.bindparam("judgement_id", type_=sa.Integer())).options(
    contains_eager(ProgressJudgement.recommendation)
    .contains_eager(Recommendation.inspection)
    .contains_eager(Inspection.unit)
)
_OF_ONE = (
    _SEEN.where(ProgressJudgement.recommendation_id == sa.bindparam("recommendation_id", type_=sa.Integer()))
    .options(joinedload(ProgressJudgement.inspector))
    .order_by(ProgressJudgement.id.desc())
)
